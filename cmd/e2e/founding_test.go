package e2e

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestAKioskIsSetUpAtItsScreen does so with a finger, pulls the plug in the middle, goes
// on where it was, and lets the hub approve it; no keyboard is there.
func TestAKioskIsSetUpAtItsScreen(t *testing.T) {
	t.Parallel()
	office, hub := openOffice(t), openHub(t)
	office.publish(hub.repo())
	data, screen := filepath.Join(t.TempDir(), "kiosk"), openScreen(t, 1080, 1920)
	kiosk := openKiosk(t, screen, data, "--setup")

	kiosk.tapTo("setup.lang.en", "setup.next")
	kiosk.tapTo("setup.next", "setup.inches.32")
	kiosk.tap("setup.inches.32")
	kiosk.settled()
	kiosk.tapTo("setup.next", "setup.again")
	kiosk.settled() // there is no network manager here, which it says
	kiosk.tapTo("setup.next", "key.done")
	kiosk.spells(strings.TrimPrefix(hub.url, "http://"))
	kiosk.tapTo("key.done", "setup.trust")

	kiosk.kill() // before anybody is trusted: the address is asked for again
	if root := kioskStatus(t, data).Root; root != "" {
		t.Errorf("it trusts %s before anybody said that the words are the same", root)
	}
	kiosk = openKiosk(t, screen, data, "--setup")
	kiosk.shows("key.done")
	kiosk.settled() // a window that has just come has no keyboard for a moment
	screen.scan(hub.url)
	kiosk.tapTo("setup.trust", "key.q")
	words := run(t, "kioskctl", "keys", "show", filepath.Join(office.dir, "keys"))
	if root := kioskStatus(t, data).Root; root == "" || !strings.Contains(words, root) {
		t.Errorf("it trusts %q, the organiser has %s", root, words)
	}

	kiosk.kill() // and after it: the name is next, and two cuts are no reason to begin with less
	kiosk = openKiosk(t, screen, data, "--setup")
	kiosk.spells("quayf so")
	kiosk.tap("key.done")
	for range 2 {
		kiosk.shows("setup.pin.4")
		for _, digit := range "493817" {
			kiosk.tap("setup.pin." + string(digit))
		}
	}
	kiosk.tap("setup.end")
	kiosk.shows("attract")
	eventually(t, "the organiser's release", func() bool {
		kiosk.alive()
		return kioskStatus(t, data).Release == 1
	})
	hub.approve(kioskStatus(t, data).Kiosk)

	kiosk.process.stop()
	kiosk = openKiosk(t, screen, data, "--setup")
	kiosk.shows("attract")
	kiosk.process.stop()
}

// spells taps the keys of a text.
func (w *window) spells(text string) {
	w.t.Helper()
	for _, r := range text {
		switch r {
		case ' ':
			w.tap("key.space")
		case ':', '/':
			w.tap("key.signs")
			w.tap("key." + string(r))
			w.tap("key.signs")
		default:
			w.tap("key." + string(r))
		}
	}
}
