package tally

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/vote"
)

// batch is a batch of paper with as many sheets as choices of nominee a.
func batch(name, number string, sheets int, corrects string) vote.Paper {
	p := vote.Paper{
		ID: id(name), Round: "r", Hour: opens.Add(time.Hour).Truncate(time.Hour), Batch: number, Staff: [2]string{"1", "2"},
		Sheets: sheets, Invalid: 1, Counts: []vote.Count{{Choice: vote.Choice{Category: "c", Nominee: "a"}, Sheets: sheets}},
	}
	if corrects != "" {
		p.Corrects = id(corrects)
	}
	return p
}

// told says of each batch what it is and why it does not count.
func told(r Round) string {
	var all []string
	for _, b := range r.Batches {
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %d %s", b.Number, b.Sheets, b.Reason)))
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

func TestPaperInAColumnOfItsOwn(t *testing.T) {
	c := newCounting(history(round("a", "b")))
	c.add("k", ballot("1", "a"))
	c.paper("k", batch("p", "B-1", 40, ""))
	c.paper("paper only", batch("q", "B-2", 2, ""))
	r := c.round(t)
	a := r.Categories[0].Nominees[0]
	if r.Ballots != 1 || r.Choices != 1 || a.Choices != 1 || a.Paper != 42 || r.Categories[0].Paper != 42 || r.Paper != (Paper{2, 42, 2, 42}) {
		t.Errorf("%+v", r)
	}
	if len(r.Kiosks) != 2 || r.Kiosks[0].Sheets != 40 || r.Kiosks[1].Ballots != 0 || r.Kiosks[1].Sheets != 2 || len(a.ByKiosk) != 2 {
		t.Errorf("%+v", r.Kiosks)
	}
}

// TestCorrections: the last of a chain counts, on whatever kiosk and in whatever
// order its entries came.
func TestCorrections(t *testing.T) {
	for name, add := range map[string]func(counting){
		"in order": func(c counting) {
			c.paper("k", batch("p", "B", 1, ""), batch("q", "B", 2, "p"), batch("r", "B", 3, "q"))
		},
		"backwards": func(c counting) {
			c.paper("k", batch("r", "B", 3, "q"), batch("q", "B", 2, "p"), batch("p", "B", 1, ""))
		},
		"on kiosks": func(c counting) {
			c.paper("k2", batch("p", "B", 1, ""))
			c.paper("k1", batch("r", "B", 3, "q"), batch("q", "B", 2, "p"))
		},
		"new number": func(c counting) {
			c.paper("k", batch("p", "X", 1, ""), batch("q", "X", 2, "p"), batch("r", "B", 3, "q"))
		},
	} {
		c := newCounting(history(round("a", "b")))
		add(c)
		r := c.round(t)
		if r.Paper.Sheets != 3 || r.Paper.Batches != 1 || strings.Count(told(r), string(ReasonCorrected)) != 2 {
			t.Errorf("%s: %+v, %s", name, r.Paper, told(r))
		}
	}
}

func TestOddCorrections(t *testing.T) {
	for name, test := range map[string]struct {
		batches []vote.Paper
		want    string
	}{
		"two of one":         {[]vote.Paper{batch("p", "B", 1, ""), batch("q", "B", 2, "p"), batch("r", "B", 3, "p")}, "B 1 corrected; B 2 corrected; B 3"},
		"a ring":             {[]vote.Paper{batch("p", "B", 1, "q"), batch("q", "B", 2, "p")}, "B 1 corrected; B 2"},
		"of itself":          {[]vote.Paper{batch("p", "B", 1, "p")}, "B 1"},
		"of one not here":    {[]vote.Paper{batch("p", "B", 1, "gone")}, "B 1"},
		"not possible":       {[]vote.Paper{batch("p", "B", 1, ""), impossible("q", "B", "p")}, "B 1; B 2 rules"},
		"same number twice":  {[]vote.Paper{batch("p", "B", 1, ""), batch("q", "B", 2, "")}, "B 1; B 2 number"},
		"a chain comes last": {[]vote.Paper{batch("p", "B", 1, ""), batch("q", "B", 2, ""), batch("r", "B", 3, "p")}, "B 1 corrected; B 2 number; B 3"},
		"same entry twice":   {[]vote.Paper{batch("p", "B", 1, ""), batch("p", "B", 1, "")}, "B 1; B 1 twice"},
		"on trial":           {[]vote.Paper{trial(batch("p", "B", 1, "")), batch("q", "B", 2, "")}, "B 1 test; B 2"},
		"round of before":    {[]vote.Paper{batch("p", "B", 1, "")}, "B 1"},
	} {
		c := newCounting(history(round("a", "b"), round("a", "z")))
		c.paper("k", test.batches...)
		if got := told(c.round(t)); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

func impossible(name, number, corrects string) vote.Paper {
	p := batch(name, number, 2, corrects)
	p.Counts[0].Sheets = 9
	return p
}

func trial(p vote.Paper) vote.Paper {
	p.Test = true
	return p
}

// TestBatchOnTwoKiosks counts it once, on the kiosk where it was entered first,
// and tells of the other.
func TestBatchOnTwoKiosks(t *testing.T) {
	later := batch("q", "B", 2, "")
	later.Hour = later.Hour.Add(time.Hour)
	c := newCounting(history(round("a", "b")))
	c.paper("a", later)
	c.paper("b", batch("p", "B", 1, ""))
	r := c.round(t)
	if r.Paper.Sheets != 1 || told(r) != "B 1; B 2 number" || len(r.Kiosks) != 1 || r.Kiosks[0].ID != "b" {
		t.Errorf("%+v: %s", r.Paper, told(r))
	}
	c.SetBar("b", ReasonPending)
	if r := c.round(t); r.Paper.Sheets != 2 || told(r) != "B 1 pending; B 2" {
		t.Errorf("when b waits: %s", told(r))
	}
}
