//go:build !migrated_fynedo

package main

import (
	"os"
	"sync"
	"testing"
	"time"
	_ "unsafe" // for go:linkname

	"fyne.io/fyne/v2/driver/software"

	"hangviet/ui/surface/forget"
)

// Fyne's own, to look into.
var (
	//go:linkname fyneLife fyne.io/fyne/v2/internal/cache.ValidDuration
	fyneLife time.Duration
	//go:linkname fyneNow fyne.io/fyne/v2/internal/cache.timeNow
	fyneNow func() time.Time
	//go:linkname fyneRenderers fyne.io/fyne/v2/internal/cache.renderers
	fyneRenderers struct{ sync.Map }
)

// TestFyneIsToldInTime: package forget is initialised before Fyne reads how long
// it keeps things.
func TestFyneIsToldInTime(t *testing.T) {
	want, err := time.ParseDuration(os.Getenv("FYNE_CACHE"))
	must(t, err)
	if fyneLife != want {
		t.Errorf("Fyne keeps things for %v, was told %v", fyneLife, want)
	}
	life, err := time.ParseDuration(forget.After)
	must(t, err)
	const kept, seldom = 10 * time.Second, time.Second // kept: Fyne's markCacheAlive
	if every := life - kept; every < seldom {
		t.Errorf("a page that stands is walked every %v, being forgotten after %v", every, life)
	}
	if drawn := forget.Draw * time.Second; drawn > life/2 {
		t.Errorf("a page is drawn every %v, forgotten after %v", drawn, life)
	}
}

// TestFyneHoldsFewPages walks a screen a second for two minutes: what is held is of
// the last 22 seconds at most (Fyne looks for what is too old every ten), and of
// nothing a while after the last. See failures.md, "Long running".
func TestFyneHoldsFewPages(t *testing.T) {
	tr, plan, options := testTour(t)
	now := time.Now()
	fyneNow = func() time.Time { return now }
	t.Cleanup(func() { fyneNow = time.Now })
	const early, all, most = 10, 120, 24 // seconds
	each := 0
	for second := range all {
		v := tr.visit(plan[second%4], options, panels[0], "vi")
		must(t, v.walk(plan[second%4]))
		v.canvas.Capture() // Fyne remembers what it draws
		v.close()
		now = now.Add(time.Second)
		software.NewCanvas().Capture() // Fyne forgets only when it draws
		if second == early-1 {
			each = liveRenderers() / early
		}
	}
	if live := liveRenderers(); each < 10 || live > most*each {
		t.Errorf("after %d screens Fyne holds %d widgets, %d of each", all, live, each)
	}
	now = now.Add(time.Minute)
	software.NewCanvas().Capture()
	if live := liveRenderers(); live > 2*each {
		t.Errorf("a minute after the last, Fyne holds %d widgets", live)
	}
}

func liveRenderers() (n int) {
	fyneRenderers.Range(func(_, _ any) bool {
		n++
		return true
	})
	return n
}
