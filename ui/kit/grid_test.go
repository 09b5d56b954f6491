package kit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// shelf is a grid of cards that counts what it makes and fills.
type shelf struct {
	grid    *kit.Grid
	items   int
	created int
	updated int
}

func newShelf(l *look.Look, time kit.Time, items int) *shelf {
	s := &shelf{items: items}
	create := func() fyne.CanvasObject {
		s.created++
		return kit.NewCard(l, nil)
	}
	update := func(i int, item fyne.CanvasObject) {
		s.updated++
		item.(*kit.Card).ID = fmt.Sprintf("card.%d", i)
	}
	s.grid = kit.NewGrid(l, func() int { return s.items }, create, update)
	s.grid.Time = time
	return s
}

func TestGridMakesOnlyWhatIsSeen(t *testing.T) {
	for _, items := range []int{0, 1, 50, 20000} {
		t.Run(fmt.Sprint(items), func(t *testing.T) {
			var s *shelf
			h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
				s = newShelf(l, time, items)
				return s.grid
			})
			for range 40 {
				s.grid.ScrollTo(s.grid.Offset() + 700)
			}
			if s.created > 20 {
				t.Errorf("made %d cards for %d items", s.created, items)
			}
			if seen := len(h.stage.Targets()); items < 10 && seen != items {
				t.Errorf("shows %d of %d", seen, items)
			}
		})
	}
}

func TestGridShowsItsEnd(t *testing.T) {
	var s *shelf
	h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		s = newShelf(l, time, 20000)
		return s.grid
	})
	s.grid.ScrollTo(1e9)
	seen := map[string]bool{}
	for _, id := range targetIDs(h.stage) {
		seen[id] = true
	}
	if !seen["card.19999"] || seen["card.0"] {
		t.Errorf("at the end one sees %v", targetIDs(h.stage))
	}
}

func TestGridFillsAgainOnlyWhenTold(t *testing.T) {
	var s *shelf
	h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		s = newShelf(l, time, 100)
		return s.grid
	})
	before := s.updated
	s.grid.Refresh()
	if s.updated != before {
		t.Errorf("a refresh filled %d cards", s.updated-before)
	}
	s.items = 2
	s.grid.Reload()
	if ids := targetIDs(h.stage); len(ids) != 2 {
		t.Errorf("after the list became shorter one sees %v", ids)
	}
}

func TestGridKeepsItsPlaceWhenItGrows(t *testing.T) {
	var s *shelf
	newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		s = newShelf(l, time, 100)
		return s.grid
	})
	s.grid.ScrollTo(3000)
	s.items = 200
	s.grid.Reload()
	if s.grid.Offset() != 3000 {
		t.Errorf("stands at %v", s.grid.Offset())
	}
}

func TestGridHeaderScrollsAndIsTouched(t *testing.T) {
	var s *shelf
	tapped := 0
	h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		s = newShelf(l, time, 100)
		s.grid.SetHeader(kit.NewChip(l, "chip", "Tất cả", true, func() { tapped++ }))
		return s.grid
	})
	if !h.stage.Tap("chip") || tapped != 1 {
		t.Errorf("the header was tapped %d times", tapped)
	}
	s.grid.ScrollTo(500)
	if h.stage.Tap("chip") {
		t.Error("the header is still there after scrolling")
	}
}

func BenchmarkGridScroll(b *testing.B) {
	for _, items := range []int{50, 20000} {
		b.Run(fmt.Sprint(items), func(b *testing.B) {
			l := benchLook(b)
			s := newShelf(l, kit.RealTime(), items)
			s.grid.Resize(fyne.NewSize(1080, 1920))
			for i := range b.N {
				s.grid.ScrollTo(float32(i * 37 % 5000))
			}
		})
	}
}
