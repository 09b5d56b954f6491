package hub

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/plan"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// maxRoundForm is the greatest length of a round's form in bytes: its rules in two
// languages and its categories.
const maxRoundForm = 256 << 10

// blankRows is how many rows for further categories a form has.
const blankRows = 2

// readDraft reads a form into a draft; nominees and the switch, which have forms of
// their own, stay as they are.
func readDraft(form url.Values, before plan.Draft) plan.Draft {
	d := plan.Draft{
		ID: before.ID, Switch: before.Switch,
		Title:  vote.Text{"vi": form.Get("title.vi"), "en": form.Get("title.en")},
		Rules:  vote.Text{"vi": form.Get("rules.vi"), "en": form.Get("rules.en")},
		Opens:  form.Get("opens"),
		Closes: form.Get("closes"),
		Mode:   vote.Mode(form.Get("mode")), Pause: form.Get("pause"), Reveal: vote.Reveal(form.Get("reveal")),
		Test: form.Get("test") != "", Receipts: form.Get("receipts") != "",
	}
	if d.Mode != vote.ByPause {
		d.Pause = "" // the field is there in every mode
	}
	for i := range plan.MaxCategories + blankRows {
		field := "category." + strconv.Itoa(i) + "."
		c := plan.Category{ID: form.Get(field + "id"), Title: vote.Text{"vi": form.Get(field + "title.vi"), "en": form.Get(field + "title.en")}, Choices: form.Get(field + "choices")}
		blank := strings.TrimSpace(c.Title["vi"]+c.Title["en"]) == ""
		if form.Get(field+"drop") != "" || blank && c.ID == "" {
			continue
		}
		for _, b := range before.Categories {
			if b.ID == c.ID && c.ID != "" {
				c.Nominees = b.Nominees
			}
		}
		d.Categories = append(d.Categories, c)
	}
	return d.Tidy()
}

// showNewRound shows an empty form.
func (s *Service) showNewRound(w http.ResponseWriter, r *http.Request) {
	d := plan.New()
	d.Categories = []plan.Category{}
	s.drawRoundForm(w, r, http.StatusOK, planned{draft: d}, d, nil, web.RoundForm{New: true})
}

// makeRound stores a new round as a draft, right or wrong. Only its id has to be
// free.
func (s *Service) makeRound(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxRoundForm) {
		return
	}
	d := readDraft(r.PostForm, plan.New())
	d.ID = strings.TrimSpace(r.PostForm.Get("id"))
	if d.ID == "" {
		d.ID = plan.Slug(d.Title["vi"])
	}
	fault, err := s.faultOfID(r.Context(), d.ID)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if len(fault) > 0 {
		s.drawRoundForm(w, r, http.StatusUnprocessableEntity, planned{draft: d}, d, fault, web.RoundForm{New: true})
		return
	}
	if err := s.keepRound(r.Context(), d, 0, "round.made", d.Title["vi"]); err != nil {
		s.roundFailed(w, r, err)
		return
	}
	http.Redirect(w, r, "/rounds/"+d.ID+"/edit?saved=1", http.StatusSeeOther)
}

