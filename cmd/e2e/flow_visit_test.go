package e2e

import (
	"image"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAVisitEndsByItself: a visitor who does nothing is asked, may go on, and is
// forgotten when nobody answers: list, language, size and the half-made ballot.
func TestAVisitEndsByItself(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "setup", "--data", data, "--idle-quiet", "4", "--idle-grace", "2")
	w := openKiosk(t, openScreen(t, upright.X, upright.Y), data, "--lang", "vi")
	w.home()
	w.settled()
	words := image.Rect(0, 0, w.screen.width, w.screen.height/4)
	first := w.screen.still(words)

	w.aid("aid.size")
	w.tapTo("nav.lang", "nav.vote")
	card := w.first("list.keep.").ID
	w.tap(card)
	w.tap(w.round())
	w.tap(w.first("vote.category.").ID)
	w.tap(w.first("vote.nominee.").ID)
	w.shows("vote.review")
	w.tap("idle.continue") // waits until the visitor is asked
	w.gone("idle.continue")
	w.shows("vote.review") // everything is still there

	w.shows("idle.continue")
	w.tapTo("attract", "home.search") // nobody has answered
	w.settled()
	w.screen.becomes("the home of a new visitor", words, first, true)
	w.tapTo("nav.list", "home.all")
	if cards := w.some("card."); len(cards) != 0 {
		t.Errorf("the next visitor finds %v on the list", cards)
	}
	w.tap(w.round())
	w.first("vote.category.")
	if _, there := w.find("vote.review"); there {
		t.Error("the next visitor finds a half-made ballot")
	}
	w.process.stop()
	if s := kioskStatus(t, data); s.Ballots != 0 {
		t.Errorf("%d ballots were cast by nobody", s.Ballots)
	}
}

// round goes to the rounds and returns the first that is open.
func (w *window) round() string {
	w.t.Helper()
	w.tap("nav.vote")
	w.gone("home.search") // home leads to the open round too
	return w.first("vote.round.").ID
}

// TestRushTakesThreeTaps: in rush mode three touches of the first screen are a
// vote that is cast.
func TestRushTakesThreeTaps(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "setup", "--data", data, "--rush", "on")
	w := openKiosk(t, openScreen(t, upright.X, upright.Y), data, "--lang", "vi")
	w.home()
	w.settled()
	w.tap(w.first("vote.category.").ID)
	w.tap(w.first("vote.nominee.").ID)
	w.tapTo("vote.confirm", "vote.done")
	if s := kioskStatus(t, data); s.Ballots != 1 || s.Choices != 1 {
		t.Errorf("the kiosk holds %d ballots of %d choices", s.Ballots, s.Choices)
	}
	w.process.stop()
}

// TestAKioskRests: paused by hand or closed by its hours nothing can be
// touched; when it serves again the slideshow is there.
func TestAKioskRests(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "kiosk")
	w := openKiosk(t, openScreen(t, upright.X, upright.Y), data, "--lang", "vi")
	in := func(d time.Duration) string { return time.Now().Add(d).In(time.FixedZone("", 7*3600)).Format("15:04") }
	w.home()
	for _, c := range []struct{ rest, serve []string }{
		{[]string{"--paused", "on"}, []string{"--paused", "off"}},
		{[]string{"--hours", in(2*time.Hour) + "-" + in(3*time.Hour)}, []string{"--hours", ""}},
	} {
		run(t, "kiosk", append([]string{"setup", "--data", data}, c.rest...)...)
		eventually(t, strings.Join(c.rest, " "), func() bool { return len(w.touchable()) == 0 })
		w.screen.tap(w.screen.width/2, w.screen.height/2)
		w.settled()
		if ids := w.ids(); ids != "" {
			t.Errorf("%v: a touch wakes %s", c.rest, ids)
		}
		run(t, "kiosk", append([]string{"setup", "--data", data}, c.serve...)...)
		w.shows("attract")
	}
	w.process.stop()
}

// TestAProductIsWithdrawnWhileLookedAt: the visitor on its page is told, and it
// leaves the visitor's list and ballot.
func TestAProductIsWithdrawnWhileLookedAt(t *testing.T) {
	t.Parallel()
	office := openOffice(t)
	repo, data := filepath.Join(t.TempDir(), "repo"), filepath.Join(t.TempDir(), "kiosk")
	office.publish(repo)
	run(t, "kiosk", "setup", "--data", data, "--root", filepath.Join(office.dir, "keys", "root.json"), "--every", "1s")
	w := openKiosk(t, openScreen(t, upright.X, upright.Y), data, "--content", repo, "--lang", "vi")
	eventually(t, "the first release", func() bool {
		w.home()
		return len(w.some("home.sector.")) > 0
	})
	w.tap(w.round())
	w.tapTo("vote.category.an", "vote.nominee.SP-2")
	w.tapTo("vote.nominee.SP-2", "vote.review")
	w.home()
	w.settled()
	w.tapTo("home.sector.1", "chip.sector") // home shows the product too
	w.settled()
	w.tap("list.keep.SP-2")
	w.tapTo("card.SP-2", "product.producer")

	office.fill("Products", revoke(office.products("125.000"), "SP-2")...)
	office.publish(repo)
	w.shows("home.all") // "is no longer shown", and the way on
	if _, there := w.find("list.keep.SP-2"); there {
		t.Error("the withdrawn product can still be kept")
	}
	w.tapTo("nav.list", "home.all")
	if cards := w.some("card."); len(cards) != 0 {
		t.Errorf("the visitor's list still holds %v", cards)
	}
	w.tap(w.round())
	w.shows("vote.category.an")
	if _, there := w.find("vote.review"); there {
		t.Error("the withdrawn product is still on the half-made ballot")
	}
	w.process.stop()
}
