package main

import (
	"errors"
	"testing"
	"time"

	"hangviet/data/booth"
	"hangviet/data/ledger"
	"hangviet/data/staff"
	"hangviet/data/vote"
)

// TestDesk does what staff do, on a real data folder.
func TestDesk(t *testing.T) {
	ctx, h := t.Context(), testHome(t, t.TempDir())
	d := newDesk(h)
	if there, err := d.Staffed(ctx); there || err != nil {
		t.Errorf("staffed before: %t, %v", there, err)
	}
	one, err := d.pins.Add(ctx, "471903", staff.Point)
	must(t, err)
	two, err := d.pins.Add(ctx, "860254", staff.Point)
	must(t, err)
	if there, err := d.Staffed(ctx); !there || err != nil {
		t.Errorf("staffed: %t, %v", there, err)
	}
	if m, err := d.Enter(ctx, "860254"); m != two || err != nil {
		t.Errorf("entered as %v, %v", m, err)
	}
	now := time.Now()
	r := vote.Round{ID: "r", Mode: vote.ByStaff, Opens: now.Add(-time.Hour), Closes: now.Add(time.Hour), Categories: []vote.Category{
		{ID: "c", Choices: 2, Nominees: []vote.Nominee{{ID: "a"}, {ID: "b"}}},
	}}
	if _, err := h.booth.Admit(ctx, r, ""); !errors.Is(err, booth.ErrNeedsStaff) {
		t.Errorf("admitted by nobody: %v", err)
	}
	must(t, d.Permit(ctx, r, one.Mark))
	a, err := h.booth.Admit(ctx, r, "")
	must(t, err)
	if !d.Permitted("r") || d.Permitted("other") {
		t.Error("the ballot that is open is another")
	}
	_, err = h.booth.Cast(ctx, a, r, []vote.Choice{{Category: "c", Nominee: "a"}, {Category: "c", Nominee: "b"}}, 1)
	must(t, err)
	if d.Permitted("r") {
		t.Error("a ballot that was cast is open still")
	}
	sheet := booth.PaperSheet{Batch: "A-1", Staff: [2]string{one.Mark, two.Mark}, Sheets: 9, Counts: []vote.Count{{Choice: vote.Choice{Category: "c", Nominee: "a"}, Sheets: 5}}}
	_, err = d.EnterPaper(ctx, r, sheet)
	must(t, err)
	if all, err := d.Papers(ctx, "r"); len(all) != 1 || err != nil {
		t.Errorf("batches %v, %v", all, err)
	}
	sees(t, d)
}

// sees checks what the first page and the day card tell of that.
func sees(t *testing.T, d desk) {
	t.Helper()
	today, err := d.Today(t.Context())
	if today.Ballots != 1 || today.Choices != 2 || today.Batches != 1 || today.Sheets != 9 || today.All != 1 || today.Kiosk != d.home.store.Identity().ID || err != nil {
		t.Errorf("today %+v, %v", today, err)
	}
	text, entries, err := d.DayCard(t.Context())
	card, fault := ledger.ParseDayCard(text)
	if entries != 2 || card.Size != 2 || err != nil || fault != nil {
		t.Errorf("card %q of %d entries, %v, %v", text, entries, err, fault)
	}
}
