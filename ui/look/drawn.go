package look

import "image"

// mostDrawn bounds the memory of drawings, in bytes; when it is full it starts
// anew.
const mostDrawn = 4 << 20

// drawings are those that are shared, by what they are drawn from.
type drawings struct {
	known map[any]*image.RGBA
	bytes int
}

// Drawn returns the drawing of a key, which says all that it depends on beside the
// look, and draws it the first time. Nobody may draw on it. For the UI thread.
func (l *Look) Drawn(key any, draw func() *image.RGBA) *image.RGBA {
	if known, ok := l.drawn.known[key]; ok {
		return known
	}
	made := draw()
	l.drawn.bytes += len(made.Pix)
	if l.drawn.known == nil || l.drawn.bytes > mostDrawn {
		l.drawn = drawings{map[any]*image.RGBA{}, len(made.Pix)}
	}
	l.drawn.known[key] = made
	return made
}
