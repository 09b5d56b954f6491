package kit

import (
	"fyne.io/fyne/v2"
)

// Box is an area of the window, in pixels.
type Box struct{ Left, Top, Right, Bottom float32 }

// Width and Height are the sides of the box, 0 when there is nothing of it.
func (b Box) Width() float32  { return max(0, b.Right-b.Left) }
func (b Box) Height() float32 { return max(0, b.Bottom-b.Top) }

// Meet is what two boxes have in common.
func (b Box) Meet(o Box) Box {
	return Box{max(b.Left, o.Left), max(b.Top, o.Top), min(b.Right, o.Right), min(b.Bottom, o.Bottom)}
}

// Thing is one visible object of a drawn page, for those who inspect it.
type Thing struct {
	Object fyne.CanvasObject
	At     Box                 // where it stands, whole
	Seen   Box                 // what the pages around it leave of it
	Inside []fyne.CanvasObject // what it lies in, outermost first
	Along  bool                // a finger can move it up and down
	Across bool                // a finger can move it left and right
}

// Target tells whether the thing takes touches, and its name.
func (t Thing) Target() (id string, ok bool) {
	touchable, ok := t.Object.(Touchable)
	if !ok || touchable.touch().Off || touchable.TargetID() == "" {
		return "", false
	}
	return touchable.TargetID(), true
}

// Nameless tells whether a finger can act on the thing without its being listed
// among the targets; a sheet that a touch beside it closes has other ways out.
func (t Thing) Nameless() bool {
	touchable, ok := t.Object.(Touchable)
	return ok && !t.Barrier() && touchable.TargetID() == "" && !touchable.touch().Off && touchable.touch().OnTap != nil
}

// Barrier tells whether nothing under the thing can be touched.
func (t Thing) Barrier() bool {
	_, ok := t.Object.(barrier)
	return ok
}

// Survey lists everything that is visible under root, in drawing order.
func Survey(root fyne.CanvasObject) []Thing {
	s := &surveyor{}
	size := root.Size()
	s.visit(Thing{Object: root, Seen: Box{0, 0, size.Width, size.Height}}, fyne.Position{})
	return s.things
}

type surveyor struct{ things []Thing }

// visit notes an object; t is what holds for it from outside.
func (s *surveyor) visit(t Thing, origin fyne.Position) {
	o := t.Object
	if o == nil || !o.Visible() {
		return
	}
	pos, size := origin.Add(o.Position()), o.Size()
	clip := t.Seen
	t.At = Box{pos.X, pos.Y, pos.X + size.Width, pos.Y + size.Height}
	t.Seen = t.At.Meet(clip)
	s.things = append(s.things, t)
	inner := Thing{Seen: clip, Inside: append(t.Inside[:len(t.Inside):len(t.Inside)], o), Along: t.Along, Across: t.Across}
	if _, ok := o.(clipper); ok {
		inner.Seen = t.Seen
	}
	if p, ok := o.(panner); ok {
		inner.Along, inner.Across = inner.Along || !p.sideways(), inner.Across || p.sideways()
	}
	for _, part := range partsOf(o) {
		inner.Object = part
		s.visit(inner, pos)
	}
}
