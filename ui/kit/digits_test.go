package kit_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

func TestPINFieldTakesDigits(t *testing.T) {
	var field *kit.PINField
	var full []string
	begun := 0
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		field = kit.NewPINField(l, 4)
		field.OnFull, field.OnType = func(pin string) { full = append(full, pin) }, func() { begun++ }
		return kit.NewFrame(field, kit.Space(1), kit.NewDigitPad(l, "pin", field, "", nil))
	})
	for _, id := range []string{"pin.1", "pin.2", "pin.backspace", "pin.0", "pin.9"} {
		if !h.stage.Tap(id) {
			t.Errorf("no target %s", id)
		}
	}
	for _, r := range "x5٣7" { // letters and digits of other scripts are none; what is too many is left out
		field.Rune(r)
	}
	field.Key(fyne.KeyBackspace) // a whole one is being looked at
	if !slices.Equal(full, []string{"1095"}) || begun != 1 {
		t.Errorf("full %q, begun %d times", full, begun)
	}
	field.Clear()
	field.Rune('3')
	field.Key(fyne.KeyEscape)
	for _, r := range "2468" {
		field.Rune(r)
	}
	if !slices.Equal(full, []string{"1095", "2468"}) || begun != 3 {
		t.Errorf("full %q, begun %d times", full, begun)
	}
}

func TestDigitPadEnds(t *testing.T) {
	ended := 0
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		return kit.NewDigitPad(l, "number", kit.NewPINField(l, 6), "Xong", func() { ended++ })
	})
	h.stage.Tap("number.next")
	h.stage.Tap("number.next")
	var ids []string
	for _, target := range h.stage.Targets() {
		ids = append(ids, target.ID)
	}
	if ended != 2 || len(ids) != 12 {
		t.Errorf("ended %d times, keys %q", ended, ids)
	}
}

func TestLineFieldTakesWhatIsAllowed(t *testing.T) {
	var field *kit.LineField
	changed, done := 0, 0
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		field = kit.NewLineField(l, "A", 4, func(r rune) (rune, bool) { return r, r == '-' || r >= 'a' && r <= 'z' })
		field.OnChange, field.OnDone = func() { changed++ }, func() { done++ }
		return kit.NewFrame(field, kit.Space(1), kit.NewSealKeyboard(l, field, "Xong", func() { done++ }))
	})
	for _, id := range []string{"key.-", "key.b", "key.7", "key.done"} {
		if !h.stage.Tap(id) {
			t.Errorf("no target %s", id)
		}
	}
	field.Rune('c')
	field.Rune('d') // too many
	field.Key(fyne.KeyReturn)
	if field.Text() != "A-bc" || changed != 3 || done != 2 {
		t.Errorf("typed %q, changed %d times, done %d times", field.Text(), changed, done)
	}
	field.Key(fyne.KeyBackspace)
	if field.Text() != "A-b" {
		t.Errorf("after backspace: %q", field.Text())
	}
	field.Key(fyne.KeyEscape)
	field.Key(fyne.KeyBackspace)
	if field.Text() != "" {
		t.Errorf("after Escape: %q", field.Text())
	}
}

// TestPressIsHeardFirst also where a second tap is taken for the half of a double
// one, and what is taken there taps nothing.
func TestPressIsHeardFirst(t *testing.T) {
	tapped, heard, take := 0, 0, false
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		return kit.NewPressable(l, "all", kit.Space(200), func() { tapped++ })
	})
	now := time.Now()
	h.stage.Time.Now = func() time.Time { return now }
	h.stage.OnPress = func(fyne.Position) bool { heard++; return take }
	touch := func() {
		e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(9, 9)}, Button: desktop.MouseButtonPrimary}
		h.stage.MouseDown(e)
		h.stage.MouseUp(e)
	}
	touch()
	touch()
	take = true
	touch()
	if heard != 3 || tapped != 1 {
		t.Errorf("heard %d presses, tapped %d times", heard, tapped)
	}
}
