package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Grid shows any number of like items and makes only as many as are seen: an
// item that leaves at one end is filled again for the other. It scrolls by
// finger; a header scrolls with it.
type Grid struct {
	Base
	pan
	Length func() int                              // how many items there are
	Create func() fyne.CanvasObject                // an empty item
	Update func(index int, item fyne.CanvasObject) // fills an item; must not block

	OnMove func(position float32) // after each movement; may be nil

	look    *look.Look
	header  fyne.CanvasObject
	columns int
	page    *fyne.Container
	bar     *canvas.Rectangle
	shown   map[int]fyne.CanvasObject
	spare   []fyne.CanvasObject
	cell    fyne.Size
	top     float32 // height of the header
	length  float32 // height of the whole page
	sunken
	ahead    *ahead    // nil: nobody loads ahead
	patience *Patience // told of every movement; nil: nobody is
}

// NewGrid makes a grid of look.Columns columns. All items are as high as a new
// one asks to be at the column's width.
func NewGrid(l *look.Look, length func() int, create func() fyne.CanvasObject, update func(int, fyne.CanvasObject)) *Grid {
	g := &Grid{
		Length: length, Create: create, Update: update,
		look: l, columns: l.Columns, page: &fyne.Container{}, bar: newBar(l), shown: map[int]fyne.CanvasObject{},
	}
	g.Time, g.moved = RealTime(), g.move
	g.form(g, g.layout, func() fyne.Size { return fyne.NewSize(l.Touch, l.Touch) }, g.page, g.bar)
	return g
}

// SetColumns changes how many items stand side by side, 1 or more.
func (g *Grid) SetColumns(columns int) {
	g.columns = max(1, columns)
	g.Reload()
}

// SetHeader puts an object above the items, as wide as the grid; nil for none.
func (g *Grid) SetHeader(header fyne.CanvasObject) {
	g.header = header
	g.Reload()
}

// Reload asks anew how many items there are and fills those that are seen. The
// position stays as far as it can.
func (g *Grid) Reload() {
	g.dropAll()
	g.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer { return g.clipped() }

func (g *Grid) clips() {}
