package e2e

import (
	"encoding/json"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/selftest"
	"hangviet/data/store"
)

// enters opens the panel with a PIN, by the hidden gesture.
func (w *window) enters(pin string) {
	w.t.Helper()
	w.home()
	w.knock()
	w.types("staff.pin", pin)
	w.shows("staff.tab.votes")
}

// presses touches what may lie further down the page, or up again where a finger went
// too far.
func (w *window) presses(id string) {
	w.t.Helper()
	x, low, high := w.screen.width/4, w.screen.height/2, w.screen.height*3/10
	for i := range 30 {
		w.settled()
		if _, there := w.find(id); there {
			break
		}
		if i < 15 {
			w.screen.drag(x, low, high)
		} else {
			w.screen.drag(x, high, low)
		}
	}
	w.tap(id)
}

// TestSelfTestInAWindow: with a stick in and a hub that answers, a member opens the
// panel, tests everything, and the dated card is kept, shown and sent to the hub.
func TestSelfTestInAWindow(t *testing.T) {
	t.Parallel()
	office, hub := openOffice(t), openHub(t)
	office.publish(hub.repo())
	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "setup", "--data", data, "--root", filepath.Join(office.dir, "keys", "root.json"), "--hub", hub.url)
	run(t, "kiosk", "import", "--data", data, "--from", hub.repo())
	nameStaff(t, data, "471903")
	run(t, "kiosk", "sync", "--once", "--data", data)
	hub.approve(kioskStatus(t, data).Kiosk)
	s := openScreen(t, 1080, 1920)
	port, stick := openPort(t, s), t.TempDir()
	if err := os.WriteFile(filepath.Join(stick, "photo.jpg"), []byte("a holiday"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := openKiosk(t, s, data, "--lang", "vi")
	w.enters("471903")
	port.plug(stick)
	w.tap("drive.close")
	w.gone("drive.close")
	w.tap("staff.tab.health")
	w.presses("staff.check")
	w.shows("check.cell.39")
	for _, cell := range w.touchable() {
		if strings.HasPrefix(cell.ID, "check.cell.") {
			s.tap(int(cell.X+cell.W/2), int(cell.Y+cell.H/2))
		}
	}
	w.gone("check.cell.39")
	for range 6 {
		w.settled()
		w.tap("check.colour")
	}
	w.tap("check.colours.good")
	card := w.tested(data)
	for _, l := range card.Lines {
		if l.State != selftest.Good {
			t.Errorf("%s is %s: %s %s", l.Part, l.State, l.Code, l.Note)
		}
	}
	if len(card.Lines) != len(selftest.Parts) || card.Mark != "1" || card.Release != 1 || card.Time.IsZero() {
		t.Errorf("the card is %+v", card)
	}
	w.settled()
	picture(t, w, "selftest")
	w.tapTo("staff.back", "staff.tab.line")
	w.presses("staff.check.card")
	w.tapTo("staff.back", "staff.tab.line")
	w.tap("staff.tab.line")
	w.presses("staff.retry")
	eventually(t, "the card at the hub", func() bool {
		told := hub.told(kioskStatus(t, data).Kiosk).Check
		return told != nil && len(told.Lines) == len(card.Lines) && told.Mark == "1"
	})
	if left, _ := os.ReadDir(stick); len(left) != 1 {
		t.Errorf("the stick holds %v", left)
	}
	w.tap("staff.leave")
	w.gone("staff.leave")
	w.process.stop()
}

// tested waits for the card of the self-test that the kiosk keeps.
func (w *window) tested(data string) (c selftest.Card) {
	w.t.Helper()
	eventually(w.t, "the card", func() bool {
		w.alive()
		s, err := store.Open(w.t.Context(), data)
		if err != nil {
			w.t.Fatal(err)
		}
		defer s.Close()
		texts, err := s.Checks(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
		if len(texts) == 1 {
			c, err = selftest.Parse(texts[0])
		}
		if err != nil {
			w.t.Fatal(err)
		}
		return len(texts) == 1
	})
	return c
}

// told is how a kiosk said to the hub that it is.
func (h *hub) told(kiosk string) (health wire.Health) {
	h.t.Helper()
	db, err := books.OpenSQLite(h.t.Context(), filepath.Join(h.dir, "hub.db"))
	must(h.t, err)
	defer db.Close()
	must(h.t, db.View(h.t.Context(), func(tx *books.Tx) error {
		b, err := tx.Beat(kiosk)
		if err == nil && len(b.Health) > 0 {
			health, err = wire.Beat{Health: json.RawMessage(b.Health)}.ReadHealth()
		}
		return err
	}))
	return health
}

// picture keeps what the screen shows where HANGVIET_PICTURES says; nowhere else.
func picture(t *testing.T, w *window, name string) {
	t.Helper()
	if dir := os.Getenv("HANGVIET_PICTURES"); dir != "" {
		must(t, os.Rename(w.screen.shot(name), filepath.Join(dir, name+".png")))
	}
}

// supervise stands for systemd, as far as the unit asks for it: what runs on the screen
// says to it that it is alive.
func supervise(t *testing.T, s *screen) {
	t.Helper()
	address := filepath.Join(t.TempDir(), "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: address, Net: "unixgram"})
	must(t, err)
	t.Cleanup(func() { conn.Close() })
	go func() { // ends with the socket
		for p := make([]byte, 64); ; {
			if _, err := conn.Read(p); err != nil {
				return
			}
		}
	}()
	s.more = append(s.more, "NOTIFY_SOCKET="+address, "WATCHDOG_USEC=10000000")
}

// over waits for the program's end and returns its exit code.
func (w *window) over() int {
	w.t.Helper()
	var code int
	eventually(w.t, "the end of the program", func() bool {
		select {
		case err := <-w.done:
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				code = exit.ExitCode()
			}
			w.done <- err
			return true
		default:
			return false
		}
	})
	return code
}

// TestRestartAndLeaving: whoever is of the staff begins the program anew, which the
// unit's systemd does for every end but the one by which a technician leaves for the
// system; nobody else leaves.
func TestRestartAndLeaving(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "kiosk")
	nameStaff(t, data, "471903")
	nameMember(t, data, "860254", "technician")
	unit, err := os.ReadFile(filepath.Join("..", "..", ".make", "package", "kiosk", "hangviet-kiosk.service"))
	must(t, err)
	for _, line := range []string{"Restart=always", "RestartPreventExitStatus=100"} {
		if !slices.Contains(strings.Split(string(unit), "\n"), line) {
			t.Errorf("the unit has no %s", line)
		}
	}
	s := openScreen(t, 1080, 1920)
	supervise(t, s)
	w := openKiosk(t, s, data, "--lang", "vi")
	w.enters("471903")
	w.tap("staff.tab.system")
	w.presses("staff.acts")
	w.tapTo("staff.back", "staff.tab.system")
	if list := w.everywhere("staff."); list["staff.exit"] || list["staff.setup"] {
		t.Error("a member of the point is offered the way out")
	}
	w.tapTo("staff.tab.hours", "staff.pause")
	w.tap("staff.tab.system") // from its top
	w.presses("staff.restart")
	w.tapTo("staff.no", "staff.restart")
	w.presses("staff.restart")
	w.tap("staff.restart.yes")
	if code := w.over(); code == 0 || code == 100 {
		t.Fatalf("a restart ends with %d, after which nobody begins it anew", code)
	}
	w = openKiosk(t, s, data, "--lang", "vi")
	w.enters("860254")
	w.tap("staff.tab.system")
	w.presses("staff.exit")
	w.settled()
	picture(t, w, "leave")
	w.tap("staff.exit.yes")
	if code := w.over(); code != 100 {
		t.Errorf("leaving ends with %d, want 100", code)
	}
	want := []string{"1 enter", "1 restart", "2 enter", "2 leave"}
	if kinds := acts(t, data); !slices.Equal(kinds, want) {
		t.Errorf("the log says %q, want %q", kinds, want)
	}
	if again, _ := filepath.Glob(filepath.Join(data, "runs", "*.crash")); len(again) > 0 {
		t.Errorf("ends that were asked for are told as crashes: %v", again)
	}
}

// TestTheGuardHeedsTheStaff: where there is no systemd, the guard begins the program
// anew after a restart and ends with it when a technician leaves.
func TestTheGuardHeedsTheStaff(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "kiosk")
	nameMember(t, data, "860254", "technician")
	g, _ := openGuarded(t, openScreen(t, 1080, 1920), data, "--lang", "vi")
	before := g.pid()
	g.enters("860254")
	g.tap("staff.tab.system")
	g.presses("staff.restart")
	g.tap("staff.restart.yes")
	eventually(t, "another window", func() bool {
		g.alive()
		now := g.pid()
		_, waits := g.find("attract")
		return now != 0 && now != before && waits
	})
	g.enters("860254")
	g.tap("staff.tab.system")
	g.presses("staff.exit")
	g.tap("staff.exit.yes")
	if code := g.over(); code != 100 {
		t.Errorf("the guard ends with %d, want 100", code)
	}
	if n := g.pid(); n != 0 {
		syscall.Kill(n, syscall.SIGKILL) // it must not outlive the test
		t.Error("a window is left")
	}
}

// acts are what the staff did, the oldest first: mark and act.
func acts(t *testing.T, data string) (all []string) {
	t.Helper()
	s, err := store.Open(t.Context(), data)
	must(t, err)
	defer s.Close()
	kept, err := s.Acts(t.Context(), 100)
	must(t, err)
	for _, a := range slices.Backward(kept) {
		all = append(all, strings.TrimSpace(a.Mark+" "+string(a.What)))
	}
	return all
}
