package hub

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/plan"
	"hangviet/data/hub/press"
	"hangviet/data/hub/room"
	"hangviet/ui/web"
)

// maxDecision is the greatest length of a decision with its remarks, in bytes.
const maxDecision = 256 << 10

// maxRemark is the greatest length of a remark, in letters.
const maxRemark = 1000

// showDossier shows an entry beside its documents.
func (s *Service) showDossier(w http.ResponseWriter, r *http.Request) {
	c, err := s.rooms.Case(r.Context(), r.PathValue("id"))
	if err != nil {
		s.caseFailed(w, r, err)
		return
	}
	p := web.DeskCase{}
	if done := r.URL.Query().Get("done"); slices.Contains([]string{"accept", "second", "return", "refuse", "withdraw"}, done) {
		p.Notice = "desk.done." + done
	}
	s.drawDossier(w, r, http.StatusOK, c, p, nil)
}

func (s *Service) caseFailed(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, room.ErrNone) {
		s.showNothing(w, r)
		return
	}
	s.fail(w, r, err)
}

// drawDossier shows a case; typed are remarks that were not taken.
func (s *Service) drawDossier(w http.ResponseWriter, r *http.Request, status int, c room.Case, p web.DeskCase, typed map[string]string) {
	p.Frame = s.frame(w, r, true)
	p.Here = "/dossiers/" + c.ID
	if err := s.fillCase(r.Context(), c, &p, typed); err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, status, p)
}

func (s *Service) fillCase(ctx context.Context, c room.Case, p *web.DeskCase, typed map[string]string) (err error) {
	if p.DeskRow, err = s.caseRow(ctx, c); err != nil {
		return err
	}
	if p.Two, err = s.twoOfficers(ctx); err != nil {
		return err
	}
	p.Edit, p.Content, p.Reason = c.Version, int(c.Content), c.Reason
	p.Waiting = c.State.Waiting()
	p.Own = c.State == dossier.Seconded && p.Two && c.First == nameOf(ctx)
	p.Writing = c.State.Open() && c.Sent != nil && c.State != dossier.Accepted && c.State != dossier.Refused
	if c.Before != nil {
		p.Compared = c.Before.Number
	}
	judged := c.Held
	judged.Entry = c.Shown()
	findings, err := s.rooms.Findings(ctx, judged)
	if err != nil {
		return err
	}
	p.Findings = findingsAt(findings, "", p.Lang)
	if p.Fields, err = fieldGroups(c, findings, typed, p.Lang); err != nil {
		return err
	}
	p.Photos, p.Documents = photosOf(c), papersOf(c, p.Lang)
	p.Steps = doneTo(c)
	return s.fillContent(ctx, c, p)
}

func (s *Service) caseRow(ctx context.Context, c room.Case) (row web.DeskRow, err error) {
	rows, err := s.queue(ctx, func(d books.Dossier) bool { return d.ID == c.ID })
	if err != nil || len(rows) == 0 {
		return row, err
	}
	row = rows[0]
	if name := c.Shown().Answers["name"]; name != "" {
		row.Title = name
	}
	return row, nil
}

// fillContent tells what becomes of the entry beyond this page.
func (s *Service) fillContent(ctx context.Context, c room.Case, p *web.DeskCase) error {
	category, yes := entered(c.Shown())
	if yes {
		for _, v := range catalog.VoteCategories() {
			if v.ID == category {
				p.Entered = v.Name.In(p.Lang)
			}
		}
	}
	return s.db.View(ctx, func(t *books.Tx) error {
		laid, err := t.Laid()
		if err != nil {
			return err
		}
		p.Laid = c.Content > 0 && laid[c.ID] == c.Content
		all, err := t.DossiersOf(c.Room)
		if err != nil {
			return err
		}
		p.NoFirm = c.Form == dossier.Product && !slices.ContainsFunc(all, func(d books.Dossier) bool {
			return d.Form == string(dossier.Firm) && d.Accepted > 0
		})
		p.Rounds, err = nominatedIn(t, c.Code, p.Lang)
		return err
	})
}

// nominatedIn returns the rounds made here that have a product among their nominees.
func nominatedIn(t *books.Tx, code, lang string) (all []string, err error) {
	made, err := t.MadeRounds()
	for _, m := range made {
		d, err := plan.Parse(m.Draft)
		if err != nil {
			return nil, err
		}
		if (&nomination{}).has(d, code) {
			all = append(all, catalog.Text(d.Title).In(lang))
		}
	}
	return all, err
}

