package hub

import (
	"context"
	"errors"
	"fmt"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
)

// survey is all that the hub knows of a round at one moment.
type survey struct {
	planned
	round        tally.Round // zero unless known
	took         tally.Participation
	used         map[string]int // tickets used, by batch
	batches      []books.TicketBatch
	kiosks       []books.Kiosk
	names        map[string]string // of kiosks
	forks        []books.Fork
	remarks      []books.RoundRemark
	publications []books.Publication
}

// survey reads a round, or returns [ErrNoRound].
func (s *Service) survey(ctx context.Context, id string) (all survey, err error) {
	err = s.counted(ctx, func(t *books.Tx, c *tally.Counter) error {
		if all.planned, err = findPlanned(t, id); err != nil {
			return err
		}
		all.round, _ = c.Result().Round(id)
		all.took, all.used = c.Participation(id), c.Used(id)
		return all.read(t)
	})
	if errors.Is(err, ErrNoRound) {
		return all, ErrNoRound
	}
	if err != nil {
		return all, fmt.Errorf("look at round: %w", err)
	}
	all.names = make(map[string]string, len(all.kiosks))
	for _, k := range all.kiosks {
		all.names[k.ID] = k.Name
	}
	return all, nil
}

func (v *survey) read(t *books.Tx) (err error) {
	var errs [5]error
	v.batches, errs[0] = t.TicketBatches(v.id)
	v.kiosks, errs[1] = t.Kiosks()
	v.forks, errs[2] = t.Forks()
	v.remarks, errs[3] = t.RoundRemarks(v.id)
	v.publications, errs[4] = t.Publications(v.id)
	return errors.Join(errs[:]...)
}

// remark returns what was said about a thing of the round.
func (v *survey) remark(kind, item string) (books.RoundRemark, bool) {
	for _, r := range v.remarks {
		if r.Kind == kind && r.Item == item {
			return r, true
		}
	}
	return books.RoundRemark{}, false
}

// called returns what a kiosk is called.
func (v *survey) called(kiosk string) string { return called(v.names, kiosk) }

// The kinds of cases that a person has to settle before a round is published.
const (
	caseFork    = "fork"    // a contradicting ledger that nobody has decided about
	casePending = "pending" // a kiosk that waits for approval and holds ballots
	casePaper   = "paper"   // a batch of paper that does not count
	caseFlagged = "flagged" // ballots that came about oddly
	caseDropped = "dropped" // ballots with tickets of a batch that was dropped
)

// openCase is one of them. Those of the first two kinds are settled where they
// belong, by a decision; the others by saying that they were looked at.
type openCase struct {
	kind, item string
	subject    string // what it is called
	n          int    // ballots, entries or sheets
	remark     books.RoundRemark
	settled    bool
}

// cases returns everything to settle, with what is settled by a remark.
func (v *survey) cases() (all []openCase) {
	for _, f := range v.forks {
		all = append(all, openCase{kind: caseFork, item: f.ID, subject: v.called(f.Kiosk), n: int(f.Size - f.First), settled: f.Verdict != ""})
	}
	waiting := v.round.Uncounted[tally.ReasonPending] > 0
	for _, b := range v.round.Batches {
		waiting = waiting || b.Reason == tally.ReasonPending
	}
	for _, k := range v.kiosks {
		if waiting && k.Status == wire.Pending && k.Size > 0 {
			all = append(all, openCase{kind: casePending, item: k.ID, subject: called(v.names, k.ID), n: int(k.Size)})
		}
	}
	for _, b := range v.round.Batches {
		switch b.Reason {
		case tally.ReasonNumber, tally.ReasonRules, tally.ReasonTwice:
			all = append(all, v.looked(openCase{kind: casePaper, item: b.ID, subject: b.Number + " · " + v.called(b.Kiosk), n: b.Sheets}))
		}
	}
	if n := v.flagged(); n > 0 {
		all = append(all, v.looked(openCase{kind: caseFlagged, item: fmt.Sprint(n), n: n}))
	}
	for _, b := range v.batches {
		if n := v.used[b.ID]; b.State == books.BatchDropped && n > 0 {
			all = append(all, v.looked(openCase{kind: caseDropped, item: fmt.Sprintf("%s/%d", b.ID, n), subject: b.Label, n: n}))
		}
	}
	return all
}

// flagged returns how many ballots the runs have: more of them are another case.
func (v *survey) flagged() (n int) {
	for _, r := range v.round.Runs {
		n += r.Ballots
	}
	return n
}

// looked adds what was said about a case.
func (v *survey) looked(c openCase) openCase {
	c.remark, c.settled = v.remark(c.kind, c.item)
	return c
}

// open returns how many cases are not settled.
func (v *survey) open() (n int) {
	for _, c := range v.cases() {
		if !c.settled {
			n++
		}
	}
	return n
}

// unsettled returns how many cases of a round are not settled.
func (s *Service) unsettled(ctx context.Context, id string) (int, error) {
	v, err := s.survey(ctx, id)
	return v.open(), err
}
