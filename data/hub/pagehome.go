package hub

import (
	"net/http"

	"hangviet/data/catalog"
	"hangviet/data/hub/people"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// showHome shows strangers what this is, with the results that may be shown. Who
// has signed in sees the kiosks: how they are is for no stranger to know.
func (s *Service) showHome(w http.ResponseWriter, r *http.Request) {
	if s.can(r.Context(), people.SeeKiosks) {
		s.showKiosks(w, r)
		return
	}
	some, err := s.hasAccounts(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	result, err := s.Tally(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p := web.Home{Frame: s.frame(w, r, true), Empty: !some}
	for _, round := range result.Rounds {
		row := s.roundRow(round, p.Lang)
		if vote.Phase(row.Phase) == vote.Draft || round.Newest.Test {
			continue
		}
		p.Rounds = append(p.Rounds, web.HomeRound{
			ID: row.ID, Title: catalog.Text(round.Title).In(p.Lang), Phase: row.Phase, Opens: row.Opens, Closes: row.Closes,
			Shown: round.Newest.Shows(s.config.Now()),
		})
	}
	s.draw(w, r, http.StatusOK, p)
}
