package hub

import (
	"testing"

	"hangviet/data/hub/books"
	"hangviet/data/release"
)

// TestHowAKioskStandsToTheProgram goes through what a page says of kiosks while v1.1.0
// is given out for two systems, to one kiosk of each first.
func TestHowAKioskStandsToTheProgram(t *testing.T) {
	offered := release.Programs{
		Number: 1, Stage: []string{"first", "pane"},
		List: []release.Program{{Platform: "linux/amd64", Version: "v1.1.0"}, {Platform: "windows/amd64", Version: "v1.1.0"}},
	}
	for _, c := range []struct {
		id, version, platform, problems string
		state, wanted                   string
	}{
		{"first", "v1.0.0", "linux/amd64", "E-DISK 0", programWaits, "v1.1.0"},
		{"first", "v1.0.0", "linux/amd64", "E-DISK 0\nE-PROGRAM 1", programFailed, "v1.1.0"},
		{"first", "v1.0.0", "linux/amd64", "E-PROGRAMS 1", programWaits, "v1.1.0"},
		{"first", "v1.1.0", "linux/amd64", "", programCurrent, ""},
		{"first", "v1.2.0", "linux/amd64", "E-PROGRAM 1", programCurrent, ""},
		{"other", "v1.0.0", "linux/amd64", "", programLater, "v1.1.0"},
		{"other", "v1.0.0", "linux/arm64", "", programCurrent, ""},
		{"pane", "v1.0.0", "windows/amd64", "", programByHand, "v1.1.0"},
		{"other", "v1.0.0", "windows/amd64", "", programLater, "v1.1.0"},
		{"first", "", "linux/amd64", "", programUnknown, ""},
		{"first", "v1.0.0", "", "", programUnknown, ""},
	} {
		k := looked{FleetRow: books.FleetRow{Kiosk: books.Kiosk{ID: c.id}, Beat: books.Beat{Version: c.version, Platform: c.platform, Problems: c.problems}}}
		if state, wanted := programState(k, offered); state != c.state || wanted != c.wanted {
			t.Errorf("%+v: %q, %q", c, state, wanted)
		}
	}
}
