package kit

import "fyne.io/fyne/v2"

// Frame is a page with fixed parts: what stands above, what stands below, and
// the body between them, which takes the rest.
type Frame struct {
	Base
	top, body, bottom fyne.CanvasObject
}

// NewFrame makes a page; top and bottom may be nil.
func NewFrame(top, body, bottom fyne.CanvasObject) *Frame {
	f := &Frame{top: top, body: body, bottom: bottom}
	parts := []fyne.CanvasObject{body}
	for _, part := range []fyne.CanvasObject{top, bottom} {
		if part != nil {
			parts = append(parts, part)
		}
	}
	f.form(f, f.layout, func() fyne.Size { return fyne.NewSize(1, 1) }, parts...)
	return f
}

func (f *Frame) layout(size fyne.Size) {
	var above, below float32
	if f.top != nil && f.top.Visible() {
		above = HeightFor(f.top, size.Width)
		place(f.top, 0, 0, size.Width, above)
	}
	if f.bottom != nil && f.bottom.Visible() {
		below = HeightFor(f.bottom, size.Width)
		place(f.bottom, 0, size.Height-below, size.Width, below)
	}
	place(f.body, 0, above, size.Width, max(0, size.Height-above-below))
}
