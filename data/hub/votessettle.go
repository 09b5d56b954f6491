package hub

import (
	"errors"
	"net/http"

	"hangviet/data/hub/books"
	"hangviet/ui/web"
)

// showSettle shows what is to be settled before a round is published.
func (s *Service) showSettle(w http.ResponseWriter, r *http.Request) {
	v, err := s.survey(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	p := web.Settle{Frame: s.frame(w, r, true)}
	p.RoundHead = s.headOf(r.Context(), v, "settle", p.Lang)
	for _, c := range v.cases() {
		row := web.CaseRow{Kind: c.kind, Item: c.item, Subject: c.subject, N: c.n, Settled: c.settled, Remark: c.remark.Remark, Who: c.remark.Who}
		if c.settled && !c.remark.At.IsZero() {
			row.At = showTime(c.remark.At)
		}
		p.Cases = append(p.Cases, row)
	}
	var page web.Round
	addPaper(&page, v.round, v.names)
	addRuns(&page, v.round, v.names)
	p.Runs, p.MoreRuns, p.Batches = page.Runs, page.MoreRuns, page.Batches
	s.draw(w, r, http.StatusOK, p)
}

// settle notes that somebody looked at a case, or takes that back. A case that is
// no longer there as it was seen, as more ballots came, is not settled.
func (s *Service) settle(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxForm) {
		return
	}
	id, kind, item := r.PathValue("id"), r.PostForm.Get("kind"), r.PostForm.Get("item")
	v, err := s.survey(r.Context(), id)
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	reason, given := reasonOf(r)
	undo := r.PostForm.Get("undo") != ""
	if v.lookable(kind, item) && (given || undo) {
		if err := s.remarkOn(r, books.RoundRemark{Round: id, Kind: kind, Item: item, Remark: reason}, undo); err != nil {
			s.fail(w, r, err)
			return
		}
	}
	http.Redirect(w, r, "/rounds/"+id+"/settle", http.StatusSeeOther)
}

// lookable tells whether there is such a case, to be settled by looking at it.
func (v *survey) lookable(kind, item string) bool {
	for _, c := range v.cases() {
		if c.kind == kind && c.item == item {
			return kind == casePaper || kind == caseFlagged || kind == caseDropped
		}
	}
	return false
}

// remarkOn stores a remark, or takes it back, and notes it in the audit.
func (s *Service) remarkOn(r *http.Request, remark books.RoundRemark, undo bool) error {
	remark.Who, remark.At = nameOf(r.Context()), s.config.Now()
	return s.db.Update(r.Context(), func(t *books.Tx) error {
		if undo {
			return errors.Join(t.DropRoundRemark(remark.Round, remark.Kind, remark.Item),
				s.audit(r.Context(), t, "round.reopened."+remark.Kind, remark.Round, remark.Item))
		}
		return errors.Join(t.PutRoundRemark(remark),
			s.audit(r.Context(), t, "round.settled."+remark.Kind, remark.Round, remark.Item+": "+remark.Remark))
	})
}

// showCases lists every contradicting ledger.
func (s *Service) showCases(w http.ResponseWriter, r *http.Request) {
	kiosks, forks, err := s.Kiosks(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	names := map[string]string{}
	for _, k := range kiosks {
		names[k.ID] = k.Name
	}
	p := web.Cases{Frame: s.frame(w, r, true)}
	for _, f := range forks {
		line := web.CaseLine{
			ID: f.ID, Kiosk: f.Kiosk, Name: names[f.Kiosk], Received: showTime(f.Received), How: f.How,
			From: int(f.First) + 1, To: int(f.Size), Verdict: string(f.Verdict), Who: f.Who,
		}
		if !f.Decided.IsZero() {
			line.Decided = showTime(f.Decided)
		}
		p.Cases = append(p.Cases, line)
	}
	s.draw(w, r, http.StatusOK, p)
}
