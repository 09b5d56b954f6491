package hub

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
	"hangviet/data/vote"
)

// at returns a ballot cast some hours after the opening.
func (k *kiosk) at(hours int, choices ...string) vote.Ballot {
	k.Helper()
	b := k.make(choices...)
	b.Hour = b.Hour.Add(time.Duration(hours) * time.Hour)
	return b
}

// branches has a kiosk and its copy go on after two ballots that both hold: the
// hub gets the first branch and then the other.
func (h *house) branches(ours, theirs []int) (k, copied *kiosk) {
	h.Helper()
	k, copied = h.enrolled("Điểm bán", wire.Approved), h.kiosk("")
	copied.self, copied.log = k.self, cloneLog(copied, k)
	for range 2 {
		shared := k.vote("food/n-tea")
		copied.cast(shared)
	}
	for _, hour := range ours {
		k.cast(k.at(hour, "food/n-rice"))
	}
	for _, hour := range theirs {
		copied.cast(k.at(hour, "food/n-fish", "craft/n-silk"))
	}
	k.deliver()
	status, answer := copied.send(0)
	h.wantRefusal(status, answer, http.StatusConflict, wire.CodeFork)
	return k, copied
}

func (h *house) theCase() Case {
	h.Helper()
	c, err := h.hub.Case(h.Context(), h.forks()[0].ID)
	h.must(err)
	return c
}

func TestWhatAForkProbablyIs(t *testing.T) {
	for name, test := range map[string]struct {
		ours, theirs []int
		want         Guess
	}{
		"set back, came later":   {[]int{0, 1, 2}, []int{3, 4}, GuessRestored},
		"set back, came earlier": {[]int{3, 4}, []int{0, 1}, GuessRestored},
		"side by side":           {[]int{0, 1, 2, 3}, []int{1, 2}, GuessCloned},
		"within one hour":        {[]int{0, 1}, []int{1, 2}, GuessUnsure},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.branches(test.ours, test.theirs)
			c := h.theCase()
			if c.Guess != test.want || c.Common != 2 || c.Early || c.Ours.Ballots != len(test.ours) || c.Theirs.Ballots != len(test.theirs) ||
				c.Theirs.Choices != 2*len(test.theirs) || c.Theirs.Counts[RoundChoice{"r1", vote.Choice{Category: "food", Nominee: "n-fish"}}] != len(test.theirs) {
				t.Errorf("%+v, want %s", c, test.want)
			}
		})
	}
}

// TestBothGoOn: a branch that is sent on after the other was seen runs on another
// machine, whatever the hours say.
func TestBothGoOn(t *testing.T) {
	h := newHouse(t)
	k, _ := h.branches([]int{0}, []int{3})
	h.wait(time.Hour)
	k.cast(k.at(4, "food/n-rice"))
	k.deliver()
	if c := h.theCase(); c.Guess != GuessCloned {
		t.Errorf("%+v", c)
	}
}

// TestOtherBase: the part of the other branch where it begins to differ was never
// sent.
func TestOtherBase(t *testing.T) {
	h := newHouse(t)
	k, copied := h.branches([]int{0, 1, 2}, []int{5, 6, 7, 8})
	before := h.forks()[0].ID
	status, answer := copied.send(4)
	h.wantRefusal(status, answer, http.StatusConflict, wire.CodeFork)
	for _, f := range h.forks() {
		c, err := h.hub.Case(t.Context(), f.ID)
		h.must(err)
		if f.ID != before && (!c.Early || c.Common != 4 || c.Theirs.Ballots != 2 || c.Ours.Ballots != 1) {
			t.Errorf("%+v", c)
		}
	}
	if r := h.roundAfterPublishing(); r.Uncounted[tally.ReasonFork] != 4 || r.Ballots != 5 {
		t.Errorf("what two forks hold is told once: %+v", r.Uncounted)
	}
	k.deliver()
}

func (h *house) roundAfterPublishing() tally.Round {
	h.Helper()
	h.publishAndWait(testRound())
	return h.round()
}

// TestDecision counts the other branch, each ballot once, sets it aside and takes
// all of it back, in the browser; nothing is deleted and everything is in the
// audit.
func TestDecision(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(shownRound())
	h.branches([]int{0}, []int{3, 4})
	id := h.forks()[0].ID
	browser := h.admin()
	page := h.page(browser, "/cases/"+id)
	for _, want := range []string{"khôi phục từ bản sao lưu cũ", "giống nhau ở 2 mục đầu", "Nước mắm", "Chưa có quyết định"} {
		if !strings.Contains(page, want) {
			t.Errorf("the case does not say %q", want)
		}
	}
	for _, step := range []struct {
		act     string
		ballots int
		reason  tally.Reason
		says    string
	}{
		{"count", 5, "", "Phiếu của bản khác cũng được tính"},
		{"aside", 3, tally.ReasonAside, "Bản khác được để riêng"},
		{"count", 5, "", "Phiếu của bản khác cũng được tính"},
		{"undecided", 3, tally.ReasonFork, "Chưa có quyết định"},
	} {
		if status, _, body := h.ask(browser, "POST /cases/"+id+"/"+step.act, nil); status != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", step.act, status, body)
		}
		r := h.round()
		if r.Ballots != step.ballots || step.reason != "" && r.Uncounted[step.reason] != 2 {
			t.Errorf("%s: %d ballots, %v", step.act, r.Ballots, r.Uncounted)
		}
		if !strings.Contains(h.page(browser, "/cases/"+id), step.says) {
			t.Errorf("%s: the case does not say so", step.act)
		}
	}
	c := h.theCase()
	if len(c.Audit) != 4 || c.Audit[0].Who != adminName || c.Audit[0].Act != "fork.count" || c.Audit[3].Act != "fork.undecided" {
		t.Errorf("audit: %+v", c.Audit)
	}
	if err := h.hub.Judge(t.Context(), "none", books.CountToo, ""); !errors.Is(err, ErrNoFork) {
		t.Errorf("no such fork: %v", err)
	}
}

// TestDecisionHoldsForTheBranch: what was decided holds when the branch goes on.
func TestDecisionHoldsForTheBranch(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	_, copied := h.branches([]int{0}, []int{3})
	h.must(h.hub.Judge(t.Context(), h.forks()[0].ID, books.CountToo, adminName))
	h.wantCounts(4, map[string]int{"n-tea": 2, "n-rice": 1, "n-fish": 1, "n-silk": 1})
	copied.cast(copied.at(4, "food/n-fish"))
	copied.send(0)
	h.wantCounts(5, map[string]int{"n-tea": 2, "n-rice": 1, "n-fish": 2, "n-silk": 1})
	if c := h.theCase(); c.Fork.Verdict != books.CountToo || len(c.Audit) != 1 || len(h.forks()) != 1 {
		t.Errorf("%+v", c)
	}
}
