package hub

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/ui/web"
)

// showCase shows a contradicting ledger for a person to decide about.
func (s *Service) showCase(w http.ResponseWriter, r *http.Request) {
	s.drawCase(w, r, http.StatusOK, "")
}

func (s *Service) drawCase(w http.ResponseWriter, r *http.Request, status int, message string) {
	c, err := s.Case(r.Context(), r.PathValue("id"))
	if s.noCase(w, r, err) {
		return
	}
	histories, err := s.Histories(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p := web.Case{
		Frame: s.frame(w, r, true), ID: c.Fork.ID, Kiosk: c.Kiosk.ID, Called: c.Kiosk.Name, Received: showTime(c.Fork.Received), How: c.Fork.How,
		Common: int(c.Common), Early: c.Early, Guess: string(c.Guess), Verdict: string(c.Fork.Verdict),
		Ours: branchPage(c.Ours), Theirs: branchPage(c.Theirs),
	}
	p.Message, p.Hidden = message, c.hide(histories, s.config.Now())
	p.Counts = caseCounts(c, histories, p.Lang)
	for _, a := range c.Audit {
		p.Audit = append(p.Audit, web.Decision{At: showTime(a.At), Who: a.Who, Act: strings.TrimPrefix(a.Act, "fork.")})
	}
	s.draw(w, r, status, p)
}

// hide takes the choices out of a case that are of rounds whose totals are not told
// yet, and tells whether there were any.
func (c *Case) hide(known map[string]tally.History, now time.Time) (some bool) {
	for _, counts := range []map[RoundChoice]int{c.Ours.Counts, c.Theirs.Counts} {
		for choice := range counts {
			if d, there := newestOf(known, choice.Round); !there || !tellsTotals(d.Round, now) {
				delete(counts, choice)
				some = true
			}
		}
	}
	return some
}

// noCase answers where there is an error, and tells whether there was one.
func (s *Service) noCase(w http.ResponseWriter, r *http.Request, err error) bool {
	switch {
	case errors.Is(err, ErrNoFork):
		s.showNothing(w, r)
	case err != nil:
		s.fail(w, r, err)
	}
	return err != nil
}

func branchPage(b Branch) web.Branch {
	return web.Branch{Ballots: b.Ballots, Choices: b.Choices, Batches: b.Batches, Sheets: b.Sheets, First: showHour(b.First), Last: showHour(b.Last)}
}

// showHour writes an hour, or nothing for the zero time.
func showHour(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return showTime(t)
}

// caseCounts sets the choices of both branches side by side.
func caseCounts(c Case, histories map[string]tally.History, lang string) (all []web.CaseCount) {
	both := map[RoundChoice][2]int{}
	for choice, n := range c.Ours.Counts {
		both[choice] = [2]int{n, 0}
	}
	for choice, n := range c.Theirs.Counts {
		both[choice] = [2]int{both[choice][0], n}
	}
	for choice, n := range both {
		row := web.CaseCount{Round: choice.Round, Category: choice.Category, Nominee: choice.Nominee, Ours: n[0], Theirs: n[1]}
		nameCount(&row, choice, histories[choice.Round], lang)
		all = append(all, row)
	}
	slices.SortFunc(all, func(a, b web.CaseCount) int {
		return cmp.Or(cmp.Compare(a.Round, b.Round), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Nominee, b.Nominee))
	})
	return all
}

// nameCount puts names in the place of ids, as far as they are known.
func nameCount(row *web.CaseCount, choice RoundChoice, h tally.History, lang string) {
	if len(h) > 0 {
		row.Round = cmp.Or(catalog.Text(h[0].Round.Title).In(lang), row.Round)
	}
	for _, d := range h {
		category, ok := d.Round.Category(choice.Category)
		if !ok {
			continue
		}
		for _, n := range category.Nominees {
			if n.ID == choice.Nominee {
				row.Category = cmp.Or(catalog.Text(category.Title).In(lang), row.Category)
				row.Nominee = cmp.Or(catalog.Text(d.Names[n.Product]).In(lang), n.Product)
				return
			}
		}
	}
}

// judge stores a decision about a fork and shows the case again. A decision that was
// made meanwhile, which the page did not show, is shown first.
func (s *Service) judge(v books.Verdict) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !parseForm(w, r, maxForm) {
			return
		}
		id := r.PathValue("id")
		err := s.judgeAs(r.Context(), id, v, nameOf(r.Context()), r.PostForm.Get("seen"))
		if errors.Is(err, books.ErrChanged) {
			s.drawCase(w, r, http.StatusConflict, web.Say(s.lang(w, r), "votes.message.judged"))
			return
		}
		if s.noCase(w, r, err) {
			return
		}
		http.Redirect(w, r, "/cases/"+id, http.StatusSeeOther)
	}
}
