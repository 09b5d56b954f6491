package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// told counts how often Fyne wants a renderer, which it then remembers.
type told struct {
	Base
	renderers int
}

func (w *told) CreateRenderer() fyne.WidgetRenderer {
	w.renderers++
	return w.Base.CreateRenderer()
}

// TestFyneRemembersWhatItDrawsAlone: a widget that is given a place, changed and shown
// again, but is never drawn by itself, is not in Fyne's tables.
func TestFyneRemembersWhatItDrawsAlone(t *testing.T) {
	test.NewTempApp(t)
	w, arranged := &told{}, fyne.Size{}
	w.form(w, func(size fyne.Size) { arranged = size }, func() fyne.Size { return fyne.NewSize(1, 2) })
	place(w, 10, 20, 300, 400)
	w.Refresh()
	w.Hide()
	w.Show()
	if min := w.MinSize(); min != fyne.NewSize(1, 2) {
		t.Errorf("its smallest size is %v", min)
	}
	if want := fyne.NewSize(300, 400); arranged != want || w.Size() != want || w.Position() != fyne.NewPos(10, 20) {
		t.Errorf("%v at %v, its parts in %v", w.Size(), w.Position(), arranged)
	}
	if w.renderers != 0 {
		t.Errorf("Fyne remembers it")
	}
	test.NewTempWindow(t, w).Canvas().Capture()
	if w.renderers != 1 {
		t.Errorf("drawn, it has %d renderers", w.renderers)
	}
}
