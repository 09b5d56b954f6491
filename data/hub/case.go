package hub

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/hub/books"
	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// Case is a fork as a person looks at it: two branches of one ledger, what they
// share and what only each of them holds.
type Case struct {
	Fork   books.Fork
	Kiosk  books.Kiosk
	Common int64 // entries that both begin with
	Early  bool  // they differ before Common: the other branch's entries until there were not sent
	Ours   Branch
	Theirs Branch
	Guess  Guess
	Audit  []books.Audit
}

// Branch is what only one branch holds.
type Branch struct {
	Ballots, Choices int
	Batches, Sheets  int       // of paper
	First, Last      time.Time // hours of its entries; zero when it has none
	Counts           map[RoundChoice]int
}

// RoundChoice is a choice in a round.
type RoundChoice struct {
	Round string
	vote.Choice
}

// Guess is what a fork probably is.
type Guess string

// The guesses. A branch that begins after the other has ended is one machine that
// was set back; branches that go on side by side are two machines.
const (
	GuessRestored Guess = "restored" // the disk was set back to an older copy of itself
	GuessCloned   Guess = "cloned"   // one disk image runs on two kiosks
	GuessUnsure   Guess = "unsure"   // the hours do not tell
)

// ErrNoFork says that there is no fork of that id.
var ErrNoFork = errors.New("no such fork")

// Case returns a fork, or [ErrNoFork].
func (s *Service) Case(ctx context.Context, id string) (c Case, err error) {
	err = s.db.View(ctx, func(t *books.Tx) error {
		if c.Fork, err = findFork(t, id); err != nil {
			return err
		}
		if c.Kiosk, err = t.Kiosk(c.Fork.Kiosk); err != nil {
			return err
		}
		if c.Audit, err = t.Audits(id); err != nil {
			return err
		}
		return c.compare(t)
	})
	if err != nil {
		return Case{}, fmt.Errorf("read fork: %w", err)
	}
	return c, nil
}

func findFork(t *books.Tx, id string) (books.Fork, error) {
	forks, err := t.Forks()
	if err != nil {
		return books.Fork{}, err
	}
	at := slices.IndexFunc(forks, func(f books.Fork) bool { return f.ID == id })
	if at < 0 {
		return books.Fork{}, ErrNoFork
	}
	return forks[at], nil
}

// compare reads both branches.
func (c *Case) compare(t *books.Tx) error {
	split, err := splitFork(t, c.Fork)
	if err != nil {
		return err
	}
	c.Common, c.Early = split.common, split.early
	if c.Theirs, err = newBranch(split.theirs); err != nil {
		return err
	}
	if c.Ours, err = newBranch(split.ours); err != nil {
		return err
	}
	heads, err := t.Heads(c.Kiosk.ID)
	c.Guess = guess(c.Ours, c.Theirs)
	for _, h := range heads {
		if h.Size > c.Common && h.Received.After(c.Fork.Received) {
			c.Guess = GuessCloned // both go on
		}
	}
	return err
}

// guess tells by the hours alone.
func guess(ours, theirs Branch) Guess {
	switch {
	case ours.First.IsZero() || theirs.First.IsZero():
		return GuessUnsure
	case ours.Last.Before(theirs.First) || theirs.Last.Before(ours.First):
		return GuessRestored
	case ours.Last.Equal(theirs.First) || theirs.Last.Equal(ours.First):
		return GuessUnsure // within one hour nobody can tell what was first
	}
	return GuessCloned
}

// split is a fork taken apart.
type split struct {
	books.Fork
	root         tlog.Hash // that it ends in
	common       int64     // entries before are in both branches, unless early
	early        bool      // the branches differ somewhere before common
	ours, theirs [][]byte
}

