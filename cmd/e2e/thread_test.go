package e2e

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// threadFaults are what Fyne prints when a window is changed, or waited for, on
// the wrong goroutine; it then goes on as if nothing were wrong. Only the driver
// of a real window looks (common.Canvas.Refresh): the canvas in memory that the
// tests of ui draw on has no thread of its own and can never print them.
var threadFaults = []string{
	"this should have been called in fyne.Do",
	"fyne.Do[AndWait] called from main goroutine",
}

// offThread returns the first such line of what a program printed, with the
// place that Fyne names after it; "" when there is none. Every program that the
// tests start is looked through when it has ended.
func offThread(printed string) string {
	lines := strings.Split(printed, "\n")
	i := slices.IndexFunc(lines, func(line string) bool {
		return slices.ContainsFunc(threadFaults, func(fault string) bool { return strings.Contains(line, fault) })
	})
	if i < 0 {
		return ""
	}
	return strings.Join(lines[i:min(i+4, len(lines))], "\n")
}

// TestAChangeOffTheThreadIsNoticed runs a program that is wrong in that way.
func TestAChangeOffTheThreadIsNoticed(t *testing.T) {
	s := openScreen(t, 400, 300)
	wrong := launch(t, s.env(), filepath.Join(bin, "offthread"))
	defer wrong.kill()
	eventually(t, "the fault to be noticed", func() bool {
		wrong.alive()
		return strings.Contains(offThread(wrong.printed()), "testdata/offthread/main.go")
	})
	if fault := offThread("kiosk: nothing\nkiosk: this should have been told\n"); fault != "" {
		t.Errorf("found in other lines: %q", fault)
	}
}
