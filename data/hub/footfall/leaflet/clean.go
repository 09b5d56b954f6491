package leaflet

import (
	"fmt"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"hangviet/assets"
)

// cleaner makes texts that the fonts can show.
type cleaner struct {
	font   *sfnt.Font
	buffer *sfnt.Buffer
}

func newCleaner() (cleaner, error) {
	font, err := sfnt.Parse(assets.FontRegular)
	if err != nil {
		return cleaner{}, fmt.Errorf("read font: %w", err)
	}
	return cleaner{font, &sfnt.Buffer{}}, nil
}

// unknown stands for a character that the fonts do not have.
const unknown = '?'

// text is a text in NFC, in one line, of characters that the fonts have.
func (c cleaner) text(s string) string {
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	return strings.Map(func(r rune) rune {
		if r > 0xffff {
			return unknown
		}
		if glyph, err := c.font.GlyphIndex(c.buffer, r); err != nil || glyph == 0 {
			return unknown
		}
		return r
	}, s)
}
