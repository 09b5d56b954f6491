package hub

import (
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// TestStrangerRepeatsABranch: who has read the ids of a branch, as in a record,
// and sends them as a kiosk of his own, takes nothing out of the count.
func TestStrangerRepeatsABranch(t *testing.T) {
	for _, status := range []wire.Status{wire.Pending, wire.Refused} {
		h := newHouse(t)
		h.publishAndWait(testRound())
		_, copied := h.branches([]int{0}, []int{3, 4})
		h.must(h.hub.Judge(t.Context(), h.forks()[0].ID, books.CountToo, adminName))
		stranger := h.enrolled("Kẻ lạ", wire.Pending)
		b, err := copied.log.Bundle(t.Context(), 2, 10)
		h.must(err)
		ballots, err := b.Ballots()
		h.must(err)
		for _, b := range ballots {
			stranger.cast(b)
		}
		stranger.deliver()
		h.must(h.hub.Decide(t.Context(), stranger.self.ID, status))
		h.wait(72 * time.Hour)
		if r := h.recounted(filepath.Join(t.TempDir(), "record"), false); r.Tally.Ballots != 5 {
			t.Errorf("%d ballots count beside a kiosk that is %s, want 5", r.Tally.Ballots, status)
		}
	}
}
