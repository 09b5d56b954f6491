package ui_test

import (
	"context"
	"testing"
	"time"

	"hangviet/ui"
	"hangviet/ui/model"
)

// look lets so many seconds pass, with a look at the clock in each.
func (k *kiosk) look(seconds int) {
	for range seconds {
		k.now = k.now.Add(time.Second)
		k.shell.Tick()
	}
}

// TestLooksCountOnceInAVisit: what stood on the screen, was opened, showed its
// code and was kept counts once, however often; the next visit counts again.
func TestLooksCountOnceInAVisit(t *testing.T) {
	k, done := startCounting(t)
	k.tap("attract", "home.sector.1")
	k.look(3)
	k.tap("list.keep.DUA-1", "list.keep.DUA-1", "list.keep.DUA-1")
	k.shell.Open(model.Route{Screen: model.AtProduct, ID: "TEA-1"})
	k.settle()
	k.look(3)
	k.tap("nav.home", "home.sector.1")
	k.shell.Open(model.Route{Screen: model.AtProduct, ID: "TEA-1"})
	k.settle()
	k.look(2)
	k.pass(61 * time.Second)
	got := k.next(done)
	for _, want := range []struct{ name, key string }{
		{ui.CountShown, "DUA-1"}, {ui.CountOpened, "TEA-1"}, {ui.CountQR, "TEA-1"}, {ui.CountKept, "DUA-1"}, {ui.CountVisit, ""},
	} {
		if n := got[want.name][want.key]; n != 1 {
			t.Errorf("%s %s counts %d: %v", want.name, want.key, n, got)
		}
	}
	if len(got[ui.CountOpened]) != 1 || len(got[ui.CountQR]) != 1 || len(got[ui.CountKept]) != 1 {
		t.Errorf("counted more: %v", got)
	}
	k.tap("attract")
	k.shell.Open(model.Route{Screen: model.AtProduct, ID: "TEA-1"})
	k.settle()
	k.pass(61 * time.Second)
	if again := k.next(done); again[ui.CountOpened]["TEA-1"] != 1 || len(again[ui.CountKept]) > 0 {
		t.Errorf("the next visit counted %v", again)
	}
}

// TestGlimpseIsNoLook: what passes within a second does not count, and a visit
// without a look is none.
func TestGlimpseIsNoLook(t *testing.T) {
	k, done := startCounting(t)
	k.tap("attract", "home.sector.1")
	k.look(1)
	k.tap("nav.home")
	k.tap("nav.list")
	k.look(2)
	k.pass(61 * time.Second)
	k.tap("attract")
	k.shell.Open(model.Route{Screen: model.AtProduct, ID: "TEA-1"})
	k.settle()
	k.pass(61 * time.Second)
	if first := k.next(done); first[ui.CountOpened]["TEA-1"] != 1 || first[ui.CountShown]["DUA-1"] > 0 {
		t.Errorf("the first visit that counts is %v", first)
	}
}

func startCounting(t *testing.T) (*kiosk, chan map[string]map[string]int64) {
	t.Helper()
	done := make(chan map[string]map[string]int64, 10)
	k := start(t, func(o *ui.Options) {
		o.OnLooks = func(_ context.Context, counts map[string]map[string]int64) error {
			done <- counts
			return nil
		}
	})
	return k, done
}

// next is what the next visit counted.
func (k *kiosk) next(done chan map[string]map[string]int64) map[string]map[string]int64 {
	k.Helper()
	select {
	case counts := <-done:
		return counts
	case <-time.After(30 * time.Second):
		k.Fatal("nothing was counted")
		return nil
	}
}
