package hub

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/export"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/openapi"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// apiRoutes are what the organiser's own programs ask, with a token; what each
// takes and gives is described in package openapi.
func (s *Service) apiRoutes() []route {
	return []route{
		{"GET /api/v1/openapi.json", people.Anyone, serveDocument},
		{"GET /api/v1/kiosks", people.SeeKiosks, s.apiKiosks},
		{"POST /api/v1/kiosks/{id}/approve", people.ManageKiosks, s.apiDecide(wire.Approved)},
		{"POST /api/v1/kiosks/{id}/refuse", people.ManageKiosks, s.apiDecide(wire.Refused)},
		{"GET /api/v1/rounds", people.SeeVotes, s.apiRounds},
		{"GET /api/v1/rounds/{id}/results", people.SeeVotes, s.apiResults},
		{"GET /api/v1/release", people.SeeContent, s.apiRelease},
		{"GET /api/v1/seen", people.SeeCounters, s.apiSeen},
		{"GET /api/v1/seen/{what}", people.SeeCounters, s.apiSeenBy},
	}
}

func serveDocument(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Write(openapi.Document) // who does not get it asks again
}

// answerAPI sends a value, or why there is none.
func (s *Service) answerAPI(w http.ResponseWriter, value any, err error) {
	if err != nil {
		s.sendRefusal(w, err)
		return
	}
	sendJSON(w, http.StatusOK, value)
}

// apiLang is the language that a program asks for.
func apiLang(r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); isLang(lang) {
		return lang
	}
	return web.Langs[0]
}

type apiKiosk struct {
	ID      string      `json:"id"`
	Name    string      `json:"name"`
	Status  wire.Status `json:"status"`
	Heard   time.Time   `json:"heard"`
	How     string      `json:"how"`
	Entries int64       `json:"entries"`
}

func (s *Service) apiKiosks(w http.ResponseWriter, r *http.Request) {
	kiosks, _, err := s.Kiosks(r.Context())
	all := make([]apiKiosk, 0, len(kiosks))
	for _, k := range kiosks {
		all = append(all, apiKiosk{k.ID, k.Name, k.Status, k.Heard, k.How, k.Size})
	}
	s.answerAPI(w, map[string]any{"kiosks": all}, err)
}

func (s *Service) apiDecide(status wire.Status) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := s.Decide(r.Context(), r.PathValue("id"), status)
		if errors.Is(err, ErrNoKiosk) {
			err = refuse(wire.CodeNotFound)
		}
		if err != nil {
			s.sendRefusal(w, err)
			return
		}
		standing, err := s.Standing(r.Context(), r.PathValue("id"))
		s.answerAPI(w, standing, err)
	}
}

type apiRound struct {
	ID     string    `json:"id"`
	Title  string    `json:"title"`
	Phase  string    `json:"phase"`
	Opens  time.Time `json:"opens"`
	Closes time.Time `json:"closes"`
	Told   bool      `json:"told"`
}

// apiRounds tells which rounds there are, and of none how it stands.
func (s *Service) apiRounds(w http.ResponseWriter, r *http.Request) {
	result, err := s.Tally(r.Context())
	all := []apiRound{}
	for _, one := range result.Rounds {
		all = append(all, apiRound{
			one.ID, catalog.Text(one.Title).In(apiLang(r)), string(one.Phase(s.config.Now())), one.Opens, one.Closes,
			one.Newest.Shows(s.config.Now()),
		})
	}
	s.answerAPI(w, map[string]any{"rounds": all}, err)
}

type apiCategory struct {
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Nominees []apiNominee `json:"nominees"`
}

type apiNominee struct {
	ID      string `json:"id"`
	Product string `json:"product"`
	Name    string `json:"name"`
	Maker   string `json:"maker"`
	Choices int    `json:"choices"`
}

