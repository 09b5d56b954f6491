package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hangviet/data/screens/screenstest"
)

// screen is a virtual display with a pointer.
type screen struct {
	t             *testing.T
	name          string // ":99"
	picture       string // file in XWD format, kept up by the display
	width, height int
	more          []string // of the environment of what runs there
}

// openScreen starts a display of that size in pixels, ended with the test.
func openScreen(t *testing.T, width, height int) *screen {
	t.Helper()
	dir := t.TempDir()
	name := screenstest.Start(t, nil, "Xvfb", "-dpi", "96", "-fbdir", dir, "-screen", "0", fmt.Sprintf("%dx%dx24", width, height))
	return &screen{t: t, name: name, picture: filepath.Join(dir, "Xvfb_screen0"), width: width, height: height}
}

// env is what a program needs to show itself there; what Fyne keeps in the home
// folder of whoever starts it is the screen's own, as another kiosk writes it too.
func (s *screen) env() []string {
	return append([]string{"DISPLAY=" + s.name, "LIBGL_ALWAYS_SOFTWARE=1", "XDG_CONFIG_HOME=" + filepath.Dir(s.picture)}, s.more...)
}

func (s *screen) command(name string, args ...string) []byte {
	s.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), s.env()...)
	var fault bytes.Buffer
	cmd.Stderr = &fault
	out, err := cmd.Output()
	if err != nil {
		s.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, fault.String())
	}
	return out
}

// tap presses and releases the pointer's button at a place, as a finger does.
func (s *screen) tap(x, y int) {
	s.t.Helper()
	s.command("xdotool", "mousemove", strconv.Itoa(x), strconv.Itoa(y), "mousedown", "1", "mouseup", "1")
}

// drag moves a pressed pointer from one place to another in small steps and lets
// it rest, so that nothing runs on.
func (s *screen) drag(x, from, to int) {
	s.t.Helper()
	args := []string{"mousemove", strconv.Itoa(x), strconv.Itoa(from), "mousedown", "1"}
	const steps = 8
	for i := 1; i <= steps; i++ {
		args = append(args, "mousemove", strconv.Itoa(x), strconv.Itoa(from+(to-from)*i/steps), "sleep", "0.016")
	}
	s.command("xdotool", append(args, "sleep", "0.12", "mouseup", "1")...)
}

// shot takes a picture of the whole screen.
func (s *screen) shot(name string) string {
	s.t.Helper()
	file := filepath.Join(s.t.TempDir(), name+".png")
	s.command("import", "-window", "root", file)
	return file
}

// codes reads every QR code in a picture.
func codes(t *testing.T, picture string) []string {
	t.Helper()
	out, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture).Output()
	var none *exec.ExitError
	if err != nil && !asExit(err, &none) {
		t.Fatalf("read QR codes: %v", err)
	}
	return strings.Fields(string(out))
}

// asExit tells whether err is zbarimg's own exit code 4, "nothing found".
func asExit(err error, exit **exec.ExitError) bool {
	e, ok := err.(*exec.ExitError)
	if ok {
		*exit = e
	}
	return ok && e.ExitCode() == 4
}

// target is a place that can be touched now.
type target struct {
	ID         string
	X, Y, W, H float64
}

// window is a kiosk that runs on a screen.
type window struct {
	*process
	screen  *screen
	targets string
}

// openKiosk starts the kiosk's window with those flags and waits until
// something can be touched.
func openKiosk(t *testing.T, s *screen, data string, flags ...string) *window {
	t.Helper()
	targets := filepath.Join(t.TempDir(), "targets.json")
	flags = append([]string{"--data", data, "--targets", targets}, flags...)
	w := &window{start(t, s.env(), "kiosk", flags...), s, targets}
	eventually(t, "the kiosk's first touchable screen", func() bool {
		w.alive()
		return len(w.touchable()) > 0
	})
	return w
}

// touchable returns what can be touched now; nothing while the file is not there.
func (w *window) touchable() []target {
	w.t.Helper()
	b, err := os.ReadFile(w.targets)
	if err != nil {
		return nil
	}
	var list []target
	if err := json.Unmarshal(b, &list); err != nil {
		w.t.Fatalf("the targets file is not whole: %v\n%s", err, b)
	}
	return list
}

// find returns the target with that id, if it can be touched now.
func (w *window) find(id string) (target, bool) {
	list := w.touchable()
	i := slices.IndexFunc(list, func(t target) bool { return t.ID == id })
	if i < 0 {
		return target{}, false
	}
	return list[i], true
}

// shows waits until the target can be touched.
func (w *window) shows(id string) target {
	w.t.Helper()
	var found target
	defer func() {
		if w.t.Failed() {
			w.t.Logf("in the end there is %s", w.ids())
		}
	}()
	eventually(w.t, "the target "+id+" among "+w.ids(), func() bool {
		w.alive()
		var ok bool
		found, ok = w.find(id)
		return ok
	})
	return found
}

// tap waits for the target and touches its middle.
func (w *window) tap(id string) {
	w.t.Helper()
	t := w.shows(id)
	w.screen.tap(int(t.X+t.W/2), int(t.Y+t.H/2))
}

// tapTo touches one target and waits for the one that follows.
func (w *window) tapTo(id, next string) {
	w.t.Helper()
	w.tap(id)
	w.shows(next)
}

// reach drags the page up until the target can be touched, and down again from its
// end: a finger's last steps that a busy machine takes for one are a flick, which
// may carry the page past the target.
func (w *window) reach(id string, x, from, to int) target {
	w.t.Helper()
	for range 20 {
		before := w.screen.look()
		if t, ok := w.find(id); ok {
			return t
		}
		w.screen.drag(x, from, to)
		w.settled()
		if bytes.Equal(w.screen.look(), before) {
			from, to = to, (from+to)/2
		}
	}
	return w.shows(id)
}

// settled waits until neither the display nor the targets change over several
// looks: a scroll has come to rest. The targets alone would not tell, for they are
// written only once what is seen stands still.
func (w *window) settled() {
	w.t.Helper()
	var last []byte
	same := 0
	eventually(w.t, "the screen to come to rest", func() bool {
		targets, _ := os.ReadFile(w.targets) // touchable names a missing file elsewhere
		now := append(w.screen.look(), targets...)
		if bytes.Equal(now, last) {
			same++
		} else {
			last, same = now, 0
		}
		return same >= 6
	})
}

func (w *window) ids() string {
	var ids []string
	for _, t := range w.touchable() {
		ids = append(ids, t.ID)
	}
	return strings.Join(ids, " ")
}
