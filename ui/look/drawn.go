package look

import "image"

// mostDrawn bounds the memory of drawings; when it is full it starts anew.
const mostDrawn = 64

// Drawn returns the drawing of a key, which says all that it depends on beside the
// look, and draws it the first time. Nobody may draw on it. For the UI thread.
func (l *Look) Drawn(key any, draw func() *image.RGBA) *image.RGBA {
	if known, ok := l.drawn[key]; ok {
		return known
	}
	if l.drawn == nil || len(l.drawn) >= mostDrawn {
		l.drawn = make(map[any]*image.RGBA, mostDrawn)
	}
	l.drawn[key] = draw()
	return l.drawn[key]
}