func fieldGroups(c room.Case, findings []dossier.Finding, typed map[string]string, lang string) (all []web.DeskGroup, err error) {
	env, err := kioskWords()
	if err != nil {
		return nil, err
	}
	say := func(f dossier.Field, answer string) string {
		if o, ok := f.Chosen(answer, dossier.Options(f.List, env.Places, env.Classes), env.Places, env.Classes); f.Kind == dossier.Choice && ok {
			return o.Label.In(lang)
		}
		return answer
	}
	now, before := c.Shown().Answers, dossier.Answers(nil)
	if c.Before != nil {
		before = c.Before.Answers
	}
	for _, g := range c.Form.Groups() {
		group := web.DeskGroup{Key: string(g)}
		for _, f := range c.Form.Fields() {
			if f.Group != g {
				continue
			}
			field := web.DeskField{
				Key: f.Key, Label: f.Label.In(lang), Public: f.Public, Value: say(f, now[f.Key]), Link: f.Kind == dossier.Link && strings.HasPrefix(now[f.Key], "https://"),
				Findings: findingsAt(findings, f.Key, lang), Remark: remarkAt(c, typed, f.Key),
			}
			if c.Before != nil && before[f.Key] != now[f.Key] {
				field.Changed, field.Before = true, say(f, before[f.Key])
			}
			if field.Value != "" || field.Changed || len(field.Findings) > 0 || field.Remark != "" || f.Needed {
				group.Fields = append(group.Fields, field)
			}
		}
		if len(group.Fields) > 0 {
			all = append(all, group)
		}
	}
	return all, nil
}

// remarkAt is what is typed about a field, or was said of this version.
func remarkAt(c room.Case, typed map[string]string, key string) string {
	if typed != nil {
		return typed[key]
	}
	for _, r := range c.Remarked {
		if r.Key == key && int(r.Version) == c.Version {
			return r.Remark
		}
	}
	return ""
}

func findingsAt(findings []dossier.Finding, key, lang string) (all []web.DeskFinding) {
	for _, f := range findings {
		if f.Key == key || key == "" && f.Key == "photos" {
			all = append(all, web.DeskFinding{Error: f.Severity == catalog.Error, Text: f.Message.In(lang)})
		}
	}
	return all
}

// photosOf returns the pictures that were sent, and those that are no more.
func photosOf(c room.Case) (all []web.DeskPhoto) {
	now, before := c.Shown().Photos, []string(nil)
	if c.Before != nil {
		before = c.Before.Photos
	}
	add := func(name string, p web.DeskPhoto) {
		row, ok := c.Photo(name)
		if ok {
			p.ID, p.Sizes = row.ID, fmt.Sprintf("%d × %d", row.Width, row.Height)
			all = append(all, p)
		}
	}
	for _, name := range now {
		add(name, web.DeskPhoto{New: c.Before != nil && !slices.Contains(before, name)})
	}
	for _, name := range before {
		if !slices.Contains(now, name) {
			add(name, web.DeskPhoto{Gone: true})
		}
	}
	return all
}

func papersOf(c room.Case, lang string) (all []web.DeskPaper) {
	names := map[string]string{}
	for _, kind := range dossier.Papers(c.Form) {
		names[string(kind.Paper)] = kind.Label.In(lang)
	}
	for _, f := range c.Documents() {
		media := strings.ToUpper(f.Media[strings.LastIndexByte(f.Media, '/')+1:])
		all = append(all, web.DeskPaper{ID: f.ID, Kind: names[f.Kind], Name: f.Name, Media: media, Size: byteWords(f.Size), At: showTime(f.Added)})
	}
	return all
}

// doneTo returns what was done, the last first.
func doneTo(c room.Case) (all []web.DeskStep) {
	for _, step := range slices.Backward(c.Steps) {
		all = append(all, web.DeskStep{At: showTime(step.At), Act: step.Act, Who: step.Who, Remark: step.Remark, Version: int(step.Version)})
	}
	return all
}

