package e2e

import (
	"path/filepath"
	"testing"

	"hangviet/data/screens/screenstest"
)

// openTurnable starts a display that can be turned, in a window on another one.
func openTurnable(t *testing.T, size string, width, height int) *screen {
	t.Helper()
	outer := openScreen(t, 1700, 1700)
	name := screenstest.Start(t, outer.env(), "Xephyr", "-screen", size)
	return &screen{t: t, name: name, picture: filepath.Join(t.TempDir(), "none"), width: width, height: height}
}

// TestTheWindowFollowsTheScreen turns the screen under a kiosk that runs, as a display
// that was plugged in again does: the kiosk fills it, whatever its form is.
func TestTheWindowFollowsTheScreen(t *testing.T) {
	t.Parallel()
	s, data := openTurnable(t, "1024x768", 1024, 768), filepath.Join(t.TempDir(), "kiosk")
	w := openKiosk(t, s, data)
	fills := func(what string, width, height float64) {
		t.Helper()
		eventually(t, "the kiosk to fill the screen "+what, func() bool {
			w.alive()
			at, there := w.find("attract")
			return there && at.X <= 0 && at.Y <= 60 && at.X+at.W >= width && at.Y+at.H >= height && at.W < width+100
		})
	}
	fills("as it is", 1024, 768)
	run(t, "kiosk", "setup", "--data", data, "--turn", "left")
	fills("turned", 768, 1024)
	s.command("xrandr", "--output", "default", "--rotate", "normal") // somebody else meddles
	fills("that somebody meddled with", 768, 1024)
	run(t, "kiosk", "setup", "--data", data, "--turn", "normal")
	fills("turned back", 1024, 768)
	s.tap(500, 400)
	w.shows("nav.home")
	w.process.stop()
}
