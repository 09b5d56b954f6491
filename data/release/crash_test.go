//go:build unix

package release

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// crashEnv tells a child process at which step to kill itself.
const crashEnv = "HANGVIET_TEST_CRASH_STEP"

// TestKilledPublisher kills a publisher with SIGKILL at each of its steps on
// the disk, one after the other, in the same folder. After each, a reader gets
// the whole old or the whole new release, and the next publisher carries on.
func TestKilledPublisher(t *testing.T) {
	if step, _ := strconv.Atoi(os.Getenv(crashEnv)); step > 0 {
		publishAndDie(t, step)
		return
	}
	h := newHouse(t)
	h.publish()
	tr, number := h.trust(), int64(1)
	h.accept(tr, h.src())
	for step := 1; ; step++ {
		h.catalogue(uint64(step))
		h.photo(uint64(200+step), 2500)
		killed := runChild(t, h, step)
		c := h.accept(tr, h.src())
		if got := c.Manifest.Number; got != number && got != number+1 {
			t.Fatalf("killed at step %d: release %d after %d", step, got, number)
		}
		number = c.Manifest.Number
		if !killed {
			if step < 14 || number < 2 {
				t.Errorf("only %d steps, release %d", step, number)
			}
			break
		}
	}
	h.publish()
	h.accept(tr, h.src())
	if left, _ := filepath.Glob(filepath.Join(h.repo, "*", partPrefix+"*")); len(left) > 0 {
		t.Errorf("leftovers: %v", left)
	}
}

// runChild publishes in a child process and tells whether it was killed.
func runChild(t *testing.T, h *house, step int) (killed bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledPublisher$")
	cmd.Env = append(os.Environ(), crashEnv+"="+strconv.Itoa(step), "HANGVIET_TEST_CRASH_HOUSE="+filepath.Dir(h.keyDir))
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
		return true
	}
	if err != nil {
		t.Fatalf("child: %v\n%s", err, out)
	}
	return false
}

func publishAndDie(t *testing.T, step int) {
	dir := os.Getenv("HANGVIET_TEST_CRASH_HOUSE")
	keys, err := LoadKeys(filepath.Join(dir, "keys"), nil)
	must(t, err)
	in := Input{CatalogueDB: filepath.Join(dir, "work", "catalog.db"), Photos: map[string]string{}, IssuedAt: day}
	photos, err := filepath.Glob(filepath.Join(dir, "work", "*.jpg"))
	must(t, err)
	for _, path := range photos {
		in.Photos[strings.TrimSuffix(filepath.Base(path), ".jpg")] = path
	}
	in.step = func(string) {
		if step--; step == 0 {
			must(t, syscall.Kill(os.Getpid(), syscall.SIGKILL))
			select {}
		}
	}
	_, _, err = Publish(context.Background(), filepath.Join(dir, "repo"), keys, in)
	must(t, err)
}

// TestCommitCutOff leaves a commit at each of its renames; the trust folder
// goes on from there and has not forgotten what is older.
func TestCommitCutOff(t *testing.T) {
	h := newHouse(t)
	h.publish()
	one := h.copyRepo()
	h.catalogue(2)
	_, err := (keyMaker{now: day}).renew(h.keyDir, nil)
	must(t, err)
	h.loadKeys()
	h.publish()
	for n := range committed {
		tr := h.trust()
		h.accept(tr, dirSource(one))
		c, err := h.take(tr, h.src())
		must(t, err)
		for _, name := range committed[:n+1] {
			must(t, os.WriteFile(filepath.Join(tr.dir, name), c.files[name], 0o600))
		}
		if n > 0 {
			_, err = h.take(tr, dirSource(one))
			wantIs(t, err, ErrOlder)
		}
		if c := h.accept(tr, h.src()); c.Manifest.Number != 2 {
			t.Errorf("cut off after %s: release %d", committed[n], c.Manifest.Number)
		}
	}
}

// TestRootWithoutItsTimestamp stops a publisher with new keys between the new
// root and the timestamp: readers refuse and stay as they are, and the next
// publisher carries on.
func TestRootWithoutItsTimestamp(t *testing.T) {
	h := newHouse(t)
	h.publish()
	tr := h.trust()
	h.accept(tr, h.src())
	_, err := (keyMaker{now: day}).renew(h.keyDir, []string{metadata.TIMESTAMP, metadata.SNAPSHOT, metadata.TARGETS})
	must(t, err)
	h.loadKeys()
	halfway := ""
	in := h.input
	in.step = func(what string) {
		if what == "2.root.json" {
			halfway = h.copyRepo()
		}
	}
	_, _, err = Publish(context.Background(), h.repo, h.keys, in)
	must(t, err)
	before := snapshotOf(t, tr.dir)
	_, err = h.take(tr, dirSource(halfway))
	wantIs(t, err, ErrNotSigned)
	sameFiles(t, before, snapshotOf(t, tr.dir))
	h.repo = halfway
	if m, _ := h.publish(); m.Number != 2 {
		t.Errorf("release %d", m.Number)
	}
	h.accept(tr, h.src())
}
