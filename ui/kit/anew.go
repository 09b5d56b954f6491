package kit

import "fyne.io/fyne/v2"

// Anew places everything inside a page anew, however deep, and has it drawn: what takes
// another line now may stand in something that keeps its size, as beside a high button.
func Anew(page fyne.CanvasObject) {
	rearrange(page)
	page.Refresh()
}

func rearrange(o fyne.CanvasObject) {
	if r, ok := o.(interface{ relayout() }); ok {
		r.relayout()
	}
	for _, part := range partsOf(o) {
		rearrange(part)
	}
}
