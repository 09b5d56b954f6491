package logs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/logs"
)

// TestBounded: failures.md, "Logs": a program that complains for months, by several
// goroutines and over restarts, fills no disk, and its last lines are there.
func TestBounded(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "log")
	const size, files, writers, lines = 10 << 10, 3, 4, 2000
	for run := range 3 {
		log := logs.Open(dir, "kiosk.log")
		log.Size, log.Files = size, files
		var all sync.WaitGroup
		for w := range writers {
			all.Go(func() {
				for i := range lines {
					fmt.Fprintf(log, "kiosk: run %d writer %d line %d\n", run, w, i)
				}
			})
		}
		all.Wait()
		if err := log.Close(); err != nil {
			t.Fatal(err)
		}
	}
	last := logs.Open(dir, "kiosk.log")
	fmt.Fprintln(last, "kiosk: the end")
	if err := last.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != files {
		t.Errorf("%d files, %v", len(left), err)
	}
	var sum int64
	for _, e := range left {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		sum += info.Size()
	}
	if sum > files*(size+100) {
		t.Errorf("%d bytes", sum)
	}
	text, err := os.ReadFile(filepath.Join(dir, "kiosk.log"))
	if err != nil || !strings.HasSuffix(string(text), "kiosk: the end\n") {
		t.Errorf("the last line is not there: %v", err)
	}
}

func TestALineSaysWhen(t *testing.T) {
	dir := t.TempDir()
	log := logs.Open(dir, "a.log")
	log.Now = func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.FixedZone("", 7*3600)) }
	fmt.Fprintln(log, "kiosk: planted")
	raw, err := os.ReadFile(filepath.Join(dir, "a.log"))
	if err != nil || string(raw) != "2026-11-22T03:00:00Z kiosk: planted\n" {
		t.Errorf("%q, %v", raw, err)
	}
}

// TestNothingHinders: where no file can be made, who writes goes on.
func TestNothingHinders(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	log := logs.Open(file, "a.log")
	if n, err := fmt.Fprintln(log, "lost"); n != 5 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
}
