package kit

import "fyne.io/fyne/v2"

// culled is a container that hands Fyne only those of its parts that are in sight.
// Fyne draws whatever it is handed, where it is clipped away too, and remembers it in
// tables that never shrink: more than half of a home page is out of sight.
// All are still its parts, for touches and for those who inspect the page.
type culled struct {
	Base
	seen area                // what is in sight of it, from its corner
	told bool                // that; until then all may be in sight
	near []fyne.CanvasObject // the parts of which something is in sight
}

// seer is an object that wants to know how much of it is in sight.
type seer interface {
	see(seen area) // from its corner
}

// form is [Base.form].
func (c *culled) form(self fyne.Widget, arrange func(fyne.Size), minimum func() fyne.Size, parts ...fyne.CanvasObject) {
	c.Base.form(self, func(size fyne.Size) { arrange(size); c.cull() }, minimum, parts...)
}

// see implements seer.
func (c *culled) see(seen area) {
	c.seen, c.told = seen, true
	c.cull()
}

func (c *culled) cull() {
	if !c.told {
		return
	}
	c.near = make([]fyne.CanvasObject, 0, len(c.near)+1)
	for _, part := range c.parts {
		if show(part, c.seen) {
			c.near = append(c.near, part)
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (c *culled) CreateRenderer() fyne.WidgetRenderer { return renderer{&c.Base, c.handed} }

// handed is what Fyne draws: the parts in sight.
func (c *culled) handed() []fyne.CanvasObject {
	if c.told {
		return c.near
	}
	return c.parts
}

// show tells whether anything of a part is in sight, and the part how much.
func show(part fyne.CanvasObject, seen area) bool {
	at, size := part.Position(), part.Size()
	here := seen.meet(area{at.X, at.Y, at.X + size.Width, at.Y + size.Height})
	if here.width() <= 0 || here.height() <= 0 {
		return false
	}
	if s, ok := part.(seer); ok {
		s.see(area{here.left - at.X, here.top - at.Y, here.right - at.X, here.bottom - at.Y})
	}
	return true
}

// window is what a page shows of its content: a part of it, with some more around for
// what reaches over its own edge, as an outline does.
func window(size fyne.Size, more float32) area {
	return area{-more, -more, size.Width + more, size.Height + more}
}
