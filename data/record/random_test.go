package record

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/hub/tally"
	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// quill is a kiosk whose ledger was written down at once.
type quill struct {
	self    ledger.Identity
	status  Status
	entries [][]byte
}

func newQuill(name string) *quill {
	seed := sha256.Sum256([]byte(name))
	return &quill{self: ledger.KioskIdentity(ed25519.NewKeyFromSeed(seed[:])), status: Approved}
}

// head returns a checkpoint for a tree.
func (w *quill) head(t testing.TB, tree *tree) []byte {
	t.Helper()
	root := tree.root()
	note, err := w.self.SignNote(fmt.Sprintf("hangviet kiosk ledger v1\n%s\n%d\n%s\n", w.self.ID, tree.size, encode64(root[:])))
	if err != nil {
		t.Fatal(err)
	}
	return note
}

func (w *quill) kiosk(t testing.TB) Kiosk {
	t.Helper()
	var grown tree
	for _, e := range w.entries {
		grown.add(tlog.RecordHash(e))
	}
	return Kiosk{
		ID: w.self.ID, Key: w.self.PublicKey(), Name: "Điểm", Status: w.status, Size: grown.size, Heads: []Head{{grown.size, w.head(t, &grown)}},
		Entries: func(f func([]byte) error) error {
			for _, e := range w.entries {
				if err := f(e); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// branch returns a history that parts from w's after some entries.
func (w *quill) branch(t testing.TB, after int, others [][]byte, d Decision) Branch {
	t.Helper()
	b := ledger.Bundle{Kiosk: w.self.ID, Key: w.self.PublicKey(), From: int64(after), Entries: others}
	var grown tree
	for _, e := range w.entries[:after] {
		grown.add(tlog.RecordHash(e))
	}
	b.Base = slices.Clone(grown.roots)
	for _, e := range others {
		grown.add(tlog.RecordHash(e))
	}
	b.Head = w.head(t, &grown)
	return Branch{Bundle: b, Decision: d}
}

// lottery draws a round at random, in which a good deal goes wrong.
type lottery struct {
	*rand.Rand
	ids []string
}

func (l *lottery) id() string {
	if len(l.ids) > 0 && l.IntN(12) == 0 {
		return l.ids[l.IntN(len(l.ids))] // one that is taken
	}
	l.ids = append(l.ids, fmt.Sprintf("%016x%016x", l.Uint64(), l.Uint64()))
	return l.ids[len(l.ids)-1]
}

func (l *lottery) entry() []byte {
	hour := noon.Add(time.Duration(l.IntN(4)) * time.Hour)
	if l.IntN(15) == 0 {
		hour = hour.AddDate(0, 6, 0)
	}
	if l.IntN(5) == 0 {
		return l.paper(hour)
	}
	b := vote.Ballot{ID: l.id(), Round: "2026", Mode: vote.ByTicket, Hour: hour, Ticket: markText(l.IntN(40)), Test: l.IntN(12) == 0}
	switch l.IntN(20) {
	case 0:
		b = vote.Ballot{ID: b.ID, Round: "2026", Hour: hour}
	case 1:
		b.Mode, b.Ticket = vote.ByStaff, ""
	case 2:
		b.Round = "2025"
	}
	if b.Mode != "" && l.IntN(6) == 0 {
		b.Flags = [][]vote.Flag{{"clock"}, {"many"}, {"quick", "same"}, {"newer", "prefix"}}[l.IntN(4)]
	}
	for _, c := range []vote.Choice{tea, honey, rice, silk, pottery} {
		if l.IntN(3) == 0 {
			b.Choices = append(b.Choices, c)
		}
	}
	if len(b.Choices) == 0 {
		b.Choices = []vote.Choice{{Category: "food", Nominee: "hat"}}
	}
	return ledger.EncodeEntry(b)
}

func (l *lottery) paper(hour time.Time) []byte {
	p := vote.Paper{
		ID: l.id(), Round: "2026", Hour: hour, Batch: fmt.Sprint("B-", l.IntN(6)), Staff: [2]string{"a", "b"}, Test: l.IntN(12) == 0,
		Sheets: l.IntN(30), Invalid: l.IntN(3), Counts: []vote.Count{{Choice: tea, Sheets: 1 + l.IntN(20)}},
	}
	if l.IntN(2) == 0 {
		p.Corrects = l.ids[l.IntN(len(l.ids))] // itself, now and then
	}
	return ledger.EncodePaper(p)
}

func (l *lottery) entries(n int) (all [][]byte) {
	for range n {
		all = append(all, l.entry())
	}
	return all
}

// drawn is a round that was drawn.
type drawn struct {
	kiosks   []*quill
	branches map[*quill][]Branch
}

func draw(t testing.TB, seed uint64) drawn {
	l := &lottery{Rand: rand.New(rand.NewPCG(seed, 6))}
	d := drawn{branches: map[*quill][]Branch{}}
	for i := range 4 {
		k := newQuill(fmt.Sprint(seed, " ", i))
		k.entries = l.entries(5 + l.IntN(30))
		k.status = []Status{Approved, Approved, Approved, Pending, Refused}[l.IntN(5)]
		d.kiosks = append(d.kiosks, k)
		if l.IntN(3) == 0 {
			decision := []Decision{Waiting, Counted, LeftOut}[l.IntN(3)]
			d.branches[k] = []Branch{k.branch(t, l.IntN(5), l.beside(t, k, 10), decision)}
		}
	}
	return d
}

// beside returns entries of a branch. Their ids may be those of other kiosks, and
// are none of the kiosk's own: it writes no id twice, and what a branch shares
// with its ledger the hub takes out before it counts.
func (l *lottery) beside(t testing.TB, k *quill, n int) (all [][]byte) {
	others := &lottery{Rand: l.Rand, ids: slices.DeleteFunc(slices.Clone(l.ids), func(id string) bool {
		return slices.ContainsFunc(k.entries, func(entry []byte) bool { return idIn(t, entry) == id })
	})}
	seen := map[string]bool{}
	for len(all) < n {
		entry := others.entry()
		if id := idIn(t, entry); !seen[id] {
			all, seen[id] = append(all, entry), true
		}
	}
	return all
}

func idIn(t testing.TB, entry []byte) string {
	r, err := ledger.ParseRecord(entry)
	if err != nil {
		t.Fatal(err)
	}
	return r.ID()
}

func (d drawn) contents(t testing.TB) Contents {
	return Contents{
		Hub: newHub("hub"), Round: "2026", Phase: vote.Closed, Definitions: testDefinitions(), Rules: Rules{6, 3},
		Kiosks: func(_ context.Context, f func(Kiosk) error) error {
			for _, w := range d.kiosks {
				k := w.kiosk(t)
				k.Branches = d.branches[w]
				if err := f(k); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// hubCount counts as the hub does.
func (d drawn) hubCount(t testing.TB) tally.Round {
	var h tally.History
	for _, form := range testDefinitions() {
		h = append(h, tally.Definition{Release: form.Release, Round: form.round("2026")})
	}
	c := tally.NewCounter(map[string]tally.History{"2026": h}, tally.Rules{PerHour: 6, Alike: 3, Tickets: 3})
	add := func(kiosk, branch string, first int64, entries [][]byte) {
		batch, err := c.Read(kiosk, branch, first, entries)
		if err != nil {
			t.Fatal(err)
		}
		c.Add(batch)
	}
	for _, w := range d.kiosks {
		c.SetBar(w.self.ID, tally.Reason(w.status.standing()))
		add(w.self.ID, "", 0, w.entries)
		for _, b := range d.branches[w] {
			c.BarBranch(w.self.ID, "branch", tally.Reason(b.Decision.standing()))
			add(w.self.ID, "branch", b.Bundle.From, b.Bundle.Entries)
		}
	}
	r, _ := c.Result().Round("2026")
	return r
}

// TestThreeCountsAgree draws rounds in which a good deal goes wrong. The record's
// count, the hub's and the second verifier's are the same.
func TestThreeCountsAgree(t *testing.T) {
	right := map[string]bool{}
	for seed := range uint64(40) {
		d := draw(t, seed)
		dir := publish(t, d.contents(t))
		r := recount(t, dir, Options{})
		if right[dir] = r.Right(); !r.Right() {
			t.Errorf("seed %d: %v", seed, sayAll(r))
		}
		if got, want := ourSums(*r.Tally), hubSums(d.hubCount(t)); got != want {
			t.Errorf("seed %d: the record counts to\n%s\nthe hub to\n%s", seed, got, want)
		}
	}
	agree(t, right)
}

func ourSums(t Tally) string {
	var b strings.Builder
	fmt.Fprintln(&b, t.Ballots, t.Choices, t.Ballots-t.ClearBallots, t.Choices-t.ClearChoices, t.Paper)
	for _, c := range t.Categories {
		fmt.Fprintln(&b, c.ID, c.Ballots, c.Choices, c.Ballots-c.ClearBallots, c.Choices-c.ClearChoices, c.Paper)
		for _, n := range c.Nominees {
			fmt.Fprintln(&b, n.ID, n.Choices, n.Choices-n.ClearChoices, n.Paper)
		}
	}
	for _, k := range t.Kiosks {
		fmt.Fprintln(&b, k.ID, k.Ballots, k.Choices, k.Ballots-k.ClearBallots, k.Choices-k.ClearChoices, k.Paper.Sheets)
	}
	for _, u := range t.Uncounted {
		if u.Reason != ReasonCorrected && u.Reason != ReasonNumber && u.Ballots > 0 {
			fmt.Fprintln(&b, u.Reason, u.Ballots)
		}
	}
	return b.String()
}

func hubSums(r tally.Round) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Ballots, r.Choices, r.Flagged.Ballots, r.Flagged.Choices, r.Paper.Batches, r.Paper.Sheets, r.Paper.Invalid, r.Paper.Choices)
	for _, c := range r.Categories {
		fmt.Fprintln(&b, c.ID, c.Ballots, c.Choices, c.Flagged.Ballots, c.Flagged.Choices, c.Paper)
		for _, n := range c.Nominees {
			fmt.Fprintln(&b, n.ID, n.Choices, n.Flagged, n.Paper)
		}
	}
	for _, k := range r.Kiosks {
		fmt.Fprintln(&b, k.ID, k.Ballots, k.Choices, k.Flagged.Ballots, k.Flagged.Choices, k.Sheets)
	}
	for _, reason := range tally.Reasons() {
		if n := r.Uncounted[reason]; n > 0 {
			fmt.Fprintln(&b, reason, n)
		}
	}
	return b.String()
}
