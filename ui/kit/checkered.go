package kit

import "fyne.io/fyne/v2"

// Checkered fills its room with cells of one size, in rows, with a line between.
type Checkered struct {
	Base
	cells   []fyne.CanvasObject
	columns int
	gap     float32
}

// NewCheckered makes it; the last row is full.
func NewCheckered(columns int, gap float32, cells ...fyne.CanvasObject) *Checkered {
	c := &Checkered{cells: cells, columns: columns, gap: gap}
	c.form(c, c.layout, func() fyne.Size { return fyne.NewSize(1, 1) }, cells...)
	return c
}

func (c *Checkered) layout(size fyne.Size) {
	rows := (len(c.cells) + c.columns - 1) / c.columns
	edge := func(i, of int, length float32) float32 { return round(length * float32(i) / float32(of)) }
	for i, cell := range c.cells {
		x, y := i%c.columns, i/c.columns
		left, top := edge(x, c.columns, size.Width), edge(y, rows, size.Height)
		place(cell, left, top, edge(x+1, c.columns, size.Width)-left-c.gap, edge(y+1, rows, size.Height)-top-c.gap)
	}
}

// Layers puts one object over another, both in the whole room.
type Layers struct {
	Base
	items []fyne.CanvasObject
}

// NewLayers makes it; the last one is on top.
func NewLayers(items ...fyne.CanvasObject) *Layers {
	l := &Layers{items: items}
	l.form(l, l.layout, func() fyne.Size { return fyne.NewSize(1, 1) }, items...)
	return l
}

func (l *Layers) layout(size fyne.Size) {
	for _, item := range l.items {
		place(item, 0, 0, size.Width, size.Height)
	}
}
