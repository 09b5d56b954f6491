package hub

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
	"hangviet/data/vote"
)

// cold counts everything anew in a hub that has just been opened.
func (h *house) cold() tally.Result {
	h.Helper()
	s, err := New(h.Context(), Config{Data: h.dir, DB: h.db, Now: h.clock, Existing: true})
	h.must(err)
	result, err := s.Tally(h.Context())
	h.must(err)
	h.must(s.Close())
	return result
}

// wantKept checks that what the hub has kept is what counting anew gives.
func (h *house) wantKept(when string) {
	h.Helper()
	kept, err := h.hub.Tally(h.Context())
	h.must(err)
	if cold := h.cold(); !reflect.DeepEqual(kept, cold) {
		h.Errorf("%s: kept\n%+v\nanew\n%+v", when, kept, cold)
	}
}

// TestKept changes everything that changes a count, in this process and beside it,
// and holds what was kept against counting anew.
func TestKept(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("a", wire.Approved)
	k.vote("food/n-tea")
	k.deliver()
	h.wantKept("no round yet")
	h.publishAndWait(testRound())
	h.wantKept("a round")
	other := h.enrolled("b", wire.Pending)
	other.vote("food/n-rice")
	other.deliver()
	h.wantKept("a kiosk that waits")
	beside, err := New(t.Context(), Config{Data: h.dir, DB: h.db, Now: h.clock})
	h.must(err)
	h.must(beside.Decide(t.Context(), other.self.ID, wire.Approved))
	h.wantKept("approved by another process")
	h.wantCounts(2, map[string]int{"n-tea": 1, "n-rice": 1})
	h.must(beside.Close())
	less := testRound()
	less.Closes = opening.Add(-time.Hour)
	h.publishAndWait(less)
	h.wantKept("a release")
	for i := range 5 {
		k.vote("food/n-fish")
		k.deliver()
		h.wantKept(fmt.Sprint("ballot ", i))
	}
	h.must(h.hub.Decide(t.Context(), k.self.ID, wire.Refused))
	h.wantKept("refused")
}

// TestTicketOnTwoKiosks: the earlier hour counts though it came later.
func TestTicketOnTwoKiosks(t *testing.T) {
	h := newHouse(t)
	r := testRound()
	r.Mode = vote.ByTicket
	h.publishAndWait(r)
	early, late := h.enrolled("sớm", wire.Approved), h.enrolled("muộn", wire.Approved)
	ticket := func(b vote.Ballot) vote.Ballot {
		b.Mode, b.Ticket = vote.ByTicket, "0123456789abcdef"
		return b
	}
	late.cast(ticket(late.at(2, "food/n-rice")))
	late.deliver()
	h.wantCounts(1, map[string]int{"n-rice": 1})
	early.cast(ticket(early.at(1, "food/n-tea")))
	early.deliver()
	h.wantCounts(1, map[string]int{"n-tea": 1})
	if got := h.round().Uncounted[tally.ReasonTicket]; got != 1 {
		t.Errorf("%d ballots with a used ticket", got)
	}
	h.wantKept("a ticket twice")
	if page := h.page(h.admin(), "/rounds/r1"); !strings.Contains(page, "mã phiếu đã được dùng") {
		t.Error("the page does not tell of the used ticket")
	}
}

// paper is a batch with as many sheets for tea, entered some hours after the
// opening.
func (k *kiosk) paper(hours int, id, number string, sheets int, corrects string) {
	k.Helper()
	_, err := k.log.AppendPaper(k.Context(), vote.Paper{
		ID: strings.Repeat(id, 32), Round: "r1", Hour: opening.UTC().Truncate(time.Hour).Add(time.Duration(hours) * time.Hour), Batch: number, Staff: [2]string{"1", "2"}, Corrects: corrects,
		Sheets: sheets, Invalid: 1, Counts: []vote.Count{{Choice: vote.Choice{Category: "food", Nominee: "n-tea"}, Sheets: sheets}},
	})
	k.must(err)
}

func TestPaperFromKiosks(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	a, b := h.enrolled("a", wire.Approved), h.enrolled("b", wire.Approved)
	a.vote("food/n-tea")
	a.paper(0, "1", "HN-1", 40, "")
	a.paper(0, "2", "HN-1", 42, strings.Repeat("1", 32))
	a.deliver()
	b.paper(0, "3", "HN-2", 7, "")
	b.deliver()
	r := h.round()
	if r.Ballots != 1 || r.Paper.Sheets != 49 || r.Paper.Batches != 2 || r.Categories[0].Nominees[0].Paper != 49 {
		t.Errorf("%+v", r.Paper)
	}
	b.paper(1, "4", "HN-1", 40, "")
	b.deliver()
	if r := h.round(); r.Paper.Sheets != 49 {
		t.Errorf("a batch was added twice: %+v", r.Batches)
	}
	h.wantKept("paper")
	page := h.page(h.admin(), "/rounds/r1")
	for _, want := range []string{"HN-1", "lần nhập sau", "số lô này đã được nhập trước đó", "49"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if d := h.export(); d.Paper.Sheets != 49 || len(d.Batches) != 4 || d.Ballots != 1 {
		t.Errorf("export: %+v", d.Batches)
	}
}

func TestFlagsFromKiosks(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("Điểm bán", wire.Approved)
	for range 6 {
		b := k.make("food/n-tea")
		b.Flags = []vote.Flag{vote.FlagQuick}
		k.cast(b)
	}
	k.vote("food/n-rice")
	k.deliver()
	r := h.round()
	if r.Ballots != 7 || r.Flagged.Ballots != 6 || len(r.Runs) != 2 || r.Categories[0].Nominees[0].Flagged != 6 {
		t.Errorf("%+v", r)
	}
	page := h.page(h.admin(), "/rounds/r1")
	for _, want := range []string{"6 phiếu bị lưu ý; không kể các phiếu đó thì còn 1 phiếu", "chọn nhanh hơn mức", "giống hệt nhau", "Điểm bán"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}
