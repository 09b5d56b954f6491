package motion_test

import (
	"math"
	"testing"
	"time"

	"hangviet/ui/kit/motion"
)

const frame = 16 * time.Millisecond

var start = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// page is 5000 pixels behind a window of 1000.
func page(at float32) *motion.Fling {
	f := &motion.Fling{}
	f.Resize(5000, 1000)
	f.Jump(at)
	return f
}

// swipe moves a finger in steps of a frame and lets go; it returns the moment.
func swipe(f *motion.Fling, steps int, by float32, pause time.Duration) time.Time {
	now := start
	f.Grab(now)
	for range steps {
		now = now.Add(frame)
		f.Drag(by, now)
	}
	now = now.Add(pause)
	f.Release(now)
	return now
}

func settle(t *testing.T, f *motion.Fling, now time.Time) (frames int) {
	t.Helper()
	for f.Step(now) {
		now = now.Add(frame)
		if frames++; frames > 600 {
			t.Fatalf("still moving after %d frames at %v", frames, f.Position())
		}
	}
	return frames
}

func TestTheFingerIsFollowedOneToOne(t *testing.T) {
	f := page(1000)
	f.Grab(start)
	for i, by := range []float32{3, 40, -12, 0.5} {
		before := f.Position()
		f.Drag(by, start.Add(time.Duration(i)*frame))
		if got := f.Position() - before; math.Abs(float64(got-by)) > 0.01 {
			t.Errorf("drag by %v moved the page by %v", by, got)
		}
	}
}

func TestRelease(t *testing.T) {
	cases := []struct {
		name         string
		at           float32
		steps        int
		by           float32
		pause        time.Duration
		from, to     float32 // where it comes to rest
		runsOnItsWay bool
	}{
		{name: "a swipe runs on", at: 1000, steps: 8, by: 20, from: 1400, to: 2200, runsOnItsWay: true},
		{name: "a faster swipe runs further", at: 1000, steps: 8, by: 60, from: 2200, to: 4000, runsOnItsWay: true},
		{name: "upwards as well", at: 3000, steps: 8, by: -20, from: 1800, to: 2600, runsOnItsWay: true},
		{name: "a slow finger leaves the page where it is", at: 1000, steps: 8, by: 1, from: 1008, to: 1008},
		{name: "a finger that rests before it leaves too", at: 1000, steps: 8, by: 20, pause: 200 * time.Millisecond, from: 1160, to: 1160},
		{name: "the end is soft and final", at: 3900, steps: 8, by: 60, from: 4000, to: 4000, runsOnItsWay: true},
		{name: "so is the beginning", at: 100, steps: 8, by: -60, from: 0, to: 0, runsOnItsWay: true},
		{name: "a page pulled beyond its end comes back", at: 4000, steps: 8, by: 60, pause: 200 * time.Millisecond, from: 4000, to: 4000, runsOnItsWay: true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f := page(c.at)
			now := swipe(f, c.steps, c.by, c.pause)
			if f.Moving() != c.runsOnItsWay {
				t.Errorf("moving after the release: %v", f.Moving())
			}
			if frames := settle(t, f, now); frames > 250 {
				t.Errorf("took %d frames to rest", frames)
			}
			if got := f.Position(); got < c.from || got > c.to {
				t.Errorf("rests at %v, want %v to %v", got, c.from, c.to)
			}
		})
	}
}

func TestAnEndGivesWayWithReluctance(t *testing.T) {
	f := page(4000)
	f.Grab(start)
	last, lastStep := f.Position(), float32(100)
	for i := range 20 {
		f.Drag(100, start.Add(time.Duration(i)*frame))
		step := f.Position() - last
		if step <= 0 || step >= lastStep {
			t.Fatalf("step %d beyond the end is %v after %v", i, step, lastStep)
		}
		last, lastStep = f.Position(), step
	}
	if over := f.Position() - f.End(); over >= 1000 {
		t.Errorf("the page left its window: %v beyond the end", over)
	}
}

func TestATouchStopsAFling(t *testing.T) {
	f := page(1000)
	now := swipe(f, 8, 40, 0)
	f.Step(now.Add(frame))
	if !f.Grab(now.Add(2 * frame)) {
		t.Error("the grab does not say that the page was running")
	}
	held := f.Position()
	if f.Step(now.Add(10 * frame)); f.Position() != held {
		t.Errorf("moved under the finger from %v to %v", held, f.Position())
	}
	f.Release(now.Add(20 * frame))
	if f.Moving() {
		t.Error("runs on after a touch that did not move")
	}
}

func TestAGrabBeyondTheEndDoesNotJump(t *testing.T) {
	f := page(4000)
	f.Grab(start)
	f.Drag(300, start)
	f.Release(start.Add(time.Second))
	f.Grab(start.Add(time.Second))
	before := f.Position()
	f.Drag(1, start.Add(time.Second))
	if moved := f.Position() - before; moved < 0 || moved > 1 {
		t.Errorf("a drag by 1 moved %v", moved)
	}
}

func TestAShortPageStays(t *testing.T) {
	f := &motion.Fling{}
	f.Resize(500, 1000)
	now := swipe(f, 8, 60, 0)
	settle(t, f, now)
	if f.Position() != 0 {
		t.Errorf("rests at %v", f.Position())
	}
}

func TestALateFrameDoesNotLeap(t *testing.T) {
	f := page(1000)
	now := swipe(f, 8, 40, 0)
	f.Step(now.Add(5 * time.Second))
	if moved := f.Position() - 1320; moved > 300 {
		t.Errorf("one late frame moved the page by %v", moved)
	}
}

func TestAPageThatShrinksStaysWithinItsEnds(t *testing.T) {
	f := page(4000)
	f.Resize(2000, 1000)
	if f.Position() != 1000 {
		t.Errorf("stands at %v", f.Position())
	}
}

// TestABurstIsNoAccident is a swipe that is told of within a millisecond, as after
// a moment in which the window was busy.
func TestABurstIsNoAccident(t *testing.T) {
	f := page(1000)
	f.Grab(start)
	now := start.Add(time.Millisecond)
	f.Drag(120, now)
	f.Release(now)
	settle(t, f, now)
	if to := f.Position(); to < 1500 || to > 2700 {
		t.Errorf("came to rest at %v", to)
	}
}
