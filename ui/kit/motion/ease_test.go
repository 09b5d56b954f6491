package motion_test

import (
	"testing"
	"time"

	"hangviet/ui/kit/motion"
)

var morning = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// after runs a motion of 200 ms with so many milliseconds between its frames,
// and tells what was left at each.
func after(e *motion.Ease, gaps ...int) (left []float64) {
	at := morning
	for _, gap := range append([]int{0}, gaps...) {
		at = at.Add(time.Duration(gap) * time.Millisecond)
		left = append(left, e.Left(at))
	}
	return left
}

func TestAMotionEasesOut(t *testing.T) {
	left := after(&motion.Ease{Span: 200 * time.Millisecond}, 90, 40, 40, 40, 40, 40)
	if left[0] != 1 || left[1] != 1 || left[len(left)-1] != 0 {
		t.Errorf("begins and ends with %v", left)
	}
	for i := 2; i < len(left); i++ {
		if left[i] >= left[i-1] {
			t.Errorf("at frame %d it does not come nearer: %v", i, left)
		}
	}
	if first, last := left[1]-left[2], left[4]-left[5]; first < 4*last {
		t.Errorf("it goes %.2f in its first frame and %.2f in its last but one", first, last)
	}
}

func TestAMotionEndsWhereFramesAreSlow(t *testing.T) {
	for name, c := range map[string]struct {
		gaps []int
		want bool // it is there
	}{
		"quick":                {[]int{20, 16, 16}, false},
		"a long first frame":   {[]int{110, 16, 16}, false},
		"too long a first one": {[]int{130}, true},
		"a slow frame":         {[]int{20, 16, 60}, true},
		"slow once":            {[]int{20, 60, 16}, true},
	} {
		left := after(&motion.Ease{Span: 200 * time.Millisecond}, c.gaps...)
		if there := left[len(left)-1] == 0; there != c.want {
			t.Errorf("%s: left %v", name, left)
		}
	}
}

func TestADeviceThatIsTooSlowMovesNoMore(t *testing.T) {
	var pace motion.Pace
	run := func(gap int) {
		e := &motion.Ease{Span: 200 * time.Millisecond}
		after(e, gap, gap, gap)
		pace.Took(e)
	}
	for _, gap := range []int{140, 140, 20, 140, 140} {
		if run(gap); !pace.Quick() {
			t.Fatal("two slow motions are no proof")
		}
	}
	if run(140); pace.Quick() {
		t.Error("three slow motions in a row are")
	}
}
