package hub

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestKilledUploadsAreSwept: what a hub that was killed had spooled of a file is gone
// after the next start; what another hub over the same folder writes now stays, and so
// does the part of a file that goes on where it was.
func TestKilledUploadsAreSwept(t *testing.T) {
	h := newHouse(t)
	h.stopped()
	put := func(name string, old bool) string {
		path := filepath.Join(h.dir, filepath.FromSlash(name))
		h.must(os.MkdirAll(filepath.Dir(path), 0o750))
		h.must(os.WriteFile(path, []byte("half"), 0o600))
		if old {
			h.must(os.Chtimes(path, time.Time{}, time.Now().Add(-2*abandoned)))
		}
		return path
	}
	var left, kept []string
	for _, name := range []string{"upload-%s.tmp", "press/packages/%s.part", "tickets/%s.part", "catalogue-%s.tmp"} {
		left = append(left, put(fmt.Sprintf(name, "old"), true))
		kept = append(kept, put(fmt.Sprintf(name, "new"), false))
	}
	kept = append(kept, put("press/parts/danh-muc.xlsx.part", true))
	h.start()
	for _, path := range left {
		h.until(path+" is gone", func() bool { _, err := os.Stat(path); return os.IsNotExist(err) })
	}
	for _, path := range kept {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}
