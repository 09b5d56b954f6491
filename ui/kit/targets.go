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
// hidden, scrolled out of sight or covered at its middle is left out.
func Targets(root fyne.CanvasObject) []Target {
	spots := spotsOf(root, fyne.NewPos(0, 0))
	targets := []Target{}
	for i, s := range spots {
		if s.touch == nil || s.touch.ID == "" || !clear(spots, i) {
			continue
		}
		targets = append(targets, Target{
			ID: s.touch.ID, X: int(s.seen.left), Y: int(s.seen.top),
			W: int(s.seen.width()), H: int(s.seen.height()),
		})
	}
	return targets
}

// clear says whether a finger on the middle of a spot reaches it.
func clear(spots []spot, i int) bool {
	s := spots[i]
	if s.seen.width() < leastSeen || s.seen.height() < leastSeen {
		return false
	}
	for _, later := range spots[s.last+1:] {
		if later.seen.holds(s.seen.centre()) {
			return false
		}
	}
	return true
}
