package kit

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit/pictures"
)

// Prefetcher is a loader that can be told which photos may be wanted next, the
// likeliest first, in place of what it was told before.
type Prefetcher interface {
	Prefetch(next []pictures.Photo)
}

// ahead tells a loader what comes next while a grid is scrolled: as many items as
// are seen, in the direction of the last movement.
type ahead struct {
	loader      Prefetcher
	key         func(index int) string
	first, last int // what was seen when the loader was told
	up          bool
	at          float32
}

// Ahead lets a loader load the photos of items before they come into sight; key is
// the photo of an item, or "" for none. It returns the grid.
func (g *Grid) Ahead(loader Loader, key func(index int) string) *Grid {
	g.patience, _ = loader.(*Patience)
	if p, ok := loader.(Prefetcher); ok {
		g.ahead = &ahead{loader: p, key: key, last: -1}
	}
	return g
}

// tell is told what is seen at a position, and of how many items; sample is one of
// those that are seen.
func (a *ahead) tell(pos float32, first, last, count int, sample fyne.CanvasObject) {
	up := pos < a.at || pos == a.at && a.up
	a.at = pos
	card, ok := sample.(interface {
		Wanted(key string) pictures.Photo
	})
	if !ok || first == a.first && last == a.last && up == a.up {
		return
	}
	if shape := card.Wanted(""); shape.Width < 1 || shape.Height < 1 {
		return // there is no room for cards yet
	}
	a.first, a.last, a.up = first, last, up
	var next []pictures.Photo
	for i := range last - first + 1 {
		index := last + 1 + i
		if up {
			index = first - 1 - i
		}
		if index < 0 || index >= count {
			break
		}
		if key := a.key(index); key != "" {
			next = append(next, card.Wanted(key))
		}
	}
	a.loader.Prefetch(next)
}
