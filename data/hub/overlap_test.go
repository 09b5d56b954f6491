package hub

import (
	"net/http"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// TestOverlappingForks: a copied disk sends its branch in two bundles that share
// an entry. Once a person counts the one, the shared entry counts, though the
// other waits; the record agrees.
func TestOverlappingForks(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("Điểm bán", wire.Approved)
	shared := k.vote("food/n-tea")
	clone := cloneLog(h.kiosk("clone"), k)
	_, err := clone.Append(t.Context(), shared)
	h.must(err)
	k.vote("food/n-tea")
	k.deliver()
	other := h.kiosk("source of ballots")
	for range 3 {
		_, err := clone.Append(t.Context(), other.vote("food/n-rice"))
		h.must(err)
	}
	for _, part := range [][2]int{{0, 3}, {2, 2}} { // entries 0 to 2, then 2 to 3
		h.wait(time.Minute) // the first comes first
		b, err := clone.Bundle(t.Context(), int64(part[0]), part[1])
		h.must(err)
		if status, _ := h.post(wire.PathLedger, b.Marshal()); status != http.StatusConflict {
			t.Fatalf("the fork was taken: %d", status)
		}
	}
	forks := h.forks()
	late := slices.IndexFunc(forks, func(f books.Fork) bool { return f.First == 2 })
	if len(forks) != 2 || late < 0 {
		t.Fatalf("forks: %+v", forks)
	}
	h.must(h.hub.Judge(t.Context(), forks[late].ID, books.CountToo, adminName))
	h.wantCounts(4, map[string]int{"n-tea": 2, "n-rice": 2})
	h.wait(72 * time.Hour)
	if r := h.recounted(filepath.Join(t.TempDir(), "record"), false); r.Branches != 2 || r.Tally.Ballots != 4 {
		t.Errorf("the record holds %+v", r)
	}
}

// TestOneTicketOnThreeCopies: of ballots that are alike in hour and place the hub
// and the record let the same one count.
func TestOneTicketOnThreeCopies(t *testing.T) {
	for range 5 {
		h := newHouse(t)
		r := testRound()
		r.Mode = vote.ByTicket
		h.publishAndWait(r)
		k := h.enrolled("Điểm bán", wire.Approved)
		k.castTicket(k.log, "0000000000000001", "n-fish")
		k.deliver()
		for _, nominee := range []string{"n-tea", "n-rice"} {
			clone := cloneLog(h.kiosk("clone"), k)
			k.castTicket(clone, "0000000000000002", nominee)
			b, err := clone.Bundle(t.Context(), 0, 9)
			h.must(err)
			if status, _ := h.post(wire.PathLedger, b.Marshal()); status != http.StatusConflict {
				t.Fatalf("the fork was taken: %d", status)
			}
		}
		for _, f := range h.forks() {
			h.must(h.hub.Judge(t.Context(), f.ID, books.CountToo, adminName))
		}
		h.wait(72 * time.Hour)
		if r := h.recounted(filepath.Join(t.TempDir(), "record"), false); r.Tally.Ballots != 2 {
			t.Errorf("%d ballots count", r.Tally.Ballots)
		}
	}
}

func (k *kiosk) castTicket(log *ledger.Log, mark, nominee string) {
	k.Helper()
	b := k.make("food/" + nominee)
	b.Mode, b.Ticket = vote.ByTicket, mark
	_, err := log.Append(k.Context(), b)
	k.must(err)
}
