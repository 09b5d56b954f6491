package kit

import "fyne.io/fyne/v2"

// Tiles places objects in equal columns; a row is as high as its highest.
type Tiles struct {
	culled
	items   []fyne.CanvasObject
	columns int
	gap     float32
	alike   bool
}

// NewTiles makes rows of so many objects, 1 or more.
func NewTiles(columns int, gap float32, items ...fyne.CanvasObject) *Tiles {
	t := &Tiles{items: items, columns: max(1, columns), gap: gap}
	t.form(t, t.layout, t.least, items...)
	return t
}

// Alike makes every row as high as the highest; it returns the tiles.
func (t *Tiles) Alike() *Tiles {
	t.alike = true
	return t
}

// SetItems shows other objects.
func (t *Tiles) SetItems(items ...fyne.CanvasObject) {
	t.items, t.parts = items, items
	t.Refresh()
}

// HeightFor implements [Sized].
func (t *Tiles) HeightFor(width float32) float32 {
	var height, gap float32
	for start := 0; start < len(t.items); start += t.columns {
		height += gap + t.rowHeight(start, t.cell(width))
		gap = t.gap
	}
	return height
}

func (t *Tiles) cell(width float32) float32 {
	return (width - t.gap*float32(t.columns-1)) / float32(t.columns)
}

func (t *Tiles) rowHeight(start int, width float32) float32 {
	row := t.items[start:min(start+t.columns, len(t.items))]
	if t.alike {
		row = t.items
	}
	var height float32
	for _, item := range row {
		height = max(height, HeightFor(item, width))
	}
	return height
}

func (t *Tiles) least() fyne.Size {
	var width float32
	for _, item := range t.items {
		width = max(width, item.MinSize().Width)
	}
	width = width*float32(t.columns) + t.gap*float32(t.columns-1)
	if now := t.Size().Width; now > 0 {
		return fyne.NewSize(width, t.HeightFor(now))
	}
	return fyne.NewSize(width, t.HeightFor(width))
}

func (t *Tiles) layout(size fyne.Size) {
	width := t.cell(size.Width)
	var y float32
	for start := 0; start < len(t.items); start += t.columns {
		height := t.rowHeight(start, width)
		for i, item := range t.items[start:min(start+t.columns, len(t.items))] {
			left := round(float32(i) * (width + t.gap))
			right := round(float32(i)*(width+t.gap) + width)
			place(item, left, y, right-left, height)
		}
		y += height + t.gap
	}
}

// Flow places objects side by side at their own width and goes on in the next
// line when a line is full, as chips do.
type Flow struct {
	culled
	items []fyne.CanvasObject
	gap   float32
}

// NewFlow makes a flow with a gap both ways.
func NewFlow(gap float32, items ...fyne.CanvasObject) *Flow {
	f := &Flow{items: items, gap: gap}
	f.form(f, func(s fyne.Size) { f.run(s.Width, true) }, f.least, items...)
	return f
}

// SetItems shows other objects.
func (f *Flow) SetItems(items ...fyne.CanvasObject) {
	f.items, f.parts = items, items
	f.Refresh()
}

// HeightFor implements [Sized].
func (f *Flow) HeightFor(width float32) float32 { return f.run(width, false) }

func (f *Flow) least() fyne.Size {
	var width float32
	for _, item := range f.items {
		width = max(width, item.MinSize().Width)
	}
	return fyne.NewSize(width, f.run(max(width, f.Size().Width), false))
}

// run walks the lines, placing the objects or only measuring.
func (f *Flow) run(width float32, placing bool) (height float32) {
	var x, y, line float32
	for _, item := range f.items {
		if !item.Visible() {
			continue
		}
		least := item.MinSize()
		if x > 0 && x+least.Width > width {
			x, y, line = 0, y+line+f.gap, 0
		}
		wide := min(least.Width, width)
		high := HeightFor(item, wide)
		if placing {
			place(item, x, y, wide, high)
		}
		x, line = x+least.Width+f.gap, max(line, high)
	}
	return y + line
}
