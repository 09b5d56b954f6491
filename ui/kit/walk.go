package kit

import "fyne.io/fyne/v2"

// spot is one thing that meets fingers, where it is seen on the window.
type spot struct {
	object  fyne.CanvasObject
	touch   *Touch   // nil for panners and barriers
	panners []panner // around it, the innermost last
	seen    area
	last    int // number of the last spot inside this one
}

type area struct{ left, top, right, bottom float32 }

func (a area) meet(b area) area {
	return area{max(a.left, b.left), max(a.top, b.top), min(a.right, b.right), min(a.bottom, b.bottom)}
}

func (a area) holds(p fyne.Position) bool {
	return p.X >= a.left && p.X < a.right && p.Y >= a.top && p.Y < a.bottom
}

func (a area) width() float32  { return a.right - a.left }
func (a area) height() float32 { return a.bottom - a.top }

func (a area) centre() fyne.Position {
	return fyne.NewPos((a.left+a.right)/2, (a.top+a.bottom)/2)
}

// barrier swallows every touch that reaches it.
type barrier interface{ barrier() }

// clipper hides what is outside itself.
type clipper interface{ clips() }

// spotsOf lists what can be met under root in drawing order.
func spotsOf(root fyne.CanvasObject, origin fyne.Position) []spot {
	w := &walker{}
	size := root.Size()
	at := origin.Add(root.Position())
	w.visit(root, origin, area{at.X, at.Y, at.X + size.Width, at.Y + size.Height}, nil)
	return w.spots
}

type walker struct{ spots []spot }

func (w *walker) visit(o fyne.CanvasObject, origin fyne.Position, clip area, around []panner) {
	if o == nil || !o.Visible() {
		return
	}
	pos, size := origin.Add(o.Position()), o.Size()
	seen := clip.meet(area{pos.X, pos.Y, pos.X + size.Width, pos.Y + size.Height})
	if _, ok := o.(clipper); ok {
		clip = seen
	}
	if p, ok := o.(panner); ok {
		around = append(around[:len(around):len(around)], p)
	}
	inner := clip
	if s, ok := o.(sinker); ok {
		inner.top = max(inner.top, s.reach())
	}
	index := len(w.spots)
	noted := w.note(o, seen, around)
	for _, part := range partsOf(o) {
		w.visit(part, pos, inner, around)
	}
	if noted {
		w.spots[index].last = len(w.spots) - 1
	}
}

func (w *walker) note(o fyne.CanvasObject, seen area, around []panner) bool {
	s := spot{object: o, panners: around, seen: seen}
	switch t := o.(type) {
	case Touchable:
		if t.touch().Off {
			return false
		}
		s.touch = t.touch()
	case panner, barrier:
	default:
		return false
	}
	w.spots = append(w.spots, s)
	return true
}

func partsOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch c := o.(type) {
	case *fyne.Container:
		return c.Objects
	case Composite:
		return c.Parts()
	}
	return nil
}

// hit is the spot on top at a point.
func hit(spots []spot, at fyne.Position) (spot, bool) {
	for i := len(spots) - 1; i >= 0; i-- {
		if spots[i].seen.holds(at) {
			return spots[i], true
		}
	}
	return spot{}, false
}
