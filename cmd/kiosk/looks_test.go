package main

import (
	"testing"

	"hangviet/data/booth"
	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/store"
	"hangviet/data/vote"
	"hangviet/ui"
)

// TestLooksAtGoodsAreCountedNotAtTheSample: what visitors look at is counted by
// day once the kiosk shows an organiser's goods.
func TestLooksAtGoodsAreCountedNotAtTheSample(t *testing.T) {
	h, err := openHome(t.Context(), t.TempDir())
	must(t, err)
	defer func() { must(t, h.Close()) }()
	looks := map[string]map[string]int64{ui.CountOpened: {"P-a": 1}, ui.CountVisit: {"": 1}}
	must(t, h.countLooks(t.Context(), looks))
	if kept := counted(t, h); len(kept) > 0 {
		t.Errorf("of the sample: %+v", kept)
	}
	p := newPoll(t)
	p.publish(h, h.clock.Now(), p.round(vote.ByPause))
	must(t, h.countLooks(t.Context(), looks))
	must(t, h.countLooks(t.Context(), looks))
	if kept := counted(t, h); len(kept) != 2 || kept[0].Name != ui.CountOpened || kept[0].Key != "P-a" || kept[0].N != 2 {
		t.Errorf("kept %+v", kept)
	}
}

func counted(t *testing.T, h *home) []store.Counter {
	t.Helper()
	kept, err := h.store.Counters(t.Context())
	must(t, err)
	return kept
}

// TestNamesOfCounters: the hub knows the counters by the names under which the
// kiosk keeps them.
func TestNamesOfCounters(t *testing.T) {
	for here, there := range map[string]string{
		ui.CountShown: wire.Shown, ui.CountOpened: wire.Opened, ui.CountQR: wire.QR, ui.CountKept: wire.Kept,
		ui.CountVisit: wire.Visits, exchange.UnmetSearch: wire.Unmet, booth.CountChosen: wire.Chosen, booth.CountShown: wire.Nominee,
	} {
		if here != there {
			t.Errorf("the kiosk counts %q, the hub %q", here, there)
		}
	}
}
