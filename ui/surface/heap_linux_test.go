//go:build cgo

package surface

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"hangviet/ui/surface/surfacetest"
)

// TestFreedPicturesAreGivenBack holds pictures one after the other, as a window
// does, and counts what stays in memory.
func TestFreedPicturesAreGivenBack(t *testing.T) {
	tame()
	Trim()
	before := resident(t)
	for _, c := range []struct {
		what  string
		bytes int
		trim  bool
	}{
		{"the first large ones", 400 << 10, false},
		{"large ones after large ones", 400 << 10, false},
		{"small ones when asked to", 40 << 10, true},
	} {
		sizes := make([]int, 32<<20/c.bytes)
		for i := range sizes {
			sizes[i] = c.bytes
		}
		free := surfacetest.Pictures(sizes...)
		if c.trim {
			Trim()
		}
		if left := resident(t) - before; left > 8<<10 {
			t.Errorf("%s: %d KiB of 32 MiB are left", c.what, left)
		}
		free()
	}
}

// resident is what the test has in memory, in KiB.
func resident(t *testing.T) (kib int) {
	t.Helper()
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, line, _ := strings.Cut(string(raw), "VmRSS:")
	if _, err := fmt.Sscan(line, &kib); err != nil {
		t.Fatal(err)
	}
	return kib
}
