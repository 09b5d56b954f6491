package main

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub"
	"hangviet/data/hub/wire"
)

// twoReleases is a kiosk that shows release 2 and keeps release 1.
func twoReleases(t *testing.T) *home {
	t.Helper()
	h, house := testHome(t, t.TempDir()), t.TempDir()
	for range 2 {
		h.takes(t, house)
	}
	return h
}

func (h *home) mustShow(t *testing.T, n int64, problems ...string) {
	t.Helper()
	s, err := h.show(t.Context())
	must(t, err)
	st, err := h.status(t.Context())
	must(t, err)
	if s.number != n || st.Release != n || !slices.Equal(st.Problems, problems) {
		t.Errorf("release %d is shown (status %d, problems %v), want %d and %v", s.number, st.Release, st.Problems, n, problems)
	}
}

// TestReleaseThatCrashesTheProgramIsLeft: three starts, none of which lives for
// a minute; failures.md, "Versions apart".
func TestReleaseThatCrashesTheProgramIsLeft(t *testing.T) {
	t.Parallel()
	h := twoReleases(t)
	for range 4 { // the power is cut, again and again
		must(t, h.settle(t.Context()))
		h.mustShow(t, 2)
	}
	h.safety.hurt.Store(true)
	must(t, h.settle(t.Context()))
	h.mustShow(t, 2)
	must(t, h.settle(t.Context()))
	h.mustShow(t, 1, "E-CONTENT-LEFT")
	for range 4 { // with nothing before it, it stays
		must(t, h.settle(t.Context()))
	}
	h.mustShow(t, 1, "E-CONTENT-LEFT")
}

func TestDamagedReleaseIsLeftAtTheStart(t *testing.T) {
	t.Parallel()
	h := twoReleases(t)
	must(t, os.WriteFile(filepath.Join(h.dir, "content/2/catalog.db"), []byte("spoilt"), 0o644))
	must(t, h.settle(t.Context()))
	h.mustShow(t, 1, "E-CONTENT-DAMAGED")
}

// TestProofs: a run that lives for a minute, or ends as told, counts for nothing;
// a file that opens and is spoilt inside is found at the end of the minute.
func TestProofs(t *testing.T) {
	t.Parallel()
	h := twoReleases(t)
	minute, faults := make(chan time.Time), make(chan error, 8)
	p := newProver(h)
	asked := make(chan time.Duration, 8)
	p.after = func(d time.Duration) <-chan time.Time { asked <- d; return minute }
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	must(t, h.settle(ctx))
	go func() { p.serve(ctx, func(err error) { faults <- err }); close(ended) }()
	if d := <-asked; d != time.Minute {
		t.Errorf("the proof takes %v", d)
	}
	trial := filepath.Join(h.dir, "content/trial")
	note := func(there bool) {
		t.Helper()
		for deadline := time.Now().Add(10 * time.Second); ; {
			if _, err := os.Stat(trial); (err == nil) == there {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("the note of the trial is there: %t, want %t", !there, there)
			}
		}
	}
	note(true)
	minute <- time.Now()
	note(false)
	p.switched(ctx, 2)
	<-asked
	note(true)
	spoilInside(t, filepath.Join(h.dir, "content/2/catalog.db"))
	minute <- time.Now()
	if err := <-faults; err == nil {
		t.Error("the damage was not found")
	}
	note(false)
	h.mustShow(t, 1, "E-CONTENT-DAMAGED")
	p.switched(ctx, 1)
	<-asked
	note(true)
	stop()
	<-ended
	note(false)
}

// spoilInside breaks a file behind its first page.
func spoilInside(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	info, err := f.Stat()
	must(t, err)
	for at := int64(4096); at < info.Size(); at += 4096 {
		_, err := f.WriteAt(make([]byte, 512), at)
		must(t, err)
	}
}

// TestTheHubIsTold of a release that was left, with the next report.
func TestTheHubIsTold(t *testing.T) {
	t.Parallel()
	h := twoReleases(t)
	service, err := hub.New(t.Context(), hub.Config{Data: t.TempDir()})
	must(t, err)
	server := httptest.NewServer(service.Handler())
	t.Cleanup(func() { server.Close(); _ = service.Close() })
	sender, err := h.sender(t.Context(), server.URL)
	must(t, err)
	must(t, sender.SyncOnce(t.Context()))
	must(t, service.Decide(t.Context(), h.store.Identity().ID, wire.Approved))
	must(t, sender.SyncOnce(t.Context()))
	_, _, err = h.back(t.Context(), exchange.ByCrash, nil)
	must(t, err)
	reporter := &exchange.Reporter{Hub: server.URL, Identity: h.store.Identity(), Tally: counters{h.store}, Notes: h.store}
	must(t, reporter.SyncOnce(t.Context()))
	left, err := service.Left(t.Context())
	must(t, err)
	if got := left[h.store.Identity().ID]; got != "2 crash" {
		t.Errorf("the hub knows %q, want that release 2 crashed", got)
	}
}
