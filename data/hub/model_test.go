package hub

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hangviet/data/hub/books"
	"hangviet/data/hub/books/pgtest"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// TestAgainstAModel drives kiosks, sticks, the hub, restores from backups and
// cloned disks in random order, with bundles and receipts lost, repeated and
// reordered, against a model of what the tally must be. SIEGE=1 goes on for
// longer.
func TestAgainstAModel(t *testing.T) {
	checks := "12"
	if os.Getenv("SIEGE") != "" {
		checks = "200"
	}
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		must(t, f.Value.Set(checks))
	}
	rapid.Check(t, func(r *rapid.T) {
		w := newWorld(t, r)
		defer w.close()
		r.Repeat(map[string]func(*rapid.T){
			"cast": w.cast, "ticket": w.ticket, "paper": w.paper,
			"send": w.send, "stick": w.stick, "carry": w.carry,
			"backup": w.backup, "restore": w.restore, "clone": w.clone,
			"decide": w.decide, "restart": w.restart, "": w.check,
		})
	})
}

func must(t interface {
	Helper()
	Fatal(...any)
}, err error,
) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// world is a hub, its kiosks, and what happened.
type world struct {
	t       *testing.T
	r       *rapid.T
	dir     string
	house   *house
	kiosks  []*booted
	backups []string // folders
	mule    [][]byte // bundles on sticks, any of which may be read at any time, again too

	main    map[string][][]byte // the model: the history of each kiosk that reached the hub first
	other   map[string][][]byte // entries that reached it in contradiction to that
	counted bool                // whether a person lets the other branches count
	receipt map[string]int64    // what each kiosk was promised
}

// booted is a kiosk's disk with the kiosk on it; clones have the same identity.
type booted struct {
	dir   string
	store *store.Store
	log   *ledger.Log
	id    string
}

// world's second round needs tickets.
func ticketRound() vote.Round {
	r := testRound()
	r.ID, r.Mode = "r2", vote.ByTicket
	return r
}

func newWorld(t *testing.T, r *rapid.T) *world {
	dir, err := os.MkdirTemp(t.TempDir(), "world")
	must(r, err)
	h := &house{T: t, dir: filepath.Join(dir, "hub"), db: pgtest.Place(t), now: opening}
	must(r, os.MkdirAll(h.dir, 0o755))
	w := &world{t: t, r: r, dir: dir, house: h, main: map[string][][]byte{}, other: map[string][][]byte{}, receipt: map[string]int64{}}
	h.publish(testRound(), ticketRound())
	w.open()
	for range 2 {
		d := w.boot(w.folder())
		_, err := h.hub.Enrol(t.Context(), wire.NewEnrolment(d.store.Identity().PrivateKey, "Kiosk", opening))
		must(r, err)
		must(r, h.hub.Decide(t.Context(), d.id, wire.Approved))
		w.kiosks = append(w.kiosks, d)
	}
	return w
}

func (w *world) open() {
	hub, err := New(w.t.Context(), Config{Data: w.house.dir, DB: w.house.db, Now: w.house.clock, Passwords: cheap})
	must(w.r, err)
	w.house.hub = hub
	must(w.r, hub.Refresh(w.t.Context()))
}

func (w *world) folder() string {
	dir, err := os.MkdirTemp(w.dir, "disk")
	must(w.r, err)
	return dir
}

func (w *world) boot(dir string) *booted {
	s, err := store.Open(w.t.Context(), dir)
	must(w.r, err)
	return &booted{dir, s, ledger.Open(s, s.Identity()), s.Identity().ID}
}

func (w *world) close() {
	for _, k := range w.kiosks {
		must(w.r, k.store.Close())
	}
	must(w.r, w.house.hub.Close())
	must(w.r, os.RemoveAll(w.dir))
}

func (w *world) any(r *rapid.T) *booted { return rapid.SampledFrom(w.kiosks).Draw(r, "kiosk") }

