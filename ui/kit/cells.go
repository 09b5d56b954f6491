package kit

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"
)

func (g *Grid) layout(size fyne.Size) {
	before := g.cell
	g.measure(size)
	g.parts = g.fill([]fyne.CanvasObject{g.page})
	if g.header != nil {
		g.parts = append(g.parts, g.header)
	}
	g.parts = append(g.parts, g.bar)
	if g.cell != before {
		g.dropAll()
	}
	g.fling.Resize(g.length, size.Height)
	g.page.Resize(size)
	g.move()
}

// measure computes the cell's size and the page's length.
func (g *Grid) measure(size fyne.Size) {
	if len(g.spare) == 0 && len(g.shown) == 0 {
		g.spare = append(g.spare, g.Create())
	}
	l := g.look
	inner := size.Width - 2*l.Margin - l.Gap*float32(g.columns-1)
	width := float32(int(inner / float32(g.columns)))
	g.cell = fyne.NewSize(width, ceil(HeightFor(g.sample(), width)))
	g.top = l.Gap
	if g.header != nil && g.header.Visible() {
		g.top = HeightFor(g.header, size.Width)
	}
	g.top += g.sunk
	g.length = g.top + float32(g.rows())*(g.cell.Height+l.Gap)
	if g.read {
		g.length = max(g.length, g.sunk+size.Height)
	}
}

func (g *Grid) sample() fyne.CanvasObject {
	if len(g.spare) > 0 {
		return g.spare[0]
	}
	for _, item := range g.shown {
		return item
	}
	return nil
}

func (g *Grid) rows() int { return (g.Length() + g.columns - 1) / g.columns }

func (g *Grid) move() {
	size, pos := g.Size(), g.Offset()
	first, last := g.window(pos, size.Height)
	for _, index := range g.indices() {
		if index < first || index > last {
			g.drop(index)
		}
	}
	for index := first; index <= last; index++ {
		g.show(index).Move(g.corner(index, pos))
	}
	if g.patience != nil {
		g.patience.moved(pos, size.Height)
	}
	if g.ahead != nil && first <= last {
		g.ahead.tell(pos, first, last, g.Length(), g.shown[first])
	}
	g.moveEdges(pos, size)
	placeBar(g.look, g.bar, size, pos, g.length)
	if g.OnMove != nil {
		g.OnMove(pos)
	}
}

// window is the first and last index that is seen at a position, with a row to
// spare below; last < first when there is none.
func (g *Grid) window(pos, height float32) (first, last int) {
	pitch := g.cell.Height + g.look.Gap
	above := max(0, int((pos-g.top)/pitch))
	below := int((pos + height - g.top) / pitch)
	if pos+height < g.top {
		below = -1
	}
	return above * g.columns, min((below+1)*g.columns, g.Length()) - 1
}

// Seen is the first and last index of which at least half is on the screen;
// last < first when there is none.
func (g *Grid) Seen() (first, last int) {
	pitch := g.cell.Height + g.look.Gap
	if pitch <= g.look.Gap || g.Size().Height <= 0 {
		return 0, -1
	}
	top := g.Offset() - g.top
	half := g.cell.Height / 2
	above := max(0, int(ceil((top-half)/pitch)))
	below := int((top+g.Size().Height-half)/pitch) + 1
	if top+g.Size().Height < half {
		below = 0
	}
	return above * g.columns, min(below*g.columns, g.Length()) - 1
}

func (g *Grid) corner(index int, pos float32) fyne.Position {
	column, row := index%g.columns, index/g.columns
	x := g.look.Margin + float32(column)*(g.cell.Width+g.look.Gap)
	return fyne.NewPos(x, round(g.top+float32(row)*(g.cell.Height+g.look.Gap)-pos))
}

func (g *Grid) moveEdges(pos float32, size fyne.Size) {
	g.placeAbove(size.Width, pos)
	if g.header != nil {
		place(g.header, 0, round(g.sunk-pos), size.Width, g.top-g.sunk)
	}
}

// show is the item of an index, taken from the spare ones or made.
func (g *Grid) show(index int) fyne.CanvasObject {
	if item, ok := g.shown[index]; ok {
		return item
	}
	item := g.take()
	g.shown[index] = item
	g.Update(index, item)
	item.Resize(g.cell)
	item.Show()
	return item
}

func (g *Grid) take() fyne.CanvasObject {
	if n := len(g.spare); n > 0 {
		item := g.spare[n-1]
		g.spare = g.spare[:n-1]
		if !slices.Contains(g.page.Objects, item) {
			g.page.Objects = append(g.page.Objects, item)
		}
		return item
	}
	item := g.Create()
	g.page.Objects = append(g.page.Objects, item)
	return item
}

// indices are those that are shown, in order.
func (g *Grid) indices() []int { return slices.Sorted(maps.Keys(g.shown)) }

func (g *Grid) dropAll() {
	for _, index := range g.indices() {
		g.drop(index)
	}
}

func (g *Grid) drop(index int) {
	item := g.shown[index]
	delete(g.shown, index)
	item.Hide()
	if r, ok := item.(interface{ Rest() }); ok {
		r.Rest()
	}
	g.spare = append(g.spare, item)
}
