package hub

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/room"
	"hangviet/ui/web"
)

// queueStates are the filters of the queue: what waits for officers, each state,
// and all.
var queueStates = []string{
	"waiting", string(dossier.Returned), string(dossier.Accepted), string(dossier.Refused), string(dossier.Draft), "all",
}

// queueSize is how many entries a page of the queue has.
const queueSize = 50

// showDossiers shows the queue, waiting longest first.
func (s *Service) showDossiers(w http.ResponseWriter, r *http.Request) {
	p := web.DeskQueue{Frame: s.frame(w, r, true), State: r.URL.Query().Get("state")}
	if !slices.Contains(queueStates, p.State) {
		p.State = queueStates[0]
	}
	if err := s.fillQueue(r, &p); err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, http.StatusOK, p)
}

func (s *Service) fillQueue(r *http.Request, p *web.DeskQueue) error {
	rows, err := s.queue(r.Context(), func(books.Dossier) bool { return true })
	if err != nil {
		return err
	}
	for _, state := range queueStates {
		p.States = append(p.States, web.DeskFilter{State: state, Count: len(inState(rows, state)), Here: state == p.State})
	}
	shown := inState(rows, p.State)
	p.Pages = pagerOf("/dossiers?state="+p.State+"&", pageOf(r), queueSize, len(shown))
	p.Rows = shown[min(len(shown), (p.Pages.Page-1)*queueSize):min(len(shown), p.Pages.Page*queueSize)]
	if p.Two, err = s.twoOfficers(r.Context()); err != nil {
		return err
	}
	all, err := s.acceptedContent(r.Context())
	for _, a := range all {
		if _, yes := entered(a.Entry); yes && a.At > 0 {
			p.Entered++
		}
	}
	p.Notice = nominated(r, p.Lang)
	return err
}

// nominated says how many were made nominees just now.
func nominated(r *http.Request, lang string) string {
	q := r.URL.Query()
	added, err := strconv.Atoi(q.Get("added"))
	if err != nil || added < 0 {
		return ""
	}
	text := web.Say(lang, "desk.nominated", web.Number(added, lang))
	if beyond, err := strconv.Atoi(q.Get("beyond")); err == nil && beyond > 0 {
		text += " " + web.Say(lang, "desk.nominated.beyond", web.Number(beyond, lang))
	}
	return text
}

func inState(rows []web.DeskRow, state string) (all []web.DeskRow) {
	for _, row := range rows {
		waiting := dossier.State(row.State).Waiting()
		if state == "all" || state == row.State || state == "waiting" && waiting {
			all = append(all, row)
		}
	}
	return all
}

// queue returns the entries of which want is true, that in its state longest first.
func (s *Service) queue(ctx context.Context, want func(books.Dossier) bool) (rows []web.DeskRow, err error) {
	err = s.db.View(ctx, func(t *books.Tx) error {
		rows = nil
		rooms, err := t.Rooms()
		if err != nil {
			return err
		}
		names := map[string]books.Room{}
		for _, r := range rooms {
			names[r.ID] = r
		}
		all, err := t.Dossiers()
		slices.SortStableFunc(all, func(a, b books.Dossier) int { return a.Touched.Compare(b.Touched) })
		for _, d := range all {
			if err == nil && want(d) {
				var row web.DeskRow
				row, err = s.queueRow(d, names[d.Room])
				rows = append(rows, row)
			}
		}
		return err
	})
	return rows, err
}

func (s *Service) queueRow(d books.Dossier, of books.Room) (web.DeskRow, error) {
	answers, _, err := room.ParseAnswers(d.Answers, d.Photos)
	return web.DeskRow{
		ID: d.ID, Title: cmp.Or(answers["name"], d.Code), Code: d.Code, Firm: d.Form == string(dossier.Firm), Maker: of.Name, Room: of.ID,
		State: d.State, Version: int(d.Version), Since: showTime(d.Touched), Days: int(s.config.Now().Sub(d.Touched) / (24 * time.Hour)), First: d.First,
	}, err
}
