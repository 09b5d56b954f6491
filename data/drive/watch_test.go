package drive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// ids watches drives and tells which are there after each change.
func ids(t *testing.T, drives Drives) (next func() string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	seen, done := make(chan string, 8), make(chan error, 1)
	go func() {
		done <- Watch(ctx, drives, func(now []Drive) {
			var list []string
			for _, d := range now {
				list = append(list, d.Name())
			}
			seen <- strings.Join(list, " ")
		})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("watching ended with %v", err)
		}
	})
	return func() string {
		t.Helper()
		select {
		case s := <-seen:
			return s
		case <-time.After(30 * time.Second):
			t.Fatal("no change was told")
			return ""
		}
	}
}

func TestWatchTellsOfTwoSticksAtOnce(t *testing.T) {
	t.Parallel()
	var sticks Simulated
	next := ids(t, &sticks)
	expect := func(want string) {
		t.Helper()
		if got := next(); got != want {
			t.Errorf("told of %q, want %q", got, want)
		}
	}
	expect("")
	sticks.Plug(Drive{ID: "2", Label: "hai", Path: t.TempDir()})
	expect("hai")
	sticks.Plug(Drive{ID: "1", Label: "một", Path: t.TempDir()})
	expect("một hai")
	sticks.Pull("2")
	expect("một")
	must(t, sticks.Eject(t.Context(), Drive{ID: "1"}))
	expect("")
}

func TestWritingToWhatIsGoneOrLocked(t *testing.T) {
	t.Parallel()
	var sticks Simulated
	locked := Drive{ID: "1", Path: t.TempDir(), ReadOnly: true}
	sticks.Plug(locked)
	work := func(string) error { t.Error("work ran"); return nil }
	if err := sticks.Write(t.Context(), locked, work); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a locked stick: %v", err)
	}
	sticks.Pull("1")
	if err := sticks.Write(t.Context(), locked, work); !errors.Is(err, ErrGone) {
		t.Errorf("a pulled stick: %v", err)
	}
}

func TestWhatAStickIsCalled(t *testing.T) {
	t.Parallel()
	for label, want := range map[string]string{"KINGSTON ": "KINGSTON", "": "/media/x", "\xff": "/media/x", "Hội chợ": "Hội chợ"} {
		if got := (Drive{Label: label, Path: "/media/x"}).Name(); got != want {
			t.Errorf("label %q: %q, want %q", label, got, want)
		}
	}
	if !(Drive{Size: 2, Device: 1}).Lies() || (Drive{Size: 2}).Lies() || (Drive{Size: 1, Device: 2}).Lies() {
		t.Error("a file system larger than its device is not told from others")
	}
}

func tempFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}