// decideDossier accepts, returns or refuses what was sent.
func (s *Service) decideDossier(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxDecision) {
		return
	}
	d, err := s.decisionIn(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	c, err := s.rooms.Decide(r.Context(), r.PathValue("id"), d)
	if key, status := decisionFault(err); key != "" {
		s.refuseDecision(w, r, status, key, d.Remarks)
		return
	}
	if err != nil {
		s.caseFailed(w, r, err)
		return
	}
	s.afterDecision(w, r, c)
}

// decisionIn reads what an officer decided, with what an acceptance is held to: the
// draft's workbook and the setting that two officers decide.
func (s *Service) decisionIn(r *http.Request) (d room.Decision, err error) {
	rows, err := s.press.Rows(r.Context())
	if err != nil && !errors.Is(err, press.ErrUnread) {
		return d, err
	}
	d.Decision = dossier.Decision{
		Act: dossier.Act(r.PostForm.Get("act")), Officer: nameOf(r.Context()), Reason: said(r.PostForm.Get("reason"), maxRemark), Remarks: remarksIn(r),
	}
	d.Version, _ = strconv.Atoi(r.PostForm.Get("version")) // what is no number is no version
	d.Accepted = func(t *books.Tx, c room.Case) error {
		if dossier.Foreign(rows, c.Of.Code, c.Entry) {
			return errForeign
		}
		_, err := s.nominate(r.Context(), t, c.ID)
		return err
	}
	d.Returned = s.noteReturned
	d.Two, err = s.twoOfficers(r.Context())
	return d, err
}

// afterDecision has the draft checked with what was accepted.
func (s *Service) afterDecision(w http.ResponseWriter, r *http.Request, c room.Case) {
	done := map[dossier.State]string{dossier.Accepted: "accept", dossier.Seconded: "second", dossier.Returned: "return", dossier.Refused: "refuse"}[c.State]
	if c.State == dossier.Accepted {
		if _, err := s.press.AskCheck(r.Context(), nameOf(r.Context())); err != nil {
			s.fail(w, r, err)
			return
		}
	}
	http.Redirect(w, r, "/dossiers/"+c.ID+"?done="+done, http.StatusSeeOther)
}

// errForeign says that a product of another producer has the entry's code.
var errForeign = errors.New("code is another producer's")

// decisionFault says why a decision is not taken.
func decisionFault(err error) (key string, status int) {
	switch {
	case errors.Is(err, dossier.ErrWhy):
		return "desk.fault.why", http.StatusUnprocessableEntity
	case errors.Is(err, dossier.ErrSameOfficer):
		return "desk.fault.same", http.StatusConflict
	case errors.Is(err, errForeign):
		return "desk.fault.foreign", http.StatusConflict
	case errors.Is(err, room.ErrStale), errors.Is(err, dossier.ErrAct):
		return "desk.fault.stale", http.StatusConflict
	}
	return "", 0
}

func (s *Service) refuseDecision(w http.ResponseWriter, r *http.Request, status int, key string, remarks map[string]string) {
	c, err := s.rooms.Case(r.Context(), r.PathValue("id"))
	if err != nil {
		s.caseFailed(w, r, err)
		return
	}
	s.drawDossier(w, r, status, c, web.DeskCase{Fault: key}, remarks)
}

// remarksIn reads the remarks of a form, by the field's key; "" for the whole.
func remarksIn(r *http.Request) map[string]string {
	remarks := map[string]string{}
	for name := range r.PostForm {
		key, ok := strings.CutPrefix(name, "remark.")
		if text := said(r.PostForm.Get(name), maxRemark); ok && text != "" && len(key) < 40 {
			remarks[key] = text
		}
	}
	return remarks
}

// withdrawDossier takes accepted content out of the next release.
func (s *Service) withdrawDossier(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	c, err := s.rooms.Withdraw(r.Context(), r.PathValue("id"), nameOf(r.Context()), said(r.PostForm.Get("reason"), maxRemark))
	if key, status := decisionFault(err); key != "" {
		s.refuseDecision(w, r, status, key, nil)
		return
	}
	if err == nil {
		_, err = s.press.AskCheck(r.Context(), nameOf(r.Context()))
	}
	if err != nil {
		s.caseFailed(w, r, err)
		return
	}
	http.Redirect(w, r, "/dossiers/"+c.ID+"?done=withdraw", http.StatusSeeOther)
}
