package e2e

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// attempts are ways out that visitors try: what is pressed on a keyboard that was
// plugged in, in xdotool's names, one chord after the other.
var attempts = []string{
	"alt+F4", "alt+Tab", "alt+shift+Tab", "alt+Escape", "alt+space", "alt+F1", "alt+F2", "alt+F8", "alt+F10", "alt+Return",
	"ctrl+alt+F1", "ctrl+alt+F2", "ctrl+alt+F3", "ctrl+alt+F7", "ctrl+alt+F12", "ctrl+alt+Delete", "ctrl+alt+BackSpace", "ctrl+alt+End",
	"ctrl+alt+t", "ctrl+alt+l", "ctrl+alt+d", "ctrl+alt+Left", "ctrl+alt+plus", "ctrl+alt+minus", "ctrl+alt+KP_Add",
	"ctrl+alt+XF86Switch_VT_1", "XF86Switch_VT_1",
	"super", "super+d", "super+e", "super+l", "super+r", "super+Tab", "super+Left", "super+Up", "super+m", "super+space", "Menu", "shift+F10",
	"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "shift+F5", "ctrl+F5", "ctrl+F4",
	"Print", "alt+Print", "shift+Print", "ctrl+Print", "Sys_Req", "alt+Sys_Req", "alt+Sys_Req r", "alt+Sys_Req b", "Pause", "ctrl+Break", "Scroll_Lock",
	"ctrl+q", "ctrl+w", "ctrl+n", "ctrl+p", "ctrl+o", "ctrl+s", "ctrl+t", "ctrl+r", "ctrl+f", "ctrl+l", "ctrl+h", "ctrl+j", "ctrl+u", "ctrl+z",
	"ctrl+a", "ctrl+c", "ctrl+v", "ctrl+x", "ctrl+Insert", "shift+Insert", "shift+Delete", "ctrl+shift+q", "ctrl+shift+w", "ctrl+shift+n", "ctrl+shift+t",
	"ctrl+shift+i", "ctrl+shift+c", "ctrl+shift+Escape", "ctrl+Escape", "ctrl+Tab", "ctrl+shift+Tab", "ctrl+plus", "ctrl+minus", "ctrl+0",
	"Escape", "Escape Escape Escape", "Tab", "shift+Tab", "Tab Tab Return", "Return", "space", "Home", "End", "Prior", "Next", "Up", "Down", "Left", "Right",
	"Insert", "Delete", "BackSpace", "Num_Lock", "Caps_Lock Caps_Lock", "Multi_key o a", "dead_acute e", "ISO_Level3_Shift", "Henkan", "Hangul",
	"XF86Back", "XF86HomePage", "XF86Search", "XF86WWW", "XF86Mail", "XF86Calculator", "XF86Explorer", "XF86PowerOff", "XF86Sleep", "XF86Suspend",
	"XF86Close", "XF86LogOff", "XF86ScreenSaver", "XF86AudioMute", "XF86Display", "XF86TouchpadToggle", "XF86RotateWindows",
	// What opens accessibility, input methods, launchers and tools elsewhere.
	"Shift_L Shift_L Shift_L Shift_L Shift_L", "Control_L Control_L", "Super_R", "super+1", "super+p", "super+u", "super+x", "super+period", "super+ctrl+d",
	"ctrl+shift+u", "ctrl+shift+r", "ctrl+shift+j", "ctrl+shift+p", "ctrl+shift+Delete", "ctrl+alt+shift+Escape", "ctrl+alt+Tab", "ctrl+alt+r", "ctrl+alt+u",
	"alt+Left", "alt+Right", "alt+Home", "alt+d", "alt+f", "alt+F3", "alt+F5", "alt+F7", "alt+F9", "alt+ctrl+Escape", "alt+grave", "shift+F1",
	"ctrl+alt+F4 ctrl+alt+F5 ctrl+alt+F6 ctrl+alt+F8 ctrl+alt+F9 ctrl+alt+F10 ctrl+alt+F11", "Undo Cancel Select Execute Find Redo Clear",
	"XF86Tools XF86Favorites XF86Documents XF86Launch0 XF86Launch1 XF86MyComputer XF86Terminal XF86TaskPane XF86Xfer XF86Go",
	"XF86AudioPlay XF86AudioRaiseVolume XF86MonBrightnessDown XF86MonBrightnessUp XF86KbdBrightnessUp XF86Eject XF86WLAN XF86Battery XF86WakeUp",
}

