package ui

import (
	"context"
	"time"

	"hangviet/data/staff"
	"hangviet/ui/model"
	"hangviet/ui/screen"
)

// slow is how long a page may take before the visitor is told that it comes.
const slow = 300 * time.Millisecond

// reload draws the current route anew where it stands, as after a change of
// language or of the release.
func (s *Shell) reload() {
	s.keepScroll()
	again, since := s.again || s.Still(), s.held.since
	s.load()
	s.again, s.held.since = again, since
}

func (s *Shell) keepScroll() {
	if s.page.Offset != nil && s.asked.IsZero() {
		s.visit.history.SetScroll(s.page.Offset())
	}
}

// load asks for the current route's page.
func (s *Shell) load() {
	s.stop()
	s.countUnmet()
	ctx, cancel := context.WithCancel(s.ctx)
	s.stop, s.asked, s.told, s.again, s.held = cancel, s.options.Now(), false, false, held{}
	s.generation++
	generation, place, r := s.generation, s.visit.history.Current(), s.reader()
	if view := s.resting(place.Route.Screen); view != nil {
		s.arrived(place, view, nil)
		return
	}
	if s.release.Catalogue == nil && !place.Route.Screen.OfStaff() && place.Route.Screen != model.AtSetUp { // nothing to wait for: the first frame shows it
		s.arrived(place, r.readNothing(place.Route), nil)
		return
	}
	background(s, ctx, func(ctx context.Context) (any, error) { return r.read(ctx, place.Route) }, func(view any, err error) {
		switch {
		case generation != s.generation:
			return
		case s.again:
			s.hold(func() { s.arrivedAgain(view, err) })
		default:
			s.arrived(place, view, err)
		}
		cancel()
	})
}

// arrivedAgain shows the page that is up anew, where it is scrolled to by now.
func (s *Shell) arrivedAgain(view any, err error) {
	s.keepScroll()
	typed, step := s.page.Typed, s.setUpHere
	s.arrived(s.visit.history.Current(), view, err)
	if typed != nil && s.page.Typed != nil && s.setUpHere == step {
		s.page.Typed.SetText(typed.Text())
	}
}

// arrived shows what a loader brought.
func (s *Shell) arrived(place model.Place, view any, err error) {
	s.asked = time.Time{}
	if err != nil {
		view = model.NewFailure(s.env())
	}
	s.countOpened(view)
	view = s.live(view)
	s.setUpHere = ""
	if v, ok := view.(model.SetUpView); ok {
		s.setUpHere = v.Here
	}
	s.keepDraft(view)
	s.rewear()
	s.show(screen.Draw(s.canvas(), view))
	if s.page.ScrollTo != nil && place.Scroll > 0 {
		s.page.ScrollTo(place.Scroll)
	}
	s.refreshAids()
	s.redressStick()
	s.listenOnce()
	s.reaskTurn()
}

// reader is what a loader needs, copied on the UI thread.
type reader struct {
	env     model.Env
	release Release
	draft   func(round string) *model.Draft
	kept    []string
	booth   model.Booth
	records string
	desk    model.Desk
	panel   model.Panel
	check   *model.Check // a copy, or nil
	member  staff.Member
	batch   *model.Batch // a copy, or nil
	setUp   model.SetUp
	met     *model.Organiser // of setting up, or nil
	again   bool             // the kiosk that is set up serves already
}

func (s *Shell) reader() reader {
	drafts := map[string]*model.Draft{}
	for round, d := range s.visit.drafts {
		drafts[round] = d.Clone()
	}
	draft := func(round string) *model.Draft {
		if d := drafts[round]; d != nil {
			return d
		}
		return &model.Draft{Round: round}
	}
	r := reader{env: s.env(), release: s.release, draft: draft, kept: s.visit.kept.Codes(), booth: s.options.Booth, records: s.options.Records, desk: s.options.Desk}
	r.panel = s.options.Panel
	if r.setUp = s.options.SetUp; s.founding != nil {
		r.met, r.again = s.founding.met, s.founding.again
	}
	if s.staff != nil {
		r.member, r.check = s.staff.member, s.staff.check.Clone()
		if s.staff.batch != nil {
			r.batch = s.staff.batch.Clone()
		}
	}
	return r
}

// read is the one switch from a route to its model.
func (r reader) read(ctx context.Context, to model.Route) (any, error) {
	if to.Screen.OfStaff() {
		return r.readStaff(ctx, to)
	}
	src := r.release.Catalogue
	switch to.Screen {
	case model.AtSetUp:
		return r.readSetUp(ctx, to)
	case model.AtAttract:
		return model.LoadAttract(ctx, r.env, src)
	case model.AtHome:
		return model.LoadHome(ctx, r.env, src)
	case model.AtList:
		return model.LoadList(ctx, r.env, src, to.Filter)
	case model.AtProduct:
		return model.LoadProduct(ctx, r.env, src, to.ID)
	case model.AtProducer:
		return model.LoadProducer(ctx, r.env, src, to.ID)
	case model.AtEvents:
		return model.LoadEvents(ctx, r.env, src)
	case model.AtSearch:
		return model.LoadSearch(ctx, r.env, src, r.release.Finder(), to.Query)
	case model.AtKept:
		return model.LoadKept(ctx, r.env, src, r.kept)
	case model.AtHelp:
		return model.NewHelp(r.env), nil
	}
	return r.readVote(ctx, to)
}

// readNothing is what a kiosk without a catalogue shows: the call to touch, and
// behind it a calm word.
func (r reader) readNothing(to model.Route) any {
	if to.Screen == model.AtAttract {
		return model.NewAttract(r.env)
	}
	return model.NewNoContent(r.env)
}

func (r reader) readVote(ctx context.Context, to model.Route) (any, error) {
	src := r.release.Catalogue
	switch to.Screen {
	case model.AtRound:
		return model.LoadRound(ctx, r.env, src, to.ID)
	case model.AtNominees:
		return model.LoadNominees(ctx, r.env, src, to.ID, to.Sub)
	case model.AtReview:
		return model.LoadReview(ctx, r.env, src, r.draft(to.ID))
	case model.AtConfirmed:
		return model.NewConfirmed(r.env, to.Count, to.Trial, to.Sub, r.records), nil
	case model.AtTicket:
		return model.LoadTicket(ctx, r.env, src, to.ID, to.Query)
	}
	return model.LoadRounds(ctx, r.env, src, r.booth)
}

// background runs work off the UI thread and then done on it.
func background[T any](s *Shell, ctx context.Context, work func(context.Context) (T, error), done func(T, error)) {
	s.tasks.Add(1)
	go func() {
		defer s.tasks.Done()
		result, err := work(ctx)
		s.options.Post(func() { done(result, err) })
	}()
}

// aside does work that no page waits for, to its end though the window closes; why
// it failed is told to [Options.OnFault].
func (s *Shell) aside(work func(context.Context) error) {
	ctx := context.WithoutCancel(s.ctx)
	s.tasks.Go(func() {
		if err := work(ctx); err != nil && s.options.OnFault != nil {
			s.options.OnFault(ctx, err)
		}
	})
}
