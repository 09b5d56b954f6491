package kit_test

import (
	"fmt"
	"image"
	"math/rand/v2"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/kit/pictures"
)

// seer is a loader that notes what it is told of the future.
type seer struct {
	later
	next [][]string
}

func (s *seer) Prefetch(next []pictures.Photo) {
	keys := []string{}
	for _, p := range next {
		keys = append(keys, p.Key)
		if p.Width < 10 || p.Corners != kit.TopCorners {
			panic(fmt.Sprintf("%+v is not as a card shows it", p))
		}
	}
	s.next = append(s.next, keys)
}

func TestAGridTellsWhatComesNext(t *testing.T) {
	l, loader := benchLook(t), &seer{}
	key := func(i int) string { return fmt.Sprint("p", i) }
	grid := kit.NewGrid(l, func() int { return 1000 },
		func() fyne.CanvasObject { return kit.NewCard(l, loader) },
		func(i int, o fyne.CanvasObject) { o.(*kit.Card).Set(kit.CardFace{Picture: key(i)}) }).
		Ahead(loader, key)
	grid.Resize(fyne.NewSize(1080, 1500))
	seen := len(loader.asked)
	if got := loader.next[0]; len(got) != seen || got[0] != key(seen) || got[1] != key(seen+1) {
		t.Errorf("of %d items seen, next is %q", seen, got)
	}
	told := len(loader.next)
	if grid.ScrollTo(1); len(loader.next) != told {
		t.Error("told although nothing new came into sight")
	}
	grid.ScrollTo(9000)
	down := loader.next[len(loader.next)-1]
	grid.ScrollTo(8000)
	up := loader.next[len(loader.next)-1]
	if slices.Contains(down, up[0]) || !downward(down) || downward(up) {
		t.Errorf("downwards %q, then upwards %q", down, up)
	}
}

// downward tells whether the numbers of the items rise.
func downward(keys []string) bool {
	var first, second int
	fmt.Sscanf(keys[0], "p%d", &first)
	fmt.Sscanf(keys[1], "p%d", &second)
	return second == first+1
}

// TestNothingStaleIsShown recycles cards at random while answers come late and in
// any order, also to loads that were cancelled.
func TestNothingStaleIsShown(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 8))
	var all []*kit.Picture
	loader := &later{}
	for range 5 {
		p := kit.NewPicture(benchLook(t), loader)
		p.Time = kit.Time{Now: (&clock{}).Now, Frames: &clock{}}
		p.Resize(fyne.NewSize(40, 30))
		all = append(all, p)
	}
	wanted := make([]string, len(all))
	photos := map[image.Image]string{}
	answer := func(i int) {
		m := image.NewRGBA(image.Rect(0, 0, 40, 30))
		photos[m] = loader.asked[i]
		loader.done[i](m)
	}
	for range 3000 {
		if len(loader.done) > 0 && dice.IntN(2) == 0 {
			answer(dice.IntN(len(loader.done)))
		}
		i := dice.IntN(len(all))
		wanted[i] = fmt.Sprint("p", dice.IntN(20))
		if dice.IntN(5) == 0 {
			all[i].Rest()
			wanted[i] = ""
		} else {
			all[i].Set(wanted[i])
		}
		for j, p := range all {
			if got := shown(p); got != nil && photos[got] != wanted[j] {
				t.Fatalf("shows %q, wanted %q", photos[got], wanted[j])
			}
		}
	}
}

// TestAGridWithoutRoomTellsNothing, and tells all the same once it has some.
func TestAGridWithoutRoomTellsNothing(t *testing.T) {
	l, loader := benchLook(t), &seer{}
	key := func(i int) string { return fmt.Sprint("p", i) }
	grid := kit.NewGrid(l, func() int { return 1000 },
		func() fyne.CanvasObject { return kit.NewCard(l, loader) },
		func(i int, o fyne.CanvasObject) { o.(*kit.Card).Set(kit.CardFace{Picture: key(i)}) }).
		Ahead(loader, key)
	grid.Resize(fyne.NewSize(2*l.Margin, 1500))
	if len(loader.next) > 0 {
		t.Fatalf("told of %q", loader.next)
	}
	grid.Resize(fyne.NewSize(1080, 1500))
	if len(loader.next) == 0 {
		t.Error("told of nothing")
	}
}
