package exchange_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// kioskOf shows release 2 of an organiser and keeps release 1.
func kioskOf(t *testing.T) (*organiser, *exchange.Content) {
	o := newOrganiser(t)
	c := newContent(t, o)
	o.publish("A")
	importFrom(t, c, o.source())
	o.publish("A", "B")
	importFrom(t, c, o.source())
	return o, c
}

// TestStaffGoBackOneRelease and the way forward is the next release only;
// failures.md, "Versions apart": an older release after a newer.
func TestStaffGoBackOneRelease(t *testing.T) {
	t.Parallel()
	o, c := kioskOf(t)
	second := o.copy()
	from, to, err := c.Back(t.Context(), exchange.ByStaff)
	if err != nil || from != 2 || to != 1 {
		t.Fatalf("from %d to %d, %v", from, to, err)
	}
	mustShow(t, c, 1)
	if n, why := c.Left(); n != 2 || why != exchange.ByStaff {
		t.Errorf("left %d for %q", n, why)
	}
	_, _, err = c.Back(t.Context(), exchange.ByStaff)
	wantIs(t, err, exchange.ErrNoPrevious)
	mustShow(t, c, 1)

	_, err = again(c).Import(t.Context(), dirSource(t, second), nil)
	wantIs(t, err, exchange.ErrLeft)
	_, err = c.Preview(t.Context(), dirSource(t, second), nil)
	wantIs(t, err, exchange.ErrLeft)
	mustShow(t, c, 1)

	o.publish("A", "B", "C")
	importFrom(t, c, o.source())
	mustShow(t, c, 3)
	if n, _ := c.Left(); n != 0 {
		t.Errorf("release %d is still said to be left", n)
	}
	_, _, err = c.Back(t.Context(), exchange.ByStaff)
	must(t, err)
	mustShow(t, c, 1)
	must(t, c.Again())
	importFrom(t, c, o.source())
	mustShow(t, c, 3)
}

// TestGoingBackOpensNoDoorToOlderReleases: trust stays where it was.
func TestGoingBackOpensNoDoorToOlderReleases(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	c := newContent(t, o)
	o.publish("A")
	first := o.copy()
	importFrom(t, c, o.source())
	o.publish("B")
	importFrom(t, c, o.source())
	_, _, err := c.Back(t.Context(), exchange.ByCrash)
	must(t, err)
	_, err = c.Import(t.Context(), dirSource(t, first), nil)
	wantIs(t, err, release.ErrOlder)
	mustShow(t, c, 1)
}

// TestDamagedReleaseIsTakenAgain: what broke on this disk is not the publisher's
// fault.
func TestDamagedReleaseIsTakenAgain(t *testing.T) {
	t.Parallel()
	o, c := kioskOf(t)
	_, path, _ := c.Current()
	must(t, os.WriteFile(path, []byte("not SQLite"), 0o644))
	_, _, err := c.Back(t.Context(), exchange.ByDamage)
	must(t, err)
	mustShow(t, c, 1)
	importFrom(t, c, o.source())
	mustShow(t, c, 2)
	must(t, os.WriteFile(filepath.Join(c.Dir, "content/1/catalog.db"), nil, 0o644))
	_, _, err = c.Back(t.Context(), exchange.ByStaff)
	wantIs(t, err, exchange.ErrNoPrevious)
	mustShow(t, c, 2)
}

// TestTwoCrashesLeaveARelease: failures.md, "Versions apart".
func TestTwoCrashesLeaveARelease(t *testing.T) {
	t.Parallel()
	_, c := kioskOf(t)
	after := func(crashed bool, n int64, crashes bool) {
		t.Helper()
		if got, err := again(c).Begin(n, crashed); err != nil || got != crashes {
			t.Fatalf("a run with release %d: crashes %t, %v", n, got, err)
		}
	}
	run := func(n int64, crashes bool) { t.Helper(); after(true, n, crashes) }
	run(2, false)
	run(2, false) // the first crashed
	must(t, c.Proved())
	run(2, false) // that one did not
	run(2, false)
	for range 3 { // the power was cut, which is no fault of the release
		after(false, 2, false)
	}
	run(2, true)
	_, to, err := c.Back(t.Context(), exchange.ByCrash)
	if err != nil || to != 1 {
		t.Fatalf("to %d, %v", to, err)
	}
	run(1, false)
	run(1, false)
	run(3, false) // another release begins anew
	must(t, os.WriteFile(filepath.Join(c.Dir, "content/trial"), []byte("3 x"), 0o644))
	run(3, false)
	must(t, c.Proved())
	must(t, c.Proved())
}

// TestBackWaitsForAnImport and gives up with it.
func TestBackWaitsForAnImport(t *testing.T) {
	t.Parallel()
	o, c := kioskOf(t)
	o.publish("C")
	_, err := c.Import(t.Context(), o.source(), func(p exchange.Progress) {
		if p.Stage != exchange.StageCheck {
			return
		}
		if _, _, err := again(c).Back(t.Context(), exchange.ByStaff); !errors.Is(err, exchange.ErrBusy) {
			t.Errorf("back during an import: %v", err)
		}
		patient := again(c)
		patient.Wait = time.Hour
		ctx, stop := context.WithTimeout(t.Context(), time.Millisecond)
		defer stop()
		if _, _, err := patient.Back(ctx, exchange.ByStaff); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("back that was stopped: %v", err)
		}
	})
	must(t, err)
	mustShow(t, c, 3)
}
