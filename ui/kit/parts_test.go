package kit_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// laidOut is a hand on a column of objects.
func laidOut(t *testing.T, build func(l *look.Look) []fyne.CanvasObject) *hand {
	t.Helper()
	return newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject { return kit.NewColumn(l.Gap, build(l)...) })
}

func TestWhatIsOffTakesNoTouch(t *testing.T) {
	var tapped []string
	note := func(id string) func() { return func() { tapped = append(tapped, id) } }
	h := laidOut(t, func(l *look.Look) []fyne.CanvasObject {
		button := kit.NewButton(l, "button", kit.Primary, "", "Gửi", note("button"))
		chip := kit.NewChip(l, "chip", "5 sao", false, note("chip")).Counted("0")
		tile := kit.NewTile(l, "tile", "", "Huế", "", look.Tint{}, note("tile"))
		button.Enable(false)
		chip.Enable(false)
		tile.Off = true
		return []fyne.CanvasObject{button, chip, tile, kit.NewChip(l, "on", "4 sao", true, note("on"))}
	})
	if ids := targetIDs(h.stage); !slices.Equal(ids, []string{"on"}) {
		t.Errorf("listed: %v", ids)
	}
	for _, id := range []string{"button", "chip", "tile", "on"} {
		h.stage.Tap(id)
	}
	if !slices.Equal(tapped, []string{"on"}) {
		t.Errorf("tapped %v", tapped)
	}
}

func TestAChipGrowsWithItsCountAndItsTick(t *testing.T) {
	l := benchLook(t)
	bare := kit.NewChip(l, "c", "4 sao", false, nil)
	counted := kit.NewChip(l, "c", "4 sao", false, nil).Counted("49")
	set := kit.NewChip(l, "c", "4 sao", true, nil).Counted("49")
	a, b, c := bare.MinSize().Width, counted.MinSize().Width, set.MinSize().Width
	if a >= b || b >= c || !set.IsSet() || bare.IsSet() {
		t.Errorf("%.0f, with a count %.0f, set %.0f wide", a, b, c)
	}
}

// TestATileMeasuredNarrowIsNotSmallForEver: its name was shrunk for good.
func TestATileMeasuredNarrowIsNotSmallForEver(t *testing.T) {
	l := benchLook(t)
	tile := func() *kit.Tile { return kit.NewTile(l, "t", "vote", "Thực phẩm", "3", look.Tint{}, nil).Large() }
	once, twice := tile(), tile()
	twice.HeightFor(l.IconBig * 2)
	once.Resize(fyne.NewSize(480, 200))
	twice.Resize(fyne.NewSize(480, 200))
	size := func(of *kit.Tile) fyne.Size { return of.Parts()[0].(kit.Composite).Parts()[1].MinSize() } // of its face
	if size(once) != size(twice) {
		t.Errorf("the name is %v, after being measured narrow %v", size(once), size(twice))
	}
}

// words are the texts under an object, in drawing order.
func words(o fyne.CanvasObject) string {
	o.Resize(o.MinSize())
	var all []string
	for _, thing := range kit.Survey(o) {
		if text, ok := thing.Object.(*canvas.Text); ok && text.Text != "" {
			all = append(all, text.Text)
		}
	}
	return strings.Join(all, " ")
}

func TestABadgeCountsUpToWhatItHolds(t *testing.T) {
	l := benchLook(t)
	bar := func(n int) string {
		return words(kit.NewBottomBar(l, "", kit.BarItem{ID: "nav.list", Icon: "heart", Label: "Danh sách", Badge: n}))
	}
	for n, want := range map[int]string{0: "Danh sách", 3: "Danh sách 3", 24: "Danh sách 24"} {
		if got := bar(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestASheetOfChoicesMovesWhatIsTooLong(t *testing.T) {
	h := newHand(t, func(*look.Look, kit.Time) fyne.CanvasObject { return kit.Space(1) })
	l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43})
	var tiles []fyne.CanvasObject
	for i := range 60 {
		tiles = append(tiles, kit.NewTile(l, string(rune('A'+i)), "", "An Giang", "4", look.Tint{}, nil))
	}
	h.stage.Open(kit.NewChoice(l, "Tỉnh, thành phố", 900, kit.NewTiles(2, l.Gap, tiles...), kit.NewButton(l, "out", kit.Outline, "", "Đóng", nil)))
	before := targetIDs(h.stage)
	h.press(500, 1000)
	h.wander(20, 0, -40)
	h.release()
	after := targetIDs(h.stage)
	if !slices.Contains(before, "A") || slices.Contains(after, "A") || !slices.Contains(after, "out") {
		t.Errorf("before the drag %v, after it %v", before, after)
	}
}

func TestAKeyPutsItsLetterAndNothingElse(t *testing.T) {
	h, field, _ := desk(t)
	x, y := h.middle(t, "key.d")
	h.press(x, y)
	h.wander(4, 0, -60) // a finger that leaves its key types nothing
	h.release()
	if field.Text() != "" {
		t.Errorf("a drag typed %q", field.Text())
	}
	if h.tap(x, y); field.Text() != "d" {
		t.Errorf("a tap typed %q", field.Text())
	}
}
