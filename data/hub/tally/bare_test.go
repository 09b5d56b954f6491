package tally

import (
	"testing"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// TestBare: of a kiosk that waits no names are kept, and all is told as before.
func TestBare(t *testing.T) {
	c := newCounting(history(round("a", "b")))
	c.SetBar("waits", ReasonPending)
	known := len(c.names.choices)
	other := ballot("2", "nobody-knows")
	other.Round = "nobody-knows"
	entries := [][]byte{
		ledger.EncodeEntry(ballot("1", "a", "made-up")), ledger.EncodeEntry(other),
		ledger.EncodePaper(vote.Paper{
			ID: id("p"), Round: "r", Hour: opens, Batch: "B-1", Staff: [2]string{"1", "2"}, Sheets: 5,
			Counts: []vote.Count{{Choice: vote.Choice{Category: "c", Nominee: "made-up-too"}, Sheets: 4}},
		}),
	}
	batch, err := c.ReadBare("waits", "", 0, entries)
	if err != nil {
		t.Fatal(err)
	}
	c.Add(batch)
	r := c.round(t)
	if r.Uncounted[ReasonPending] != 1 || len(r.Batches) != 1 || r.Batches[0].Reason != ReasonPending || r.Batches[0].Choices != 4 || len(c.Result().Unknown) != 0 {
		t.Errorf("%+v, %v", r, c.Result().Unknown)
	}
	if n := len(c.names.choices); n != known || len(c.names.ids) != 2 || c.Size("waits") != 3 {
		t.Errorf("%d names instead of %d, rounds %q, %d entries", n, known, c.names.ids, c.Size("waits"))
	}
	c.Forget("waits")
	c.SetBar("waits", "")
	if batch, err = c.Read("waits", "", 0, entries[:1]); err != nil || c.Size("waits") != 0 {
		t.Fatal(err, c.Size("waits"))
	}
	c.Add(batch)
	if r := c.round(t); r.Uncounted[ReasonRules] != 1 || r.Uncounted[ReasonPending] != 0 || len(r.Batches) != 0 {
		t.Errorf("read anew: %+v", r)
	}
}
