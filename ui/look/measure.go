package look

import (
	"strings"

	"fyne.io/fyne/v2"
)

// mostMeasured bounds how many widths are remembered.
const mostMeasured = 20000

type measured struct {
	size   float32
	weight Weight
	text   string
}

// Width is how wide a text is drawn, in pixels. Widths are remembered. For the
// UI thread.
func (l *Look) Width(f Font, text string) float32 {
	key := measured{f.Size, f.Weight, text}
	if width, ok := l.widths.get(key, mostMeasured, one); ok {
		return width
	}
	key.text = strings.Clone(text) // a word is a part of a text, and would keep all of it
	width := f.Box(key.text).Width
	l.widths.put(key, width, mostMeasured, 1)
	return width
}

func one(float32) int { return 1 }

// Box is the size of the drawn text with room for its highest and lowest mark.
func (f Font) Box(text string) fyne.Size {
	size, _ := fyne.CurrentApp().Driver().RenderedTextSize(text, f.Size, f.Style(), f.Source(text))
	return size
}

// Style is how Fyne's own fonts come nearest to this weight.
func (f Font) Style() fyne.TextStyle { return fyne.TextStyle{Bold: f.Weight >= SemiBold} }

// Source is the typeface that draws a text: ours when it has every letter, and
// nil, which is Fyne's choice among the fonts of the system, when not.
func (f Font) Source(text string) fyne.Resource {
	for _, r := range text {
		if !covered(r) {
			return nil
		}
	}
	return f.Face()
}

// covered says whether Be Vietnam Pro has a letter: Latin with the Vietnamese
// blocks, and the signs our texts use.
func covered(r rune) bool {
	switch {
	case r >= 0x20 && r <= 0x7E, r >= 0xA0 && r <= 0xFF, r >= 0x1EA0 && r <= 0x1EF9:
		return true
	}
	switch r {
	case 'Ă', 'ă', 'Đ', 'đ', 'Ĩ', 'ĩ', 'Ũ', 'ũ', 'Ơ', 'ơ', 'Ư', 'ư',
		'–', '—', '‘', '’', '“', '”', '•', '…', '₫':
		return true
	}
	return false
}
