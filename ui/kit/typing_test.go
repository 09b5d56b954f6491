package kit_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/ui/input"
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
	if got := len([]rune(field.Text())); got != 100 {
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

func TestTelexOnTheOnScreenKeys(t *testing.T) {
	h, field, _ := desk(t)
	var heard []string
	field.OnChange = func(text string) { heard = append(heard, text) }
	keys(t, h, "m a a t j space o n g")
	if field.Text() != "mật ong" {
		t.Errorf("typed %q by way of %q", field.Text(), heard)
	}
	keys(t, h, "backspace backspace backspace backspace backspace")
	if field.Text() != "mậ" {
		t.Errorf("after taking back letter by letter: %q", field.Text())
	}
}

func TestTheMethodOfTyping(t *testing.T) {
	for _, c := range []struct {
		method input.Method
		style  input.Style
		keys   string
		want   string
	}{
		{input.VNI, input.OldStyle, "m a 6 5 t", "mật"},
		{input.VNI, input.OldStyle, "h o a 2", "hòa"},
		{input.Telex, input.NewStyle, "h o a f", "hoà"},
		{input.Plain, input.OldStyle, "m a a t j", "maatj"},
	} {
		h, field, _ := desk(t)
		field.Compose(c.method, c.style)
		keys(t, h, c.keys)
		if field.Text() != c.want {
			t.Errorf("%s: %q, want %q", c.keys, field.Text(), c.want)
		}
	}
}

func TestHardwareKeysAreComposedToo(t *testing.T) {
	h, field, _ := desk(t)
	for _, r := range "cas kho data" {
		h.stage.TypedRune(r)
	}
	h.stage.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if field.Text() != "cá kho data" {
		t.Errorf("typed %q", field.Text())
	}
}

func TestAccentsOfTheLetterTypedLast(t *testing.T) {
	h, field, _ := desk(t)
	keys(t, h, "m a t accents ậ space o accents")
	if field.Text() != "mật o" {
		t.Errorf("typed %q", field.Text())
	}
	small := map[string]kit.Target{}
	for _, target := range h.stage.Targets() {
		small[target.ID] = target
	}
	for _, r := range "oòóỏõọôồốổỗộơờớởỡợ" {
		if key, ok := small["key."+string(r)]; !ok || key.W < 64 || key.H < 64 || key.Y < 960 {
			t.Errorf("key %c: %+v, there: %v", r, key, ok)
		}
	}
	keys(t, h, "accents q") // the letters again
	if field.Text() != "mật oq" {
		t.Errorf("typed %q", field.Text())
	}
}

func TestLettersWithoutAKeyOfTheirOwn(t *testing.T) {
	h, field, _ := desk(t)
	keys(t, h, "accents đ a")
	if field.Text() != "đa" {
		t.Errorf("typed %q", field.Text())
	}
}

func TestAHeldKeyOffersItsAccents(t *testing.T) {
	h, field, _ := desk(t)
	h.stage.Time = kit.Time{Now: h.stage.Time.Now, Frames: h.clock}
	h.hold("key.e", 20)
	if field.Text() != "" {
		t.Errorf("before 400 ms: %q", field.Text())
	}
	h.release()
	if field.Text() != "e" {
		t.Errorf("a slow tap typed %q", field.Text())
	}
	h.hold("key.e", 30)
	h.release()
	keys(t, h, "ệ")
	if field.Text() != "eệ" {
		t.Errorf("held: %q", field.Text())
	}
	h.hold("key.t", 30) // nothing to offer
	h.release()
	if field.Text() != "eệt" {
		t.Errorf("a held t typed %q", field.Text())
	}
}

func TestAnAccentTappedTwiceTypesNoLetterUnderIt(t *testing.T) {
	h, field, _ := desk(t)
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	h.stage.Time.Now = func() time.Time { return now }
	keys(t, h, "t r a accents")
	x, y := h.middle(t, "key.ấ")
	h.tap(x, y)
	now = now.Add(150 * time.Millisecond)
	h.tap(x, y)
	if field.Text() != "trấ" {
		t.Errorf("a double tap typed %q", field.Text())
	}
	now = now.Add(time.Second)
	h.tap(x, y)
	if len([]rune(field.Text())) != 4 {
		t.Errorf("a tap later typed %q", field.Text())
	}
}

func TestALetterIsTakenBackWhileAccentsAreUp(t *testing.T) {
	h, field, _ := desk(t)
	keys(t, h, "t r a accents")
	x, y := h.middle(t, "key.backspace")
	if y < 960 {
		t.Error("backspace is out of reach")
	}
	h.tap(x, y)
	if field.Text() != "tr" {
		t.Errorf("after backspace: %q", field.Text())
	}
	keys(t, h, "o") // the letters are back: the accents were those of what is gone
	if field.Text() != "tro" {
		t.Errorf("then o: %q", field.Text())
	}
}

// middle is where a target is tapped.
func (h *hand) middle(t *testing.T, id string) (x, y float32) {
	t.Helper()
	for _, target := range h.stage.Targets() {
		if target.ID == id {
			return float32(target.X + target.W/2), float32(target.Y + target.H/2)
		}
	}
	t.Fatalf("no target %s", id)
	return 0, 0
}

// hold rests a finger on a target for some frames.
func (h *hand) hold(id string, frames int) {
	for _, target := range h.stage.Targets() {
		if target.ID == id {
			h.press(float32(target.X+target.W/2), float32(target.Y+target.H/2))
		}
	}
	for range frames {
		h.clock.pass()
	}
}

// keys taps keys one after the other.
func keys(t *testing.T, h *hand, names string) {
	t.Helper()
	for _, name := range strings.Fields(names) {
		if !h.stage.Tap("key." + name) {
			t.Errorf("no key %s", name)
		}
	}
}
