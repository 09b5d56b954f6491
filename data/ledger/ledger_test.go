package ledger_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// ballot returns the n-th of a row of invented ballots.
func ballot(n int) vote.Ballot {
	id := sha256.Sum256(fmt.Append(nil, "ballot ", n))
	b := vote.Ballot{ID: fmt.Sprintf("%x", id[:16]), Round: "2026", Hour: time.Date(2026, 5, 1, n%24, 0, 0, 0, time.UTC)}
	for c := range 1 + n%3 {
		b.Choices = append(b.Choices, vote.Choice{Category: fmt.Sprint("c", c), Nominee: fmt.Sprint("n", n%7)})
	}
	return b
}

func key(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte(name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func openStore(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// newLog returns a ledger with n ballots on a disk of its own.
func newLog(t testing.TB, n int) *ledger.Log {
	t.Helper()
	s := openStore(t, t.TempDir())
	l := ledger.Open(s, s.Identity())
	cast(t, l, 0, n)
	return l
}

// cast appends the ballots from up to but not including to.
func cast(t testing.TB, l *ledger.Log, from, to int) {
	t.Helper()
	for n := from; n < to; n++ {
		if _, err := l.Append(t.Context(), ballot(n)); err != nil {
			t.Fatal(err)
		}
	}
}

func bundle(t testing.TB, l *ledger.Log, from int64, limit int) ledger.Bundle {
	t.Helper()
	b, err := l.Bundle(t.Context(), from, limit)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// receiver takes bundles of one kiosk as a hub does: it stores each entry once
// and answers with a receipt.
type receiver struct {
	hub    ledger.Identity
	size   int64
	hashes []tlog.Hash
	counts map[string]int // ballots by id
}

func newReceiver() *receiver {
	return &receiver{hub: ledger.HubIdentity(key("hub")), counts: map[string]int{}}
}

func (r *receiver) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		if i >= int64(len(r.hashes)) {
			return nil, fmt.Errorf("no hash %d", i)
		}
		out = append(out, r.hashes[i])
	}
	return out, nil
}

func (r *receiver) receive(data []byte) ([]byte, error) {
	b, err := ledger.ParseBundle(data)
	if err != nil {
		return nil, err
	}
	hashes, err := ledger.Extend(r, r.size, b)
	if err != nil {
		return nil, err
	}
	ballots, err := b.Ballots()
	if err != nil {
		return nil, err
	}
	for _, x := range ballots[len(ballots)-len(b.New(r.size)):] {
		r.counts[x.ID]++
	}
	r.hashes = append(r.hashes, hashes...)
	r.size = max(r.size, b.End())
	head, err := b.Checkpoint()
	if err != nil {
		return nil, err
	}
	return ledger.SignReceipt(r.hub, head)
}

func (r *receiver) key(t testing.TB) string {
	t.Helper()
	k, err := r.hub.VerifierKey()
	if err != nil {
		t.Fatal(err)
	}
	return k
}

type numbers struct{ size, choices, acked, unsent int64 }

func numbersOf(t testing.TB, l *ledger.Log) (n numbers) {
	t.Helper()
	var err [4]error
	n.size, err[0] = l.Size(t.Context())
	n.choices, err[1] = l.Choices(t.Context())
	n.acked, err[2] = l.Acked(t.Context())
	n.unsent, err[3] = l.Unsent(t.Context())
	if err := errors.Join(err[:]...); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAppend(t *testing.T) {
	l := newLog(t, 0)
	if err := l.Verify(t.Context()); err != nil {
		t.Errorf("empty log: %v", err)
	}
	for n := range 5 {
		index, err := l.Append(t.Context(), ballot(n))
		if err != nil || index != int64(n) {
			t.Fatalf("ballot %d: index %d, %v", n, index, err)
		}
	}
	if got, want := numbersOf(t, l), (numbers{5, 9, 0, 5}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if err := l.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSameBallotTwiceIsOneEntry(t *testing.T) {
	l := newLog(t, 3)
	index, err := l.Append(t.Context(), ballot(1))
	if err != nil || index != 1 {
		t.Errorf("index %d, %v", index, err)
	}
	if n := numbersOf(t, l); n.size != 3 {
		t.Errorf("%d entries", n.size)
	}
}

func TestAppendRefusesWhatCannotStandInALog(t *testing.T) {
	l := newLog(t, 0)
	for name, spoil := range map[string]func(*vote.Ballot){
		"no id":             func(b *vote.Ballot) { b.ID = "" },
		"id in capitals":    func(b *vote.Ballot) { b.ID = strings.ToUpper(b.ID) },
		"no round":          func(b *vote.Ballot) { b.Round = "" },
		"line in the round": func(b *vote.Ballot) { b.Round = "2026\nchoice a b" },
		"space in nominee":  func(b *vote.Ballot) { b.Choices[0].Nominee = "a b" },
		"broken UTF-8":      func(b *vote.Ballot) { b.Choices[0].Nominee = "\xff" },
		"no choice":         func(b *vote.Ballot) { b.Choices = nil },
		"choice twice":      func(b *vote.Ballot) { b.Choices = append(b.Choices, b.Choices[0]) },
		"year 10000":        func(b *vote.Ballot) { b.Hour = b.Hour.AddDate(8000, 0, 0) },
		"endless": func(b *vote.Ballot) {
			for i := range 10_000 {
				b.Choices = append(b.Choices, vote.Choice{Category: "x", Nominee: fmt.Sprint(i)})
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := ballot(2)
			spoil(&b)
			if _, err := l.Append(t.Context(), b); !errors.Is(err, vote.ErrBallotShape) {
				t.Errorf("got %v", err)
			}
		})
	}
	if n := numbersOf(t, l); n.size != 0 {
		t.Errorf("%d entries", n.size)
	}
}

func TestBundleComesBack(t *testing.T) {
	l := newLog(t, 11)
	for from := int64(0); from <= 11; from++ {
		for _, limit := range []int{0, 1, 4, 100} {
			b := bundle(t, l, from, limit)
			if want := min(from+int64(limit), 11); b.End() != want {
				t.Errorf("from %d, limit %d: ends at %d, want %d", from, limit, b.End(), want)
			}
			if err := b.Verify(); err != nil {
				t.Errorf("from %d, limit %d: %v", from, limit, err)
			}
			again, err := ledger.ReadBundle(bytes.NewReader(b.Marshal()))
			if err != nil || !bytes.Equal(again.Marshal(), b.Marshal()) {
				t.Errorf("from %d, limit %d: came back otherwise, %v", from, limit, err)
			}
		}
	}
	if _, err := l.Bundle(t.Context(), 12, 1); !errors.Is(err, ledger.ErrGap) {
		t.Errorf("beyond the end: %v", err)
	}
	before := bundle(t, l, 3, 5).Marshal()
	cast(t, l, 11, 14)
	if !bytes.Equal(bundle(t, l, 3, 5).Marshal(), before) {
		t.Error("the same entries give other bytes once the log has grown")
	}
}

func TestBundleHoldsTheBallots(t *testing.T) {
	got, err := bundle(t, newLog(t, 6), 2, 3).Ballots()
	if err != nil || len(got) != 3 {
		t.Fatalf("%d ballots, %v", len(got), err)
	}
	for i, b := range got {
		if fmt.Sprint(b) != fmt.Sprint(ballot(2+i)) {
			t.Errorf("got %v, want %v", b, ballot(2+i))
		}
	}
}

// wide is a ballot whose entry is nearly as long as one may be.
func wide(n int) vote.Ballot {
	b := ballot(n)
	for i := range 500 {
		b.Choices = append(b.Choices, vote.Choice{Category: "x", Nominee: fmt.Sprint(strings.Repeat("ă", 50), i)})
	}
	return b
}

func TestBundleStaysWithinItsLimit(t *testing.T) {
	l := newLog(t, 0)
	for n := range 100 {
		if _, err := l.Append(t.Context(), wide(n)); err != nil {
			t.Fatal(err)
		}
	}
	r := newReceiver()
	for r.size < 100 {
		data := bundle(t, l, r.size, 1000).Marshal()
		if len(data) > ledger.MaxBundle {
			t.Fatalf("%d bytes", len(data))
		}
		if _, err := r.receive(data); err != nil {
			t.Fatal(err)
		}
	}
	long := bytes.NewReader(make([]byte, 10*ledger.MaxBundle))
	if _, err := ledger.ReadBundle(long); err == nil || long.Len() < 8*ledger.MaxBundle {
		t.Errorf("read all but %d bytes of what is too long, %v", long.Len(), err)
	}
}

func TestMain(m *testing.M) {
	if dir := os.Getenv(castInto); dir != "" {
		os.Exit(castForever(dir))
	}
	os.Exit(m.Run())
}
