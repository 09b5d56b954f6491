package rehearsal_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"hangviet/data/rehearsal"
	"hangviet/data/store"
)

// how and dir name the variables that make this program, run again, one that casts.
const (
	castHow = "HANGVIET_TEST_CAST_HOW"
	castDir = "HANGVIET_TEST_CAST_DIR"
)

func TestMain(m *testing.M) {
	if how := os.Getenv(castHow); how != "" {
		os.Exit(rehearsal.Main(context.Background(), rehearsal.How(how), os.Getenv(castDir), os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func newStage(t *testing.T) rehearsal.Stage {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return rehearsal.Stage{Data: dir, Store: s, Cast: func(ctx context.Context, how rehearsal.How, dir string) *exec.Cmd {
		cmd := exec.CommandContext(ctx, os.Args[0])
		cmd.Env = append(os.Environ(), castHow+"="+string(how), castDir+"="+dir)
		return cmd
	}}
}

// leavesNothing fails when a rehearsal left more than kiosk.db behind.
func leavesNothing(t *testing.T, s rehearsal.Stage) {
	t.Helper()
	if left, err := filepath.Glob(filepath.Join(s.Data, "rehearsal-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestCut(t *testing.T) {
	s := newStage(t)
	if err := os.Mkdir(filepath.Join(s.Data, "rehearsal-old"), 0o700); err != nil { // of one that was killed
		t.Fatal(err)
	}
	n, err := s.Cut(t.Context())
	if err != nil || n < 5 {
		t.Errorf("%d were confirmed, %v", n, err)
	}
	leavesNothing(t, s)
}

func TestFill(t *testing.T) {
	s := newStage(t)
	n, err := s.Fill(t.Context())
	if runtime.GOOS == "windows" {
		if !errors.Is(err, rehearsal.ErrSystem) {
			t.Error(err)
		}
		return
	}
	if err != nil || n < 5 {
		t.Errorf("%d fitted, %v", n, err)
	}
	leavesNothing(t, s)
}

func TestPull(t *testing.T) {
	s := newStage(t)
	if n, err := s.Pull(t.Context()); err != nil || n != 5 {
		t.Errorf("pulled %d times, %v", n, err)
	}
	leavesNothing(t, s)
}

// liar confirms a ballot that it did not write, and is found out.
func TestALiarIsFoundOut(t *testing.T) {
	s := newStage(t)
	s.Cast = func(ctx context.Context, _ rehearsal.How, _ string) *exec.Cmd {
		return exec.CommandContext(ctx, "sh", "-c", "echo 0; echo 1; echo full; echo 2; exec sleep 60")
	}
	if _, err := s.Cut(t.Context()); err == nil {
		t.Error("a power cut that lost everything is good")
	}
	s.Cast = func(ctx context.Context, _ rehearsal.How, _ string) *exec.Cmd {
		return exec.CommandContext(ctx, "sh", "-c", "echo 0; echo 1; echo full; echo 2")
	}
	if _, err := s.Fill(t.Context()); !errors.Is(err, rehearsal.ErrLost) {
		t.Errorf("a full disk that lost everything: %v", err)
	}
	s.Cast = func(ctx context.Context, _ rehearsal.How, _ string) *exec.Cmd {
		return exec.CommandContext(ctx, "false")
	}
	if _, err := s.Cut(t.Context()); err == nil {
		t.Error("a program that does not run is good")
	}
	leavesNothing(t, s)
}