// scans are what a scanner types, with the Enter it ends with, when somebody holds
// something of his own before it.
var scans = []string{
	"https://example.com/evil", "file:///etc/passwd", "javascript:alert(1)", "xdg-open:///bin/sh", "$(reboot)", "; rm -rf /", "\\e[2J",
	"00020101021138540010A00000072701240006970436", strings.Repeat("A", 500), "../../../../etc/shadow", "%s%s%s%n",
}

// TestNobodyLeavesTheKiosk makes every attempt at a kiosk that fills its screen, on
// the waiting page, where nobody touches it meanwhile, and again at home or while
// somebody types, and looks after each whether the same window is still there, whole,
// and answers a touch. See failures.md, "Hostile stick or page".
func TestNobodyLeavesTheKiosk(t *testing.T) {
	t.Parallel()
	t.Run("waiting", func(t *testing.T) {
		t.Parallel()
		w, before := openStanding(t)
		for _, keys := range attempts {
			w.withstands("keys "+keys, before, func() { w.screen.strike(keys) })
			if _, waits := w.find("attract"); !waits {
				t.Fatalf("after keys %s it shows %s", keys, w.ids())
			}
		}
		w.answers("all keys")
		w.process.stop()
	})
	places := []string{"nav.home", "search.entry"}
	for first, place := range places {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			w, before := openStanding(t)
			for i := first; i < len(attempts); i += len(places) {
				w.goTo(place)
				w.tries("keys "+attempts[i]+" at "+place, before, func() { w.screen.strike(attempts[i]) })
			}
			w.process.stop()
		})
	}
	t.Run("scans and swipes", func(t *testing.T) {
		t.Parallel()
		w, before := openStanding(t)
		for _, text := range scans {
			w.goTo("nav.home")
			w.tries("scan of "+text, before, func() { w.screen.scan(text) })
		}
		for name, gesture := range swipes(w.screen) {
			w.goTo("nav.home")
			w.tries("swipe "+name, before, gesture)
		}
		w.tries("asking the window to close", before, func() { w.screen.askToClose(t, before.id) })
		w.process.stop()
	})
}

// openStanding opens a kiosk that fills a screen of its own, and tells how it stands.
func openStanding(t *testing.T) (*window, standing) {
	t.Helper()
	w := openKiosk(t, openScreen(t, 1080, 1920), filepath.Join(t.TempDir(), "kiosk"))
	w.shows("attract")
	return w, w.standing()
}

// strike strikes chords of keys one after another, in xdotool's names.
func (s *screen) strike(chords string) {
	s.t.Helper()
	for chord := range strings.FieldsSeq(chords) {
		s.command("xdotool", "key", "--clearmodifiers", chord)
	}
}

// scan types as a scanner does: fast, and with Enter at the end.
func (s *screen) scan(text string) {
	s.t.Helper()
	s.command("xdotool", "type", "--delay", "2", "--", text)
	s.command("xdotool", "key", "Return")
}

// zaps are keys that the X server itself obeys, unless its configuration forbids it.
var zaps = []string{
	"Terminate_Server", "ctrl+alt+BackSpace", "ctrl+alt+F1", "ctrl+alt+F2", "ctrl+alt+F12", "XF86Switch_VT_1", "XF86Switch_VT_2",
	"ctrl+alt+KP_Add", "ctrl+alt+KP_Subtract", "XF86Next_VMode", "XF86Prev_VMode", "XF86Ungrab", "XF86ClearGrab", "alt+Sys_Req", "ctrl+alt+Delete",
}

// TestTheServerObeysNobody makes the attempts that an X server answers at the real one,
// with the configuration that the package brings.
func TestTheServerObeysNobody(t *testing.T) {
	t.Parallel()
	s := openServer(t, filepath.Join("..", "..", ".make", "package", "kiosk", "xorg.conf"))
	w := openKiosk(t, s, filepath.Join(t.TempDir(), "kiosk"))
	w.shows("attract")
	before := w.standing()
	for _, keys := range zaps {
		w.tries("keys "+keys, before, func() { s.strike(keys) })
	}
	w.process.stop()
}

