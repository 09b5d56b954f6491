package e2e

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hangviet/data/spoken"
)

// TestASetUpStickIsEnough: the hub makes a stick, a fresh kiosk is shown it and one
// touch later serves: it trusts the organiser whose six words stood on the sheet, is
// approved, has the content, takes a vote that counts, and knows the staff's PINs.
func TestASetUpStickIsEnough(t *testing.T) {
	t.Parallel()
	office, hub := openOffice(t), openHub(t)
	office.publish(hub.repo())
	stick := t.TempDir()
	maker := exec.Command(filepath.Join(bin, "hub"), "setup-stick", "--data", hub.dir, "--out", stick, "--hub", hub.url,
		"--label", "Ban tổ chức mẫu", "--name", "Chợ Mẫu", "--pin", "--technician-pin")
	maker.Stdin = strings.NewReader("471903\n860254\n")
	if out, err := maker.CombinedOutput(); err != nil {
		t.Fatalf("make a set-up stick: %v\n%s", err, out)
	}
	data, s := filepath.Join(t.TempDir(), "kiosk"), openScreen(t, 1080, 1920)
	port := openPort(t, s)
	w := openKiosk(t, s, data, "--setup", "--lang", "vi")
	w.shows("setup.lang.vi")
	port.plug(stick)
	w.shows("drive.setup")
	if root := kioskStatus(t, data).Root; root != "" {
		t.Errorf("it trusts %s before anybody touched the sheet", root)
	}
	w.settled()
	picture(t, w, "setup-stick")

	eventually(t, "the set-up", func() bool { // by another touch only where the first one missed a sheet that still rose
		if button, ok := w.find("drive.setup"); ok {
			s.tap(int(button.X+button.W/2), int(button.Y+button.H/2))
			w.settled()
		}
		_, there := w.find("drive.setup")
		return !there
	})
	eventually(t, "the organiser's release", func() bool {
		w.alive()
		return kioskStatus(t, data).Release == 1
	})
	w.settled()
	picture(t, w, "setup-stick-done")
	port.plug("") // nothing but that touch, and the stick is taken out
	w.shows("attract")
	root := kioskStatus(t, data).Root
	if there := run(t, "kioskctl", "keys", "show", filepath.Join(office.dir, "keys")); root == "" || !strings.Contains(there, spoken.Text(root)) {
		t.Errorf("the kiosk's six words are %s, the organiser's %s", spoken.Text(root), there)
	}
	w.tapTo("attract", "nav.vote")
	castVote(t, w)
	sent(t, data, 1, 3)
	hub.counts(map[string]int{"SP-1": 1, "SP-3": 1, "SP-5": 1}) // nobody had to approve it
	w.enters("471903")
	w.tapTo("staff.leave", "nav.home")
	w.enters("860254")
	w.tapTo("staff.leave", "nav.home")
	if got := acts(t, data); !slices.Contains(got, "1 enter") || !slices.Contains(got, "2 enter") {
		t.Errorf("the log says %q", got)
	}
	eventually(t, "the release on the hub's page", func() bool { return hub.told(kioskStatus(t, data).Kiosk).Release == 1 })
	w.process.stop()
}
