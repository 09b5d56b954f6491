package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// follows watches from now on and returns the next switch.
func (h *home) follows(t *testing.T, now shown) (next func() shown) {
	t.Helper()
	seen := make(chan shown, 1)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.watch(ctx, now, func(s shown, _ error) { seen <- s }) }()
	t.Cleanup(func() {
		cancel()
		must(t, <-done)
	})
	return func() shown {
		t.Helper()
		select {
		case s := <-seen:
			return s
		case <-time.After(time.Minute):
			t.Fatal("the switch was not seen")
			return shown{}
		}
	}
}

// TestWhatChangesBeforeTheWatchIsSeen: between what the window was told to show
// and the first look of its watch, another process has all the time it needs.
func TestWhatChangesBeforeTheWatchIsSeen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(t *testing.T, h *home, house string)
		seen   func(s shown) bool
	}{
		"another selection": {
			func(t *testing.T, h *home, _ string) {
				must(t, h.store.SetSetting(t.Context(), settingSelection, "point:cho"))
			},
			func(s shown) bool { return s.number == 2 && s.view.Selection == "point:cho" },
		},
		"a product is withdrawn": {
			func(t *testing.T, h *home, house string) { h.withdraws(t, house, "A") },
			func(s shown) bool { return s.number == 2 && slices.Equal(s.view.Hidden, []string{"A"}) },
		},
		"the next release": {
			func(t *testing.T, h *home, house string) { h.takes(t, house) },
			func(s shown) bool { return s.number == 3 },
		},
		"the file is replaced": {
			func(t *testing.T, h *home, _ string) { replaceFile(t, h.catalogue(2)) },
			func(s shown) bool { return s.number == 2 },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, house := testHome(t, t.TempDir()), t.TempDir()
			h.takes(t, house)
			h.takes(t, house)
			now, err := h.show(t.Context())
			must(t, err)
			c.change(t, h, house)
			if s := h.follows(t, now)(); !c.seen(s) {
				t.Errorf("it shows %+v", s)
			}
		})
	}
}

// TestASelectionThatCannotBeReadStands: a kiosk of one point does not show all goods
// because its database did not answer once.
func TestASelectionThatCannotBeReadStands(t *testing.T) {
	t.Parallel()
	h := testHome(t, t.TempDir())
	h.takes(t, t.TempDir())
	must(t, h.store.SetSetting(t.Context(), settingSelection, "point:cho"))
	now, err := h.show(t.Context())
	must(t, err)
	must(t, h.store.Close())
	replaceFile(t, h.catalogue(1))
	if s := h.follows(t, now)(); s.number != 1 || s.view.Selection != "point:cho" {
		t.Errorf("release %d is shown, of it %q", s.number, s.view.Selection)
	}
}

// TestADamagedFileThatIsReplacedBeforeTheWatchIsSeen, or one that was lost: the
// window shows the release before it meanwhile, and does not take the good file for
// the damaged one.
func TestADamagedFileThatIsReplacedBeforeTheWatchIsSeen(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(path string) error{
		"damaged": func(path string) error { return os.WriteFile(path, []byte("spoilt"), 0o644) },
		"lost":    os.Remove,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := twoReleases(t)
			good, err := os.ReadFile(h.catalogue(2))
			must(t, err)
			must(t, spoil(h.catalogue(2)))
			now, err := h.show(t.Context())
			must(t, err)
			if now.number != 1 {
				t.Fatalf("release %d is shown", now.number)
			}
			must(t, os.WriteFile(h.catalogue(2)+"~", good, 0o644))
			must(t, os.Rename(h.catalogue(2)+"~", h.catalogue(2)))
			if s := h.follows(t, now)(); s.number != 2 {
				t.Errorf("release %d is shown, want 2", s.number)
			}
		})
	}
}

func (h *home) catalogue(n int64) string {
	return filepath.Join(h.dir, "content", strconv.FormatInt(n, 10), "catalog.db")
}

func replaceFile(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path+"~", data, 0o644))
	must(t, os.Rename(path+"~", path))
}

// withdraws withdraws products of a house, and lets the kiosk hear of it.
func (h *home) withdraws(t *testing.T, house string, codes ...string) {
	t.Helper()
	keys, err := release.LoadKeys(filepath.Join(house, "keys"), nil)
	must(t, err)
	repo := filepath.Join(house, "repo")
	_, err = release.Withdraw(t.Context(), repo, keys, release.Urgent{Codes: codes, IssuedAt: time.Now()})
	must(t, err)
	src, err := release.Dir(repo)
	must(t, err)
	_, err = h.own.Import(t.Context(), src, nil)
	must(t, err)
}

// forgetsWithdrawn damages the list of withdrawn products and loses what vouches for
// the releases here, so that nobody can tell any more what was withdrawn.
func (h *home) forgetsWithdrawn(t *testing.T) {
	t.Helper()
	signed, err := filepath.Glob(filepath.Join(h.dir, "content", "*", "signed"))
	must(t, err)
	for _, dir := range signed {
		must(t, os.RemoveAll(dir))
	}
	lists, err := filepath.Glob(filepath.Join(filepath.Dir(h.own.WithdrawnFile()), "withdrawn*"))
	must(t, err)
	for _, list := range lists { // the one that is watched comes last
		must(t, os.WriteFile(list+"~", []byte("spoilt"), 0o644))
		must(t, os.Rename(list+"~", list))
	}
}

// TestNothingIsShownWhereNobodyTellsWhatIsWithdrawn, at the start and while it is
// shown; staff and hub are told by name, until an import says it again.
func TestNothingIsShownWhereNobodyTellsWhatIsWithdrawn(t *testing.T) {
	t.Parallel()
	h, house := testHome(t, t.TempDir()), t.TempDir()
	h.takes(t, house)
	h.withdraws(t, house, "A")
	now, err := h.show(t.Context())
	must(t, err)
	f := &follower{window: &window{home: h, stderr: &strings.Builder{}, fetch: make(chan struct{}, 1)}}
	next := h.follows(t, now)
	h.forgetsWithdrawn(t)
	if s := next(); s.path != "" {
		t.Errorf("release %d goes on being shown", s.number)
	}
	now, err = h.show(t.Context())
	if !errors.Is(err, exchange.ErrWithdrawn) || now.path != "" || h.stocked() {
		t.Errorf("at the start it shows release %d, %v; content is fetched in safe mode: %t", now.number, err, !h.stocked())
	}
	f.tell(t.Context(), err)
	told, err := h.health(t.Context())
	must(t, err)
	st, err := h.status(t.Context())
	must(t, err)
	if !hasTrouble(told.Problems, "E-WITHDRAWN") || !slices.Equal(st.Problems, []string{"E-WITHDRAWN"}) || len(f.window.fetch) != 1 {
		t.Errorf("the hub hears %v, staff %v, content is fetched: %d", told.Problems, st.Problems, len(f.window.fetch))
	}
	next = h.follows(t, now)
	h.withdraws(t, house, "B")
	if s := next(); s.number != 1 || !slices.Equal(s.view.Hidden, []string{"A", "B"}) {
		t.Errorf("after the import it shows %+v", s)
	}
	f.tell(t.Context(), nil)
	if st, err := h.status(t.Context()); err != nil || len(st.Problems) != 0 {
		t.Errorf("problems %v stay, %v", st.Problems, err)
	}
}
