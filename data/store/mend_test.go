package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// wrecked is a kiosk's data folder that is harmed again and again.
type wrecked struct {
	t     *testing.T
	files map[string][]byte // as they were when all was well
	id    string            // of the kiosk
	acked int64
	votes []string // ids, by index
	used  map[string]bool
}

const (
	mendVotes = 260
	mendAcked = 150
	mendMoved = 200 // those from here on lie in the write-ahead log
)

// newWrecked makes the folder: ballots of every form, tickets, a receipt, old entries
// that were pruned, settings, and changes that lie in the write-ahead log alone.
func newWrecked(t *testing.T) *wrecked {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir)
	noErr(t, err)
	log := ledger.Open(s, s.Identity())
	hub := ledger.HubIdentity(s.Identity().PrivateKey)
	hubKey, err := hub.VerifierKey()
	noErr(t, err)
	w := &wrecked{t: t, files: map[string][]byte{}, id: s.Identity().ID, acked: mendAcked, used: map[string]bool{}}
	for i := range mendVotes {
		if i == mendMoved {
			noErr(t, s.Close()) // which brings all of the log into the database
			s, err = store.Open(t.Context(), dir)
			noErr(t, err)
			log = ledger.Open(s, s.Identity())
		}
		w.cast(log, i)
		if i+1 == mendAcked {
			receiptFor(t, log, s.Identity().ID, hub, hubKey, mendAcked)
			_, err := log.Prune(t.Context(), time.Date(2026, 8, 1, 20, 0, 0, 0, time.UTC).Add(ledger.Kept))
			noErr(t, err)
		}
	}
	noErr(t, s.SetSetting(t.Context(), "hub.key", hubKey))
	for i := range 60 {
		noErr(t, s.SetSetting(t.Context(), fmt.Sprintf("setting-%02d", i), fmt.Sprint("value ", i)))
	}
	noErr(t, s.AddCounter(t.Context(), "2026-08-01", "view", "SP-1", 3))
	noErr(t, s.KeepCopy(t.Context()))
	for _, name := range []string{"kiosk.db", "kiosk.db-wal", "kiosk.copy"} {
		w.files[name], err = os.ReadFile(filepath.Join(dir, name))
		noErr(t, err)
	}
	noErr(t, s.Close())
	return w
}

func (w *wrecked) cast(log *ledger.Log, i int) {
	w.t.Helper()
	b := vote.Ballot{
		ID: fmt.Sprintf("%032x", i+1), Round: "r1", Mode: vote.ByPause, Hour: time.Date(2026, 8, 1, i/10, 0, 0, 0, time.UTC), Order: uint64(i),
		Choices: []vote.Choice{{Category: "an", Nominee: fmt.Sprint("SP-", i)}},
	}
	if i%5 == 0 {
		b.Mode, b.Ticket = vote.ByTicket, fmt.Sprintf("%016x", i+7)
	}
	if i%40 == 39 { // longer than a page
		for n := range 300 {
			b.Choices = append(b.Choices, vote.Choice{Category: fmt.Sprint("more-", n), Nominee: "SP-000000001"})
		}
	}
	_, err := log.Append(w.t.Context(), b)
	noErr(w.t, err)
	w.votes = append(w.votes, b.ID)
}

func receiptFor(t *testing.T, log *ledger.Log, kiosk string, hub ledger.Identity, hubKey string, size int64) {
	t.Helper()
	b, err := log.Bundle(t.Context(), 0, int(size))
	noErr(t, err)
	c, err := b.Checkpoint()
	noErr(t, err)
	note, err := ledger.SignReceipt(hub, c)
	noErr(t, err)
	noErr(t, log.Acknowledge(t.Context(), note, hubKey))
}

func noErr(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// harm writes the folder anew with some of its files changed.
func (w *wrecked) harm(change map[string][]byte) (dir string) {
	w.t.Helper()
	dir = w.t.TempDir()
	for name, raw := range w.files {
		if other, changed := change[name]; changed {
			raw = other
		}
		if raw == nil {
			continue
		}
		noErr(w.t, os.WriteFile(filepath.Join(dir, name), raw, 0o600))
	}
	return dir
}

// mended mends a folder and checks all that holds whatever was harmed: the ledger
// verifies, each ballot is in it once or is told as lost or is with the hub, the
// kiosk is who it was, no ticket is good again, the damaged file is kept, and a
// ballot can be cast.
func (w *wrecked) mended(what, dir string) store.Mended {
	w.t.Helper()
	m, err := store.Mend(w.t.Context(), dir, time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC))
	if err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
	s, err := store.Open(w.t.Context(), dir)
	noErr(w.t, err)
	defer s.Close()
	log := ledger.Open(s, s.Identity())
	if err := errors.Join(s.Check(w.t.Context()), log.Verify(w.t.Context())); err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
	if s.Identity().ID != w.id {
		w.t.Errorf("%s: it is another kiosk: %+v", what, m)
	}
	w.accounted(what, log, m)
	if all, err := s.Mendings(w.t.Context()); err != nil || len(all) != 1 || all[0].File != m.File {
		w.t.Errorf("%s: noted %+v, %v", what, all, err)
	}
	if _, err := os.Stat(filepath.Join(dir, m.File)); err != nil {
		w.t.Errorf("%s: the damaged file is gone: %v", what, err)
	}
	for i := range 60 {
		if v, err := s.Setting(w.t.Context(), fmt.Sprintf("setting-%02d", i)); err != nil || v != fmt.Sprint("value ", i) {
			w.t.Fatalf("%s: setting %d is %q, %v", what, i, v, err)
		}
	}
	b := vote.Ballot{ID: fmt.Sprintf("%032x", 1<<40), Round: "r1", Mode: vote.ByPause, Hour: time.Unix(0, 0).UTC(), Choices: []vote.Choice{{Category: "an", Nominee: "a"}}}
	if _, err := log.Append(w.t.Context(), b); err != nil {
		w.t.Errorf("%s: nothing can be cast: %v", what, err)
	}
	return m
}

