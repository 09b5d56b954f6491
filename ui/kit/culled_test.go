package kit_test

import (
	"fmt"
	"image"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// handed is what Fyne is handed of an object, with the object itself.
func handed(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	}
	all := []fyne.CanvasObject{o}
	for _, part := range parts {
		all = append(all, handed(part)...)
	}
	return all
}

func provinceTiles(l *look.Look, count int) fyne.CanvasObject {
	var tiles []fyne.CanvasObject
	for i := range count {
		tiles = append(tiles, kit.NewTile(l, fmt.Sprint("t.", i), "", fmt.Sprint("Nơi thứ ", i+1), fmt.Sprint(i*i, " sản phẩm"), look.Tint{Ground: l.Palette.Surface, Ink: l.Palette.Ink}, nil))
	}
	return kit.NewPad(kit.NewTiles(4, l.Small1, tiles...), l.Margin, 0)
}

func TestWhatIsOutOfSightCostsNothing(t *testing.T) {
	cost := func(box, tiles, cards int) (page, strip int) {
		var row *kit.Strip
		h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
			var items []fyne.CanvasObject
			for i := range cards {
				items = append(items, card(l, i))
			}
			row = kit.NewStrip(l, items...)
			goods := kit.NewColumn(l.Wide, row, provinceTiles(l, tiles))
			return kit.NewScroller(l, kit.NewPad(boxed(l, box, goods), 0, l.Wide))
		})
		return len(handed(h.stage)), len(handed(row))
	}
	for box := range boxes {
		page, strip := cost(box, 100, 8)
		for _, more := range []struct{ tiles, cards int }{{1000, 8}, {100, 80}} {
			if p, s := cost(box, more.tiles, more.cards); p != page || s != strip {
				t.Errorf("box %d, %+v: Fyne is handed %d objects, %d of them in the strip; with fewer %d and %d", box, more, p, s, page, strip)
			}
		}
	}
}

// boxes is how many kinds of boxes there are.
const boxes = 6

// boxed puts a part of a page into a box of each kind in turn.
func boxed(l *look.Look, i int, part fyne.CanvasObject) fyne.CanvasObject {
	switch i % boxes {
	case 1:
		return kit.NewPanel(l, l.Palette.Surface, l.Gap, part)
	case 2:
		return kit.NewMeasure(part, float32(l.Screen.Width)*0.7)
	case 3:
		side := kit.NewText(l, l.Body, names[i%len(names)])
		return kit.NewRow(l.Gap, kit.Fill(part, 2), kit.Fill(side, 1)).Top()
	case 4:
		return kit.NewBackdrop(l.Palette.Surface, kit.NewFixed(part, float32(l.Screen.Width)*0.8))
	case 5:
		mark := kit.NewButton(l, "", kit.Outline, "", "Xem", nil)
		return kit.NewBeside(l.Gap, float32(l.Screen.Width)/2, part, kit.NewFoot(mark))
	}
	return part
}

// longPage is a page of words and places, and its words.
func longPage(l *look.Look) (page fyne.CanvasObject, texts []*kit.Text) {
	column := kit.NewColumn(l.Wide)
	for i := range 12 {
		text := kit.NewText(l, l.Body, names[i%len(names)])
		texts = append(texts, text)
		column.Add(boxed(l, i, kit.NewColumn(l.Gap, text, provinceTiles(l, 8))))
	}
	return kit.NewPad(column, 0, l.Wide), texts
}

// rewrite makes some words of a page longer, some shorter, and hides some.
func rewrite(texts []*kit.Text) {
	texts[0].SetText(names[0] + " " + names[1] + " " + names[2])
	texts[3].Hide()
	texts[9].SetText("")
}

