package hub

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/plan"
	"hangviet/data/hub/tally"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// voteRoutes are the rounds: made, watched, settled and closed.
func (s *Service) voteRoutes() []route {
	return []route{
		{"GET /rounds", people.SeeVotes, s.showRounds},
		{"GET /rounds/{id}", people.SeeVotes, s.showRound},
		{"GET /rounds/{id}/export", people.SeeTotals, s.sendExport},
		{"GET /rounds/{round}/record", people.JudgeVotes, s.showRoundRecord},
		{"GET /rounds/{round}/record.zip", people.JudgeVotes, s.sendRoundRecord},
		{"GET /rounds/{id}/exposure", people.SeeTotals, s.showExposure},
		{"GET /forks/{id}", people.JudgeVotes, s.sendFork},
		{"GET /cases/{id}", people.JudgeVotes, s.showCase},
		{"POST /cases/{id}/count", people.JudgeVotes, s.judge(books.CountToo)},
		{"POST /cases/{id}/aside", people.JudgeVotes, s.judge(books.SetAside)},
		{"POST /cases/{id}/undecided", people.JudgeVotes, s.judge("")},

		{"GET /rounds/new", people.ManageVotes, s.showNewRound},
		{"POST /rounds/new", people.ManageVotes, s.makeRound},
		{"GET /rounds/{id}/edit", people.ManageVotes, s.showRoundForm},
		{"POST /rounds/{id}/edit", people.ManageVotes, s.saveRound},
		{"POST /rounds/{id}/switch", people.ManageVotes, s.switchRound},
		{"POST /rounds/{id}/copy", people.ManageVotes, s.copyRound},
		{"POST /rounds/{id}/delete", people.ManageVotes, s.deleteRound},
		{"GET /rounds/{id}/nominees", people.ManageVotes, s.showNominees},
		{"POST /rounds/{id}/nominees", people.ManageVotes, s.changeNominees},
		{"GET /rounds/{id}/participation", people.SeeVotes, s.showParticipation},
		{"GET /rounds/{id}/settle", people.JudgeVotes, s.showSettle},
		{"POST /rounds/{id}/settle", people.JudgeVotes, s.settle},
		{"GET /rounds/{id}/tickets", people.ManageVotes, s.showTickets},
		{"POST /rounds/{id}/tickets", people.ManageVotes, s.makeTickets},
		{"POST /rounds/{id}/tickets/{batch}/codes", people.ManageVotes, s.takeCodes},
		{"POST /rounds/{id}/tickets/{batch}/drop", people.ManageVotes, s.dropTickets},
		{"GET /rounds/{id}/closing", people.JudgeVotes, s.showClosing},
		{"POST /rounds/{id}/closing/close", people.ManageVotes, s.closeRound},
		{"POST /rounds/{id}/closing/without", people.JudgeVotes, s.closeWithout},
		{"POST /rounds/{id}/closing/publish", people.JudgeVotes, s.publishRound},
		{"GET /rounds/{id}/results.pdf", people.SeeTotals, s.sendPDF},
		{"GET /cases", people.JudgeVotes, s.showCases},
	}
}

// tellsTotals tells whether anybody at all may be told how often a nominee of the
// round was chosen: not while people vote, not even the organiser, unless the
// round's rule is that everybody may see it at any time.
//
// The campaign's rules keep running totals from voters, so that nobody is drawn to
// the leader; and who could see them early could pass them on, or mend the round
// until it comes out right. What checks need, how many ballots came from where,
// what is odd about them and what contradicts, is told without.
func tellsTotals(r vote.Round, now time.Time) bool {
	return r.Reveal == vote.Always || r.PhaseAt(now) == vote.Closed
}

// hidden returns the rounds of which no totals are told.
func (s *Service) hidden(ctx context.Context) (map[string]bool, error) {
	all, err := s.Histories(ctx)
	hidden := map[string]bool{}
	for id, h := range all {
		hidden[id] = !tellsTotals(h[0].Round, s.config.Now())
	}
	return hidden, err
}

// toldTotals tells whether totals of a round may be told now; of one that nobody
// published they may, as there are none.
func (s *Service) toldTotals(ctx context.Context, id string) (bool, error) {
	hidden, err := s.hidden(ctx)
	return !hidden[id], err
}