func (w *world) ballot(r *rapid.T, round vote.Round) vote.Ballot {
	nominee := rapid.SampledFrom(round.Categories[0].Nominees).Draw(r, "nominee")
	at := opening.Add(time.Duration(rapid.IntRange(-3, 3).Draw(r, "hour")) * time.Hour)
	b, err := vote.NewBallot(round, at, []vote.Choice{{Category: "food", Nominee: nominee.ID}})
	must(r, err)
	return b
}

func (w *world) cast(r *rapid.T) {
	b := w.ballot(r, testRound())
	b.Test = rapid.IntRange(0, 9).Draw(r, "trial") == 0
	_, err := w.any(r).log.Append(w.t.Context(), b)
	must(r, err)
}

// ticket casts with one of few tickets; a kiosk takes each once.
func (w *world) ticket(r *rapid.T) {
	b := w.ballot(r, ticketRound())
	b.Ticket = fmt.Sprintf("%016x", rapid.IntRange(1, 4).Draw(r, "ticket"))
	if _, err := w.any(r).log.Append(w.t.Context(), b); err != nil && !errors.Is(err, ledger.ErrTicketUsed) {
		r.Fatal(err)
	}
}

// paper enters a batch of a number that nobody else uses.
func (w *world) paper(r *rapid.T) {
	p := vote.Paper{
		ID: w.ballot(r, testRound()).ID, Round: "r1", Hour: opening.UTC().Truncate(time.Hour), Staff: [2]string{"1", "2"}, Sheets: 5,
		Counts: []vote.Count{{Choice: vote.Choice{Category: "craft", Nominee: "n-silk"}, Sheets: rapid.IntRange(1, 5).Draw(r, "sheets")}},
	}
	p.Batch = "B-" + fmt.Sprintf("%X", p.ID[:8])
	_, err := w.any(r).log.AppendPaper(w.t.Context(), p)
	must(r, err)
}

func (w *world) bundle(r *rapid.T) (*booted, []byte) {
	k := w.any(r)
	size, err := k.log.Size(w.t.Context())
	must(r, err)
	from := int64(0)
	if acked, err := k.log.Acked(w.t.Context()); err == nil && rapid.Bool().Draw(r, "resume") {
		from = min(acked, size)
	}
	b, err := k.log.Bundle(w.t.Context(), from, rapid.IntRange(1, 20).Draw(r, "limit"))
	must(r, err)
	return k, b.Marshal()
}

// send sends a bundle; the receipt may be lost on its way.
func (w *world) send(r *rapid.T) {
	k, data := w.bundle(r)
	if receipt := w.arrive(data, books.ByNetwork); receipt != nil && rapid.Bool().Draw(r, "answered") {
		if err := k.log.Acknowledge(w.t.Context(), receipt, w.house.hub.Key()); err != nil {
			r.Fatal(err)
		}
	}
}

func (w *world) stick(r *rapid.T) {
	_, data := w.bundle(r)
	w.mule = append(w.mule, data)
}

// carry brings a stick to the hub, which may have been there before.
func (w *world) carry(r *rapid.T) {
	if len(w.mule) > 0 {
		w.arrive(rapid.SampledFrom(w.mule).Draw(r, "stick"), books.ByStick)
	}
}

// arrive gives a bundle to the hub and tells the model.
func (w *world) arrive(data []byte, how string) []byte {
	b, err := ledger.ParseBundle(data)
	must(w.r, err)
	receipt, err := w.house.hub.Receive(w.t.Context(), slices.Clone(data), how)
	known := w.main[b.Kiosk]
	refusal, refused := err.(wire.Refusal)
	switch {
	case err == nil:
		w.main[b.Kiosk] = append(known, b.New(int64(len(known)))...)
		w.receipt[b.Kiosk] = max(w.receipt[b.Kiosk], b.End())
	case refused && refusal.Code == wire.CodeFork:
		for i, entry := range b.Entries {
			at := int(b.From) + i
			if at >= len(known) || !slices.Equal(known[at], entry) {
				w.other[b.Kiosk] = append(w.other[b.Kiosk], entry)
			}
		}
	case refused && refusal.Code == wire.CodeGap && b.From > int64(len(known)):
	default:
		w.r.Fatal(err)
	}
	return receipt
}

