package booth_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/booth"
	"hangviet/data/catalog"
	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// kiosk is a booth on a disk of its own, with clocks that the test sets.
type kiosk struct {
	*booth.Booth
	t         testing.TB
	dir       string
	store     *store.Store
	log       *ledger.Log
	catalogue *store.Catalogue
	now       time.Time // trusted
	steady    time.Time
	doubtful  bool
	shut      bool
	broken    bool          // counters cannot be written
	codes     []ticket.Code // of the round "ticket"
}

// noon is within every round.
var noon = time.Date(2026, 9, 15, 12, 20, 30, 0, catalog.Zone)

func newKiosk(t testing.TB) *kiosk {
	t.Helper()
	k := &kiosk{t: t, dir: t.TempDir(), now: noon, steady: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}
	list := ticket.NewList("ticket")
	for range 5 {
		c := newCode(t)
		k.codes, list = append(k.codes, c), list.With([]ticket.Mark{list.Mark(c)})
	}
	path := filepath.Join(k.dir, "catalog.db")
	if err := store.WriteCatalogue(t.Context(), path, catalog.Catalogue{}, []vote.Round{bare(round(vote.ByTicket))}, list); err != nil {
		t.Fatal(err)
	}
	var err error
	if k.catalogue, err = store.OpenCatalogue(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.catalogue.Close() })
	k.start()
	return k
}

// bare is the round without what a catalogue without products cannot hold.
func bare(r vote.Round) vote.Round { r.Categories = nil; return r }

func newCode(t testing.TB) ticket.Code {
	t.Helper()
	c, err := ticket.New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// start starts the kiosk, again if it ran before.
func (k *kiosk) start() {
	k.t.Helper()
	if k.store != nil {
		k.store.Close()
	}
	var err error
	if k.store, err = store.Open(k.t.Context(), k.dir); err != nil {
		k.t.Fatal(err)
	}
	k.t.Cleanup(func() { k.store.Close() })
	k.log = ledger.Open(k.store, k.store.Identity())
	k.Booth = booth.New(booth.Options{
		Log:     func(context.Context) (*ledger.Log, error) { return k.log, nil },
		Tickets: k.catalogue, Settings: k.store, Counters: k,
		Now: func() time.Time { return k.now }, Steady: func() time.Time { return k.steady },
		Doubtful: func() bool { return k.doubtful }, Hours: func(time.Time) bool { return !k.shut },
	})
}

// AddCounters implements [booth.Counters].
func (k *kiosk) AddCounters(ctx context.Context, day, name string, counts map[string]int64) error {
	if k.broken && name == booth.CountShown {
		return errors.New("disk is full")
	}
	return k.store.AddCounters(ctx, day, name, counts)
}

// pass lets time pass on all clocks.
func (k *kiosk) pass(d time.Duration) { k.now, k.steady = k.now.Add(d), k.steady.Add(d) }

// round is open in September and October; its id is its mode.
func round(mode vote.Mode) vote.Round {
	nominees := func(ids ...string) []vote.Nominee {
		var all []vote.Nominee
		for _, id := range ids {
			all = append(all, vote.Nominee{ID: id, Product: "P-" + id})
		}
		return all
	}
	return vote.Round{
		ID: string(mode), Title: vote.Text{"vi": "Bình chọn"}, Mode: mode,
		Opens: time.Date(2026, 9, 1, 0, 0, 0, 0, catalog.Zone), Closes: time.Date(2026, 11, 1, 0, 0, 0, 0, catalog.Zone),
		Categories: []vote.Category{
			{ID: "food", Choices: 2, Nominees: nominees("tea", "honey", "rice")},
			{ID: "craft", Choices: 1, Nominees: nominees("silk", "pottery")},
		},
	}
}

func choose(nominees ...string) []vote.Choice {
	var all []vote.Choice
	for _, n := range nominees {
		category := "food"
		if n == "silk" || n == "pottery" {
			category = "craft"
		}
		all = append(all, vote.Choice{Category: category, Nominee: n})
	}
	return all
}

func (k *kiosk) admit(r vote.Round, typed string) booth.Admission {
	k.t.Helper()
	a, err := k.Admit(k.t.Context(), r, typed)
	if err != nil {
		k.t.Fatal(err)
	}
	return a
}

// vote admits a visitor and casts a ballot.
func (k *kiosk) vote(r vote.Round, typed string, nominees ...string) booth.Cast {
	k.t.Helper()
	c, err := k.Cast(k.t.Context(), k.admit(r, typed), r, choose(nominees...), 7)
	if err != nil {
		k.t.Fatal(err)
	}
	return c
}

// holds checks what is in the ledger, and the ledger.
func (k *kiosk) holds(ballots int64) {
	k.t.Helper()
	n, err := k.log.Size(k.t.Context())
	if err == nil {
		err = k.log.Verify(k.t.Context())
	}
	if n != ballots || err != nil {
		k.t.Errorf("%d entries, %v, want %d", n, err, ballots)
	}
}

func flagsOf(c booth.Cast) string { return fmt.Sprint(c.Ballot.Flags) }
