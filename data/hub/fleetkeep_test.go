package hub

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// TestFleetRowsAreKept: whatever happens, what is kept of the kiosks is what the
// books hold, also when all that happens is that kiosks are heard.
func TestFleetRowsAreKept(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	var kiosks []*kiosk
	random := rand.New(rand.NewPCG(5, 6))
	acts := []func(){
		func() { kiosks = append(kiosks, h.kiosk(fmt.Sprint("k", len(kiosks)))); kiosks[len(kiosks)-1].enrol() },
		func() { h.must(h.hub.Decide(t.Context(), pick(random, kiosks).self.ID, wire.Approved)) },
		func() { h.must(h.hub.Decide(t.Context(), pick(random, kiosks).self.ID, wire.Refused)) },
		func() { k := pick(random, kiosks); k.vote("food/n-tea"); k.send(0) },
		func() {
			id, now := pick(random, kiosks).self.ID, h.clock()
			h.must(h.hub.db.Update(t.Context(), func(t *books.Tx) error {
				if err := t.Hear(id, now, books.ByStick); err != nil {
					return err
				}
				return t.PutBeat(books.Beat{Kiosk: id, Heard: now, Unsent: random.Int64N(100), Problems: "E-X 1\n"})
			}))
		},
		func() { h.wait(time.Duration(random.IntN(30)) * time.Second) },
		func() { h.publishAndWait(testRound()) },
	}
	for range 3 {
		acts[0]()
	}
	for step := range 120 {
		act := random.IntN(len(acts))
		if act == len(acts)-1 && step%20 > 0 {
			act = 4
		}
		acts[act]()
		h.must(h.hub.db.View(t.Context(), func(tx *books.Tx) error {
			kept, err := h.hub.fleetRows.read(tx)
			if err != nil {
				return err
			}
			whole, err := tx.Fleet(time.Time{})
			if !reflect.DeepEqual(kept, whole) {
				t.Errorf("step %d, act %d: kept %d rows, in the books %d: %+v and %+v", step, act, len(kept), len(whole), kept, whole)
			}
			return err
		}))
		if t.Failed() {
			return
		}
	}
}

func pick(random *rand.Rand, kiosks []*kiosk) *kiosk { return kiosks[random.IntN(len(kiosks))] }
