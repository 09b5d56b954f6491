package hub

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/vote"
	"hangviet/ui/web"
)

// The ceremony is not a state of its own: where it stands follows from the round,
// the kiosks, the cases and the publications, so that it can be looked at, repeated
// and gone on with at any hub. Only what a person said is stored.

// The kinds of remarks of a ceremony.
const (
	remarkWithout = "without" // a kiosk is not waited for
	remarkFailed  = "failed"  // why no record could be published
)

// closure is how and when a round was closed.
type closure struct {
	by      string // "clock", "switch", "" while it is not
	at      time.Time
	release int64 // that carries the switch
}

// closureOf finds how a round was closed, from the releases that published it.
func closureOf(t *books.Tx, v survey, now time.Time) (c closure, err error) {
	newest := v.published.Round
	if newest.PhaseAt(now) != vote.Closed {
		return c, nil
	}
	if newest.Switch == vote.SetClose {
		if c.release, err = closingRelease(t, v.id); err != nil {
			return c, err
		}
		c.by = "switch"
		if c.at, err = t.TakenIn(c.release); err != nil {
			return c, err
		}
	}
	if c.by == "" || !newest.Closes.After(c.at) {
		c = closure{by: "clock", at: newest.Closes}
	}
	return c, nil
}

// closingRelease returns the first of the last releases that have the round closed
// by the switch.
func closingRelease(t *books.Tx, id string) (first int64, err error) {
	all, err := t.Rounds()
	for _, r := range all {
		if r.ID != id {
			continue
		}
		d, err := loadRound(r, 0)
		if err != nil {
			return 0, err
		}
		if d.Round.Switch != vote.SetClose {
			break
		}
		first = r.Release
	}
	return first, err
}

// ceremony is where the closing of a round stands.
type ceremony struct {
	survey
	closure
	awaited []awaited
	without map[string]string // kiosks that may hold ballots and are not waited for, and why
	home    int
	now     summary
	last    books.Publication
	lastSum summary
	done    bool // something is published
}

// ceremony reads where the closing of a round stands, or returns [ErrNoRound].
func (s *Service) ceremony(ctx context.Context, id string) (c ceremony, err error) {
	v, err := s.survey(ctx, id)
	if err != nil {
		return c, err
	}
	if !v.known {
		return c, ErrNoRound
	}
	c.survey = v
	var told map[string]books.Held
	err = s.db.View(ctx, func(t *books.Tx) error {
		if c.closure, err = closureOf(t, v, s.config.Now()); err != nil {
			return err
		}
		told, err = t.Holdings()
		return err
	})
	if err != nil {
		return c, fmt.Errorf("look at closing: %w", err)
	}
	c.wait(told)
	c.now = summaryNow(v.round, c.without)
	if c.last, c.done = newestPublication(v.publications); c.done {
		c.lastSum, err = summaryIn(c.last)
	}
	return c, err
}

// late tells whether something is other than it was published.
func (c *ceremony) late() bool { return c.done && !c.now.same(c.lastSum) }

// ready tells whether the record may be published now.
func (c *ceremony) ready() bool {
	return c.by != "" && len(c.awaited) == 0 && c.open() == 0 && (!c.done || c.late())
}

// steps returns the steps of the ceremony: the first that is not done is the one to
// do now.
func (c *ceremony) steps() (all []web.Step) {
	now := false
	for _, step := range []struct {
		name string
		done bool
	}{
		{"close", c.by != ""},
		{"wait", c.by != "" && len(c.awaited) == 0},
		{"settle", c.by != "" && c.open() == 0},
		{"publish", c.done && !c.late()},
		{"results", c.done},
	} {
		state := "later"
		switch {
		case step.done:
			state = "done"
		case !now:
			state, now = "now", true
		}
		all = append(all, web.Step{Name: step.name, State: state})
	}
	return all
}

// showClosing shows where the closing of a round stands.
func (s *Service) showClosing(w http.ResponseWriter, r *http.Request) {
	s.drawClosing(w, r, http.StatusOK, "")
}

