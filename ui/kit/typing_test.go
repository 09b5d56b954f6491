package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// desk is a search page: a field over a keyboard.
func desk(t *testing.T) (h *hand, field *kit.SearchField, done *int) {
	t.Helper()
	done = new(int)
	h = newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		field = kit.NewSearchField(l, "search.entry", "Tìm", nil)
		field.Live(true)
		keyboard := kit.NewKeyboard(l, field, "dấu cách", "Tìm", func() { *done++ })
		return kit.NewFrame(field, kit.Space(1), keyboard)
	})
	h.stage.Keys = field
	return h, field, done
}

func TestOnScreenKeysType(t *testing.T) {
	h, field, done := desk(t)
	for _, id := range strings.Split("key.c key.h key.e key.space key.5 key.9 key.backspace key.done", " ") {
		if !h.stage.Tap(id) {
			t.Errorf("no target %s", id)
		}
	}
	if field.Text() != "che 5" || *done != 1 {
		t.Errorf("typed %q, done %d times", field.Text(), *done)
	}
}

func TestEveryLetterAndDigitHasAKeyOfTouchSizeInTheLowerHalf(t *testing.T) {
	h, _, _ := desk(t)
	keys := map[string]kit.Target{}
	for _, target := range h.stage.Targets() {
		keys[target.ID] = target
	}
	for _, r := range "abcdefghijklmnopqrstuvwxyz0123456789" {
		key, ok := keys["key."+string(r)]
		if !ok || key.W < 64 || key.H < 64 || key.Y < 960 {
			t.Errorf("key %c: %+v, there: %v", r, key, ok)
		}
	}
}

func TestHardwareKeysType(t *testing.T) {
	h, field, _ := desk(t)
	entered := 0
	field.OnDone = func() { entered++ }
	for _, r := range "trà đá" {
		h.stage.TypedRune(r)
	}
	h.stage.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	h.stage.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if field.Text() != "trà đ" || entered != 1 {
		t.Errorf("typed %q, entered %d times", field.Text(), entered)
	}
	h.stage.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if field.Text() != "" {
		t.Errorf("after Escape: %q", field.Text())
	}
}

func TestChangesAreReportedOnce(t *testing.T) {
	_, field, _ := desk(t)
	var heard []string
	field.OnChange = func(text string) { heard = append(heard, text) }
	field.SetText("mật")
	field.SetText("mật")
	field.Rune(' ')
	if strings.Join(heard, "|") != "mật|mật " {
		t.Errorf("heard %q", heard)
	}
}

func TestAFieldTakesNoMoreThanItCanSearch(t *testing.T) {
	_, field, _ := desk(t)
	field.SetText(strings.Repeat("ệ", 500))
	if got := len([]rune(field.Text())); got != 80 {
		t.Errorf("%d letters", got)
	}
}

func TestTheFieldIsWipedByItsButton(t *testing.T) {
	h, field, _ := desk(t)
	if h.stage.Tap("search.entry.clear") {
		t.Error("an empty field can be wiped")
	}
	field.SetText("chè")
	if !h.stage.Tap("search.entry.clear") || field.Text() != "" {
		t.Errorf("after the wipe: %q", field.Text())
	}
}
