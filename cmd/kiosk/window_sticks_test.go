package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hangviet/data/drive"
	"hangviet/data/drive/drivetest"
	"hangviet/data/exchange"
	"hangviet/ui/model"
)

// counter is a kiosk with sticks put into it, as a person at its screen sees it.
type counter struct {
	*testing.T
	home   *home
	drives drive.Simulated
	sticks *sticks
	sheets chan *model.Stick
}

func newCounter(t *testing.T, h *home) *counter {
	c := &counter{T: t, home: h, sheets: make(chan *model.Stick, 1000)}
	c.sticks = newSticks(h, &c.drives, func(s *model.Stick) { c.sheets <- s })
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.sticks.serve(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("ended with %v", err)
		}
	})
	return c
}

// plug puts a real stick with the content of repo in; "" is an empty one.
func (c *counter) plug(id, repo string) *drivetest.Stick {
	c.Helper()
	stick := drivetest.Plug(c, 16<<20)
	if repo != "" {
		must(c, os.CopyFS(filepath.Join(stick.Path, "content"), os.DirFS(repo)))
	}
	c.drives.Plug(drive.Drive{ID: id, Label: id, Path: stick.Path})
	return stick
}

// until waits for a sheet.
func (c *counter) until(what string, ok func(*model.Stick) bool) *model.Stick {
	c.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case s := <-c.sheets:
			if ok(s) {
				return s
			}
		case <-late:
			c.Fatalf("never came: %s", what)
		}
	}
}

func (c *counter) phase(p model.StickPhase) *model.Stick {
	c.Helper()
	return c.until("phase", func(s *model.Stick) bool { return s != nil && s.Phase == p })
}

func (c *counter) gone() {
	c.Helper()
	c.until("no sheet", func(s *model.Stick) bool { return s == nil })
}

// TestStickUpdatesTheKiosk and carries its ballots and its content away.
func TestStickUpdatesTheKiosk(t *testing.T) {
	h := twoReleases(t)
	house := t.TempDir()
	repo, root := publishTo(t, house)
	other := testHome(t, t.TempDir())
	must(t, other.own.Pin(t.Context(), root))
	c := newCounter(t, other)
	stick := c.plug("MỘT", repo)
	s := c.phase(model.StickOffered)
	if s.Name != "MỘT" || s.Offer == nil || s.Offer.Number != 1 || s.Offer.Stranger || !s.Offer.Fits {
		t.Fatalf("the sheet is %+v, the offer %+v", s, s.Offer)
	}
	c.sticks.act(model.StickUpdate)
	if s = c.phase(model.StickEnded); s.Done.Release != 1 || s.Fault != "" {
		t.Fatalf("it ended with %+v", s)
	}
	other.mustShow(t, 1)
	c.sticks.act(model.StickAgain)
	if s = c.phase(model.StickOffered); s.Offer.Shown != 1 || s.Content != 1 {
		t.Errorf("looked at again: %+v, %+v", s, s.Offer)
	}
	must(t, os.RemoveAll(filepath.Join(stick.Path, "content")))
	c.sticks.act(model.StickWrite)
	if s = c.phase(model.StickEnded); s.Done.Release != 1 || s.Fault != "" {
		t.Fatalf("content was written with %+v", s)
	}
	c.sticks.act(model.StickAgain)
	c.phase(model.StickOffered)
	c.sticks.act(model.StickExport)
	if s = c.phase(model.StickEnded); s.Done.Bundles != 0 || s.Fault != "" {
		t.Fatalf("ballots were written with %+v", s)
	}
	var told report
	raw, err := os.ReadFile(filepath.Join(stick.Path, bundleFolder, reportName(other.store.Identity().ID)))
	must(t, err)
	if err := json.Unmarshal(raw, &told); err != nil || told.Release != 1 || told.Clock != "good" || told.Free == 0 {
		t.Errorf("health is %+v, %v", told, err)
	}
	c.sticks.act(model.StickEject)
	c.gone()
	if got := c.drives.Ejected(); len(got) != 1 {
		t.Errorf("ejected: %q", got)
	}
	h.mustShow(t, 2)
}

// TestTwoSticksAtOnce are looked at one after the other; a bad one says why.
func TestTwoSticksAtOnce(t *testing.T) {
	h := twoReleases(t) // trusts another organiser
	stranger, _ := publishTo(t, t.TempDir())
	c := newCounter(t, h)
	c.plug("1", stranger)
	if s := c.phase(model.StickOffered); s.Fault != "E-CONTENT-SIGN" || s.Offer != nil || s.Why.In("vi") == "" {
		t.Errorf("a stranger's stick: %+v", s)
	}
	c.plug("2", "")
	c.sticks.act(model.StickUpdate) // which is not offered
	c.sticks.act(model.StickClose)
	c.gone()
	if s := c.phase(model.StickOffered); s.Name != "2" || s.Fault != "" || s.Offer != nil {
		t.Errorf("an empty stick: %+v", s)
	}
	c.drives.Pull("2")
	c.gone()
	h.mustShow(t, 2)
}

