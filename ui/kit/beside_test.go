package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
)

func TestBesideStandsUnderNarrowWords(t *testing.T) {
	words, part := kit.Space(30), kit.NewFixed(kit.Space(100), 120)
	b := kit.NewBeside(10, 80, words, part)
	for _, c := range []struct {
		wide, words, x, y, high float32
	}{
		{400, 270, 280, 0, 100},
		{210, 80, 90, 0, 100},
		{209, 209, 45, 40, 140},
		{120, 120, 0, 40, 140},
	} {
		b.Resize(fyne.NewSize(c.wide, b.HeightFor(c.wide)))
		if b.HeightFor(c.wide) != c.high || words.Size().Width != c.words || part.Position() != fyne.NewPos(c.x, c.y) || part.Size() != fyne.NewSize(120, 100) {
			t.Errorf("%v wide: %v high, words %v, part %v at %v", c.wide, b.HeightFor(c.wide), words.Size(), part.Size(), part.Position())
		}
	}
}