// apiResults tells what everybody may be told of a round, and nothing before.
func (s *Service) apiResults(w http.ResponseWriter, r *http.Request) {
	d, err := s.Export(r.Context(), r.PathValue("id"), apiLang(r))
	if errors.Is(err, ErrNoRound) {
		err = refuse(wire.CodeNotFound)
	}
	if err == nil {
		err = s.tellableNow(r, d)
	}
	if err != nil {
		s.sendRefusal(w, err)
		return
	}
	categories := []apiCategory{}
	for _, c := range d.Categories {
		one := apiCategory{c.ID, c.Title, []apiNominee{}}
		for _, n := range c.Nominees {
			one.Nominees = append(one.Nominees, apiNominee{n.ID, n.Product, n.Name, n.Maker, n.Choices})
		}
		categories = append(categories, one)
	}
	sendJSON(w, http.StatusOK, map[string]any{
		"id": d.Round, "title": d.Title, "notice": d.Notice, "ballots": d.Ballots, "choices": d.Choices, "sheets": d.Paper.Sheets, "categories": categories,
	})
}

// tellableNow refuses a round of which nothing may be told yet, as if it were none.
func (s *Service) tellableNow(r *http.Request, d export.Document) error {
	result, err := s.Tally(r.Context())
	if err != nil {
		return err
	}
	round, ok := result.Round(d.Round)
	if !ok || !round.Newest.Shows(s.config.Now()) {
		return refuse(wire.CodeNotFound)
	}
	return nil
}

func (s *Service) apiRelease(w http.ResponseWriter, r *http.Request) {
	number, err := s.Release(r.Context())
	problem := ""
	if p := s.Problem(); p != nil {
		problem = p.Code
	}
	s.answerAPI(w, map[string]any{"number": number, "problem": problem}, err)
}

type apiCounts struct {
	Shown  int `json:"shown"`
	Opened int `json:"opened"`
	QR     int `json:"qr"`
	Kept   int `json:"kept"`
	Votes  int `json:"votes"`
	Visits int `json:"visits"`
	Unmet  int `json:"unmet"`
}

type apiDay struct {
	Day    string    `json:"day"`
	Counts apiCounts `json:"counts"`
}

type apiSeenRow struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Remark string    `json:"remark"`
	Counts apiCounts `json:"counts"`
}

// apiSeen tells what was looked at on each day. How often anything was chosen on a
// day is not told: it would add up rounds that may be told of and others.
func (s *Service) apiSeen(w http.ResponseWriter, r *http.Request) {
	period, err := s.periodOf(r, usual)
	if err != nil {
		s.sendRefusal(w, refuse(wire.CodeBadRequest))
		return
	}
	var days []footfall.Counts
	err = s.look(r.Context(), period, func(l *looks) (err error) {
		days, err = l.days(footfall.All, "")
		return err
	})
	told := make([]apiDay, 0, len(days))
	for i, c := range days {
		c[footfall.Chosen] = 0
		told = append(told, apiDay{footfall.ShowDay(period.From.AddDate(0, 0, i)), apiCounts(seenCounts(c))})
	}
	total := footfall.Total(days)
	total[footfall.Chosen] = 0
	s.answerAPI(w, map[string]any{
		"from": footfall.ShowDay(period.From), "to": footfall.ShowDay(period.To), "total": apiCounts(seenCounts(total)), "days": told,
	}, err)
}

func (s *Service) apiSeenBy(w http.ResponseWriter, r *http.Request) {
	what := r.PathValue("what")
	if !slices.Contains([]string{"products", "producers", "kiosks", "searches"}, what) {
		s.sendRefusal(w, refuse(wire.CodeNotFound))
		return
	}
	period, err := s.periodOf(r, usual)
	if err != nil {
		s.sendRefusal(w, refuse(wire.CodeBadRequest))
		return
	}
	var rows []web.SeenRow
	err = s.look(r.Context(), period, func(l *looks) error {
		all, err := l.list(what)
		if err != nil {
			return err
		}
		sortSums(all, footfall.Opened)
		rows, err = l.rows(what, apiLang(r), all)
		return err
	})
	told := make([]apiSeenRow, 0, len(rows))
	for _, row := range rows {
		told = append(told, apiSeenRow{row.ID, row.Name, row.Remark, apiCounts(row.SeenCounts)})
	}
	s.answerAPI(w, map[string]any{"from": footfall.ShowDay(period.From), "to": footfall.ShowDay(period.To), "rows": told}, err)
}
