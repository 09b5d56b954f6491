package hub

import (
	"fmt"
	"math"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
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

// TestBranchInTwoPieces: a branch that came whole, as by stick, and again from a
// later entry on, as over the network, is one branch.
func TestBranchInTwoPieces(t *testing.T) {
	for name, froms := range map[string][]int64{"whole first": {0, 4}, "whole last": {4, 0}} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.publishAndWait(testRound())
			k, copied := h.enrolled("Điểm bán", wire.Approved), h.kiosk("")
			copied.self, copied.log = k.self, cloneLog(copied, k)
			for hour := range 3 {
				k.cast(k.at(hour, "food/n-rice"))
				copied.cast(k.at(hour, "food/n-fish"))
			}
			for hour := range 2 {
				k.cast(k.at(hour, "food/n-rice"))
				copied.cast(k.at(hour, "food/n-fish"))
			}
			k.deliver()
			for _, from := range froms {
				status, answer := copied.send(from)
				h.wantRefusal(status, answer, http.StatusConflict, wire.CodeFork)
			}
			h.wait(72 * time.Hour)
			h.recounted(filepath.Join(t.TempDir(), "record"), false)
			if n := len(h.forks()); n != 1 {
				t.Errorf("%d cases of one branch", n)
			}
		})
	}
}

// TestStrangersForks: of who is not approved, few contradictions are kept, and the
// same one again is nothing new.
func TestStrangersForks(t *testing.T) {
	h := newHouse(t)
	stranger := h.enrolled("Kẻ lạ", wire.Pending)
	stranger.vote("food/n-tea")
	stranger.deliver()
	for i := range 2 * maxPendingForks {
		clone := h.kiosk("")
		clone.self, clone.log = stranger.self, cloneLog(clone, stranger)
		clone.vote("food/n-rice")
		status, answer := clone.send(0)
		if i >= maxPendingForks {
			h.wantRefusal(status, answer, http.StatusServiceUnavailable, wire.CodeWaiting)
			continue
		}
		h.wantRefusal(status, answer, http.StatusConflict, wire.CodeFork)
		before := h.forkMark()
		clone.send(0)
		if h.forkMark() != before {
			t.Error("a fork that is held makes the count begin anew")
		}
	}
	if n := len(h.forks()); n != maxPendingForks {
		t.Errorf("%d forks are kept", n)
	}
}

// forkMark returns the mark by which the count learns of new forks.
func (h *house) forkMark() (n int64) {
	h.Helper()
	h.must(h.hub.db.View(h.Context(), func(t *books.Tx) (err error) {
		n, err = t.Mark(books.MarkForks)
		return err
	}))
	return n
}

// TestStrangersTogether: many strangers fill no more than is set aside for all of
// them, and shut out nobody who is approved.
func TestStrangersTogether(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.MaxStored = 2000 })
	for i := range 3 {
		stranger := h.enrolled("Kẻ lạ", wire.Pending)
		stranger.vote("food/n-tea")
		status, answer := stranger.send(0)
		if i < 2 && status != http.StatusOK {
			t.Fatalf("the first are taken: %d %s", status, answer)
		}
		if i == 2 {
			for range 10 {
				stranger.vote("food/n-tea")
			}
			status, answer = stranger.send(1)
			h.wantRefusal(status, answer, http.StatusServiceUnavailable, wire.CodeWaiting)
		}
	}
	k := h.enrolled("Điểm bán", wire.Approved)
	for range 20 {
		k.vote("food/n-tea")
	}
	k.deliver()
}

// TestWaitsAndIsApproved: of a kiosk that waits little is remembered, and all of it
// counts once it may, with its branch that a person lets count.
func TestWaitsAndIsApproved(t *testing.T) {
	h := newHouse(t)
	_, copied := h.branches([]int{0}, []int{3, 4})
	kiosk := copied.self.ID
	h.must(h.hub.Judge(t.Context(), h.forks()[0].ID, books.CountToo, adminName))
	h.must(h.hub.Decide(t.Context(), kiosk, wire.Pending))
	if r, err := h.hub.Tally(t.Context()); err != nil || len(r.Rounds) != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	if r := h.roundAfterPublishing(); r.Ballots != 0 || r.Uncounted[tally.ReasonPending] != 5 {
		t.Errorf("while it waits: %+v", r)
	}
	h.must(h.hub.Decide(t.Context(), kiosk, wire.Approved))
	h.wantCounts(5, map[string]int{"n-tea": 2, "n-rice": 1, "n-fish": 2, "n-silk": 2})
	h.must(h.hub.Decide(t.Context(), kiosk, wire.Refused))
	h.wantCounts(0, map[string]int{})
	h.must(h.hub.Decide(t.Context(), kiosk, wire.Approved))
	h.wantCounts(5, map[string]int{"n-tea": 2, "n-rice": 1, "n-fish": 2, "n-silk": 2})
}

// TestFirstPageReadsFewCounters: the page that anybody may ask for does not read
// all that kiosks have ever counted.
func TestFirstPageReadsFewCounters(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("Điểm bán", wire.Approved)
	counts := []wire.Count{{Name: wire.LeftRelease, Key: "12 crash", N: 1}}
	for i := range 2000 {
		counts = append(counts, wire.Count{Name: "nominee.shown", Key: fmt.Sprint("r1/food/n-tea/", i), N: 1})
	}
	h.must(h.hub.db.Update(t.Context(), func(tx *books.Tx) error { return tx.PutReport(k.self.ID, "2026-11-21", opening, counts, nil) }))
	var left map[string]string
	pieces := testing.AllocsPerRun(3, func() {
		var err error
		left, err = h.hub.Left(t.Context())
		h.must(err)
	})
	if left[k.self.ID] != "12 crash" || pieces > 1000 {
		t.Errorf("%v, in %v pieces of memory", left, pieces)
	}
}

// TestHugeCounter: no count that a kiosk reports makes a sum overflow, which would
// leave the round without report and export.
func TestHugeCounter(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("Điểm bán", wire.Approved)
	for day, n := range map[string]int64{"2026-11-20": math.MaxInt64, "2026-11-21": math.MaxInt64, "2026-11-22": wire.MaxCount + 1} {
		report := wire.NewReport(k.self.PrivateKey, day, []wire.Count{{Name: tally.CounterShown, Key: "r1/food/n-tea/1", N: n}}, h.clock())
		status, answer := h.post(wire.PathCounters, asJSON(report))
		h.wantRefusal(status, answer, http.StatusBadRequest, wire.CodeBadRequest)
	}
	_, err := h.hub.Export(t.Context(), "r1", "vi")
	h.must(err)
}
