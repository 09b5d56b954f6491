package ui_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/ui"
	"hangviet/ui/input"
	"hangviet/ui/model"
)

// types taps keys of the on-screen keyboard.
func (k *kiosk) types(keys string) {
	k.Helper()
	for _, key := range strings.Fields(keys) {
		k.tap("key." + key)
	}
}

// finds waits until the search has answered for a text.
func (k *kiosk) finds(query string) {
	k.Helper()
	k.until("an answer to "+query, func() bool { return k.shell.Route().Query == query })
	k.until("a card", func() bool {
		return slices.ContainsFunc(k.targets(), func(id string) bool { return strings.HasPrefix(id, "card.") })
	})
}

func TestTelexFindsOnTheSearchScreen(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.search")
	k.at(model.AtSearch)
	k.types("t r a f")
	k.finds("trà")
	k.types("backspace a")
	k.finds("tra")
}

func TestTheMethodIsTheKiosks(t *testing.T) {
	k := start(t, func(o *ui.Options) { o.Typing.Method = input.VNI })
	k.tap("attract", "nav.search")
	k.types("t r a 2")
	k.finds("trà")
}

func TestAHardwareKeyboardTypesVietnamese(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.search")
	keyboard := k.root.(*fyne.Container).Objects[0].(fyne.Focusable)
	for _, r := range "traf" {
		keyboard.TypedRune(r)
	}
	k.finds("trà")
}

func TestASuggestionIsTakenInOneTouch(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.search")
	k.types("t r a")
	k.finds("tra")
	k.tap("suggest.1")
	k.until("the suggestion in the field", func() bool { return strings.HasPrefix(k.shell.Route().Query, "Trà") })
	k.tap("key.done")
	if ids := k.targets(); slices.Contains(ids, "suggest.1") || slices.Contains(ids, "key.a") {
		t.Errorf("after the typing there is still %q", ids)
	}
}

// answers waits until the search has answered for a text and gives the targets.
func (k *kiosk) answers(query, target string) {
	k.Helper()
	k.until("an answer to "+query+" with "+target, func() bool {
		return k.shell.Route().Query == query && slices.Contains(k.targets(), target)
	})
}

func TestConditionsAreTakenOutInOneTouch(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.search")
	k.types("k e j o space 5 space s a o")
	k.answers("kẹo 5 sao", "filter.1")
	k.tap("filter.1")
	k.until("the question without it", func() bool { return k.shell.Route().Query == "kẹo" })
	k.until("no condition", func() bool { return !slices.Contains(k.targets(), "filter.1") })
}

func TestWhatNothingMeetsIsCountedOnceItIsLeft(t *testing.T) {
	counted := make(chan string, 10)
	k := start(t, func(o *ui.Options) {
		o.OnUnmet = func(_ context.Context, text string) error {
			counted <- text
			return nil
		}
	})
	k.tap("attract", "nav.search")
	k.types("k e j o space q q q")
	k.answers("kẹo qqq", "drop.1")
	if len(counted) > 0 {
		t.Errorf("counted while it is typed: %q", <-counted)
	}
	k.tap("nav.home")
	k.at(model.AtHome)
	if got := <-counted; got != "keo qqq" {
		t.Errorf("counted %q", got)
	}
	k.tap("nav.search")
	k.types("k e j o space q q q")
	k.answers("kẹo qqq", "drop.1")
	k.tap("drop.1")
	k.until("an answer without it", func() bool {
		return k.shell.Route().Query == "kẹo" && !slices.Contains(k.targets(), "drop.1")
	})
	k.tap("nav.home")
	k.at(model.AtHome)
	if len(counted) > 0 {
		t.Errorf("counted although it was met: %q", <-counted)
	}
}

// TestWhatCannotBeCountedIsTold to whoever keeps problems; the visitor sees
// nothing of it.
func TestWhatCannotBeCountedIsTold(t *testing.T) {
	unmet, shown, looks := errors.New("count searches"), errors.New("count exposure"), errors.New("count looks")
	faults := make(chan error, 10)
	k := start(t, func(o *ui.Options) {
		o.OnLooks = func(context.Context, map[string]map[string]int64) error { return looks }
		o.OnUnmet = func(context.Context, string) error { return unmet }
		o.OnFault = func(_ context.Context, err error) { faults <- err }
	})
	k.goods.Uncounted = shown
	mustTell := func(want ...error) {
		t.Helper()
		for len(want) > 0 {
			select {
			case err := <-faults:
				i := slices.IndexFunc(want, func(w error) bool { return errors.Is(err, w) })
				if i < 0 {
					t.Fatalf("told of %v, want %v", err, want)
				}
				want = slices.Delete(want, i, i+1)
			case <-time.After(30 * time.Second):
				t.Fatalf("not told of: %v", want)
			}
		}
	}
	k.tap("attract", "nav.search")
	k.types("k e j o space q q q")
	k.answers("kẹo qqq", "drop.1")
	k.tap("nav.home")
	mustTell(unmet)
	k.shell.Open(model.Route{Screen: model.AtProduct, ID: "TEA-1"})
	k.settle()
	k.now = k.now.Add(time.Hour)
	k.until("the visitor is gone", func() bool {
		k.shell.Tick()
		k.now = k.now.Add(time.Minute)
		return k.shell.Route().Screen == model.AtAttract
	})
	mustTell(shown, looks)
}

func TestABarcodeGoesToItsProduct(t *testing.T) {
	k := start(t)
	k.goods.Products[0].Barcode = "8938501234568"
	k.tap("attract", "nav.search")
	keyboard := k.root.(*fyne.Container).Objects[0].(fyne.Focusable)
	for _, r := range "8938501234568" {
		keyboard.TypedRune(r)
	}
	k.until("the product", func() bool {
		to := k.shell.Route()
		return to.Screen == model.AtProduct && to.ID == k.goods.Products[0].Code
	})
	k.tap("nav.back")
	k.at(model.AtSearch)
	k.finds("8938501234568")
}
