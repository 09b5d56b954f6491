package record

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

var noon = time.Date(2026, 9, 10, 5, 0, 0, 0, time.UTC)

func testRound() vote.Round {
	nominees := func(ids ...string) (all []vote.Nominee) {
		for _, id := range ids {
			all = append(all, vote.Nominee{ID: id, Product: "P-" + id})
		}
		return all
	}
	return vote.Round{
		ID: "2026", Title: vote.Text{"vi": "Bình chọn \"Hàng Việt\"", "en": "The vote <2026>"}, Rules: vote.Text{"vi": "Điều 1\nĐiều 2"},
		Opens: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC), Closes: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Mode: vote.ByTicket,
		Categories: []vote.Category{
			{ID: "food", Choices: 2, Nominees: nominees("tea", "honey", "rice")},
			{ID: "craft", Choices: 1, Nominees: nominees("silk", "pottery")},
		},
	}
}

// testDefinitions: the second form has withdrawn rice.
func testDefinitions() []Definition {
	r := testRound()
	first := Define(1, r, map[string]vote.Text{"P-tea": {"vi": "Chè"}}, nil)
	r.Categories[0].Nominees = r.Categories[0].Nominees[:2]
	return []Definition{Define(2, r, nil, nil), first}
}

func newHub(name string) ledger.Identity {
	seed := sha256.Sum256([]byte(name))
	return ledger.HubIdentity(ed25519.NewKeyFromSeed(seed[:]))
}

// machine is a kiosk with a real ledger.
type machine struct {
	t    *testing.T
	dir  string
	log  *ledger.Log
	self ledger.Identity
}

func newMachine(t *testing.T, dir string) *machine {
	t.Helper()
	s, err := store.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &machine{t: t, dir: dir, log: ledger.Open(s, s.Identity()), self: s.Identity()}
}

// idOf returns an id that only depends on its name.
func idOf(name string) string {
	sum := sha256.Sum256([]byte(name))
	return fmt.Sprintf("%x", sum[:16])
}

func markText(n int) string { return fmt.Sprintf("%016x", n*0x1111) }

// ballotOf returns a ballot for some choices, "food/tea" and so on.
func ballotOf(id string, ticket int, choices ...vote.Choice) vote.Ballot {
	b := vote.Ballot{ID: idOf(id), Round: "2026", Mode: vote.ByPause, Hour: noon, Order: 7, Choices: choices}
	if ticket > 0 {
		b.Mode, b.Ticket = vote.ByTicket, markText(ticket)
	}
	return b
}

var (
	tea     = vote.Choice{Category: "food", Nominee: "tea"}
	honey   = vote.Choice{Category: "food", Nominee: "honey"}
	rice    = vote.Choice{Category: "food", Nominee: "rice"}
	silk    = vote.Choice{Category: "craft", Nominee: "silk"}
	pottery = vote.Choice{Category: "craft", Nominee: "pottery"}
)

func (m *machine) cast(b vote.Ballot) {
	m.t.Helper()
	if _, err := m.log.Append(context.Background(), b); err != nil {
		m.t.Fatal(err)
	}
}

func (m *machine) paper(id, corrects string, sheets int, counts ...vote.Count) {
	m.t.Helper()
	p := vote.Paper{ID: idOf(id), Round: "2026", Hour: noon.AddDate(0, 3, 0), Batch: "B-1", Staff: [2]string{"s1", "s2"}, Sheets: sheets, Invalid: 1, Counts: counts}
	if corrects != "" {
		p.Corrects = idOf(corrects)
	}
	if _, err := m.log.AppendPaper(context.Background(), p); err != nil {
		m.t.Fatal(err)
	}
}

// elsewhere casts a ballot in another round.
func (m *machine) elsewhere(id string) {
	b := ballotOf(id, 0, vote.Choice{Category: "secret", Nominee: "hidden"})
	b.Round = "2025"
	m.cast(b)
}

// bundle returns the whole ledger.
func (m *machine) bundle() ledger.Bundle {
	m.t.Helper()
	b, err := m.log.Bundle(context.Background(), 0, 1<<20)
	if err != nil {
		m.t.Fatal(err)
	}
	return b
}

// kiosk returns the machine as a hub knows it that heard it at those sizes, and
// at the end.
func (m *machine) kiosk(status Status, sizes ...int) Kiosk {
	m.t.Helper()
	whole := m.bundle()
	k := Kiosk{ID: m.self.ID, Key: m.self.PublicKey(), Name: "Chợ " + m.self.ID[:3], Status: status, Size: whole.End()}
	for _, size := range append(sizes, int(whole.End())) {
		b, err := m.log.Bundle(context.Background(), 0, size)
		if err != nil {
			m.t.Fatal(err)
		}
		k.Heads = append(k.Heads, Head{int64(size), b.Head})
	}
	k.Entries = func(f func([]byte) error) error {
		for _, e := range whole.Entries {
			if err := f(e); err != nil {
				return err
			}
		}
		return nil
	}
	return k
}

