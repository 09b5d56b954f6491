package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

const ellipsis = "…"

// breakLines breaks text at words into lines no wider than width. Paragraphs
// end at a line feed. With most > 0 the last line of a longer text ends in an
// ellipsis after a whole word.
func breakLines(l *look.Look, font look.Font, text string, width float32, most int) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, breakParagraph(l, font, paragraph, width)...)
	}
	if most > 0 && len(lines) > most {
		lines = lines[:most]
		lines[most-1] = shorten(l, font, lines[most-1], width)
	}
	return lines
}

func breakParagraph(l *look.Look, font look.Font, text string, width float32) []string {
	space := l.Width(font, " ")
	var lines []string
	line, used := "", float32(0)
	for _, word := range words(l, font, text, width) {
		wide := l.Width(font, word)
		switch {
		case line == "":
			line, used = word, wide
		case used+space+wide <= width:
			line, used = line+" "+word, used+space+wide
		default:
			lines = append(lines, line)
			line, used = word, wide
		}
	}
	return append(lines, line)
}

// words splits at spaces; a word wider than the line is cut where it must.
func words(l *look.Look, font look.Font, text string, width float32) []string {
	var all []string
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' }) {
		for l.Width(font, word) > width {
			head := fitting(l, font, word, width)
			if head == word {
				break
			}
			all, word = append(all, head), word[len(head):]
		}
		all = append(all, word)
	}
	return all
}

// fitting is the longest beginning of a word that fits, at least one letter.
func fitting(l *look.Look, font look.Font, word string, width float32) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && l.Width(font, word[:next]) > width {
			break
		}
		end = next
	}
	return word[:end]
}

// shorten ends a line in an ellipsis, dropping whole words until it fits.
func shorten(l *look.Look, font look.Font, line string, width float32) string {
	for {
		cut := strings.TrimRight(line, " ,;:.–-—(") + ellipsis
		if l.Width(font, cut) <= width {
			return cut
		}
		space := strings.LastIndexByte(line, ' ')
		if space < 0 {
			return fitting(l, font, line, width-l.Width(font, ellipsis)) + ellipsis
		}
		line = line[:space]
	}
}

func (t *Text) broken(width float32) []string {
	if t.width != width || t.lines == nil {
		t.width, t.lines = width, breakLines(t.look, t.font, t.text, width, t.most)
	}
	return t.lines
}

// least is the text on one line, and as high as its present lines.
func (t *Text) least() fyne.Size {
	var width float32
	lines := strings.Split(t.text, "\n")
	for _, line := range lines {
		width = max(width, ceil(t.look.Width(t.font, line)))
	}
	height := float32(len(lines))
	if now := t.Size().Width; now > 0 && now < width {
		height = float32(len(t.broken(now)))
	}
	return fyne.NewSize(width, height*t.font.Line)
}

func (t *Text) layout(size fyne.Size) {
	lines := t.broken(size.Width)
	t.ready(len(lines))
	top := max(0, size.Height-float32(len(lines))*t.font.Line) / 2
	for i, drawn := range t.drawn {
		drawn.Hidden = i >= len(lines)
		if drawn.Hidden {
			continue
		}
		t.draw(drawn, lines[i])
		box := t.font.Box(lines[i])
		y := top + float32(i)*t.font.Line + (t.font.Line-box.Height)/2
		place(drawn, t.start(size.Width, box.Width), round(y), ceil(box.Width), ceil(box.Height))
	}
}

func (t *Text) start(width, line float32) float32 {
	switch t.align {
	case fyne.TextAlignCenter:
		return round((width - line) / 2)
	case fyne.TextAlignTrailing:
		return round(width - line)
	default:
		return 0
	}
}

// ready makes as many drawn lines as are needed.
func (t *Text) ready(lines int) {
	for len(t.drawn) < lines {
		drawn := &canvas.Text{}
		t.drawn = append(t.drawn, drawn)
		t.parts = append(t.parts, drawn)
	}
}

func (t *Text) draw(drawn *canvas.Text, line string) {
	drawn.FontSource, drawn.TextStyle = t.font.Source(line), t.font.Style()
	if drawn.Text == line && drawn.Color == t.colour && drawn.TextSize == t.font.Size {
		return
	}
	drawn.Text, drawn.Color, drawn.TextSize = line, t.colour, t.font.Size
	drawn.Refresh()
}