// faultOfID tells why a new round cannot have an id.
func (s *Service) faultOfID(ctx context.Context, id string) ([]plan.Fault, error) {
	if !plan.IsID(id) {
		return []plan.Fault{{Field: "id", Code: plan.FaultID}}, nil
	}
	_, err := s.planned(ctx, id)
	switch {
	case errors.Is(err, ErrNoRound):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return []plan.Fault{{Field: "id", Code: plan.FaultTwice, Args: []any{id}}}, nil
}

// showRoundForm shows the form of a round; one of the workbook's can be taken over
// by saving it.
func (s *Service) showRoundForm(w http.ResponseWriter, r *http.Request) {
	p, err := s.planned(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	products, err := s.Products(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	_, faults := p.faults(p.draft, products, s.config.Now())
	s.drawRoundForm(w, r, http.StatusOK, p, p.draft, faults, web.RoundForm{Saved: r.URL.Query().Get("saved") != ""})
}

// saveRound stores a changed round. A draft is stored with its faults; a round that
// kiosks have, or are to have, is changed only when there is none.
func (s *Service) saveRound(w http.ResponseWriter, r *http.Request) {
	p, ok := s.roundOfForm(w, r, maxRoundForm)
	if !ok {
		return
	}
	d := readDraft(r.PostForm, p.draft)
	s.changeRound(w, r, p, d, "round.changed", "")
}

// changeRound stores d in the place of p's draft, or shows the form again.
func (s *Service) changeRound(w http.ResponseWriter, r *http.Request, p planned, d plan.Draft, act, remark string) {
	products, err := s.Products(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	_, faults := p.faults(d, products, s.config.Now())
	if p.known && strings.HasPrefix(act, "round.switch.") {
		faults = hardFaults(faults)
	}
	if loose := d.Switch == vote.SetDraft && !p.known; len(faults) > 0 && !loose {
		message := web.Say(s.lang(w, r), "votes.message.faults", len(faults))
		s.drawRoundForm(w, r, http.StatusUnprocessableEntity, p, d, faults, web.RoundForm{Message: message})
		return
	}
	s.storeRound(w, r, d, act, remark, "/edit?saved=1", func(message string) {
		s.drawRoundForm(w, r, http.StatusConflict, p, p.draft, nil, web.RoundForm{Message: message})
	})
}

// roundOfForm reads a form about the round of the path. What is wrong with the form
// or the round is answered.
func (s *Service) roundOfForm(w http.ResponseWriter, r *http.Request, limit int64) (p planned, ok bool) {
	if !parseForm(w, r, limit) {
		return p, false
	}
	p, err := s.planned(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
	}
	return p, err == nil
}

// versionOf is the version of a round that the form was drawn of; what is no number
// is no version.
func versionOf(r *http.Request) int64 {
	version, _ := strconv.ParseInt(r.PostForm.Get("version"), 10, 64) // see above
	return version
}

// storeRound stores d, unless somebody else was quicker: then changed shows what to
// say. It leads on to a page of the round.
func (s *Service) storeRound(w http.ResponseWriter, r *http.Request, d plan.Draft, act, remark, page string, changed func(message string)) {
	err := s.keepRound(r.Context(), d, versionOf(r), act, remark)
	switch {
	case errors.Is(err, books.ErrChanged):
		changed(web.Say(s.lang(w, r), "votes.message.changed"))
	case err != nil:
		s.fail(w, r, err)
	default:
		http.Redirect(w, r, "/rounds/"+d.ID+page, http.StatusSeeOther)
	}
}

// drawRoundForm draws the form of d, with what is wrong beside its fields. page has
// what is not of the round.
func (s *Service) drawRoundForm(w http.ResponseWriter, r *http.Request, status int, p planned, d plan.Draft, faults []plan.Fault, page web.RoundForm) {
	page.Frame = s.frame(w, r, true)
	page.RoundHead, page.Version, page.Faults = s.roundHead(r.Context(), p, "edit", page.Lang), p.version(), len(faults)
	if page.New {
		page.Here = "/rounds/new"
	}
	f := fielder{lang: page.Lang, faults: faults, fixed: p.known}
	page.Fields, page.Times, page.Ways = f.names(d, page.New), f.times(d), f.ways(d)
	page.Categories, page.Fault = f.categories(d, p), f.fault("categories")
	for _, c := range catalog.VoteCategories() {
		page.Proposals = append(page.Proposals, c.Name.In("vi"))
	}
	page.Switch, page.Switches = switchName(p.draft.Switch), s.switches(p)
	page.Deletable = p.made != nil && !p.known
	page.Fresh = freshID(d.ID)
	s.draw(w, r, status, page)
}

// freshID proposes an id for a copy: the next year's, or a second one.
func freshID(id string) string {
	if at := strings.LastIndexByte(id, '-'); at > 0 {
		if n, err := strconv.Atoi(id[at+1:]); err == nil && n < 9999 {
			return id[:at+1] + strconv.Itoa(n+1)
		}
	}
	return id + "-2"
}

// roundHead returns what stands above a round's pages.
func (s *Service) roundHead(ctx context.Context, p planned, tab, lang string) web.RoundHead {
	h := web.RoundHead{
		Tab: tab, Made: p.made != nil, Known: p.known, Waiting: p.waits(),
		Manage: s.can(ctx, people.ManageVotes), Judge: s.can(ctx, people.JudgeVotes),
		Tickets: p.draft.Mode == vote.ByTicket || p.published.Round.Admits() == vote.ByTicket,
	}
	h.ID, h.Title = p.id, catalog.Text(p.draft.Title).In(lang)
	if !p.known {
		h.Phase = string(vote.Draft)
		if r, _ := p.draft.Round(anyProduct); !r.Opens.IsZero() && !r.Closes.IsZero() {
			h.Opens, h.Closes = showTime(r.Opens), showTime(r.Closes)
		}
		return h
	}
	round := p.published.Round
	h.Title, h.Phase, h.Current, h.Test = catalog.Text(round.Title).In(lang), string(round.PhaseAt(s.config.Now())), p.published.Current, round.Test
	h.Opens, h.Closes = showTime(round.Opens), showTime(round.Closes)
	return h
}

// headOf is roundHead with the number of cases, when who asks may settle them.
func (s *Service) headOf(ctx context.Context, v survey, tab, lang string) web.RoundHead {
	h := s.roundHead(ctx, v.planned, tab, lang)
	row := s.roundRow(v.round, lang)
	h.Ballots, h.Choices, h.Flagged, h.Sheets = row.Ballots, row.Choices, row.Flagged, row.Sheets
	if h.Judge {
		h.Open = v.open()
	}
	return h
}
