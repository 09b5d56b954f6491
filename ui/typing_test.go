package ui_test

import (
	"slices"
	"strings"
	"testing"

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
