package hub

import (
	"fmt"
	"sync"
	"testing"

	"hangviet/data/hub/books"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/wire"
)

// TestReportsTogether: what many kiosks tell at the same time adds up.
func TestReportsTogether(t *testing.T) {
	h := newHouse(t)
	const kiosks, days, each = 10, 4, 7
	all := make([]*kiosk, kiosks)
	for i := range all {
		all[i] = h.enrolled(fmt.Sprint("Điểm ", i), wire.Approved)
	}
	var group sync.WaitGroup
	for _, k := range all {
		for day := range days {
			group.Go(func() {
				date := fmt.Sprintf("2026-11-%02d", 10+day)
				if status, answer := k.tell(date, wire.Count{Name: wire.Shown, Key: "TEA", N: each}); status != 200 {
					t.Errorf("%d %s", status, answer)
				}
			})
		}
	}
	group.Wait()
	h.must(h.hub.db.View(t.Context(), func(tx *books.Tx) error {
		for _, scope := range []footfall.Scope{footfall.All, footfall.Products} {
			sums, err := footfall.Read(tx, scope, footfall.Last(30, footfall.DayOf(h.clock())))
			if err != nil {
				return err
			}
			if len(sums) != 1 || sums[0].Counts[footfall.Shown] != kiosks*days*each {
				t.Errorf("%s: %+v, want %d", scope, sums, kiosks*days*each)
			}
		}
		return nil
	}))
}