// splitFork compares a fork with the ledger that is stored.
func splitFork(t *books.Tx, f books.Fork) (s split, err error) {
	data, err := t.ForkData(f.ID)
	if err != nil {
		return s, err
	}
	b, err := ledger.ParseBundle(data)
	if err != nil {
		return s, err
	}
	head, err := b.Checkpoint()
	if err != nil {
		return s, err
	}
	s = split{Fork: f, root: head.Root, common: b.From, theirs: b.Entries}
	if s.early, err = otherBase(t, b); err != nil {
		return s, err
	}
	err = t.EachEntry(f.Kiosk, b.From, func(_ int64, entry []byte) error {
		if !s.early && len(s.ours) == 0 && len(s.theirs) > 0 && bytes.Equal(entry, s.theirs[0]) {
			s.common, s.theirs = s.common+1, s.theirs[1:]
			return nil
		}
		s.ours = append(s.ours, entry)
		return nil
	})
	return s, err
}

// otherBase tells whether the entries before a bundle are others than those that
// are stored.
func otherBase(t *books.Tx, b ledger.Bundle) (bool, error) {
	if b.From == 0 {
		return false, nil
	}
	ours, err := tlog.TreeHash(b.From, t.Hashes(b.Kiosk))
	if err != nil {
		return false, err
	}
	theirs := b.Base[len(b.Base)-1]
	for _, left := range slices.Backward(b.Base[:len(b.Base)-1]) {
		theirs = tlog.NodeHash(left, theirs)
	}
	return ours != theirs, nil
}

func newBranch(entries [][]byte) (Branch, error) {
	b := Branch{Counts: map[RoundChoice]int{}}
	for _, entry := range entries {
		r, err := ledger.ParseRecord(entry)
		if err != nil {
			return b, err
		}
		b.add(r)
	}
	return b, nil
}

func (b *Branch) add(r ledger.Record) {
	var hour time.Time
	if r.Paper != nil {
		hour = r.Paper.Hour
		b.Batches, b.Sheets = b.Batches+1, b.Sheets+r.Paper.Sheets
	} else {
		hour = r.Ballot.Hour
		b.Ballots, b.Choices = b.Ballots+1, b.Choices+len(r.Ballot.Choices)
		for _, c := range r.Ballot.Choices {
			b.Counts[RoundChoice{r.Ballot.Round, c}]++
		}
	}
	if b.First.IsZero() || hour.Before(b.First) {
		b.First = hour
	}
	if hour.After(b.Last) {
		b.Last = hour
	}
}

// Judge stores what a person decided about the other branch of a ledger: count
// its ballots too, each once by its id, or set it aside; "" takes a decision
// back. Nothing is deleted, and every decision stays in the audit. who is the name
// the person signs in with.
func (s *Service) Judge(ctx context.Context, fork string, v books.Verdict, who string) error {
	return s.judgeAs(ctx, fork, v, who, "")
}

// seenNone is what stands for no decision where one was looked at.
const seenNone = "none"

// judgeAs is Judge for who looked at a decision before, "" for one who did not look:
// it fails with [books.ErrChanged] when there is another by now.
func (s *Service) judgeAs(ctx context.Context, fork string, v books.Verdict, who, seen string) error {
	now := s.config.Now()
	err := s.db.Update(ctx, func(t *books.Tx) error {
		f, err := findFork(t, fork)
		if err != nil {
			return err
		}
		if seen != "" && seen != cmp.Or(string(f.Verdict), seenNone) {
			return books.ErrChanged
		}
		if err := t.Judge(fork, v, who, now); err != nil {
			return err
		}
		return t.PutAudit(books.Audit{At: now, Who: who, Act: actOf(v), Subject: fork, Note: "kiosk " + f.Kiosk, Way: wayOf(ctx)})
	})
	if err != nil && !errors.Is(err, ErrNoFork) {
		err = fmt.Errorf("decide about fork: %w", err)
	}
	return err
}

// actOf names a decision in the audit.
func actOf(v books.Verdict) string {
	if v == "" {
		return "fork.undecided"
	}
	return "fork." + string(v)
}
