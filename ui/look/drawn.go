package look

import "image"

// mostDrawn bounds the memory of drawings, in bytes.
const mostDrawn = 4 << 20

// Drawn returns the drawing of a key, which says all that it depends on beside the
// look, and draws it the first time. Nobody may draw on it. For the UI thread.
func (l *Look) Drawn(key any, draw func() *image.RGBA) *image.RGBA {
	bytes := func(i *image.RGBA) int { return len(i.Pix) }
	known, ok := l.drawn.get(key, mostDrawn, bytes)
	if !ok {
		known = draw()
		l.drawn.put(key, known, mostDrawn, bytes(known))
	}
	return known
}

// Forget gives up what was measured and drawn; it is measured and drawn again as it
// is needed. Small things that are remembered while much else is made and dropped
// stand scattered over the heap, and each keeps a whole page of memory: a time when
// nobody waits is the time to let them go. For the UI thread.
func (l *Look) Forget() {
	l.widths, l.drawn = recent[measured, float32]{}, recent[any, *image.RGBA]{}
}
