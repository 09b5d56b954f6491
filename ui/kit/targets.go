package kit

import "fyne.io/fyne/v2"

// Target is one thing that can be touched now, in pixels of the window: only
// the part of it that is seen.
type Target struct {
	ID string `json:"id"`
	X  int    `json:"x"`
	Y  int    `json:"y"`
	W  int    `json:"w"`
	H  int    `json:"h"`
}

// leastSeen is how many pixels of a target must be seen each way to count.
const leastSeen = 8

// Targets lists what can be touched under root, in drawing order: what is
// hidden or scrolled out of sight or covered is left out. Of a card that holds
// a button of its own the largest part beside the button is listed.
func Targets(root fyne.CanvasObject) []Target {
	spots := spotsOf(root, fyne.NewPos(0, 0))
	targets := []Target{}
	for i, s := range spots {
		if s.touch == nil || s.touch.ID == "" {
			continue
		}
		if free := beside(spots, i); free.width() >= leastSeen && free.height() >= leastSeen && reached(spots, i, free.centre()) {
			targets = append(targets, Target{
				ID: s.touch.ID, X: int(free.left), Y: int(free.top), W: int(free.width()), H: int(free.height()),
			})
		}
	}
	return targets
}

// reached says whether a finger at a point of a spot meets it.
func reached(spots []spot, i int, at fyne.Position) bool {
	for _, later := range spots[spots[i].last+1:] {
		if later.seen.holds(at) {
			return false
		}
	}
	return true
}

// beside is what is left of a spot beside the targets inside it.
func beside(spots []spot, i int) area {
	free := spots[i].seen
	for _, inner := range spots[i+1 : spots[i].last+1] {
		if inner.touch != nil && inner.seen.width() > 0 && inner.seen.height() > 0 {
			free = free.without(inner.seen)
		}
	}
	return free
}

// without is the largest upright part of an area that another leaves.
func (a area) without(b area) area {
	if m := a.meet(b); m.width() <= 0 || m.height() <= 0 {
		return a
	}
	best := area{}
	for _, part := range []area{
		{a.left, a.top, a.right, b.top},
		{a.left, b.bottom, a.right, a.bottom},
		{a.left, a.top, b.left, a.bottom},
		{b.right, a.top, a.right, a.bottom},
	} {
		if part.width() > 0 && part.height() > 0 && part.width()*part.height() > best.width()*best.height() {
			best = part
		}
	}
	return best
}
