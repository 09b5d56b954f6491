package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hangviet/data/booth"
	"hangviet/data/catalog"
	"hangviet/data/clock"
	"hangviet/data/ledger"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// poll is an organiser who publishes rounds.
type poll struct {
	t    *testing.T
	dir  string
	keys release.Keys
}

func newPoll(t *testing.T) *poll {
	t.Helper()
	p := &poll{t: t, dir: t.TempDir()}
	must(t, release.GenerateKeys(filepath.Join(p.dir, "keys"), ""))
	var err error
	p.keys, err = release.LoadKeys(filepath.Join(p.dir, "keys"), nil)
	must(t, err)
	return p
}

// publish publishes a release and lets the kiosk take it.
func (p *poll) publish(h *home, issued time.Time, r vote.Round, lists ...ticket.List) {
	p.t.Helper()
	in := release.Input{CatalogueDB: filepath.Join(p.dir, "catalog.db"), IssuedAt: issued}
	c := catalog.Catalogue{Organiser: catalog.Text{"vi": "Sở"}}
	for _, n := range r.Categories[0].Nominees {
		c.Products = append(c.Products, catalog.Product{Code: n.Product, Name: catalog.Text{"vi": n.Product}})
	}
	must(p.t, store.WriteCatalogue(p.t.Context(), in.CatalogueDB, c, []vote.Round{r}, lists...))
	_, _, err := release.Publish(p.t.Context(), filepath.Join(p.dir, "repo"), p.keys, in)
	must(p.t, err)
	p.bring(h)
}

// bring lets the kiosk take the newest release.
func (p *poll) bring(h *home) {
	p.t.Helper()
	if _, pinned, err := h.own.Pinned(); err != nil || !pinned {
		root, err := os.ReadFile(filepath.Join(p.dir, "keys", "root.json"))
		must(p.t, err)
		must(p.t, h.own.Pin(p.t.Context(), root))
	}
	src, err := release.Dir(filepath.Join(p.dir, "repo"))
	must(p.t, err)
	_, err = h.own.Import(p.t.Context(), src, nil)
	must(p.t, err)
}

// round is open for an hour, with three nominees of which a ballot takes two.
func (p *poll) round(mode vote.Mode) vote.Round {
	now := time.Now()
	r := vote.Round{ID: "r", Mode: mode, Title: vote.Text{"vi": "Bình chọn"}, Opens: now.Add(-time.Hour), Closes: now.Add(time.Hour), Pause: 1}
	category := vote.Category{ID: "c", Choices: 2}
	for _, id := range []string{"a", "b", "d"} {
		category.Nominees = append(category.Nominees, vote.Nominee{ID: id, Product: "P-" + id})
	}
	r.Categories = []vote.Category{category}
	return r
}

func codes(t *testing.T, n int) (all []ticket.Code) {
	t.Helper()
	for range n {
		c, err := ticket.New(rand.Reader)
		must(t, err)
		all = append(all, c)
	}
	return all
}

func castWith(t *testing.T, h *home, r vote.Round, typed string, nominees ...string) (booth.Cast, error) {
	t.Helper()
	a, err := h.booth.Admit(t.Context(), r, typed)
	if err != nil {
		return booth.Cast{}, err
	}
	var choices []vote.Choice
	for _, n := range nominees {
		choices = append(choices, vote.Choice{Category: "c", Nominee: n})
	}
	return h.booth.Cast(t.Context(), a, r, choices, 1)
}

// TestReleaseChangesARound: a nominee goes, tickets come, and what was cast before
// stays as it was.
func TestReleaseChangesARound(t *testing.T) {
	h, p := testHome(t, t.TempDir()), newPoll(t)
	r, all := p.round(vote.ByTicket), codes(t, 3)
	list := ticket.NewList(r.ID)
	list = list.With([]ticket.Mark{list.Mark(all[0])})
	p.publish(h, time.Now(), r, list)
	first, err := castWith(t, h, r, all[0].String(), "a", "b")
	must(t, err)
	if _, err := castWith(t, h, r, all[1].String(), "a"); !errors.Is(err, booth.ErrTicketUnknown) {
		t.Errorf("a ticket that is not published yet: %v", err)
	}
	chosen := r // as a visitor has it on the screen
	early, err := h.booth.Admit(t.Context(), r, all[1].String())
	if !errors.Is(err, booth.ErrTicketUnknown) {
		t.Error(err)
	}
	r.Categories = slices.Clone(r.Categories)
	r.Categories[0].Nominees = r.Categories[0].Nominees[1:]
	p.publish(h, time.Now(), r, list.With([]ticket.Mark{list.Mark(all[1]), list.Mark(all[2])}))
	if _, err := castWith(t, h, r, all[0].String(), "b"); !errors.Is(err, booth.ErrTicketUsed) {
		t.Errorf("the ticket used before: %v", err)
	}
	if _, err := castWith(t, h, r, all[1].String(), "a"); !errors.Is(err, vote.ErrUnknown) {
		t.Errorf("the nominee who is gone: %v", err)
	}
	if _, err := h.booth.Cast(t.Context(), early, chosen, nil, 1); err == nil {
		t.Error("who was not admitted cast a ballot")
	}
	_, err = castWith(t, h, r, all[1].String(), "b", "d")
	must(t, err)
	records, err := entries(t, h.log)
	if err != nil || len(records) != 2 || !slices.Equal(records[0].Ballot.Choices, first.Ballot.Choices) {
		t.Errorf("ledger %v, %v", records, err)
	}
}

func entries(t *testing.T, log *ledger.Log) ([]ledger.Record, error) {
	t.Helper()
	must(t, log.Verify(t.Context()))
	bundle, err := log.Bundle(t.Context(), 0, 10_000)
	must(t, err)
	return bundle.Records()
}

