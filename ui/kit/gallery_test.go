package kit_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
)

func TestAGalleryShowsPhotosWhole(t *testing.T) {
	l, loader := benchLook(t), &later{}
	g := kit.NewGallery(l, loader, "photo", []string{"square", "wide", "unknown"}).Aspect(1.4).Whole([]float32{1, 2, 0})
	g.Resize(fyne.NewSize(980, g.HeightFor(980)))
	for i, want := range []image.Point{{X: 700, Y: 700}, {X: 980, Y: 490}, {X: 980, Y: 700}} {
		if got := loader.sizes[len(loader.sizes)-1]; g.At() != i || got != want {
			t.Errorf("photo %d is asked for at %v, want %v", g.At(), got, want)
		}
		g.Turn(1)
	}
}