// accounted counts every ballot that was acknowledged.
func (w *wrecked) accounted(what string, log *ledger.Log, m store.Mended) {
	w.t.Helper()
	lost := map[int64]bool{}
	for _, r := range m.Lost {
		for i := r[0]; i < r[1]; i++ {
			lost[i] = true
		}
	}
	for i, id := range w.votes {
		_, at, found, err := log.Find(w.t.Context(), id)
		noErr(w.t, err)
		switch index := int64(i); {
		case lost[index] && found:
			w.t.Errorf("%s: ballot %d is told as lost and is there", what, i)
		case !lost[index] && !found && index >= w.acked:
			w.t.Errorf("%s: ballot %d is lost, and not told: %+v", what, i, m)
		case found && index < m.Kept && at != index:
			w.t.Errorf("%s: ballot %d stands at %d", what, i, at)
		}
	}
}

func TestNothingIsWrong(t *testing.T) {
	w := newWrecked(t)
	m := w.mended("whole", w.harm(nil))
	if !m.Whole() || m.Size != mendVotes || m.Moved != 0 || m.Settings || m.Before != "" || m.Gone() {
		t.Errorf("%+v", m)
	}
}

// TestEachPage: failures.md, "Power cut": each page of the database and of its log,
// of every table, is filled with zeros or noise or is not to be read.
func TestEachPage(t *testing.T) {
	w := newWrecked(t)
	const page = 4096
	worst := int64(0)
	for _, name := range []string{"kiosk.db", "kiosk.db-wal"} {
		raw := w.files[name]
		step := page
		if os.Getenv("SIEGE") == "" {
			step = 17 * page
		}
		for at := 0; at < len(raw); at += step {
			harmed := slices.Clone(raw)
			for i := at; i < min(at+page, len(raw)); i++ {
				harmed[i] = byte(rand.Uint32() * uint32(at/step%2))
			}
			m := w.mended(fmt.Sprintf("%s page %d", name, at/page), w.harm(map[string][]byte{name: harmed}))
			lost := int64(0)
			for _, r := range m.Lost {
				lost += r[1] - r[0]
			}
			worst = max(worst, lost)
		}
	}
	t.Logf("at worst %d of %d ballots were lost, all of them told", worst, mendVotes)
}

// TestSingleBytes: single bytes, here and there, and many of them.
func TestSingleBytes(t *testing.T) {
	w := newWrecked(t)
	rounds := 6
	if os.Getenv("SIEGE") != "" {
		rounds = 600
	}
	for round := range rounds {
		seed, bits := rand.Uint64(), 1<<(2*(round%6))
		w.mended(fmt.Sprintf("%d bits by seed %d", bits, seed), w.harm(w.flipped(seed, bits)))
	}
}

// flipped is the database and its log with single bits turned over, as many in each.
func (w *wrecked) flipped(seed uint64, bits int) map[string][]byte {
	random := rand.New(rand.NewPCG(seed, 0)) // #nosec G404 -- damage, not a secret
	change := map[string][]byte{}
	for _, name := range []string{"kiosk.db", "kiosk.db-wal"} {
		raw := slices.Clone(w.files[name])
		for range bits {
			raw[random.IntN(len(raw))] ^= 1 << random.IntN(8)
		}
		change[name] = raw
	}
	return change
}

// TestFilesAreGone: the log is lost, the database is cut off, its first page is gone
// and there is no copy.
func TestFilesAreGone(t *testing.T) {
	w := newWrecked(t)
	m := w.mended("no log", w.harm(map[string][]byte{"kiosk.db-wal": nil}))
	if m.Size != mendVotes || m.Kept == mendVotes {
		t.Errorf("without the log: %+v", m)
	}
	raw := w.files["kiosk.db"]
	w.mended("half", w.harm(map[string][]byte{"kiosk.db": raw[:len(raw)/2]}))
	w.mended("no database", w.harm(map[string][]byte{"kiosk.db": {}}))
}