// swipes are gestures that open something on tablets.
func swipes(s *screen) map[string]func() {
	drag := func(x1, y1, x2, y2 int) func() {
		return func() {
			at := func(x, y int) []string { return []string{"mousemove", strconv.Itoa(x), strconv.Itoa(y)} }
			args := append(at(x1, y1), "mousedown", "1")
			for i := 1; i <= 6; i++ {
				args = append(args, append(at(x1+(x2-x1)*i/6, y1+(y2-y1)*i/6), "sleep", "0.016")...)
			}
			s.command("xdotool", append(args, "mouseup", "1")...)
		}
	}
	right, foot := s.width-1, s.height-1
	button := func(n string) func() {
		return func() { s.command("xdotool", "mousemove", "540", "400", "click", "--repeat", "2", n) }
	}
	return map[string]func(){
		"from the top": drag(540, 0, 540, 1200), "from the left": drag(0, 900, 800, 900), "from the right": drag(right, 900, 200, 900),
		"from the foot": drag(540, foot, 540, 600), "over a corner": drag(right, foot, 600, 900),
		"with the right button": button("3"), "with the middle button": button("2"), "with a side button": button("8"), "a wheel": button("4"),
	}
}

// standing is what must not change.
type standing struct{ id, shape, children string }

// standing tells how the kiosk's window stands on the display.
func (w *window) standing() standing {
	w.t.Helper()
	id := strings.TrimSpace(string(w.screen.command("xdotool", "search", "--onlyvisible", "--name", "Hàng Việt Kiosk")))
	if strings.Contains(id, "\n") {
		w.t.Fatalf("it has several windows: %q", id)
	}
	shape := string(w.screen.command("xdotool", "getwindowgeometry", "--shell", id))
	return standing{id, shape, w.topWindows()}
}

// topWindows are the windows that can be seen, of any program.
func (w *window) topWindows() string {
	w.t.Helper()
	return string(w.screen.command("xdotool", "search", "--onlyvisible", "--maxdepth", "1", ".*"))
}

// goTo stands where an attempt is made.
func (w *window) goTo(id string) {
	w.t.Helper()
	if _, there := w.find(id); there {
		return
	}
	switch id {
	case "nav.home":
		w.wakesTo("nav.home")
	case "search.entry":
		w.goTo("nav.home")
		w.tapTo("nav.search", "search.entry")
	}
}

// tries makes one attempt and looks at what has become of the kiosk.
func (w *window) tries(what string, before standing, attempt func()) {
	w.t.Helper()
	defer func() {
		if w.t.Failed() {
			w.t.Logf("that was after %s", what)
		}
	}()
	w.withstands(what, before, attempt)
	w.answers(what)
}

// withstands makes one attempt and looks whether the window stands as before.
func (w *window) withstands(what string, before standing, attempt func()) {
	w.t.Helper()
	attempt()
	w.alive()
	after := w.standing()
	if after != before {
		w.t.Fatalf("after %s the window stands otherwise:\n%+v\nbefore:\n%+v", what, after, before)
	}
	if want := fmt.Sprintf("WIDTH=%d\nHEIGHT=%d\n", w.screen.width, w.screen.height); !strings.Contains(after.shape, want) {
		w.t.Fatalf("after %s it does not fill the screen: %s", what, after.shape)
	}
}

// answers goes home by touch, from wherever it is.
func (w *window) answers(what string) {
	w.t.Helper()
	w.wakesTo("nav.search")
	w.tap("nav.search")
	eventually(w.t, "an answer to a touch after "+what, func() bool {
		w.alive()
		_, there := w.find("search.entry")
		return there
	})
	w.tapTo("nav.home", "home.search")
}

// wakesTo touches away whatever lies over the pages, the waiting page too, until the
// target can be touched: on a busy machine the visit may end at any time.
func (w *window) wakesTo(id string) {
	w.t.Helper()
	eventually(w.t, id+" beneath "+w.ids(), func() bool {
		w.alive()
		if _, there := w.find(id); there {
			return true
		}
		for _, over := range []string{"sheet.close", "idle.continue", "attract"} {
			if t, there := w.find(over); there {
				w.screen.tap(int(t.X+t.W/2), int(t.Y+t.H/2))
				break
			}
		}
		return false
	})
}
