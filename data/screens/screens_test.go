package screens

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/screens/screenstest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// virtual is a display of one connector that can neither be turned nor has a size in
// millimetres.
func virtual(t *testing.T, size string) string {
	t.Helper()
	return screenstest.Start(t, nil, "Xvfb", "-screen", "0", size+"x24")
}

// nested is a display that can be turned, in a window on another one.
func nested(t *testing.T) string {
	t.Helper()
	return screenstest.Start(t, []string{"DISPLAY=" + virtual(t, "1700x1300")}, "Xephyr", "-screen", "1024x768")
}

const dummy = `
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
EndSection
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1024x768"
    Virtual 4096 4096
  EndSubSection
EndSection
`

// many is a real X server with sixteen connectors, of which one is plugged in.
func many(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, "xorg.conf")
	must(t, os.WriteFile(config, []byte(dummy), 0o600))
	return screenstest.Start(t, nil, "/usr/lib/xorg/Xorg", "-config", config, "-logfile", filepath.Join(dir, "log"), "-novtswitch", "-sharevts", "-noreset")
}

func open(t *testing.T, display string) *Screens {
	t.Helper()
	s, err := Open(display)
	must(t, err)
	t.Cleanup(s.Close)
	return s
}

func xrandr(t *testing.T, display string, args ...string) string {
	t.Helper()
	cmd := exec.Command("xrandr", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+display)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("xrandr %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func list(t *testing.T, s *Screens) []Output {
	t.Helper()
	all, err := s.List()
	must(t, err)
	return all
}

func TestNoServerIsTold(t *testing.T) {
	if _, err := Open(":65000"); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
}

func TestADisplayThatCannotBeTurnedStaysAsItIs(t *testing.T) {
	s := open(t, virtual(t, "1080x1920"))
	before := list(t, s)
	if len(before) != 1 || before[0].Width != 1080 || before[0].Height != 1920 || !before[0].On {
		t.Fatalf("%+v", before)
	}
	if _, err := s.Arrange(Want{Turn: Left}); !errors.Is(err, ErrTurn) {
		t.Error(err)
	}
	got, err := s.Arrange(Want{Turn: Upright})
	must(t, err)
	if got.Width != 1080 || got.Height != 1920 || !got.Primary || got.Diagonal() != 0 {
		t.Errorf("%+v", got)
	}
}

func TestADisplayIsTurnedAllTheWayRound(t *testing.T) {
	name := nested(t)
	s := open(t, name)
	for turn := Right; ; turn = turn.Next() {
		got, err := s.Arrange(Want{Turn: turn})
		must(t, err)
		wide := got.Width > got.Height
		if sideways := turn == Left || turn == Right; got.Turn != turn || wide == sideways {
			t.Errorf("turned %s: %+v", turn, got)
		}
		if now := list(t, s); len(now) != 1 || now[0].Turn != turn || now[0].Width != got.Width || now[0].Height != got.Height {
			t.Errorf("turned %s, the server has %+v", turn, now)
		}
		if said := xrandr(t, name); !strings.Contains(said, fmt.Sprintf("current %d x %d", got.Width, got.Height)) {
			t.Errorf("turned %s, the screen is otherwise: %.200s", turn, said)
		}
		if turn == Upright {
			return
		}
	}
}

// TestTheKioskGoesWhereItBelongs has the kiosk on the second of two displays, which
// is plugged in later: a connector of this server is from its first picture on.
func TestTheKioskGoesWhereItBelongs(t *testing.T) {
	name := many(t)
	s := open(t, name)
	stands := func(wanted, on string) {
		t.Helper()
		got, err := s.Arrange(Want{Output: wanted})
		must(t, err)
		var lit []string
		for _, o := range list(t, s) {
			if o.On {
				lit = append(lit, o.Name)
			}
		}
		if got.Name != on || got.X != 0 || got.Y != 0 || !slices.Equal(lit, []string{on}) {
			t.Errorf("asked for %s it stands on %+v; with a picture: %v", wanted, got, lit)
		}
		if said := xrandr(t, name); !strings.Contains(said, fmt.Sprintf("current %d x %d", got.Width, got.Height)) {
			t.Errorf("the screen is larger than the kiosk's display: %.200s", said)
		}
	}
	stands("DUMMY1", "DUMMY0")
	xrandr(t, name, "--addmode", "DUMMY1", "800x600")
	xrandr(t, name, "--output", "DUMMY1", "--mode", "800x600", "--right-of", "DUMMY0")
	stands("DUMMY1", "DUMMY1")
	stands("DUMMY0", "DUMMY0")
	stands("", "DUMMY0") // which is the primary one now
}

func TestChangesAreTold(t *testing.T) {
	name := many(t)
	s := open(t, name)
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	told := make(chan struct{}, 100)
	watched := make(chan error, 1)
	go func() { watched <- s.Watch(ctx, func() { told <- struct{}{} }) }()
	for done := false; !done; { // the first change may come before it is watched
		for _, size := range []string{"800x600", "1024x768"} {
			xrandr(t, name, "--output", "DUMMY0", "--mode", size)
		}
		select {
		case <-told:
			done = true
		case <-ctx.Done():
			t.Fatal("it was not told")
		default:
		}
	}
	_, err := s.Arrange(Want{}) // while it is watched
	must(t, err)
	stop()
	if err := <-watched; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestMiceAreLeftAlone: a display without a touchscreen has only what moves by steps.
func TestMiceAreLeftAlone(t *testing.T) {
	t.Setenv("DISPLAY", nested(t))
	must(t, MapTouch(t.Context(), "default"))
	t.Setenv("PATH", t.TempDir())
	if err := MapTouch(t.Context(), "default"); !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("without xinput: %v", err)
	}
}

// TestPlans tells where the kiosk goes as displays come and go.
func TestPlans(t *testing.T) {
	full, small := mode{1, 1920, 1080}, mode{2, 1280, 720}
	lanes := []lane{{id: 10, turns: Turns, turn: Upright}, {id: 11, turns: []Turn{Upright}, turn: Upright}}
	at := func(name string, id uint32, plugged, primary, on bool, modes ...mode) port {
		return port{Output: Output{Name: name, Plugged: plugged, Primary: primary, On: on, Turn: Upright}, id: id, lanes: []uint32{10, 11}, modes: modes}
	}
	for _, test := range []struct {
		name  string
		ports []port
		want  Want
		main  string
		size  string
		lanes int
		err   error
	}{
		{"one", []port{at("A", 1, true, false, false, full)}, Want{}, "A", "1920x1080", 1, nil},
		{"the primary one", []port{at("A", 1, true, false, true, full), at("B", 2, true, true, true, small)}, Want{}, "B", "1280x720", 1, nil},
		{"the one that is asked for", []port{at("A", 1, true, false, true, full), at("B", 2, true, true, true, small)}, Want{Output: "A"}, "A", "1920x1080", 1, nil},
		{"it is unplugged", []port{at("A", 1, false, false, true, full), at("B", 2, true, false, true, small)}, Want{Output: "A"}, "B", "1280x720", 1, nil},
		{"it was the last", []port{at("A", 1, false, true, true, full)}, Want{Output: "A"}, "A", "1920x1080", 1, nil},
		{"the same on both", []port{at("A", 1, true, true, true, full), at("B", 2, true, false, true, small, full)}, Want{Mirror: true}, "A", "1920x1080", 2, nil},
		{"not on one that cannot", []port{at("A", 1, true, true, true, full), at("B", 2, true, false, true, small)}, Want{Mirror: true}, "A", "1920x1080", 1, nil},
		{"turned", []port{at("A", 1, true, true, true, full)}, Want{Turn: Left}, "A", "1080x1920", 1, nil},
		{"turned and mirrored where it can", []port{at("A", 1, true, true, true, full), at("B", 2, true, false, true, full)}, Want{Turn: Left, Mirror: true}, "A", "1080x1920", 1, nil},
		{"nothing there", nil, Want{}, "", "", 0, ErrNone},
		{"nothing that has a picture", []port{at("A", 1, true, true, false)}, Want{}, "", "", 0, ErrNone},
	} {
		p, err := scene{ports: test.ports, lanes: lanes}.plan(test.want)
		if !errors.Is(err, test.err) {
			t.Errorf("%s: %v", test.name, err)
		}
		if err == nil && (p.main.Name != test.main || fmt.Sprintf("%dx%d", p.width, p.height) != test.size || len(p.lanes) != test.lanes) {
			t.Errorf("%s: %s at %dx%d with %d pictures", test.name, p.main.Name, p.width, p.height, len(p.lanes))
		}
	}
}

func TestSizesOfPanels(t *testing.T) {
	for _, test := range []struct{ wide, high, from, to int }{{941, 529, 42, 43}, {0, 0, 0, 0}, {160, 90, 0, 0}, {344, 194, 15, 16}} {
		got := Output{WideMM: test.wide, HighMM: test.high}.Diagonal()
		if got < float64(test.from) || got > float64(test.to) {
			t.Errorf("%d by %d mm: %.1f inches", test.wide, test.high, got)
		}
	}
	if slices.Contains(Turns, Turn("up")) || Turn("up").Check() == nil || Left.Next() != Upright {
		t.Error("turns are wrong")
	}
}
