package kit

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Text is running text: broken into lines at words, with the line height of
// its font, and an ellipsis at a word when it has more lines than it may.
type Text struct {
	Base
	look   *look.Look
	font   look.Font
	colour color.Color
	text   string
	most   int // lines; 0 is as many as it takes
	even   bool
	brief  bool
	align  fyne.TextAlign
	width  float32 // what lines was broken for
	lines  []string
	drawn  []*canvas.Text

	marking marking
}

// NewText makes text in a font of the look, in ink, at the left.
func NewText(l *look.Look, font look.Font, text string) *Text {
	t := &Text{look: l, font: font, colour: l.Palette.Ink, text: text}
	t.form(t, t.layout, t.least)
	return t
}

// In sets the colour and returns the text.
func (t *Text) In(colour color.Color) *Text {
	t.colour = colour
	t.Refresh()
	return t
}

// Soft sets the colour of secondary text and returns the text.
func (t *Text) Soft() *Text { return t.In(t.look.Palette.InkSoft) }

// Most limits the number of lines and returns the text; 0 is no limit.
func (t *Text) Most(lines int) *Text {
	t.most, t.width = lines, 0
	t.Refresh()
	return t
}

// Centre places the lines in the middle, about equally long, and returns the
// text.
func (t *Text) Centre() *Text {
	t.align = fyne.TextAlignCenter
	return t.Even()
}

// Even makes the lines about equally long, so that no word stands alone in the
// last one; it returns the text.
func (t *Text) Even() *Text {
	t.even, t.width = true, 0
	t.Refresh()
	return t
}

// SetText shows other words.
func (t *Text) SetText(text string) {
	if t.text == text {
		return
	}
	t.text, t.width, t.marking.spans = text, 0, nil
	t.Refresh()
}

// String is the whole text, without an ellipsis.
func (t *Text) String() string { return t.text }

// HeightFor implements [Sized].
func (t *Text) HeightFor(width float32) float32 {
	return float32(len(t.broken(width))) * t.font.Line
}

// Brief says that the words come from a catalogue and may end in an ellipsis,
// as they stand whole elsewhere; it returns the text.
func (t *Text) Brief() *Text {
	t.brief = true
	return t
}

// MayShorten tells whether it is [Text.Brief].
func (t *Text) MayShorten() bool { return t.brief }

// Shortened tells whether words are left out, or torn, at its present width.
func (t *Text) Shortened() bool {
	if t.Size().Width == 0 || t.text == "" {
		return false
	}
	whole := strings.Fields(t.text)
	for _, line := range t.broken(t.Size().Width) {
		for _, word := range strings.Fields(line) {
			if !slices.Contains(whole, word) && !strings.Contains(t.text, "-") || strings.HasSuffix(word, ellipsis) {
				return true
			}
		}
	}
	return false
}

// Font is what it is drawn in.
func (t *Text) Font() look.Font { return t.font }
