package hub

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/tally"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// showResults shows everybody what may be shown of a round, by the form in which
// it was published last: nothing of a draft, and no number before its time.
func (s *Service) showResults(w http.ResponseWriter, r *http.Request) {
	known, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	result, err := s.Tally(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	round, ok := result.Round(r.PathValue("id"))
	if !ok || round.Phase(s.config.Now()) == vote.Draft {
		s.showNothing(w, r)
		return
	}
	records, err := s.shownRecords(r.Context(), round.ID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p := s.resultsPage(round, s.lang(w, r))
	p.Frame, p.Record = s.frame(w, r, known), len(records) > 0
	s.draw(w, r, http.StatusOK, p)
}

func (s *Service) resultsPage(r tally.Round, lang string) web.Results {
	p := web.Results{
		RoundRow: s.roundRow(r, lang), Rules: catalog.Text(r.Rules).In(lang),
		Shown: r.Newest.Shows(s.config.Now()), Reveal: string(cmp.Or(r.Newest.Reveal, vote.AfterClose)),
	}
	if p.Shown {
		p.Categories = categoryPages(r, lang)
		return p
	}
	p.Ballots, p.Choices, p.Flagged, p.Sheets = 0, 0, 0, 0 // they do not even reach the page
	return p
}

// showExposure shows how often each nominee was on the screen.
func (s *Service) showExposure(w http.ResponseWriter, r *http.Request) {
	if told, err := s.toldTotals(r.Context(), r.PathValue("id")); !told || err != nil {
		s.totalsRefused(w, r, err)
		return
	}
	round, exposure, err := s.Exposure(r.Context(), r.PathValue("id"))
	if errors.Is(err, ErrNoRound) {
		s.showNothing(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p := web.Exposure{Frame: s.frame(w, r, true), ID: round.ID}
	p.Title, p.Bias = catalog.Text(round.Title).In(p.Lang), biasPage(exposure.Bias, p.Lang)
	for _, c := range exposure.Categories {
		p.Categories = append(p.Categories, exposurePage(c, p.Lang))
	}
	s.draw(w, r, http.StatusOK, p)
}

// exposurePage puts the nominees that were chosen most often per showing first.
func exposurePage(c tally.CategoryExposure, lang string) web.ExposureCategory {
	out := web.ExposureCategory{Title: catalog.Text(c.Category.Title).In(lang), Bias: biasPage(c.Bias, lang)}
	names := map[string]string{}
	for _, n := range c.Category.Nominees {
		names[n.ID] = cmp.Or(catalog.Text(n.Name).In(lang), n.Product)
	}
	nominees := slices.Clone(c.Nominees)
	slices.SortStableFunc(nominees, func(a, b tally.Showing) int { return cmp.Compare(b.Rate(), a.Rate()) })
	for _, n := range nominees {
		out.Nominees = append(out.Nominees, showingPage(names[n.Nominee], n, lang))
	}
	for _, p := range c.Places {
		out.Places = append(out.Places, showingPage(fmt.Sprint(p.Place), p, lang))
	}
	return out
}

func showingPage(name string, s tally.Showing, lang string) web.Showing {
	return web.Showing{Name: name, Shown: int(s.Shown), Chosen: int(s.Chosen), Rate: decimal(100*s.Rate(), 1, lang) + " %"}
}

// doubtful is below which P the page says that places mattered.
const doubtful = 0.01

func biasPage(b tally.Bias, lang string) web.Bias {
	p := decimal(b.P, 4, lang)
	if b.P < 0.0001 {
		p = "< " + decimal(0.0001, 4, lang)
	}
	return web.Bias{
		Told: b.Degrees > 0, ChiSquare: decimal(b.ChiSquare, 2, lang), Degrees: b.Degrees, P: p,
		First: decimal(b.First, 2, lang), Doubt: b.P < doubtful,
	}
}

// decimal writes a number with so many places, with a comma in Vietnamese.
func decimal(x float64, places int, lang string) string {
	text := fmt.Sprintf("%.*f", places, x)
	if lang == "en" {
		return text
	}
	return strings.Replace(text, ".", ",", 1)
}