// TestWhoItWas: with neither the key nor a copy of it the kiosk is another one, says
// which it was, and its ballots are in its new ledger.
func TestWhoItWas(t *testing.T) {
	w := newWrecked(t)
	seed := w.seed()
	change := map[string][]byte{"kiosk.copy": nil}
	for _, name := range []string{"kiosk.db", "kiosk.db-wal"} {
		change[name] = without(w.files[name], seed)
	}
	dir := w.harm(change)
	m, err := store.Mend(t.Context(), dir, time.Now())
	noErr(t, err)
	s, err := store.Open(t.Context(), dir)
	noErr(t, err)
	defer s.Close()
	if m.Before != w.id || s.Identity().ID == w.id || !m.Gone() {
		t.Errorf("%+v", m)
	}
	log := ledger.Open(s, s.Identity())
	noErr(t, log.Verify(t.Context()))
	w.accounted("another", log, m)
	if n, err := log.Size(t.Context()); err != nil || n < mendVotes-mendAcked {
		t.Errorf("%d entries, %v", n, err)
	}
}

func (w *wrecked) seed() []byte {
	s, err := store.Open(w.t.Context(), w.harm(nil))
	noErr(w.t, err)
	defer s.Close()
	return s.Identity().PrivateKey.Seed()
}

func without(raw, part []byte) []byte {
	raw = slices.Clone(raw)
	for i := 0; i+len(part) <= len(raw); i++ {
		if slices.Equal(raw[i:i+len(part)], part) {
			clear(raw[i : i+len(part)])
		}
	}
	return raw
}

// TestMendingIsCutOff: what is killed before the new file is whole is begun again,
// after that it is finished by the next start; the damaged file is kept in any case.
func TestMendingIsCutOff(t *testing.T) {
	w := newWrecked(t)
	broken := slices.Clone(w.files["kiosk.db"])
	clear(broken[:4096])
	made := w.harm(map[string][]byte{"kiosk.db": broken})
	m := w.mended("first", made)
	fresh, err := os.ReadFile(filepath.Join(made, "kiosk.db"))
	noErr(t, err)
	for _, c := range []struct {
		name string
		gone []string // of the damaged files, that have their other name already
		in   bool     // the new file is in its place
	}{{"ready", nil, false}, {"log moved", []string{"-wal"}, false}, {"all moved", []string{"-wal", "-shm", ""}, false}, {"in place", []string{"-wal", "-shm", ""}, true}} {
		dir := w.harm(map[string][]byte{"kiosk.db": broken})
		folder := filepath.Join(dir, "mend")
		noErr(t, os.Mkdir(folder, 0o700))
		noErr(t, os.WriteFile(filepath.Join(folder, "ready"), []byte(m.File+"\n"), 0o600))
		for _, suffix := range c.gone {
			if err := os.Rename(filepath.Join(dir, "kiosk.db"+suffix), filepath.Join(dir, m.File+suffix)); err != nil && !os.IsNotExist(err) {
				t.Fatal(err)
			}
		}
		place := filepath.Join(folder, "kiosk.db")
		if c.in {
			place = filepath.Join(dir, "kiosk.db")
		}
		noErr(t, os.WriteFile(place, fresh, 0o600))
		s, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		w.accounted(c.name, ledger.Open(s, s.Identity()), m)
		noErr(t, s.Close())
		for _, name := range []string{m.File, m.File + "-wal"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if _, err := os.Stat(folder); !os.IsNotExist(err) {
			t.Errorf("%s: the folder is left: %v", c.name, err)
		}
	}
}

// TestDamageIsFound by the check of the structure or by the ledger's own.
func TestDamageIsFound(t *testing.T) {
	w := newWrecked(t)
	for _, text := range []string{"hangviet-ballot/2\n", "hangviet kiosk ledger v1\n"} {
		change := map[string][]byte{}
		for _, name := range []string{"kiosk.db", "kiosk.db-wal"} {
			change[name] = without(w.files[name], []byte(text))
		}
		change["kiosk.db-wal"] = nil
		s, err := store.Open(t.Context(), w.harm(change))
		if err == nil {
			err = errors.Join(s.Check(t.Context()), ledger.Open(s, s.Identity()).Verify(t.Context()), s.Close())
		}
		if !errors.Is(err, store.ErrDamaged) && !errors.Is(err, ledger.ErrDamaged) {
			t.Errorf("without %q: %v", text, err)
		}
	}
	s, err := store.Open(t.Context(), w.harm(nil))
	noErr(t, err)
	noErr(t, errors.Join(s.Check(t.Context()), s.Close()))
}

// TestOnlyTheOwnerReadsTheCopy: it holds the kiosk's private key.
func TestOnlyTheOwnerReadsTheCopy(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir)
	noErr(t, err)
	noErr(t, errors.Join(s.KeepCopy(t.Context()), s.Close()))
	info, err := os.Stat(filepath.Join(dir, "kiosk.copy"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
