package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"hangviet/data/guard"
	"hangviet/data/hub/wire"
	"hangviet/data/runs"
)

// TestOnlyTheScreensThreadSaysThatItIsAlive: while that thread stands still nothing
// is said, and it goes on as soon as the thread does.
func TestOnlyTheScreensThreadSaysThatItIsAlive(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	herald, err := guard.NewHerald(func(string) string { return "1" }, write)
	if err != nil {
		t.Fatal(err)
	}
	herald.Every = 10 * time.Millisecond
	var frozen atomic.Bool
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- heartbeat(ctx, herald, func(f func()) {
			if !frozen.Load() {
				f()
			}
		})
		write.Close()
	}()
	said := make(chan string, 1000)
	go func() {
		defer close(said)
		p := make([]byte, 1000)
		for {
			n, err := read.Read(p)
			if err != nil {
				return
			}
			said <- string(p[:n])
		}
	}()
	<-said
	<-said
	frozen.Store(true)
	silence := time.NewTimer(200 * time.Millisecond)
	heard := 0
	for waiting := true; waiting; {
		select {
		case <-said:
			heard++
		case <-silence.C:
			waiting = false
		}
	}
	if heard > 3 { // what was under way
		t.Errorf("a thread that stands still spoke %d times", heard)
	}
	frozen.Store(false)
	<-said
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestSafeMode: a window that begins safe shows the release before, says so to staff
// and hub, and is as before after a time of calm.
func TestSafeMode(t *testing.T) {
	h := twoReleases(t)
	h.begin(&runs.Run{Mode: runs.Safe, Crashed: true})
	if err := h.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := h.tellMode(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n, _, err := h.own.Current(); err != nil || n != 1 {
		t.Errorf("release %d is shown, %v", n, err)
	}
	told, err := h.health(t.Context())
	if err != nil || told.Safe != "safe" || !hasTrouble(told.Problems, "E-SAFE") {
		t.Errorf("told %+v, %v", told, err)
	}
	if err := h.recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	told, err = h.health(t.Context())
	if n, _ := h.own.Left(); err != nil || told.Safe != "" || hasTrouble(told.Problems, "E-SAFE") || n != 0 {
		t.Errorf("after the calm: %+v, release %d is left, %v", told, n, err)
	}
}

// TestSafeLooksForNothing: a window that begins safe and has something to show neither
// looks for another release nor asks its neighbours.
func TestSafeLooksForNothing(t *testing.T) {
	t.Parallel()
	h := twoReleases(t)
	must(t, h.store.SetSetting(t.Context(), settingNeighbours, "on"))
	h.begin(&runs.Run{Mode: runs.Safe, Crashed: true})
	_, wait := h.serve(t.Context(), traffic{content: t.TempDir()})
	ended := make(chan error, 1)
	go func() { ended <- wait() }()
	select {
	case err := <-ended: // without a hub there is nothing to wait for
		must(t, err)
	case <-time.After(20 * time.Second):
		t.Fatal("something runs behind the screen")
	}
}

// TestSafeWithNothingToShow: a kiosk that has no release yet takes one all the same.
func TestSafeWithNothingToShow(t *testing.T) {
	t.Parallel()
	h, house := testHome(t, t.TempDir()), t.TempDir()
	h.begin(&runs.Run{Mode: runs.Safe, Crashed: true})
	repo, root := publishTo(t, house)
	must(t, h.own.Pin(t.Context(), root))
	ctx, stop := context.WithCancel(t.Context())
	_, wait := h.serve(ctx, traffic{content: repo})
	for limit := time.Now().Add(20 * time.Second); !h.stocked(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatal("it took no release")
		}
	}
	stop()
	if err := wait(); err != nil {
		t.Error(err)
	}
}

// TestCrashesAreTold with the beat, the newest first, as many as fit.
func TestCrashesAreTold(t *testing.T) {
	h, err := openHome(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	dir := filepath.Join(h.dir, runsFolder)
	for i := range 5 {
		r, err := runs.Begin(dir, "v1", time.Now(), runs.ThisMachine())
		if err != nil {
			t.Fatal(err)
		}
		if err := r.End(); err != nil {
			t.Fatal(err)
		}
		text := "hangviet run v1\nversion v1.0." + string(rune('0'+i)) + "\nboot " + runs.ThisMachine().Boot + "\n\npanic: planted \"<&>\"\n\tat the door\n"
		if err := os.WriteFile(filepath.Join(dir, "419430"+string(rune(0x30+i))+".run"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := runs.Begin(dir, "v1", time.Now(), runs.ThisMachine()); err != nil || r.End() != nil {
		t.Fatal(err)
	}
	letter, err := h.letter(t.Context(), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	told, err := letter.ReadHealth()
	if err != nil || letter.Verify() != nil || len(told.Crashes) != 3 || told.Crashes[0].Version != "v1.0.4" || told.Crashes[0].Kind != "crash" {
		t.Errorf("told %+v, %v, %v", told.Crashes, err, letter.Verify())
	}
}

func hasTrouble(all []wire.Trouble, code string) bool {
	return slices.ContainsFunc(all, func(p wire.Trouble) bool { return p.Code == code })
}