// backup copies a kiosk's disk while the kiosk is off.
func (w *world) backup(r *rapid.T) { w.backups = append(w.backups, w.copyOf(w.any(r))) }

func (w *world) copyOf(k *booted) string {
	must(w.r, k.store.Close())
	dir := w.folder()
	must(w.r, os.CopyFS(dir, os.DirFS(k.dir)))
	*k = *w.boot(k.dir)
	return dir
}

// restore sets a kiosk back to an older copy of a disk.
func (w *world) restore(r *rapid.T) {
	if len(w.backups) == 0 {
		return
	}
	k := w.any(r)
	must(r, k.store.Close())
	dir := w.folder()
	must(r, os.CopyFS(dir, os.DirFS(rapid.SampledFrom(w.backups).Draw(r, "backup"))))
	*k = *w.boot(dir)
}

// clone puts one disk image on another machine too.
func (w *world) clone(r *rapid.T) {
	if len(w.kiosks) < 5 {
		w.kiosks = append(w.kiosks, w.boot(w.copyOf(w.any(r))))
	}
}

// decide lets the branches that contradict count, or not.
func (w *world) decide(r *rapid.T) {
	w.counted = rapid.Bool().Draw(r, "count")
	w.judge()
}

func (w *world) judge() {
	_, forks, err := w.house.hub.Kiosks(w.t.Context())
	must(w.r, err)
	verdict := books.SetAside
	if w.counted {
		verdict = books.CountToo
	}
	for _, f := range forks {
		must(w.r, w.house.hub.Judge(w.t.Context(), f.ID, verdict, "Thảo"))
	}
}

// restart stops the hub and starts it on what is on its disk.
func (w *world) restart(*rapid.T) {
	must(w.r, w.house.hub.Close())
	w.open()
}

// want is the model: what reached the hub counts once by its id, a ticket once,
// trials never, and a branch that contradicts when a person said so.
func (w *world) want() (ballots, tickets, sheets int) {
	seen := map[string]bool{}
	for _, kiosk := range slices.Sorted(maps.Keys(w.main)) {
		entries := w.main[kiosk]
		if w.counted {
			entries = slices.Concat(entries, w.other[kiosk])
		}
		for _, entry := range entries {
			record, err := ledger.ParseRecord(entry)
			must(w.r, err)
			switch b := record.Ballot; {
			case seen[record.ID()]:
			case b == nil:
				sheets += record.Paper.Choices()
			case b.Ticket != "" && !seen[b.Ticket]:
				tickets++
				seen[b.Ticket] = true
			case b.Ticket == "" && !b.Test:
				ballots++
			}
			seen[record.ID()] = true
		}
	}
	return ballots, tickets, sheets
}

// check compares the hub with the model. A person has looked at every case.
func (w *world) check(r *rapid.T) {
	w.r = r
	w.judge()
	result, err := w.house.hub.Tally(w.t.Context())
	must(r, err)
	open, _ := result.Round("r1")
	byTicket, _ := result.Round("r2")
	ballots, tickets, sheets := w.want()
	if open.Ballots != ballots || byTicket.Ballots != tickets || open.Paper.Choices != sheets {
		r.Fatalf("the hub counts %d ballots, %d by ticket, %d choices on paper; the model %d, %d, %d",
			open.Ballots, byTicket.Ballots, open.Paper.Choices, ballots, tickets, sheets)
	}
	if open.Choices != open.Ballots || byTicket.Choices != byTicket.Ballots {
		r.Fatalf("%d choices on %d ballots, %d on %d", open.Choices, open.Ballots, byTicket.Choices, byTicket.Ballots)
	}
	for id, size := range w.receipt {
		if int64(len(w.main[id])) < size {
			r.Fatalf("kiosk %s: %d entries are held, receipts for %d", id, len(w.main[id]), size)
		}
	}
}
