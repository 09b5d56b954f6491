package exchange_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

func (o *organiser) withdraw(restore bool, codes ...string) {
	o.t.Helper()
	_, err := release.Withdraw(context.Background(), o.repo, o.keys, release.Urgent{Codes: codes, Restore: restore, IssuedAt: time.Now()})
	must(o.t, err)
}

func withdrawn(t testing.TB, c *exchange.Content) []string {
	t.Helper()
	w, err := c.Withdrawn()
	must(t, err)
	return w.Codes
}

// TestWithdrawnAheadOfALargeDownload: a kiosk amid a download hears of it, and
// hides the product before the download ends, which goes on.
func TestWithdrawnAheadOfALargeDownload(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A", "B")
	o.publish(codes(30)...)
	c.LookEvery = time.Nanosecond
	announced, heard := false, exchange.Stage("")
	_, err := c.Import(t.Context(), o.source(), func(p exchange.Progress) {
		if p.Stage == exchange.StagePhotos && p.Files == 3 && !announced {
			announced = true
			o.withdraw(false, "A")
		}
		if heard == "" && slices.Contains(withdrawn(t, c), "A") {
			heard = p.Stage
		}
	})
	must(t, err)
	if heard != exchange.StagePhotos {
		t.Errorf("heard of at stage %q", heard)
	}
	mustShow(t, c, 2)
}

// TestAnOlderListUndoesNothing: the newest list was taken, though its release could not
// come, so trust does not remember it; a stick with the list before brings nothing back.
func TestAnOlderListUndoesNothing(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A", "B")
	m := o.publish("A", "B", "C")
	o.withdraw(false, "A")
	older := o.copy()
	o.withdraw(false, "B")
	for _, f := range append(files(m.Catalogue, m.Patches), "files/"+m.Index.SHA256) {
		must(t, os.RemoveAll(o.repo+"/"+f))
	}
	_, err := c.Import(t.Context(), o.source(), nil)
	wantIs(t, err, release.ErrMixed)
	importFrom(t, c, dirSource(t, older))
	mustShow(t, c, 2)
	if got := withdrawn(t, c); !slices.Equal(got, []string{"A", "B"}) {
		t.Errorf("withdrawn are %q, want A and B", got)
	}
}

// TestWithdrawnThoughTheReleaseCannotCome: the list is taken first, whatever
// becomes of the rest, and a later look at an older folder undoes nothing.
func TestWithdrawnThoughTheReleaseCannotCome(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A", "B")
	old := o.copy()
	c := newContent(t, o)
	importFrom(t, c, o.source())
	m := o.publish("A", "B", "C")
	next := o.copy()
	o.withdraw(false, "A")
	broken := o.copy()
	for _, f := range append(files(m.Catalogue, m.Patches), "files/"+m.Index.SHA256) {
		must(t, os.RemoveAll(broken+"/"+f))
	}
	_, err := c.Import(t.Context(), dirSource(t, broken), nil)
	wantIs(t, err, release.ErrMixed)
	if !slices.Equal(withdrawn(t, c), []string{"A"}) {
		t.Error("not withdrawn")
	}
	mustShow(t, c, 1)
	importFrom(t, c, dirSource(t, next)) // of before the withdrawal, on a stick
	mustShow(t, c, 2)
	if !slices.Equal(withdrawn(t, c), []string{"A"}) {
		t.Error("an older stick undid the withdrawal")
	}
	importFrom(t, c, o.source())
	_, err = c.Import(t.Context(), dirSource(t, old), nil)
	wantIs(t, err, release.ErrOlder)
	o.withdraw(true, "A")
	importFrom(t, c, o.source())
	if len(withdrawn(t, c)) != 0 {
		t.Error("not restored")
	}
}

// lists are the files in which a kiosk keeps what is withdrawn.
func lists(t testing.TB, c *exchange.Content) []string {
	t.Helper()
	all, err := filepath.Glob(filepath.Dir(c.WithdrawnFile()) + "/withdrawn*")
	must(t, err)
	return all
}