// TestCulledPageLooksTheSame compares a page in its scroller, wherever it stands,
// with the same page drawn whole; also after it changed while it stood there.
func TestCulledPageLooksTheSame(t *testing.T) {
	for name, l := range looks() {
		test.NewTempApp(t)
		fyne.CurrentApp().Settings().SetTheme(l.Theme())
		width := float32(l.Screen.Width)
		page, texts := longPage(l)
		scroller := kit.NewScroller(l, page)
		seen := windowOf(t, scroller, width, float32(l.Screen.Height))
		for step, offset := range []float32{0, 1, 333, 1500, 1e6, 700} {
			same, sameTexts := longPage(l)
			if step >= 3 {
				rewrite(sameTexts)
			}
			if step == 3 {
				rewrite(texts)
				scroller.Refresh()
			}
			scroller.ScrollTo(offset)
			whole := windowOf(t, same, width, kit.HeightFor(same, width))
			compare(t, fmt.Sprint(name, " at ", offset), seen, whole, image.Pt(0, int(scroller.Offset())), int(l.Tight))
		}
	}
}

func TestCulledStripLooksTheSame(t *testing.T) {
	for name, l := range looks() {
		test.NewTempApp(t)
		fyne.CurrentApp().Settings().SetTheme(l.Theme())
		var inside, outside []fyne.CanvasObject
		for i := range 12 {
			inside, outside = append(inside, card(l, i)), append(outside, card(l, i))
		}
		strip := kit.NewStrip(l, inside...)
		height := strip.MinSize().Height
		seen := windowOf(t, strip, float32(l.Screen.Width), height)
		for i, o := range outside {
			o.Move(inside[i].Position())
			o.Resize(inside[i].Size())
		}
		whole := windowOf(t, &fyne.Container{Objects: outside}, inside[11].Position().X+inside[11].Size().Width+l.Margin, height)
		for _, offset := range []float32{0, 1, 333, 1e6, 700} {
			strip.ScrollTo(offset)
			compare(t, fmt.Sprint(name, " at ", offset), seen, whole, image.Pt(int(strip.Offset()), 0), 0)
		}
	}
}

// TestCulledContainersShowWhatTheyAreGiven gives containers other objects while the
// page around them stands as it is.
func TestCulledContainersShowWhatTheyAreGiven(t *testing.T) {
	button := func(l *look.Look, id string) *kit.Button {
		return kit.NewButton(l, id, kit.Outline, "", "Tiếp tục", nil)
	}
	for what, build := range map[string]func(*look.Look, fyne.CanvasObject) (fyne.Widget, func(...fyne.CanvasObject)){
		"column": func(_ *look.Look, o fyne.CanvasObject) (fyne.Widget, func(...fyne.CanvasObject)) {
			c := kit.NewColumn(0, o)
			return c, c.SetItems
		},
		"tiles": func(l *look.Look, o fyne.CanvasObject) (fyne.Widget, func(...fyne.CanvasObject)) {
			c := kit.NewTiles(2, l.Gap, o)
			return c, c.SetItems
		},
		"strip": func(l *look.Look, o fyne.CanvasObject) (fyne.Widget, func(...fyne.CanvasObject)) {
			c := kit.NewStrip(l, o)
			return c, c.SetItems
		},
	} {
		var container fyne.Widget
		var give func(...fyne.CanvasObject)
		h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
			container, give = build(l, button(l, "before"))
			return kit.NewScroller(l, kit.NewColumn(l.Gap, container, kit.Space(5000)))
		})
		before := len(handed(container))
		now := button(benchLook(t), "now")
		give(now)
		all := handed(container)
		if len(all) != before || !slices.Contains(all, fyne.CanvasObject(now)) || !h.stage.Tap("now") {
			t.Errorf("%s: what it was given is not shown", what)
		}
	}
}

// windowOf is a window that an object fills.
func windowOf(t *testing.T, o fyne.CanvasObject, width, height float32) fyne.Window {
	w := test.NewTempWindow(t, nil)
	w.SetPadded(false)
	w.SetContent(o)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// compare compares the picture of a window with that of another from a point on, but
// for some pixels at the right, where the bar is.
func compare(t *testing.T, what string, part, whole fyne.Window, from image.Point, but int) {
	t.Helper()
	some, all := part.Canvas().Capture(), whole.Canvas().Capture()
	box := some.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X-but; x++ {
			if some.At(x, y) != all.At(x+from.X, y+from.Y) {
				t.Fatalf("%s: at %d,%d there is %v, not %v", what, x, y, some.At(x, y), all.At(x+from.X, y+from.Y))
			}
		}
	}
}