// TestClockThatFellBack: the kiosk goes on by the time that it trusted before its clock
// fell behind the release's signature, and says of each ballot that the clock was
// wrong.
func TestClockThatFellBack(t *testing.T) {
	dir, p := t.TempDir(), newPoll(t)
	r := p.round(vote.ByPause)
	p.publish(testHome(t, dir), time.Now().Add(-30*time.Minute), r)
	h := testHome(t, dir)
	now, signed := time.Now(), h.clock.Floor()
	system := now
	h.clock = clock.New(func() time.Time { return system }, signed)
	h.booth = h.newBooth()
	for _, c := range []struct {
		at    time.Time
		flags string
		hour  time.Time
	}{
		{now, "[]", now},
		{time.Unix(0, 0), "[clock]", now},
		{signed.Add(-time.Minute), "[clock]", now},
		{signed.Add(time.Minute), "[]", signed.Add(time.Minute)},
	} {
		system = c.at
		cast, err := castWith(t, h, r, "", "b")
		if got := fmt.Sprint(cast.Ballot.Flags); err != nil || got != c.flags || !cast.Ballot.Hour.Equal(c.hour.UTC().Truncate(time.Hour)) {
			t.Errorf("at %v: %v, hour %v, %v, want %s", c.at, got, cast.Ballot.Hour, err, c.flags)
		}
		_, err = castWith(t, h, r, "", "a", "d") // so that no three are the same
		must(t, err)
	}
}

// TestCastingAmidAnImport: ballots are taken while releases come, each once.
func TestCastingAmidAnImport(t *testing.T) {
	h, p := testHome(t, t.TempDir()), newPoll(t)
	r := p.round(vote.ByPause)
	p.publish(h, time.Now(), r)
	imported, voted := make(chan struct{}), make(chan error)
	var confirmed []string
	go func() {
		for done := false; !done || len(confirmed) < 20; {
			select {
			case <-imported:
				done = true
			default:
			}
			cast, err := castWith(t, h, r, "", []string{"a", "b", "d"}[len(confirmed)%3])
			if err != nil {
				voted <- err
				return
			}
			confirmed = append(confirmed, cast.Ballot.ID)
		}
		voted <- nil
	}()
	for range 5 {
		p.publish(h, time.Now(), r)
	}
	close(imported)
	must(t, <-voted)
	records, err := entries(t, h.log)
	must(t, err)
	for i, record := range records {
		if i >= len(confirmed) || record.ID() != confirmed[i] {
			t.Fatalf("entry %d is not what was confirmed", i)
		}
	}
	if len(records) != len(confirmed) {
		t.Errorf("%d entries, %d confirmed", len(records), len(confirmed))
	}
}

// TestPracticeIsNotCounted: what people see of the sample's rounds is told nobody.
func TestPracticeIsNotCounted(t *testing.T) {
	h, p := testHome(t, t.TempDir()), newPoll(t)
	r := p.round(vote.ByPause)
	see := func(want int) {
		t.Helper()
		h.booth.Showed(r, "c", 1, "a")
		h.booth.Withdraw()
		must(t, h.booth.Flush(t.Context()))
		if got, err := h.store.Counters(t.Context()); len(got) != want || err != nil {
			t.Errorf("counted %v, %v, want %d", got, err, want)
		}
	}
	see(0)
	p.publish(h, time.Now(), r)
	see(1)
}

// TestOldBallotsArePruned once a hub holds them, and not by a clock that is wrong.
func TestOldBallotsArePruned(t *testing.T) {
	h := testHome(t, t.TempDir())
	for n := range 3 {
		age := time.Duration(190-5*n)*24*time.Hour - 2*time.Hour // the last is two hours short of 180 days
		_, err := h.log.Append(t.Context(), vote.Ballot{
			ID: fmt.Sprintf("%032x", n), Round: "r", Hour: time.Now().Add(-age), Choices: []vote.Choice{{Category: "c", Nominee: "a"}},
		})
		must(t, err)
	}
	pruned := func(want int64) {
		t.Helper()
		must(t, h.prune(t.Context()))
		if n, err := h.log.Pruned(t.Context()); n != want || err != nil {
			t.Errorf("%d entries are pruned, %v, want %d", n, err, want)
		}
	}
	pruned(0)
	receiptAll(t, h.log)
	system := time.Now()
	h.clock = clock.New(func() time.Time { return system }, system.Add(time.Hour))
	pruned(0)
	system = system.Add(time.Hour)
	pruned(2)
	if s, err := h.status(t.Context()); err != nil || s.Ballots != 3 {
		t.Errorf("the status is %+v, %v", s, err)
	}
	stick := t.TempDir()
	if done, err := h.carry(t.Context(), stick, true, time.Now()); err != nil || len(done.bundles) != 1 {
		t.Errorf("all that is left on a stick: %+v, %v", done, err)
	}
}

// receiptAll has a hub sign a receipt for the whole ledger.
func receiptAll(t *testing.T, log *ledger.Log) {
	t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	must(t, err)
	hub := ledger.HubIdentity(key)
	bundle, err := log.Bundle(t.Context(), 0, 1000)
	must(t, err)
	head, err := bundle.Checkpoint()
	must(t, err)
	receipt, err := ledger.SignReceipt(hub, head)
	must(t, err)
	verifier, err := hub.VerifierKey()
	must(t, err)
	must(t, log.Acknowledge(t.Context(), receipt, verifier))
}

func TestReceiptPage(t *testing.T) {
	for hub, want := range map[string]string{"": "", "https://hub.example": "https://hub.example/receipt/", "https://hub.example/": "https://hub.example/receipt/"} {
		if got := receiptPage(hub); got != want {
			t.Errorf("%q: %q, want %q", hub, got, want)
		}
	}
}
