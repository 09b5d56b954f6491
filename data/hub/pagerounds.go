package hub

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/export"
	"hangviet/data/hub/people"
	"hangviet/data/hub/plan"
	"hangviet/data/hub/tally"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// showRounds shows every round, those that are only made here first.
func (s *Service) showRounds(w http.ResponseWriter, r *http.Request) {
	result, err := s.Tally(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	made, err := s.madeRows(r.Context(), result, s.lang(w, r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p := web.Rounds{Frame: s.frame(w, r, true), Made: made, Manage: s.can(r.Context(), people.ManageVotes)}
	for _, round := range result.Rounds {
		p.Rounds = append(p.Rounds, s.roundRow(round, p.Lang))
	}
	slices.SortStableFunc(p.Rounds, func(a, b web.RoundRow) int { return cmp.Compare(rank(a), rank(b)) })
	for id, ballots := range result.Unknown {
		p.Unknown = append(p.Unknown, web.Unknown{ID: id, Ballots: ballots})
	}
	slices.SortFunc(p.Unknown, func(a, b web.Unknown) int { return cmp.Compare(a.ID, b.ID) })
	s.draw(w, r, http.StatusOK, p)
}

// madeRows returns the rounds made here that no release has published yet.
func (s *Service) madeRows(ctx context.Context, result tally.Result, lang string) (all []web.MadeRow, err error) {
	var stored []books.MadeRound
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		stored, err = t.MadeRounds()
		return err
	})
	for _, m := range stored {
		if _, known := result.Round(m.ID); known {
			continue
		}
		d, err := plan.Parse(m.Draft)
		if err != nil {
			return nil, err
		}
		all = append(all, web.MadeRow{ID: m.ID, Title: catalog.Text(d.Title).In(lang), Draft: d.Switch == vote.SetDraft, Who: m.Who, Changed: showTime(m.Changed)})
	}
	return all, err
}

// rank puts open rounds first, then those to come, then the closed ones.
func rank(r web.RoundRow) int {
	return slices.Index([]vote.Phase{vote.Open, vote.Paused, vote.Coming, vote.Closed, vote.Draft}, vote.Phase(r.Phase))
}

func (s *Service) roundRow(r tally.Round, lang string) web.RoundRow {
	return web.RoundRow{
		ID: r.ID, Title: catalog.Text(r.Title).In(lang), Phase: string(r.Phase(s.config.Now())),
		Opens: showTime(r.Opens), Closes: showTime(r.Closes),
		Ballots: r.Ballots, Choices: r.Choices, Flagged: r.Flagged.Ballots, Sheets: r.Paper.Sheets, Current: r.Current, Test: r.Newest.Test,
	}
}

// showRound shows what is known of one round: its totals only when they may be
// told, to who may see them.
func (s *Service) showRound(w http.ResponseWriter, r *http.Request) {
	v, err := s.survey(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	if !v.known {
		s.showUnpublished(w, r, v)
		return
	}
	p := web.Round{Frame: s.frame(w, r, true)}
	p.RoundHead = s.headOf(r.Context(), v, "overview", p.Lang)
	round := v.round
	p.Rules, p.Reveal = catalog.Text(round.Rules).In(p.Lang), string(cmp.Or(round.Newest.Reveal, vote.AfterClose))
	p.Totals = s.can(r.Context(), people.SeeTotals)
	p.Hidden = !tellsTotals(round.Newest, s.config.Now())
	if p.Totals && !p.Hidden {
		p.Categories = categoryPages(round, p.Lang)
	}
	for _, k := range round.Kiosks {
		p.Kiosks = append(p.Kiosks, web.RoundKiosk{
			ID: k.ID, Name: v.names[k.ID], Ballots: k.Ballots, Choices: k.Choices, Flagged: k.Flagged.Ballots, Sheets: k.Sheets,
		})
	}
	p.MoreKiosks = cutKiosks(&p)
	addPaper(&p, round, v.names)
	addRuns(&p, round, v.names)
	for _, reason := range tally.Reasons() {
		if n := round.Uncounted[reason]; n > 0 && reason != tally.ReasonFork { // the page of kiosks tells of forks
			p.Uncounted = append(p.Uncounted, web.Uncounted{Reason: string(reason), Ballots: n})
		}
	}
	s.draw(w, r, http.StatusOK, p)
}

// showUnpublished leads to the form of a round that no release has yet.
func (s *Service) showUnpublished(w http.ResponseWriter, r *http.Request, v survey) {
	if s.can(r.Context(), people.ManageVotes) {
		http.Redirect(w, r, "/rounds/"+v.id+"/edit", http.StatusSeeOther)
		return
	}
	s.showNothing(w, r)
}

// mostKiosks is how many kiosks a page shows, those with most ballots.
const mostKiosks = 200

// cutKiosks puts the kiosks with most ballots first and returns how many are left
// out.
func cutKiosks(p *web.Round) int {
	slices.SortStableFunc(p.Kiosks, func(a, b web.RoundKiosk) int { return cmp.Compare(b.Ballots, a.Ballots) })
	more := max(0, len(p.Kiosks)-mostKiosks)
	p.Kiosks = p.Kiosks[:len(p.Kiosks)-more]
	return more
}

// mostRuns is how many runs of flagged ballots a page shows; the export has all.
const mostRuns = 200

func addRuns(p *web.Round, r tally.Round, names map[string]string) {
	for i, run := range r.Runs {
		if i == mostRuns {
			p.MoreRuns = len(r.Runs) - mostRuns
			return
		}
		p.Runs = append(p.Runs, web.Run{Kiosk: called(names, run.Kiosk), Hour: showTime(run.Hour), Rule: string(run.Rule), Ballots: run.Ballots})
	}
}

func addPaper(p *web.Round, r tally.Round, names map[string]string) {
	for _, b := range r.Batches {
		p.Batches = append(p.Batches, web.PaperBatch{
			Number: b.Number, Kiosk: called(names, b.Kiosk), Hour: showTime(b.Hour),
			Sheets: b.Sheets, Invalid: b.Invalid, Choices: b.Choices, Reason: string(b.Reason),
		})
	}
}

// called returns what a kiosk is called, or its id.
func called(names map[string]string, id string) string { return cmp.Or(names[id], id) }

func categoryPages(r tally.Round, lang string) (all []web.Category) {
	for _, c := range r.Categories {
		page := categoryPage(c, lang)
		page.Flagged, page.Paper = r.Flagged.Ballots > 0, r.Paper.Sheets > 0
		all = append(all, page)
	}
	return all
}

// categoryPage orders the nominees by choices, those with as many as in the
// round.
func categoryPage(c tally.Category, lang string) web.Category {
	p := web.Category{
		Title: catalog.Text(c.Title).In(lang), Allowed: c.Allowed, Withdrawn: c.Withdrawn, Ballots: c.Ballots, Choices: c.Choices,
	}
	nominees := slices.Clone(c.Nominees)
	slices.SortStableFunc(nominees, func(a, b tally.Nominee) int { return cmp.Compare(b.Choices, a.Choices) })
	for _, n := range nominees {
		p.Nominees = append(p.Nominees, web.Nominee{
			Name: catalog.Text(n.Name).In(lang), Maker: catalog.Text(n.Maker).In(lang), Product: n.Product,
			Withdrawn: n.Withdrawn, Choices: n.Choices, Unflagged: n.Choices - n.Flagged, Paper: n.Paper,
			Bar: percent(n.Choices, nominees[0].Choices), Share: percent(n.Choices, c.Ballots),
		})
	}
	return p
}

// percent returns part of whole, rounded; what is not nothing is at least 1.
func percent(part, whole int) int {
	if part == 0 || whole == 0 {
		return 0
	}
	return max(1, (part*200+whole)/(2*whole))
}

// sendExport sends a round as a file.
func (s *Service) sendExport(w http.ResponseWriter, r *http.Request) {
	format, err := export.ParseFormat(r.URL.Query().Get("format"))
	if err != nil {
		s.showNothing(w, r)
		return
	}
	if told, err := s.toldTotals(r.Context(), r.PathValue("id")); !told || err != nil {
		s.totalsRefused(w, r, err)
		return
	}
	document, err := s.Export(r.Context(), r.PathValue("id"), s.lang(w, r))
	if err != nil {
		s.exportFailed(w, r, err)
		return
	}
	w.Header().Set("Content-Type", format.ContentType())
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.%s"`, r.PathValue("id"), format))
	if err := document.Write(w, format); err != nil {
		s.config.Log.Error("send export", "error", err)
		panic(http.ErrAbortHandler) // so that half a file is seen to be half
	}
}
