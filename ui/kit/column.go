package kit

import "fyne.io/fyne/v2"

// Column places objects one below the other, each as wide as the column and as
// high as it wants at that width. Hidden objects take no room.
type Column struct {
	culled
	items []fyne.CanvasObject
	gap   float32
}

// NewColumn makes a column with a gap between its objects.
func NewColumn(gap float32, items ...fyne.CanvasObject) *Column {
	c := &Column{items: items, gap: gap}
	c.form(c, c.layout, c.least, items...)
	return c
}

// SetItems shows other objects.
func (c *Column) SetItems(items ...fyne.CanvasObject) {
	c.items, c.parts = items, items
	c.Refresh()
}

// Add puts an object at the end.
func (c *Column) Add(item fyne.CanvasObject) {
	c.SetItems(append(c.items[:len(c.items):len(c.items)], item)...)
}

// HeightFor implements [Sized].
func (c *Column) HeightFor(width float32) float32 {
	var height, gap float32
	for _, item := range c.items {
		if item.Visible() {
			height += gap + HeightFor(item, width)
			gap = c.gap
		}
	}
	return height
}

func (c *Column) least() fyne.Size {
	var width float32
	for _, item := range c.items {
		if item.Visible() {
			width = max(width, item.MinSize().Width)
		}
	}
	if now := c.Size().Width; now > 0 {
		return fyne.NewSize(width, c.HeightFor(now))
	}
	return fyne.NewSize(width, c.HeightFor(width))
}

func (c *Column) layout(size fyne.Size) {
	var y float32
	for _, item := range c.items {
		if !item.Visible() {
			continue
		}
		height := HeightFor(item, size.Width)
		place(item, 0, y, size.Width, height)
		y += height + c.gap
	}
}
