package hub

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
	"hangviet/data/release"
	"hangviet/ui/web"
)

// pressFrame returns what every page of the press has.
func (s *Service) pressFrame(w http.ResponseWriter, r *http.Request, step string) web.PressFrame {
	return web.PressFrame{Frame: s.frame(w, r, true), Step: step}
}

// langOf returns the language that a browser asked for, without remembering it.
func langOf(r *http.Request) string {
	if cookie, err := r.Cookie(langCookie); err == nil && isLang(cookie.Value) {
		return cookie.Value
	}
	return web.Langs[0]
}

// soon is how long before their end signatures are pointed at.
const soon = 60 * 24 * time.Hour

// showPress shows where the next release stands.
func (s *Service) showPress(w http.ResponseWriter, r *http.Request) {
	s.drawPress(w, r, http.StatusOK, "", "")
}

func (s *Service) drawPress(w http.ResponseWriter, r *http.Request, status int, fault, detail string) {
	p := web.Press{PressFrame: s.pressFrame(w, r, "home")}
	p.Fault, p.Detail, p.Here = fault, detail, "/press"
	if err := s.fillPress(r.Context(), &p); err != nil {
		s.fail(w, r, err)
		return
	}
	allowScript(w)
	s.draw(w, r, status, p)
}

func (s *Service) fillPress(ctx context.Context, p *web.Press) (err error) {
	if p.Shown, p.Withdrawn, err = s.shownRelease(ctx); press.Damaged(err) {
		p.Fault = "press.fault.content"
	} else if err != nil {
		return err
	}
	list, err := s.press.List(0, 0)
	if err != nil {
		return err
	}
	p.Draft = draftOf(list)
	if p.Check, err = s.lastCheck(ctx); err != nil {
		return err
	}
	state, err := s.press.KeyState()
	if err != nil {
		return err
	}
	p.Keys = string(state)
	if p.Two, err = s.press.Two(ctx); err != nil {
		return err
	}
	if err := s.fillOrders(ctx, p); err != nil {
		return err
	}
	return s.fillHeld(ctx, p)
}

// shownRelease tells of the release in the content folder; nil for none.
func (s *Service) shownRelease(ctx context.Context) (*web.PressRelease, []string, error) {
	last, err := edition.Open(ctx, s.contentDir())
	if err != nil || last.Candidate == nil {
		return nil, nil, err
	}
	shown := releaseOf(last.Manifest)
	shown.Ends, shown.Soon = catalog.DateOf(last.Expires).Show(), last.Expires.Sub(s.config.Now()) < soon
	return &shown, last.Withdrawn.Codes, nil
}

func releaseOf(m release.Manifest) web.PressRelease {
	return web.PressRelease{
		Number: int(m.Number), Issued: showTime(m.IssuedAt), Note: m.Note, Stage: len(m.Stage), Staged: m.Stage != nil,
	}
}

// pastOrders is how many orders the first page tells of.
const pastOrders = 30

func (s *Service) fillOrders(ctx context.Context, p *web.Press) error {
	orders, err := s.press.Orders(ctx, pastOrders)
	if err != nil {
		return err
	}
	for _, o := range orders {
		row := s.orderRow(ctx, o, p.Lang)
		row.Two = p.Two
		if o.Open() {
			p.Orders = append(p.Orders, row)
		} else {
			p.Past = append(p.Past, row)
		}
	}
	return nil
}

func (s *Service) orderRow(ctx context.Context, o press.Order, lang string) web.PressOrder {
	row := web.PressOrder{
		Number: int(o.Number), Kind: o.Kind, State: o.State, Who: o.Who, At: showTime(o.Asked), Approver: o.Approver,
		Result: int(o.Result), Note: o.Terms.Note, Reason: o.Terms.Reason, Stage: len(o.Terms.Stage), Codes: o.Terms.Codes,
		Check: int(o.Terms.Check), Own: o.Who == nameOf(ctx),
		MayPublish: s.can(ctx, people.PublishContent), MayDrop: s.can(ctx, rightToDrop(o.Kind)),
	}
	if press.IsOffer(o.Kind) { // its result is no release
		row.Result = 0
	}
	for _, x := range o.Terms.Packages {
		row.Codes = append(row.Codes, x.Version+" "+systemName(x.Platform, lang))
	}
	for _, platform := range o.Terms.End {
		row.Codes = append(row.Codes, systemName(platform, lang))
	}
	if o.Due.After(s.config.Now()) {
		row.Due = showTime(o.Due)
	}
	row.Ended = showHour(o.Ended)
	if o.Fault != "" {
		row.Fault = web.Word(lang, orderFault(o.Fault))
	}
	return row
}

// fillHeld lists the earlier releases that can be published again.
func (s *Service) fillHeld(ctx context.Context, p *web.Press) error {
	if p.Shown == nil {
		return nil
	}
	held, err := release.Held(ctx, s.contentDir())
	if err != nil {
		return err
	}
	for _, e := range held {
		if int(e.Manifest.Number) != p.Shown.Number {
			p.Held = append(p.Held, releaseOf(e.Manifest))
		}
	}
	return nil
}

