package exchange_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// The environment of a child that imports and is killed.
const (
	childData = "EXCHANGE_TEST_DATA"
	childRepo = "EXCHANGE_TEST_REPO"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childData); dir != "" {
		os.Exit(importAsChild(dir, os.Getenv(childRepo)))
	}
	os.Exit(m.Run())
}

func importAsChild(dir, repo string) int {
	src, err := release.Dir(repo)
	if err == nil {
		fmt.Println("ready")
		_, err = (&exchange.Content{Dir: dir, Open: open}).Import(context.Background(), src, nil)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// child starts a process that imports repo into dir and waits until it begins.
func child(t *testing.T, dir, repo string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childData+"="+dir, childRepo+"="+repo)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	_, err = out.Read(make([]byte, 16))
	must(t, err)
	return cmd
}

// killWithin kills the process at a random instant; it may have ended by then.
func killWithin(cmd *exec.Cmd, d time.Duration) {
	<-time.After(time.Duration(rand.Int64N(int64(d))))
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// TestKilledImport kills importing processes at random instants, from before
// their first step until after their last. What is shown then is the old release
// or the new one, whole; and the next import brings the new one. failures.md,
// "Power cut".
func TestKilledImport(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(10)...)
	first := o.copy()
	o.publish(codes(40)[5:]...)
	second := o.copy()

	clean := newContent(t, o)
	importFrom(t, clean, dirSource(t, first))
	whole := fresh(t, clean.Dir)
	began := time.Now()
	cmd := child(t, whole.Dir, second)
	must(t, cmd.Wait())
	takes := time.Since(began)
	mustShow(t, whole, 2)
	want := tree(t, whole.Dir)

	shown := map[int64]int{}
	c := fresh(t, clean.Dir)
	for range besieged(25, 200) {
		cmd := child(t, c.Dir, second)
		killWithin(cmd, takes+takes/4)
		n, _, err := c.Current()
		must(t, err)
		mustShow(t, c, n)
		if shown[n]++; n != 1 && n != 2 {
			t.Fatalf("release %d is shown, want 1 or 2", n)
		}
		if n == 2 || rand.IntN(4) == 0 { // else the next child goes on with what this one left
			importFrom(t, again(c), dirSource(t, second))
			mustShow(t, c, 2)
			if got := tree(t, c.Dir); !slices.Equal(got, want) {
				t.Fatalf("files are\n%v, want\n%v", got, want)
			}
			c = fresh(t, clean.Dir)
		}
	}
	t.Logf("an import takes %v; after the kill release 1 was shown %d times, release 2 %d times", takes, shown[1], shown[2])
}

// fresh is a kiosk that shows release 1, made from one that does.
func fresh(t *testing.T, model string) *exchange.Content {
	t.Helper()
	c := &exchange.Content{Dir: filepath.Join(t.TempDir(), "data"), Open: open}
	must(t, os.CopyFS(c.Dir, os.DirFS(model)))
	return c
}

func TestKilledFirstImport(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(30)...)
	for range 6 {
		c := newContent(t, o)
		cmd := child(t, c.Dir, o.repo)
		killWithin(cmd, 30*time.Millisecond)
		importFrom(t, again(c), o.source())
		mustShow(t, c, 1)
		if left, _ := filepath.Glob(filepath.Join(c.Dir, "content", "*.part")); len(left) > 0 {
			t.Fatalf("left behind: %v", left)
		}
	}
}
