package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

const ellipsis = "…"

// breakLines breaks text at words into lines no wider than width. Paragraphs
// end at a line feed. With most > 0 a longer text is broken after hyphens too,
// and where that is not enough the last line ends in an ellipsis after a whole
// word.
func breakLines(l *look.Look, font look.Font, text string, width float32, most int) []string {
	lines := breakAll(l, font, text, width, false)
	if most == 0 || len(lines) <= most {
		return lines
	}
	if lines = breakAll(l, font, text, width, true); len(lines) > most {
		lines = lines[:most]
		lines[most-1] = shorten(l, font, lines[most-1], width)
	}
	return lines
}

func breakAll(l *look.Look, font look.Font, text string, width float32, hyphens bool) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		lines = append(lines, breakParagraph(l, font, paragraph, width, hyphens)...)
	}
	return lines
}

// breakEvenly is breakLines with lines about equally long; a text that has to
// be cut is broken as usual.
func breakEvenly(l *look.Look, font look.Font, text string, width float32, most int) []string {
	usual := breakAll(l, font, text, width, false)
	if most > 0 && len(usual) > most {
		return breakLines(l, font, text, width, most)
	}
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		narrow := narrowest(l, font, paragraph, width)
		lines = append(lines, breakParagraph(l, font, paragraph, narrow, false)...)
	}
	return lines
}

// narrowest is the least width at which a paragraph has as many lines as at
// width.
func narrowest(l *look.Look, font look.Font, text string, width float32) float32 {
	most := len(breakParagraph(l, font, text, width, false))
	low, high := widest(l, font, text), width
	for most > 1 && high-low > font.Size/4 {
		middle := (low + high) / 2
		if len(breakParagraph(l, font, text, middle, false)) > most {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// widest is the width of the longest word.
func widest(l *look.Look, font look.Font, text string) (wide float32) {
	for _, word := range strings.Fields(text) {
		wide = max(wide, l.Width(font, word))
	}
	return wide
}

func breakParagraph(l *look.Look, font look.Font, text string, width float32, hyphens bool) []string {
	space := l.Width(font, " ")
	var lines []string
	line, used := "", float32(0)
	for _, word := range words(l, font, text, width, hyphens) {
		wide, between, room := l.Width(font, word.text), " ", space
		if word.glued {
			between, room = "", 0
		}
		switch {
		case line == "":
			line, used = word.text, wide
		case used+room+wide <= width:
			line, used = line+between+word.text, used+room+wide
		default:
			lines = append(lines, line)
			line, used = word.text, wide
		}
	}
	return append(lines, line)
}

// piece is what stays on one line: a word, or a part of one that ends in a
// hyphen. A glued piece follows the one before without a space.
type piece struct {
	text  string
	glued bool
}

// words splits at spaces, and after hyphens if asked to; a piece wider than the
// line is cut where it must.
func words(l *look.Look, font look.Font, text string, width float32, hyphens bool) []piece {
	var all []piece
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' }) {
		parts := []string{word}
		if hyphens {
			parts = hyphenated(word)
		}
		for i, part := range parts {
			glued := i > 0
			for l.Width(font, part) > width {
				head := fitting(l, font, part, width)
				if head == part {
					break
				}
				all, part, glued = append(all, piece{head, glued}), part[len(head):], true
			}
			all = append(all, piece{part, glued})
		}
	}
	return all
}

// hyphenated splits a word after its hyphens where whole words stand on both
// sides: not numbers of documents, not "Co-op".
func hyphenated(word string) []string {
	parts := strings.SplitAfter(word, "-")
	for _, part := range parts {
		bare := strings.TrimSuffix(part, "-")
		if utf8.RuneCountInString(bare) < 3 || strings.ContainsFunc(bare, unicode.IsDigit) {
			return []string{word}
		}
	}
	return parts
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
		breaks := breakLines
		if t.even {
			breaks = breakEvenly
		}
		t.width, t.lines = width, breaks(t.look, t.font, t.text, width, t.most)
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
	top := (size.Height - float32(len(lines))*t.font.Line) / 2
	if len(lines) > 1 {
		top = max(0, top)
	}
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
	t.stroke(lines, top, size.Width)
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

// fitWords is a font small enough that no word of a text is torn at a width,
// but never smaller than print may be.
func fitWords(l *look.Look, font look.Font, text string, width float32) look.Font {
	for _, word := range strings.Fields(text) {
		for l.Width(font, word) > width && font.Size > look.Smallest {
			font = font.Scaled(0.92)
		}
	}
	return font
}

// fitLine is a font small enough for a text on one line of a width.
func fitLine(l *look.Look, font look.Font, text string, width float32) look.Font {
	for l.Width(font, text) > width && font.Size > look.Smallest {
		font = font.Scaled(0.94)
	}
	return font
}