// totalsRefused answers for totals that are not told yet.
func (s *Service) totalsRefused(w http.ResponseWriter, r *http.Request, err error) {
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, http.StatusForbidden, web.Message{Frame: s.frame(w, r, true), Key: "message.hidden"})
}

// planned is a round as the hub knows it: as it was published last, as it is made
// here, or both.
type planned struct {
	id        string
	made      *books.MadeRound // nil: it is not made here
	draft     plan.Draft       // of made, or of the published form
	published tally.Definition
	known     bool // some release has published it
}

// findPlanned reads a round, or returns [ErrNoRound].
func findPlanned(t *books.Tx, id string) (planned, error) {
	p := planned{id: id}
	known, err := histories(t)
	if err != nil {
		return p, err
	}
	if p.published, p.known = newestOf(known, id); p.known {
		p.draft = plan.From(p.published.Round)
	}
	made, err := t.MadeRound(id)
	switch {
	case errors.Is(err, books.ErrNotFound) && !p.known:
		return p, ErrNoRound
	case errors.Is(err, books.ErrNotFound):
		return p, nil
	case err != nil:
		return p, err
	}
	p.made = &made
	p.draft, err = plan.Parse(made.Draft)
	return p, err
}

// planned is findPlanned in a transaction of its own.
func (s *Service) planned(ctx context.Context, id string) (p planned, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		p, err = findPlanned(t, id)
		return err
	})
	if err != nil && !errors.Is(err, ErrNoRound) {
		err = fmt.Errorf("read round: %w", err)
	}
	return p, err
}

// version returns the version of the round made here, 0 for none.
func (p planned) version() int64 {
	if p.made == nil {
		return 0
	}
	return p.made.Version
}

// waits tells whether the round made here is another than was published last, or
// is to be published first.
func (p planned) waits() bool {
	if p.made == nil || !p.known && p.draft.Switch == vote.SetDraft {
		return false
	}
	r, _ := p.draft.Round(anyProduct)
	return !p.known || !sameRound(r, p.published.Round)
}

// sameRound tells whether two forms of a round are the same to a kiosk.
func sameRound(a, b vote.Round) bool {
	one, err1 := plan.From(a).Encode()
	two, err2 := plan.From(b).Encode()
	return err1 == nil && err2 == nil && one == two
}

// faults returns what is wrong with a draft, by itself and after what was published.
// What was published already, and is as wrong as it was, hinders no other change.
func (p planned) faults(d plan.Draft, products *plan.Products, now time.Time) (vote.Round, []plan.Fault) {
	r, faults := d.Round(products.Find)
	if !p.known {
		return r, faults
	}
	_, before := plan.From(p.published.Round).Round(products.Find)
	faults = slices.DeleteFunc(faults, func(f plan.Fault) bool {
		return slices.ContainsFunc(before, func(b plan.Fault) bool { return b.String() == f.String() })
	})
	if len(faults) == 0 {
		faults = plan.CheckChange(p.published.Round, r, now)
	}
	return r, faults
}

// hardFaults leaves out what only another catalogue has brought: of a product that is
// no longer shown a round can be paused and closed all the same.
func hardFaults(faults []plan.Fault) []plan.Fault {
	return slices.DeleteFunc(slices.Clone(faults), func(f plan.Fault) bool {
		return f.Code == plan.FaultGone || f.Code == plan.FaultFirm || f.Code == plan.FaultFew
	})
}

// keepRound stores a round that is made here, and notes it. Its error is
// [books.ErrChanged] when somebody else was quicker.
func (s *Service) keepRound(ctx context.Context, d plan.Draft, version int64, act, remark string) error {
	text, err := d.Encode()
	if err != nil {
		return err
	}
	return s.db.Update(ctx, func(t *books.Tx) error {
		err := t.PutMadeRound(books.MadeRound{ID: d.ID, Draft: text, Version: version, Who: nameOf(ctx), Changed: s.config.Now()})
		if err != nil {
			return err
		}
		return s.audit(ctx, t, act, d.ID, remark)
	})
}

// roundFailed answers for a round that is not there, and for other failures.
func (s *Service) roundFailed(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, ErrNoRound) {
		s.showNothing(w, r)
		return
	}
	s.fail(w, r, err)
}

// parseForm reads a form of at most so many bytes, or answers that it cannot.
func parseForm(w http.ResponseWriter, r *http.Request, most int64) bool {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if err := textForm(r); err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return false
	}
	return true
}
