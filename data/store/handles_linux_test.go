package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// A kiosk that runs for a year holds the handles it had on its first day, however
// many read and write at once (failures.md, "Long running").
func TestHandlesStayLevel(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	before := handles(t, dir)
	for range 20 {
		crowd(t, s)
	}
	if after := handles(t, dir); after > before {
		t.Errorf("%d handles in the data folder, %d before the crowd", after, before)
	}
}

// crowd reads and writes from many sides at once.
func crowd(t *testing.T, s *Store) {
	t.Helper()
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() {
			if err := s.AddCounter(context.Background(), "2026-05-01", "shown", "a", 1); err != nil {
				t.Error(err)
			}
			if _, err := s.Problems(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

// handles counts what this process holds open in dir.
func handles(t *testing.T, dir string) (n int) {
	t.Helper()
	links, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	for _, link := range links {
		if to, err := os.Readlink(filepath.Join("/proc/self/fd", link.Name())); err == nil && strings.HasPrefix(to, dir) {
			n++
		}
	}
	return n
}
