package main

import (
	"context"

	"hangviet/data/hub/wire"
)

// healthStaff tells what the staff did last and how the last self-test ended.
func (h *home) healthStaff(ctx context.Context, t *wire.Health) error {
	acts, err := h.store.Acts(ctx, wire.MaxActs)
	for _, a := range acts {
		t.Acts = append(t.Acts, wire.Act{N: a.N, Time: wire.FormatClock(a.Time), Mark: a.Mark, Role: string(a.Role), What: string(a.What), Note: a.Note})
	}
	card, ok := h.lastCheck(ctx)
	if !ok {
		return err
	}
	t.Check = &wire.Check{Time: wire.FormatClock(card.Time), Mark: card.Mark}
	for _, l := range card.Lines {
		t.Check.Lines = append(t.Check.Lines, wire.CheckLine{Part: string(l.Part), State: string(l.State), Code: l.Code, Note: l.Note})
	}
	return err
}
