package kit

import "fyne.io/fyne/v2"

// Row places objects side by side, in the middle of its height. An object
// wrapped by [Fill] shares the room that is left; the others are as wide as
// they ask. Hidden objects take no room.
type Row struct {
	culled
	items []fyne.CanvasObject
	gap   float32
	top   bool
	full  bool
}

// Filler is an object that takes a share of the room left in a [Row].
type Filler struct {
	culled
	item  fyne.CanvasObject
	share float32
}

// Fill makes an object take room in a row: twice the share, twice the width.
// A nil object is empty room.
func Fill(item fyne.CanvasObject, share float32) *Filler {
	if item == nil {
		item = &fyne.Container{}
	}
	f := &Filler{item: item, share: share}
	f.form(f, func(s fyne.Size) { place(item, 0, 0, s.Width, s.Height) }, item.MinSize, item)
	return f
}

// HeightFor implements [Sized].
func (f *Filler) HeightFor(width float32) float32 { return HeightFor(f.item, width) }

// NewRow makes a row with a gap between its objects.
func NewRow(gap float32, items ...fyne.CanvasObject) *Row {
	r := &Row{items: items, gap: gap}
	r.form(r, r.layout, r.least, items...)
	return r
}

// Top places the objects at the top instead of the middle; it returns the row.
func (r *Row) Top() *Row {
	r.top = true
	return r
}

// Full makes all objects as high as the row; it returns the row.
func (r *Row) Full() *Row {
	r.full = true
	return r
}

// SetItems shows other objects.
func (r *Row) SetItems(items ...fyne.CanvasObject) {
	r.items, r.parts = items, items
	r.Refresh()
}

// HeightFor implements [Sized].
func (r *Row) HeightFor(width float32) float32 {
	var height float32
	r.each(width, func(item fyne.CanvasObject, _, wide float32) {
		height = max(height, HeightFor(item, wide))
	})
	return height
}

func (r *Row) least() fyne.Size {
	var size fyne.Size
	var gap float32
	for _, item := range r.items {
		if !item.Visible() {
			continue
		}
		least := item.MinSize()
		size = fyne.NewSize(size.Width+gap+least.Width, max(size.Height, least.Height))
		gap = r.gap
	}
	return size
}

func (r *Row) layout(size fyne.Size) {
	r.each(size.Width, func(item fyne.CanvasObject, x, wide float32) {
		height := HeightFor(item, wide)
		y := round((size.Height - height) / 2)
		if r.full {
			height = size.Height
		}
		if r.top || r.full {
			y = 0
		}
		place(item, x, y, wide, height)
	})
}

// each says where every visible object begins and how wide it is.
func (r *Row) each(width float32, do func(item fyne.CanvasObject, x, wide float32)) {
	left, shares := r.room(width)
	var x float32
	for _, item := range r.items {
		if !item.Visible() {
			continue
		}
		wide := item.MinSize().Width
		if f, ok := item.(*Filler); ok {
			wide = max(0, left*f.share/shares)
		}
		do(item, round(x), round(wide))
		x += wide + r.gap
	}
}

// room is what the fillers share.
func (r *Row) room(width float32) (left, shares float32) {
	left = width + r.gap
	for _, item := range r.items {
		if !item.Visible() {
			continue
		}
		left -= r.gap
		if f, ok := item.(*Filler); ok {
			shares += f.share
		} else {
			left -= item.MinSize().Width
		}
	}
	return left, shares
}
