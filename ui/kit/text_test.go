package kit_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

func benchLook(tb testing.TB) *look.Look {
	tb.Helper()
	if t, ok := tb.(*testing.T); ok {
		test.NewTempApp(t)
	} else {
		test.NewApp()
	}
	return look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43})
}

// linesOf is what a text draws at a width.
func linesOf(text *kit.Text, width float32) []string {
	text.Resize(fyne.NewSize(width, text.HeightFor(width)))
	var lines []string
	for _, part := range text.Parts() {
		if part.Visible() {
			lines = append(lines, part.(*canvas.Text).Text)
		}
	}
	return lines
}

const longName = "Nước mắm truyền thống Phú Quốc độ đạm cao thượng hạng ủ chượp mười hai tháng trong thùng gỗ bời lời, chai 500 ml"

func TestTextEndsInAnEllipsisAtAWord(t *testing.T) {
	l := benchLook(t)
	for width := float32(120); width < 700; width += 7 {
		lines := linesOf(kit.NewText(l, l.Strong, longName).Most(2), width)
		last, cut := strings.CutSuffix(lines[len(lines)-1], "…")
		if len(lines) != 2 || !cut {
			t.Fatalf("at %v: %q", width, lines)
		}
		if rest := strings.TrimPrefix(longName, lines[0]+" "+last); rest == longName || !strings.HasPrefix(strings.TrimLeft(rest, ","), " ") {
			t.Errorf("at %v the words end inside a word: %q", width, lines)
		}
		for _, line := range lines {
			if l.Width(l.Strong, line) > width {
				t.Errorf("at %v the line %q is wider", width, line)
			}
		}
	}
}

func TestTextKeepsEveryWord(t *testing.T) {
	l := benchLook(t)
	for _, width := range []float32{1, 40, 90, 333, 2000} {
		lines := linesOf(kit.NewText(l, l.Body, longName), width)
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if bare(strings.Join(lines, "")) != bare(longName) {
			t.Errorf("at %v: %q", width, lines)
		}
	}
}

func TestTextParagraphs(t *testing.T) {
	l := benchLook(t)
	text := kit.NewText(l, l.Body, "Một\n\nHai ba")
	if lines := linesOf(text, 1000); strings.Join(lines, "|") != "Một||Hai ba" {
		t.Errorf("%q", lines)
	}
	text.SetText("")
	if got := text.HeightFor(100); got != l.Body.Line {
		t.Errorf("an empty text is %v high", got)
	}
}

func TestLinesOfStackedMarksDoNotTouch(t *testing.T) {
	l := benchLook(t)
	for _, font := range []look.Font{l.Caption, l.Small, l.Body, l.Strong, l.Lead, l.Title, l.Display, l.Price} {
		if font.Line < font.Size*1.45 {
			t.Errorf("line of %v for size %v", font.Line, font.Size)
		}
		text := kit.NewText(l, font, "Ấ Ậ Ễ Ổ Ữ ợ gy\nẤ Ậ Ễ Ổ Ữ ợ gy")
		text.Resize(fyne.NewSize(2000, text.HeightFor(2000)))
		first, second := text.Parts()[0], text.Parts()[1]
		ink := first.Position().Y + first.Size().Height
		if second.Position().Y < ink-font.Size*0.05 {
			t.Errorf("at size %v a line begins at %v above the end %v of the last", font.Size, second.Position().Y, ink)
		}
	}
}

func TestTextIsCentred(t *testing.T) {
	l := benchLook(t)
	text := kit.NewText(l, l.Body, "Chè").Centre()
	linesOf(text, 600)
	part := text.Parts()[0]
	left, right := part.Position().X, 600-part.Position().X-part.Size().Width
	if left-right > 2 || right-left > 2 {
		t.Errorf("%v at the left, %v at the right", left, right)
	}
}

func TestEvenLinesLeaveNoWordAlone(t *testing.T) {
	l := benchLook(t)
	const text = "Danh mục đang được chuẩn bị. Mời bạn quay lại sau ít phút."
	width := l.Width(l.Body, text) - 10
	if usual := linesOf(kit.NewText(l, l.Body, text), width); usual[1] != "phút." {
		t.Fatalf("%q: the text is not one that leaves a word alone", usual)
	}
	lines := linesOf(kit.NewText(l, l.Body, text).Even(), width)
	if len(lines) != 2 || l.Width(l.Body, lines[0]) > 1.4*l.Width(l.Body, lines[1]) {
		t.Errorf("%q", lines)
	}
}

func TestCutTextIsBrokenAfterHyphens(t *testing.T) {
	l := benchLook(t)
	for name, want := range map[string]string{
		"Dat Bazan honey-processed Robusta": "Dat Bazan honey-|processed Robusta",
		"182/QĐ-UBND 183/QĐ-UBND":           "182/QĐ-UBND|183/QĐ-UBND",
	} {
		first, _, _ := strings.Cut(want, "|")
		width := l.Width(l.Strong, first) + 40
		if lines := linesOf(kit.NewText(l, l.Strong, name).Most(2), width); strings.Join(lines, "|") != want {
			t.Errorf("%q, want %q", lines, want)
		}
	}
}
