package e2e

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestTelexFindsTheSamplesHoney types "mật ong" with one finger on the screen.
func TestTelexFindsTheSamplesHoney(t *testing.T) {
	t.Parallel()
	screen := openScreen(t, 1080, 1920)
	kiosk := openKiosk(t, screen, filepath.Join(t.TempDir(), "kiosk"), "--lang", "vi")
	kiosk.tapTo("attract", "nav.search")
	kiosk.tapTo("nav.search", "search.entry")
	for _, key := range strings.Fields("m a a t j space o n g") {
		kiosk.tap("key." + key)
	}
	kiosk.shows("card.MO-01")
	kiosk.stacked("card.MO-01", "search.entry", "key.q")
	kiosk.process.stop()
}

// stacked fails when the targets do not stand one below the other.
func (w *window) stacked(ids ...string) {
	w.t.Helper()
	bottom := 0.0
	for _, id := range ids {
		at := w.shows(id)
		if at.Y < bottom {
			w.t.Errorf("%s begins at %.0f, above %.0f where the one before ends", id, at.Y, bottom)
		}
		bottom = at.Y + at.H
	}
}