// lastCheck tells how the newest check stands; nil when there was none.
func (s *Service) lastCheck(ctx context.Context) (*web.PressCheck, error) {
	c, changed, err := s.press.LastCheck(ctx)
	if errors.Is(err, books.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	x := c.Summary
	out := &web.PressCheck{
		Number: int(c.Number), State: c.State, Who: c.Who, At: showTime(c.Asked), Stage: c.Stage, Done: int(c.Done), Total: int(c.Total),
		Fault: c.Fault, Changed: changed, Products: x.Products, Producers: x.Producers, Photos: x.Photos, Rounds: x.Rounds,
		Errors: x.Errors, Warnings: x.Warnings, Ready: c.State == press.Done && x.Ready(), Viewable: x.Viewable, Against: int(c.Against),
		Changes: web.PressSum{
			Added: x.Changes.Added, Changed: x.Changes.Changed, Withdrawn: x.Changes.Withdrawn, Others: x.Changes.Others,
			PhotoFiles: x.Changes.PhotoFiles, PhotoBytes: byteWords(x.Changes.PhotoBytes), Whole: byteWords(x.Changes.Whole),
		},
	}
	if x.Changes.Patch > 0 {
		out.Changes.Patch = byteWords(x.Changes.Patch)
	}
	return out, nil
}

// sendPressStatus tells a page how far the check is.
func (s *Service) sendPressStatus(w http.ResponseWriter, r *http.Request) {
	c, err := s.lastCheck(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var now struct {
		Running bool   `json:"running"`
		Says    string `json:"says"`
		Done    int    `json:"done"`
		Total   int    `json:"total"`
	}
	if c != nil && c.Running() {
		lang := s.lang(w, r)
		now.Running, now.Done, now.Total = true, c.Done, c.Total
		now.Says = web.Word(lang, "press.check.soon")
		if c.Stage != "" {
			now.Says = web.Word(lang, "press.stage."+c.Stage)
		}
		if c.Total > 0 {
			now.Says += " " + web.Number(c.Done, lang) + " / " + web.Number(c.Total, lang)
		}
	}
	sendJSON(w, http.StatusOK, now)
}

// askPressCheck has the draft checked.
func (s *Service) askPressCheck(w http.ResponseWriter, r *http.Request) {
	if _, err := s.press.AskCheck(r.Context(), nameOf(r.Context())); err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/press/check", http.StatusSeeOther)
}

// showPressCheck shows what the newest check found.
func (s *Service) showPressCheck(w http.ResponseWriter, r *http.Request) {
	p := web.PressProblems{PressFrame: s.pressFrame(w, r, "check")}
	c, err := s.lastCheck(r.Context())
	if err == nil && c != nil {
		p.Check = c
		err = s.fillProblems(r, &p)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	allowScript(w)
	s.draw(w, r, http.StatusOK, p)
}

func (s *Service) fillProblems(r *http.Request, p *web.PressProblems) error {
	p.Pages = pagerOf("/press/check?", pageOf(r), press.PageSize, p.Check.Errors+p.Check.Warnings)
	if p.Check.State != press.Done {
		return nil
	}
	whole, err := s.press.Checked(r.Context(), int64(p.Check.Number))
	if err != nil {
		return err
	}
	for _, x := range whole.Summary.Sheets {
		p.Sheets = append(p.Sheets, web.PressSheet{Name: x.Sheet, Errors: x.Errors, Warnings: x.Warnings})
	}
	problems, err := s.press.Problems(r.Context(), int64(p.Check.Number), p.Pages.Page-1)
	for _, x := range problems {
		place := cmp.Or(x.Sheet, x.File)
		if x.Sheet != "" && x.Cell != "" {
			place += "!" + x.Cell
		}
		p.Problems = append(p.Problems, web.PressProblem{Place: place, Error: x.Severity == catalog.Error, Message: x.Message.In(p.Lang)})
	}
	return err
}

// sendRemarks sends the workbook with what is to be mended written beside it.
func (s *Service) sendRemarks(w http.ResponseWriter, r *http.Request) {
	path, name, err := s.press.Remarks(r.Context(), s.lang(w, r))
	if errors.Is(err, press.ErrNoWorkbook) || errors.Is(err, books.ErrNotFound) {
		s.showNothing(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.sendFile(w, r, path, name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
}

// showChanges shows what differs from the shown release.
func (s *Service) showChanges(w http.ResponseWriter, r *http.Request) {
	p := web.PressChanges{PressFrame: s.pressFrame(w, r, "changes")}
	c, err := s.lastCheck(r.Context())
	if err == nil && c != nil && c.State == press.Done {
		p.Check = c
		sum := c.Changes
		p.Pages = pagerOf("/press/changes?", pageOf(r), press.PageSize, sum.Added+sum.Changed+sum.Withdrawn+sum.Others)
		p.Changes, err = s.changesPage(r.Context(), int64(c.Number), p.Pages.Page-1, p.Lang)
	}
	if err == nil {
		p.Shown, err = s.shownNumber(r.Context())
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, http.StatusOK, p)
}

func (s *Service) shownNumber(ctx context.Context) (int, error) {
	shown, _, err := s.shownRelease(ctx)
	if err != nil || shown == nil {
		return 0, err
	}
	return shown.Number, nil
}

func (s *Service) changesPage(ctx context.Context, check int64, place int, lang string) (all []web.PressChange, err error) {
	changes, err := s.press.Changes(ctx, check, place)
	for _, c := range changes {
		row := web.PressChange{Kind: c.Kind, What: c.What, Code: c.Code, Name: c.Name.In(lang)}
		for _, f := range c.Fields {
			row.Fields = append(row.Fields, web.PressField(f))
		}
		all = append(all, row)
	}
	return all, err
}

// orderNumber reads the number of an order out of the path.
func orderNumber(r *http.Request) int64 {
	n, err := strconv.ParseInt(r.PathValue("number"), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