// clone returns a machine that goes on from a copy of this one's disk.
func (m *machine) clone() *machine {
	m.t.Helper()
	dir := m.t.TempDir()
	s, err := store.Open(context.Background(), m.dir) // folds the write-ahead log into the file
	if err != nil {
		m.t.Fatal(err)
	}
	s.Close()
	for _, name := range []string{"kiosk.db", "kiosk.db-wal"} {
		data, err := os.ReadFile(filepath.Join(m.dir, name))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			m.t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			m.t.Fatal(err)
		}
	}
	return newMachine(m.t, dir)
}

// scene is a round with a little of everything in it.
type scene struct {
	hub      ledger.Identity
	machines []*machine
	contents Contents
}

// newScene makes it: a kiosk with trials, flags, paper and entries of another
// round, whose disk was copied; one that shares a ticket with it and holds what
// the newest form no longer allows; one that waits and one that was refused.
func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{hub: newHub("hub")}
	for range 4 {
		s.machines = append(s.machines, newMachine(t, t.TempDir()))
	}
	slices.SortFunc(s.machines, func(a, b *machine) int { return slices.Compare([]byte(a.self.ID), []byte(b.self.ID)) })
	a, b, waits, refused := s.machines[0], s.machines[1], s.machines[2], s.machines[3]
	a.elsewhere("other-1")
	a.cast(ballotOf("a1", 1, tea, silk))
	trial, quick := ballotOf("trial", 0, tea), ballotOf("quick", 2, honey)
	trial.Test, quick.Flags = true, []vote.Flag{vote.FlagQuick, vote.FlagSame}
	a.cast(trial)
	a.cast(quick)
	a.paper("p1", "", 5, vote.Count{Choice: tea, Sheets: 5})
	copied := a.clone()
	copied.cast(ballotOf("branch", 3, pottery))
	a.paper("p2", "p1", 5, vote.Count{Choice: tea, Sheets: 4}, vote.Count{Choice: pottery, Sheets: 2})
	a.cast(ballotOf("a2", 4, honey, pottery))
	b.cast(ballotOf("b1", 1, tea)) // the same ticket, an hour later
	early := ballotOf("b2", 4, rice, silk)
	early.Hour = noon.Add(-time.Hour)
	b.cast(early) // the same ticket, an hour earlier
	late := ballotOf("late", 5, tea)
	late.Hour = noon.AddDate(0, 3, 0)
	b.cast(late)
	b.cast(ballotOf("wrong", 6, silk, pottery))
	b.elsewhere("other-2")
	old := vote.Ballot{ID: idOf("old"), Round: "2026", Hour: noon, Choices: []vote.Choice{honey}}
	b.cast(old)
	waits.cast(ballotOf("w1", 7, tea))
	refused.cast(ballotOf("r1", 8, tea))
	fork := copied.bundle()
	s.contents = Contents{
		Hub: s.hub, Round: "2026", Phase: vote.Closed, Definitions: testDefinitions(), Rules: Rules{120, 5}, Tickets: testTickets(8),
		Remarks: &Remarks{Number: 2, Before: strings.Repeat("0f", 32), Without: []Without{{"ffffffffffffffff", "Kiosk hỏng ổ đĩa"}, {"00000000000000aa", "x"}}},
		Kiosks: func(_ context.Context, f func(Kiosk) error) error {
			first := a.kiosk(Approved, 3)
			first.Branches = []Branch{{Bundle: fork, Decision: Waiting}}
			for _, k := range []Kiosk{b.kiosk(Approved), first, waits.kiosk(Pending), refused.kiosk(Refused)} {
				if err := f(k); err != nil {
					return err
				}
			}
			return nil
		},
	}
	return s
}

// smallContents is a round of a kiosk with a ballot, paper and an entry of another
// round, and with a branch.
func smallContents(t *testing.T) Contents {
	t.Helper()
	m := newMachine(t, t.TempDir())
	m.elsewhere("other")
	copied := m.clone()
	copied.cast(ballotOf("branch", 0, tea))
	m.cast(ballotOf("a", 1, tea, silk))
	m.paper("p", "", 5, vote.Count{Choice: tea, Sheets: 5})
	fork := copied.bundle()
	r := testRound()
	r.Title, r.Rules, r.Categories[0].Nominees = nil, nil, r.Categories[0].Nominees[:1]
	return Contents{
		Hub: newHub("hub"), Round: "2026", Phase: vote.Closed, Definitions: []Definition{Define(1, r, nil, nil)}, Rules: Rules{120, 5}, Tickets: testTickets(2),
		Kiosks: func(_ context.Context, f func(Kiosk) error) error {
			k := m.kiosk(Approved)
			k.Branches = []Branch{{Bundle: fork, Decision: LeftOut, Decided: noon}}
			return f(k)
		},
	}
}

func testTickets(last int) *ticket.List {
	l := ticket.NewList("2026")
	var marks []ticket.Mark
	for n := 1; n <= last; n++ {
		m, _ := ticket.ParseMark(markText(n))
		marks = append(marks, m)
	}
	l = l.With(marks)
	return &l
}

// publish writes the record of some contents and returns its folder.
func publish(t *testing.T, c Contents) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "record")
	folder, err := NewFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Write(context.Background(), c, folder); err != nil {
		t.Fatal(err)
	}
	if err := folder.Commit(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func recount(t *testing.T, dir string, o Options) Report {
	t.Helper()
	r, err := Recount(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
