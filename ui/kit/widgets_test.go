package kit_test

import (
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

func TestEverythingThatIsTappedIsLargeEnough(t *testing.T) {
	for name, screen := range map[string]look.Screen{
		"kiosk": {Width: 1080, Height: 1920, DiagonalInch: 43}, "tablet": {Width: 1080, Height: 1920, DiagonalInch: 15.6},
		"small": {Width: 1366, Height: 768, DiagonalInch: 15.6}, "4K": {Width: 3840, Height: 2160, DiagonalInch: 43},
	} {
		benchLook(t)
		l := look.New(screen)
		for page, build := range pages() {
			stage := kit.NewStage(l)
			stage.SetContent(build(l, stage))
			stage.Resize(fyne.NewSize(float32(screen.Width), float32(screen.Height)))
			for _, target := range stage.Targets() {
				clipped := target.Y+target.H >= screen.Height-int(l.BottomBar) || target.Y <= int(l.TopBar) || target.X+target.W >= screen.Width
				if !clipped && (target.W < int(l.Touch) || target.H < int(l.Touch)) {
					t.Errorf("%s, page %s: %+v is smaller than %v", name, page, target, l.Touch)
				}
			}
		}
	}
}

func TestBottomBarTapsAndSelects(t *testing.T) {
	var tapped []string
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		item := func(id string, off bool) kit.BarItem {
			return kit.BarItem{ID: id, Icon: "home", Label: id, Off: off, OnTap: func() { tapped = append(tapped, id) }}
		}
		bar := kit.NewBottomBar(l, "nav.home", item("nav.home", false), item("nav.back", true))
		return kit.NewFrame(nil, kit.Space(1), bar)
	})
	if !h.stage.Tap("nav.home") || h.stage.Tap("nav.back") {
		t.Error("home cannot be tapped, or what is off can")
	}
	if len(tapped) != 1 {
		t.Errorf("tapped %v", tapped)
	}
}

func TestGalleryGoesRound(t *testing.T) {
	var gallery *kit.Gallery
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		gallery = kit.NewGallery(l, nil, "g", []string{"a", "b", "c"})
		return kit.NewColumn(0, gallery)
	})
	h.stage.Tap("g.prev")
	if gallery.At() != 2 {
		t.Errorf("before the first comes %d", gallery.At())
	}
	h.stage.Tap("g.next")
	if gallery.At() != 0 || gallery.String() != "1/3" {
		t.Errorf("after the last comes %s", gallery)
	}
}

func TestGalleryOfOnePhotoHasNoButtons(t *testing.T) {
	for _, keys := range [][]string{nil, {"a"}} {
		h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
			return kit.NewColumn(0, kit.NewGallery(l, nil, "g", keys))
		})
		if ids := targetIDs(h.stage); len(ids) > 0 {
			t.Errorf("%d photos: %v", len(keys), ids)
		}
	}
}

func TestQRIsLargeAndClear(t *testing.T) {
	benchLook(t)
	for _, screen := range []look.Screen{
		{Width: 1080, Height: 1920, DiagonalInch: 43},
		{Width: 1366, Height: 768, DiagonalInch: 15.6},
		{Width: 3840, Height: 2160, DiagonalInch: 27},
		{Width: 1080, Height: 1920, DiagonalInch: 10.1},
	} {
		for _, length := range []int{20, 213} {
			l := look.New(screen)
			q, err := kit.NewQR(l, "product.qr.0", "https://"+strings.Repeat("a", length-8), "shopee.vn")
			if err != nil {
				t.Fatal(err)
			}
			q.Resize(q.MinSize())
			checkSymbol(t, l, q)
		}
	}
}

func checkSymbol(t *testing.T, l *look.Look, q *kit.QR) {
	t.Helper()
	symbol := q.Parts()[1].(*canvas.Image)
	side, unit := symbol.Image.Bounds().Dx(), moduleOf(t, q)
	if unit < 4 || side%unit != 0 || float32(side) < l.MM(40) {
		t.Errorf("%v: a module of %d pixels, a symbol of %d", l.Screen, unit, side)
	}
	if symbol.Size().Width != float32(side) || symbol.Position().X < float32(4*unit) || symbol.Position().Y < float32(4*unit) {
		t.Errorf("%v: drawn %v at %v", l.Screen, symbol.Size(), symbol.Position())
	}
}

// moduleOf is how many pixels a module of a symbol has.
func moduleOf(t *testing.T, q *kit.QR) int {
	t.Helper()
	modules, dark := q.Parts()[1].(*canvas.Image).Image, 0
	for modules.At(dark, 0) == (color.RGBA{A: 0xff}) {
		dark++
	}
	return dark / 7 // the finder pattern begins with seven dark modules
}

func TestQRRefusesWhatNoSymbolHolds(t *testing.T) {
	if _, err := kit.NewQR(benchLook(t), "", strings.Repeat("x", 5000), ""); err == nil {
		t.Error("no error")
	}
}

func TestEveryIconDraws(t *testing.T) {
	benchLook(t)
	for _, name := range iconNames(t) {
		icon := kit.Icon(name, color.Black, 48)
		icon.Resize(fyne.NewSquareSize(48))
		if icon.Image == nil || blank(icon.Image) {
			t.Errorf("icon %s draws nothing", name)
		}
	}
}

func blank(m image.Image) bool {
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if _, _, _, a := m.At(x, y).RGBA(); a > 0 {
				return false
			}
		}
	}
	return true
}

func TestColumnLeavesOutWhatIsHidden(t *testing.T) {
	benchLook(t)
	hidden, last := kit.Space(100), kit.Space(30)
	column := kit.NewColumn(10, kit.Space(20), hidden, last)
	hidden.Hide()
	column.Resize(fyne.NewSize(100, column.HeightFor(100)))
	if column.HeightFor(100) != 60 || last.Position().Y != 30 {
		t.Errorf("height %v, last at %v", column.HeightFor(100), last.Position())
	}
}

func TestRowSharesWhatIsLeft(t *testing.T) {
	benchLook(t)
	one, two := kit.Fill(nil, 1), kit.Fill(nil, 2)
	row := kit.NewRow(10, kit.Space(80), one, two)
	row.Resize(fyne.NewSize(400, 80))
	if one.Size().Width != 100 || two.Size().Width != 200 || two.Position().X != 200 {
		t.Errorf("shares %v and %v at %v", one.Size(), two.Size(), two.Position())
	}
}

func TestFlowGoesOnInTheNextLine(t *testing.T) {
	benchLook(t)
	var items []fyne.CanvasObject
	for range 5 {
		items = append(items, kit.Space(100))
	}
	flow := kit.NewFlow(10, items...)
	flow.Resize(fyne.NewSize(330, flow.HeightFor(330)))
	if flow.HeightFor(330) != 210 || items[3].Position() != fyne.NewPos(0, 110) {
		t.Errorf("height %v, fourth at %v", flow.HeightFor(330), items[3].Position())
	}
}

func TestCardsOfAGridAreAlike(t *testing.T) {
	l := benchLook(t)
	empty, full := kit.NewCard(l, nil), card(l, 1)
	if empty.HeightFor(300) != full.HeightFor(300) {
		t.Error("a full card is not as high as an empty one")
	}
	if fmt.Sprint(full.MinSize().Width) != fmt.Sprint(l.CardWide) {
		t.Errorf("a card is %v wide", full.MinSize().Width)
	}
}