// TestDamageToAListAheadOfItsRelease: the release of the newest list cannot come, so
// nothing that was signed with what is here knows of it; damage to a file, or its loss,
// brings nothing back, and the next import mends it.
func TestDamageToAListAheadOfItsRelease(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A", "B")
	o.withdraw(false, "A")
	importFrom(t, c, o.source())
	m := o.publish("A", "B", "C")
	o.withdraw(false, "B")
	for _, f := range append(files(m.Catalogue, m.Patches), "files/"+m.Index.SHA256) {
		must(t, os.RemoveAll(o.repo+"/"+f))
	}
	_, err := c.Import(t.Context(), o.source(), nil)
	wantIs(t, err, release.ErrMixed)
	if len(lists(t, c)) != 2 {
		t.Fatalf("kept in %q, want two files", lists(t, c))
	}
	for _, path := range lists(t, c) {
		good, err := os.ReadFile(path)
		must(t, err)
		for how, spoil := range map[string]func() error{
			"lost":    func() error { return os.Remove(path) },
			"damaged": func() error { return os.WriteFile(path, good[:len(good)/2], 0o600) },
		} {
			must(t, spoil())
			if got := withdrawn(t, c); !slices.Equal(got, []string{"A", "B"}) {
				t.Errorf("%s %s: withdrawn are %q, want A and B", filepath.Base(path), how, got)
			}
			_, err = c.Import(t.Context(), o.source(), nil)
			wantIs(t, err, release.ErrMixed)
			if now, err := os.ReadFile(path); err != nil || !slices.Equal(now, good) {
				t.Errorf("%s %s is not mended: %q, %v", filepath.Base(path), how, now, err)
			}
		}
	}
}

// TestADamagedListBringsNothingBack, nor a lost one: what vouches for the release says
// as well what is withdrawn, also once staff went back, and the next import mends the
// list.
func TestADamagedListBringsNothingBack(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A", "B")
	o.publish("A", "B", "C")
	o.withdraw(false, "A")
	importFrom(t, c, o.source())
	good, err := os.ReadFile(c.WithdrawnFile())
	must(t, err)
	mustHide := func(why string) {
		t.Helper()
		if got := withdrawn(t, c); !slices.Equal(got, []string{"A"}) {
			t.Errorf("%s: withdrawn are %q, want A", why, got)
		}
	}
	all := lists(t, c)
	for _, path := range all {
		must(t, os.Remove(path))
	}
	mustHide("lost")
	for _, damaged := range [][]byte{nil, good[:len(good)/2], make([]byte, len(good))} {
		for _, path := range all {
			must(t, os.WriteFile(path, damaged, 0o600))
		}
		mustHide("damaged")
	}
	_, _, err = c.Back(t.Context(), exchange.ByStaff)
	must(t, err)
	mustHide("gone back")
	must(t, c.Again())
	_, err = c.Import(t.Context(), o.source(), nil)
	must(t, err)
	if now, err := os.ReadFile(c.WithdrawnFile()); err != nil || !slices.Equal(now, good) {
		t.Errorf("the list is not mended: %q, %v", now, err)
	}
}

// TestNobodyTellsWhatIsWithdrawn: where the list is damaged and so is what vouches for
// the releases, or none of them has a list, that is not taken for nothing withdrawn;
// the next import tells it again.
func TestNobodyTellsWhatIsWithdrawn(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(signed string) error{
		"signatures are lost":    os.RemoveAll,
		"signatures are damaged": func(signed string) error { return os.WriteFile(signed+"/metadata/timestamp.json", nil, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, c := kioskWith(t, "A", "B")
			o.withdraw(false, "A")
			importFrom(t, again(c), o.source())
			_, path, err := c.Current()
			must(t, err)
			must(t, spoil(filepath.Join(filepath.Dir(path), "signed")))
			if got := withdrawn(t, c); !slices.Equal(got, []string{"A"}) {
				t.Errorf("the kept list says %q, want A", got)
			}
			for _, path := range lists(t, c) {
				must(t, os.WriteFile(path, []byte("spoilt"), 0o600))
			}
			_, err = c.Withdrawn()
			wantIs(t, err, exchange.ErrWithdrawn)
			_, err = c.Import(t.Context(), o.source(), nil)
			must(t, err)
			if got := withdrawn(t, c); !slices.Equal(got, []string{"A"}) {
				t.Errorf("withdrawn are %q once it was imported again, want A", got)
			}
		})
	}
}

// TestAWithdrawalIsASwitch: whoever shows the catalogue is told.
func TestAWithdrawalIsASwitch(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	_, path, err := c.Current()
	must(t, err)
	told, step := make(chan int64, 4), newStepper()
	scene := func(path string) exchange.Scene { return exchange.NoteScene(path, "", c.WithdrawnFile()) }
	w := exchange.Watcher{Look: c.Current, Shown: scene(path), Scene: scene, Pace: step.pace(), OnSwitch: func(n int64, _ string) { told <- n }}
	serve(t, w.Serve)
	step.paused(t)
	for _, restore := range []bool{false, true} {
		o.withdraw(restore, "A")
		importFrom(t, again(c), o.source())
		step.next()
		step.paused(t)
		if len(told) != 1 || <-told != 1 {
			t.Errorf("restore %v: not told", restore)
		}
	}
	step.next()
	if step.paused(t); len(told) != 0 {
		t.Error("told without a change")
	}
}
