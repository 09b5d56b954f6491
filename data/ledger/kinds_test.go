package ledger_test

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// admitted returns the n-th ballot, cast with a ticket.
func admitted(n int, mark string) vote.Ballot {
	b := ballot(n)
	b.Mode, b.Order, b.Ticket = vote.ByTicket, uint64(n), mark
	return b
}

func paper(n int, corrects string) vote.Paper {
	return vote.Paper{
		ID: fmt.Sprintf("%032x", n), Round: "2026", Hour: time.Date(2026, 5, 1, 3, 0, 0, 0, time.UTC), Batch: fmt.Sprint("B-", n),
		Staff: [2]string{"s1", "s2"}, Corrects: corrects, Sheets: 50, Invalid: 2,
		Counts: []vote.Count{{Choice: vote.Choice{Category: "c0", Nominee: "n1"}, Sheets: 48}},
	}
}

const mark = "0123456789abcdef"

func TestTicketIsUsedOnce(t *testing.T) {
	l := newLog(t, 2)
	use := ledger.Use{Round: "2026", Mark: mark}
	if used, err := l.TicketUsed(t.Context(), use); used || err != nil {
		t.Errorf("used before: %v", err)
	}
	for range 2 { // cast again, as after an answer that was lost
		if at, err := l.Append(t.Context(), admitted(2, mark)); at != 2 || err != nil {
			t.Errorf("index %d, %v", at, err)
		}
	}
	if used, err := l.TicketUsed(t.Context(), use); !used || err != nil {
		t.Errorf("not used: %v", err)
	}
	if _, err := l.Append(t.Context(), admitted(3, mark)); !errors.Is(err, ledger.ErrTicketUsed) {
		t.Errorf("a second ballot: %v", err)
	}
	other, trial := admitted(4, mark), admitted(5, mark)
	other.Round, trial.Test = "2027", true
	for _, b := range []vote.Ballot{other, trial, admitted(6, "0123456789abcdee")} {
		if _, err := l.Append(t.Context(), b); err != nil {
			t.Errorf("%s, on trial %t, %s: %v", b.Round, b.Test, b.Ticket, err)
		}
	}
	if n := numbersOf(t, l); n.size != 6 {
		t.Errorf("%d entries", n.size)
	}
	if err := l.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestKindsAreCountedApart(t *testing.T) {
	l := newLog(t, 3) // 1, 2 and 3 choices
	trial := admitted(3, mark)
	trial.Test = true
	trialPaper := paper(4, "")
	trialPaper.Test = true
	if _, err := l.Append(t.Context(), trial); err != nil {
		t.Fatal(err)
	}
	other := paper(3, "")
	other.Round = "2027"
	for i, p := range []vote.Paper{paper(1, ""), paper(2, paper(1, "").ID), other, trialPaper} {
		if at, err := l.AppendPaper(t.Context(), p); at != int64(4+i) || err != nil {
			t.Fatalf("batch %d: index %d, %v", i, at, err)
		}
	}
	got, err := l.Counts(t.Context(), "")
	if want := (ledger.Counts{Ballots: 3, Choices: 6, Trials: 1, Batches: 2, Sheets: 100, PaperChoices: 96}); got != want || err != nil {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
	got, err = l.Counts(t.Context(), "2027")
	if want := (ledger.Counts{Batches: 1, Sheets: 50, PaperChoices: 48}); got != want || err != nil {
		t.Errorf("of 2027: got %+v, %v, want %+v", got, err, want)
	}
	if n := numbersOf(t, l); n.size != 8 || n.choices != 6 || n.unsent != 8 {
		t.Errorf("got %+v", n)
	}
	papers, err := l.Papers(t.Context(), "2026")
	if err != nil || len(papers) != 3 || papers[1].Corrects != papers[0].ID {
		t.Errorf("got %v, %v", papers, err)
	}
	if err := l.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := l.AppendPaper(t.Context(), vote.Paper{}); !errors.Is(err, vote.ErrPaperShape) {
		t.Errorf("an empty batch: %v", err)
	}
	records, err := bundle(t, l, 0, 100).Records()
	if err != nil || records[5].Paper == nil || records[5].Choices() != 48 {
		t.Errorf("records %v, %v", records, err)
	}
}

// halfYear is when the ballots of newLog, of 1 May 2026, may just be pruned up
// to that of an hour.
func halfYear(hour int) time.Time {
	return time.Date(2026, 5, 1, hour+1, 0, 0, 0, time.UTC).Add(ledger.Kept)
}

// receipted brings entries to the hub and its receipt back.
func receipted(t *testing.T, l *ledger.Log, r *receiver, from int64, limit int) {
	t.Helper()
	receipt, err := r.receive(bundle(t, l, from, limit).Marshal())
	if err == nil {
		err = l.Acknowledge(t.Context(), receipt, r.key(t))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestPrune(t *testing.T) {
	l, r := newLog(t, 20), newReceiver() // ballot n is of hour n
	prune := func(now time.Time, want int64) {
		t.Helper()
		if n, err := l.Prune(t.Context(), now); n != want || err != nil {
			t.Errorf("pruned %d, %v, want %d", n, err, want)
		}
		if err := l.Verify(t.Context()); err != nil {
			t.Error(err)
		}
	}
	prune(halfYear(100), 0) // nothing has a receipt
	before := bundle(t, l, 0, 100).Marshal()
	receipted(t, l, r, 0, 12)
	prune(halfYear(4).Add(-time.Nanosecond), 4) // old, all but the last of them
	prune(halfYear(4), 1)
	prune(halfYear(4), 0)
	prune(halfYear(100), 7) // the rest has no receipt
	for _, from := range []int64{0, 11} {
		if _, err := l.Bundle(t.Context(), from, 100); !errors.Is(err, ledger.ErrPruned) {
			t.Errorf("from %d: %v", from, err)
		}
	}
	if got := bundle(t, l, 12, 100); got.End() != 20 {
		t.Errorf("ends at %d", got.End())
	}
	receipted(t, l, r, 12, 100)
	if _, err := r.receive(before); err != nil || r.size != 20 {
		t.Errorf("what was sent before is taken no more: %v", err)
	}
	if at, err := l.Append(t.Context(), ballot(3)); at != 3 || err != nil {
		t.Errorf("a pruned ballot that comes again gets index %d, %v", at, err)
	}
	cast(t, l, 20, 23)
	if got, err := l.Counts(t.Context(), ""); got.Ballots != 23 || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	prune(halfYear(100), 8)
}

func TestPrunedTicketStaysUsed(t *testing.T) {
	l, r := newLog(t, 0), newReceiver()
	for n := range 3 {
		if _, err := l.Append(t.Context(), admitted(n, strings.Repeat(fmt.Sprint(n), 16))); err != nil {
			t.Fatal(err)
		}
	}
	receipted(t, l, r, 0, 2)
	if n, err := l.Prune(t.Context(), halfYear(100)); n != 2 || err != nil {
		t.Fatalf("pruned %d, %v", n, err)
	}
	if _, err := l.Append(t.Context(), admitted(9, strings.Repeat("1", 16))); !errors.Is(err, ledger.ErrTicketUsed) {
		t.Errorf("used again: %v", err)
	}
	if err := l.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func dayCard(t testing.TB, l *ledger.Log) ledger.DayCard {
	t.Helper()
	c, err := l.DayCard(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDayCard(t *testing.T) {
	for _, n := range []int{0, 1, 7} {
		l := newLog(t, n)
		c, b := dayCard(t, l), bundle(t, l, 0, 100)
		if err := c.Verify(b.Key); err != nil {
			t.Error(err)
		}
		if head, err := b.Checkpoint(); err != nil || c.Checkpoint != head {
			t.Errorf("card of %+v, checkpoint %+v, %v", c.Checkpoint, head, err)
		}
		if again, err := ledger.ParseDayCard(c.String()); again != c || err != nil {
			t.Errorf("came back as %v, %v", again, err)
		}
		if err := c.Verify(key("other").Public().(ed25519.PublicKey)); !errors.Is(err, ledger.ErrSignature) {
			t.Errorf("another key: %v", err)
		}
		c.Size++
		if err := c.Verify(b.Key); !errors.Is(err, ledger.ErrSignature) {
			t.Errorf("another size: %v", err)
		}
		// a QR code of version 10 holds 213 bytes at level M
		if c.Size = 1 << 62; len(c.String()) > ledger.MaxDayCard || ledger.MaxDayCard > 213 {
			t.Errorf("%d characters", len(c.String()))
		}
	}
}

func TestParseDayCardIsStrict(t *testing.T) {
	good := dayCard(t, newLog(t, 3)).String()
	for i := range len(good) {
		for _, bad := range []string{good[:i], good[:i] + " " + good[i:], good[:i] + good[i+1:], good[:i] + "\x80" + good[i+1:], good[:i] + "/" + good[i+1:]} {
			c, err := ledger.ParseDayCard(bad)
			var e *ledger.ParseError
			if err == nil && c.String() != bad || err != nil && !errors.As(err, &e) {
				t.Errorf("%q: %v", bad, err)
			}
		}
	}
}

func FuzzParseDayCard(f *testing.F) {
	f.Add(dayCard(f, newLog(f, 3)).String())
	f.Add("hangviet-card/1 0 0 0 0")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ledger.ParseDayCard(text)
		if err == nil && c.String() != text {
			t.Errorf("%q comes back as %q", text, c)
		}
		var e *ledger.ParseError
		if err != nil && !errors.As(err, &e) {
			t.Errorf("%T %v", err, err)
		}
	})
}

func TestReceiptCode(t *testing.T) {
	var all []ticket.Code
	for n := range 50 {
		leaf := tlog.RecordHash(ledger.EncodeEntry(ballot(n)))
		code := ledger.ReceiptCode(leaf)
		for i := range 60 {
			if got, want := code.Value()>>(59-i)&1, uint64(leaf[i/8])>>(7-i%8)&1; got != want {
				t.Fatalf("bit %d of %s is %d, in the hash it is %d", i, code, got, want)
			}
		}
		if again, err := ticket.Parse(code.String()); again != code || err != nil {
			t.Errorf("%s is read as %s, %v", code, again, err)
		}
		all = append(all, code)
	}
	slices.Sort(all)
	if len(slices.Compact(all)) != 50 {
		t.Error("two ballots have one code")
	}
}