func (s *Service) drawClosing(w http.ResponseWriter, r *http.Request, status int, message string) {
	c, err := s.ceremony(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	p := web.Closing{
		Frame: s.frame(w, r, true), Steps: c.steps(), ClosedBy: c.by, Release: int(c.release), Version: c.version(), Home: c.home, Cases: c.open(),
		CloseWaits: c.by == "" && c.draft.Switch == vote.SetClose, Never: c.published.Round.Reveal == vote.Never, Key: s.key, Message: message,
	}
	p.RoundHead = s.headOf(r.Context(), c.survey, "closing", p.Lang)
	for _, a := range c.awaited[:min(len(c.awaited), mostKiosks)] {
		p.Kiosks = append(p.Kiosks, web.Awaited{ID: a.kiosk.ID, Name: a.kiosk.Name, Heard: showTime(a.heard), Unsent: int(a.unsent), Why: a.why})
	}
	p.Awaited = len(c.awaited)
	for _, said := range c.remarks {
		switch said.Kind {
		case remarkWithout:
			p.Waived = append(p.Waived, web.WaivedRow{ID: said.Item, Name: c.names[said.Item], Reason: said.Remark, Who: said.Who, At: showTime(said.At)})
		case remarkFailed:
			p.Failed = said.Remark
		}
	}
	if err := s.addRecords(&p, c); err != nil {
		s.fail(w, r, err)
		return
	}
	s.draw(w, r, status, p)
}

// addRecords tells of what was published, and what has changed since.
func (s *Service) addRecords(p *web.Closing, c ceremony) error {
	for _, one := range c.publications {
		if one.State == books.PublicationMaking {
			if s.config.Now().Sub(one.At) < staleAfter {
				p.Busy = one.Who
			}
			continue
		}
		row, err := publicationRow(one)
		if err != nil {
			return err
		}
		row.Newest = one.Number == c.last.Number
		p.Publications = append(p.Publications, row)
	}
	slices.Reverse(p.Publications)
	if !c.late() {
		return nil
	}
	p.Late = web.Late{
		Any: true, Ballots: int(c.now.Ballots - c.lastSum.Ballots), Choices: int(c.now.Choices - c.lastSum.Choices), Sheets: int(c.now.Sheets - c.lastSum.Sheets),
	}
	for _, k := range c.now.since(c.lastSum) {
		p.Late.Kiosks = append(p.Late.Kiosks, web.RoundKiosk{ID: k.id, Name: c.names[k.id], Ballots: int(k.Ballots), Choices: int(k.Choices), Sheets: int(k.Sheets)})
	}
	return nil
}

// closeRound moves the switch to closed, for good; kiosks follow with the next
// release.
func (s *Service) closeRound(w http.ResponseWriter, r *http.Request) {
	p, ok := s.roundOfForm(w, r, maxForm)
	if !ok {
		return
	}
	reason, given := reasonOf(r)
	products, err := s.Products(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	d := p.draft
	d.Switch = vote.SetClose
	_, faults := p.faults(d, products, s.config.Now())
	if faults = hardFaults(faults); !given || !p.known || len(faults) > 0 {
		s.drawClosing(w, r, http.StatusUnprocessableEntity, web.Say(s.lang(w, r), "votes.message.reason"))
		return
	}
	s.storeRound(w, r, d, "round.switch.closed", reason, "/closing", func(message string) {
		s.drawClosing(w, r, http.StatusConflict, message)
	})
}

// closeWithout notes that kiosks are not waited for, and why, or takes it back.
func (s *Service) closeWithout(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxRoundForm) {
		return
	}
	c, err := s.ceremony(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	undo := r.PostForm.Get("undo")
	reason, given := reasonOf(r)
	var items []string
	for _, a := range c.awaited {
		if r.PostForm.Get("all") != "" || slices.Contains(r.PostForm["kiosk"], a.kiosk.ID) {
			items = append(items, a.kiosk.ID)
		}
	}
	if undo == "" && (!given || len(items) == 0) {
		s.drawClosing(w, r, http.StatusUnprocessableEntity, web.Say(s.lang(w, r), "votes.message.without"))
		return
	}
	if undo != "" {
		err = s.remarkOn(r, books.RoundRemark{Round: c.id, Kind: remarkWithout, Item: undo}, true)
	} else {
		err = s.waive(r.Context(), c.id, items, reason)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/rounds/"+c.id+"/closing", http.StatusSeeOther)
}

// waive stores of many kiosks that they are not waited for.
func (s *Service) waive(ctx context.Context, round string, kiosks []string, reason string) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		for _, k := range kiosks {
			err := t.PutRoundRemark(books.RoundRemark{Round: round, Kind: remarkWithout, Item: k, Remark: reason, Who: nameOf(ctx), At: s.config.Now()})
			if err != nil {
				return err
			}
			if err := s.audit(ctx, t, "round.without", round, k+": "+reason); err != nil {
				return err
			}
		}
		return nil
	})
}

// publishRound begins to publish the record, when nothing stands in its way.
func (s *Service) publishRound(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxForm) {
		return
	}
	c, err := s.ceremony(r.Context(), r.PathValue("id"))
	if err != nil {
		s.roundFailed(w, r, err)
		return
	}
	if !c.ready() {
		message := "votes.message.waitcases"
		if c.done && !c.late() {
			message = "votes.message.same"
		}
		s.drawClosing(w, r, http.StatusConflict, web.Say(s.lang(w, r), message))
		return
	}
	p, err := s.beginPublication(r.Context(), c.id)
	if errors.Is(err, ErrPublishing) {
		s.drawClosing(w, r, http.StatusConflict, web.Say(s.lang(w, r), "votes.message.busy"))
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	who := asker(r.Context())
	s.jobs.start(func(ctx context.Context) { s.publishNow(withPerson(ctx, who), p) })
	http.Redirect(w, r, "/rounds/"+c.id+"/closing", http.StatusSeeOther)
}

// publishNow finishes a publication; why it failed is told on the page.
func (s *Service) publishNow(ctx context.Context, p books.Publication) {
	_, err := s.finishPublication(ctx, p)
	said := s.db.Update(context.WithoutCancel(ctx), func(t *books.Tx) error {
		if err == nil || errors.Is(err, os.ErrExist) {
			return t.DropRoundRemark(p.Round, remarkFailed, "record")
		}
		return t.PutRoundRemark(books.RoundRemark{Round: p.Round, Kind: remarkFailed, Item: "record", Remark: err.Error(), Who: p.Who, At: s.config.Now()})
	})
	if failed := errors.Join(err, said); failed != nil {
		s.config.Log.Error("publish record", "round", p.Round, "error", failed)
	}
}
