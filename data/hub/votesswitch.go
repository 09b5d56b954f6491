package hub

import (
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"hangviet/data/hub/books"
	"hangviet/data/hub/plan"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// maxReason is the greatest length of a reason in characters.
const maxReason = 300

// switchNames are the positions of the switch as pages and addresses name them.
var switchNames = map[vote.Switch]string{vote.ByClock: "clock", vote.SetDraft: "draft", vote.SetPause: "paused", vote.SetClose: "closed"}

func switchName(s vote.Switch) string { return switchNames[s] }

func switchOf(name string) (vote.Switch, bool) {
	for s, n := range switchNames {
		if n == name {
			return s, true
		}
	}
	return "", false
}

// switches returns the positions that the switch of a round may take now: none but
// the one it has for a closed round, and no draft of one that is open.
func (s *Service) switches(p planned) (names []string) {
	for _, to := range []vote.Switch{vote.ByClock, vote.SetPause, vote.SetClose, vote.SetDraft} {
		if to == p.draft.Switch || to == vote.SetClose && !p.known {
			continue
		}
		if p.known {
			next := p.published.Round
			next.Switch = to
			phase := p.published.Round.PhaseAt(s.config.Now())
			if phase == vote.Closed || len(plan.CheckChange(p.published.Round, next, s.config.Now())) > 0 {
				continue
			}
		}
		names = append(names, switchName(to))
	}
	return names
}

// switchRound moves the organiser's switch, for a reason. Kiosks follow with the
// next release. A round of the workbook is taken over by it.
func (s *Service) switchRound(w http.ResponseWriter, r *http.Request) {
	p, ok := s.roundOfForm(w, r, maxForm)
	if !ok {
		return
	}
	to, known := switchOf(r.PostForm.Get("switch"))
	reason, given := reasonOf(r)
	if !known || !given {
		message := web.Say(s.lang(w, r), "votes.message.reason")
		s.drawRoundForm(w, r, http.StatusUnprocessableEntity, p, p.draft, nil, web.RoundForm{Message: message})
		return
	}
	d := p.draft
	d.Switch = to
	s.changeRound(w, r, p, d, "round.switch."+switchName(to), reason)
}

// reasonOf returns the reason that was given for an act, and whether there is one.
func reasonOf(r *http.Request) (string, bool) {
	reason := strings.Join(strings.Fields(r.PostForm.Get("reason")), " ")
	return reason, reason != "" && utf8.ValidString(reason) && utf8.RuneCountInString(reason) <= maxReason
}

// copyRound makes a draft like a round that is there.
func (s *Service) copyRound(w http.ResponseWriter, r *http.Request) {
	p, ok := s.roundOfForm(w, r, maxForm)
	if !ok {
		return
	}
	id := strings.TrimSpace(r.PostForm.Get("id"))
	faults, err := s.faultOfID(r.Context(), id)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if len(faults) > 0 {
		message := fielder{lang: s.lang(w, r), faults: faults}.fault("id")
		s.drawRoundForm(w, r, http.StatusUnprocessableEntity, p, p.draft, nil, web.RoundForm{Message: message})
		return
	}
	d := p.draft
	source, _ := d.Round(anyProduct)
	copied := plan.Copy(source, id)
	if err := s.keepRound(r.Context(), copied, 0, "round.made", p.id); err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/rounds/"+id+"/edit?saved=1", http.StatusSeeOther)
}

// deleteRound removes a round that is made here and was never published.
func (s *Service) deleteRound(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxForm) {
		return
	}
	err := s.db.Update(r.Context(), func(t *books.Tx) error {
		p, err := findPlanned(t, r.PathValue("id"))
		switch {
		case err != nil:
			return err
		case p.made == nil || p.known || p.version() != versionOf(r):
			return books.ErrChanged
		}
		if err := t.DropMadeRound(p.id); err != nil {
			return err
		}
		return s.audit(r.Context(), t, "round.deleted", p.id, p.draft.Title["vi"])
	})
	switch {
	case errors.Is(err, books.ErrChanged):
		http.Redirect(w, r, "/rounds/"+r.PathValue("id")+"/edit", http.StatusSeeOther)
	case err != nil:
		s.roundFailed(w, r, err)
	default:
		http.Redirect(w, r, "/rounds", http.StatusSeeOther)
	}
}
