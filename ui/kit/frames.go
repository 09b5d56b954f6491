package kit

import (
	"time"

	"fyne.io/fyne/v2"
)

// Frames calls back on the UI thread once a frame.
type Frames interface {
	// Run calls step at each frame until it returns false or stop is called.
	Run(step func(now time.Time) bool) (stop func())
}

// DriverFrames are the frames of the running window.
type DriverFrames struct{}

// Run implements [Frames].
func (DriverFrames) Run(step func(now time.Time) bool) (stop func()) {
	running := true
	animation := fyne.NewAnimation(time.Hour, nil)
	animation.RepeatCount = fyne.AnimationRepeatForever
	stop = func() {
		if running {
			running = false
			animation.Stop()
		}
	}
	animation.Tick = func(float32) {
		if running && !step(time.Now()) {
			stop()
		}
	}
	animation.Start()
	return stop
}

// Time is where motion takes its moments from. The zero value is not ready;
// [RealTime] is what widgets start with, tests put their own.
type Time struct {
	Now    func() time.Time
	Frames Frames
}

// RealTime is the wall clock and the window's frames.
func RealTime() Time { return Time{Now: time.Now, Frames: DriverFrames{}} }
