package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// discard gives back what a page that is thrown away holds: loads under way,
// pictures, and the textures made of them. Fyne would keep both for a minute
// after the page was last seen, and a visitor who hurries sees thirty pages in
// that time.
func discard(o fyne.CanvasObject) {
	if r, ok := o.(interface{ Rest() }); ok {
		r.Rest()
	}
	if picture, ok := o.(*canvas.Image); ok {
		picture.Image = nil
		canvas.Refresh(picture)
		return
	}
	for _, part := range partsOf(o) {
		discard(part)
	}
}
