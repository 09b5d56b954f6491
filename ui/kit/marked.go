package kit

import (
	"strings"

	"fyne.io/fyne/v2/canvas"
)

// Span is a part of a text, in bytes.
type Span struct{ From, To int }

// marking is what is stroked under parts of a text.
type marking struct {
	spans   []Span
	strokes []*canvas.Rectangle
}

// Mark strokes a line under parts of the text, as what a search met; none takes
// the strokes away. It returns the text.
func (t *Text) Mark(spans ...Span) *Text {
	t.marking.spans = spans
	t.Refresh()
	return t
}

// stroke places a line under the marked parts of the lines, the first of which
// stands at top.
func (t *Text) stroke(lines []string, top, width float32) {
	used, from := 0, 0
	for i, line := range lines {
		body := strings.TrimSuffix(line, ellipsis)
		at := strings.Index(t.text[from:], body)
		if at < 0 || len(t.marking.spans) == 0 {
			break
		}
		at += from
		from = at + len(body)
		left := t.start(width, t.font.Box(line).Width)
		for _, s := range t.marking.spans {
			if first, end := max(s.From, at), min(s.To, from); first < end {
				x := t.look.Width(t.font, line[:first-at])
				wide := t.look.Width(t.font, line[:end-at]) - x
				t.strokeAt(used, left+x, top+float32(i+1)*t.font.Line, wide)
				used++
			}
		}
	}
	for _, rest := range t.marking.strokes[used:] {
		rest.Hidden = true
	}
}

func (t *Text) strokeAt(n int, x, bottom, width float32) {
	m := &t.marking
	if n == len(m.strokes) {
		m.strokes = append(m.strokes, &canvas.Rectangle{})
		t.parts = append(t.parts, m.strokes[n])
	}
	s := m.strokes[n]
	s.Hidden, s.FillColor = false, t.look.Palette.Lacquer
	high := max(2, round(t.font.Size/9))
	place(s, round(x), round(bottom-t.font.Line*0.08-high), round(width), high)
	s.Refresh()
}