// TestStrangerBindsNobody: a kiosk that was never set up takes nothing from a
// stick that anybody may put in.
func TestStrangerBindsNobody(t *testing.T) {
	h := testHome(t, t.TempDir())
	repo, _ := publishTo(t, t.TempDir())
	c := newCounter(t, h)
	c.plug("1", repo)
	s := c.phase(model.StickOffered)
	if s.Offer == nil || !s.Offer.Stranger {
		t.Fatalf("the offer is %+v", s.Offer)
	}
	c.sticks.act(model.StickUpdate) // no button says so
	if s = c.phase(model.StickEnded); s.Fault != "E-CONTENT-SETUP" {
		t.Errorf("it ended with %+v", s)
	}
	if _, pinned, err := h.own.Pinned(); pinned || err != nil {
		t.Errorf("pinned %t, %v", pinned, err)
	}
}

// TestPulledAndStoppedWork: failures.md, "Stick pulled" and "Idle".
func TestPulledAndStoppedWork(t *testing.T) {
	house := t.TempDir()
	repo, root := publishTo(t, house)
	h := testHome(t, t.TempDir())
	must(t, h.own.Pin(t.Context(), root))
	c := newCounter(t, h)
	stick := c.plug("1", repo)
	c.phase(model.StickOffered)
	stick.Pull()
	c.sticks.act(model.StickUpdate)
	if s := c.phase(model.StickEnded); s.Fault != "E-STICK-GONE" {
		t.Errorf("a pulled stick: %+v", s)
	}
	c.drives.Pull("1")
	c.sticks.act(model.StickClose)
	c.gone()

	unlock := holdImport(t, h)
	c.plug("2", repo)
	c.phase(model.StickLooking) // and no further: another import is running
	c.sticks.act(model.StickClose)
	c.gone()
	unlock()
}

// TestEjectAtAnyMoment: while the stick is looked at and while it is at work. See
// failures.md, "Stick pulled".
func TestEjectAtAnyMoment(t *testing.T) {
	repo, root := publishTo(t, t.TempDir())
	h := testHome(t, t.TempDir())
	must(t, h.own.Pin(t.Context(), root))
	c := newCounter(t, h)
	c.plug("1", repo)
	c.phase(model.StickOffered)
	unlock := holdImport(t, h)
	c.sticks.act(model.StickUpdate) // waits for the other import
	c.phase(model.StickWorking)
	c.sticks.act(model.StickEject)
	c.sticks.act(model.StickEject) // a second touch does no harm
	c.gone()
	c.plug("2", repo)
	c.phase(model.StickLooking)
	c.sticks.act(model.StickEject)
	c.gone()
	unlock()
	if got := c.drives.Ejected(); !slices.Equal(got, []string{"1", "2"}) {
		t.Errorf("ejected: %q", got)
	}
	if _, _, err := h.own.Current(); !errors.Is(err, exchange.ErrNoContent) {
		t.Errorf("something was taken: %v", err)
	}
}

// TestAStickInUseIsNotEjected and says so.
func TestAStickInUseIsNotEjected(t *testing.T) {
	h := testHome(t, t.TempDir())
	c := newCounter(t, h)
	c.drives.Hold("1")
	c.plug("1", "")
	c.phase(model.StickOffered)
	c.sticks.act(model.StickEject)
	if s := c.phase(model.StickEnded); s.Fault != "E-STICK-BUSY" {
		t.Errorf("it ended with %+v", s)
	}
	c.drives.Hold("")
	c.sticks.act(model.StickEject)
	c.gone()
}

// TestSheetThatWasClosedComesBack when staff ask for it, and only while its stick
// is in.
func TestSheetThatWasClosedComesBack(t *testing.T) {
	h := testHome(t, t.TempDir())
	c := newCounter(t, h)
	c.sticks.act(model.StickShow) // none is in
	c.plug("1", "")
	c.phase(model.StickOffered)
	c.sticks.act(model.StickShow) // it is up
	c.sticks.act(model.StickClose)
	c.gone()
	c.sticks.act(model.StickShow)
	c.phase(model.StickOffered)
}

// holdImport makes another import be at work.
func holdImport(t *testing.T, h *home) (end func()) {
	t.Helper()
	other := contentIn(h.dir)
	inside, release := make(chan struct{}), make(chan struct{})
	repo, _ := publishTo(t, t.TempDir())
	src, err := exchange.OpenSource(nil, repo)
	must(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = other.Import(context.Background(), src, func(p exchange.Progress) {
			if p.Stage == exchange.StageVerify {
				close(inside)
				<-release
			}
		})
	}()
	<-inside
	return func() { close(release); <-done }
}

func TestSheetThatNobodyHeedsGoes(t *testing.T) {
	h := testHome(t, t.TempDir())
	now := time.Now()
	left := 0
	s := newSticks(h, &drive.Simulated{}, func(sheet *model.Stick) {
		if sheet == nil {
			left++
		}
	})
	s.now = func() time.Time { return now }
	s.at = &visitOf{sheet: model.Stick{Phase: model.StickOffered}}
	s.put(s.at)
	s.tire(now.Add(sheetStays))
	if left != 0 {
		t.Error("it went too soon")
	}
	s.tire(now.Add(sheetStays + 1))
	if left != 1 || s.at != nil {
		t.Error("it stays for ever")
	}
	s.at = &visitOf{sheet: model.Stick{Phase: model.StickWorking}, stop: func() {}}
	s.tire(now.Add(time.Hour))
	if s.at == nil {
		t.Error("a work was left alone")
	}
}
