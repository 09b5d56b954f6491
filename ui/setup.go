package ui

import (
	"context"
	"time"

	"hangviet/data/staff"
	"hangviet/data/wifi"
	"hangviet/ui/model"
)

// founding is the kiosk being set up at its own screen.
type founding struct {
	first bool             // of a kiosk that does not serve yet: nothing ends it
	again bool             // of one that serves: it does so also after a power cut in the middle
	met   *model.Organiser // who was met at the address that was typed, or nil
	heard bool             // it was listened for networks
	work  context.Context
	stop  context.CancelFunc // of what is being done
}

// foundingQuiet is how long setting up a kiosk that serves already waits for a touch.
const foundingQuiet = 10 * time.Minute

// SetUp opens the pages on which the kiosk is set up, at the step where it was left;
// first says that it does not serve before they are done.
func (s *Shell) SetUp(first bool) {
	if s.options.SetUp == nil || s.visit.casting || s.founding != nil {
		return
	}
	s.closeSheet()
	s.closeAids()
	s.countUnmet()
	s.closeSession(staff.SignedOut)
	s.staff = nil
	s.founding = &founding{first: first}
	s.founding.work, s.founding.stop = context.WithCancel(s.ctx)
	s.newVisit(model.Route{Screen: model.AtSetUp})
	s.visit.idle = model.Idle{Quiet: foundingQuiet, Grace: sessionGrace}
	s.touched()
	s.coming = ahead
	s.load()
}

// setUpAgain opens them on a kiosk that serves, and goes on serving whatever comes
// between.
func (s *Shell) setUpAgain() {
	if s.SetUp(false); s.founding != nil {
		s.founding.again = true
		s.load() // which may be left
	}
}

// OpenSetUp implements [screen.Founder]: on a kiosk that shows the sample and has no
// staff.
func (s *Shell) OpenSetUp() { s.SetUp(false) }

// LeaveSetUp implements [screen.Founder]: what was set up so far is kept.
func (s *Shell) LeaveSetUp() { s.endVisit() }

// leaveFounding ends setting up, wherever it is.
func (s *Shell) leaveFounding() {
	if s.founding != nil {
		s.founding.stop()
		s.keepTurn(false) // nobody said that it is right
		s.founding = nil
	}
}

// found does what was asked for off the UI thread, and then done on it, unless the
// page has been left meanwhile; refused is told why it was not done. The staff's page
// of networks asks for the same things as setting up.
func found[T any](s *Shell, work func(context.Context) (T, error), done func(T), refused func(string)) {
	f, session, generation := s.founding, s.staff, s.generation
	ctx := s.ctx
	switch {
	case f != nil:
		ctx = f.work
	case session == nil:
		return
	}
	s.pending++
	background(s, ctx, work, func(result T, err error) {
		s.pending--
		if f != s.founding || session != s.staff || generation != s.generation {
			return
		}
		s.touched()
		if err != nil {
			if refused != nil {
				refused(model.SetUpFault(s.env(), err))
			}
			return
		}
		done(result)
	})
}

// keeps does what only keeps something.
func (s *Shell) keeps(work func(context.Context) error, done func(), refused func(string)) {
	found(s, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(struct{}) { done() }, refused)
}

// typesSetUp tells whether the page that is up is a step with a keyboard. Nothing of a
// release stands there, and drawn anew it would lose what was typed.
func (s *Shell) typesSetUp() bool { return s.founding != nil && s.Still() && s.page.Keys != nil }

// fault shows a page that says that something failed, for what has no place to say it.
func (s *Shell) fault(string) { s.arrived(s.visit.history.Current(), model.NewFailure(s.env()), nil) }

// Step implements [screen.Founder].
func (s *Shell) Step(to string) {
	open := func() { s.Open(model.Route{Screen: model.AtSetUp, Sub: to}) }
	if s.founding != nil && s.founding.again {
		open()
		return
	}
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.KeepStep(ctx, to) }, open, s.fault)
}

// Prev implements [screen.Founder]: one step back, also where the power was cut since
// the step before.
func (s *Shell) Prev() {
	if s.visit.history.Depth() > 1 {
		s.back()
		return
	}
	before := model.StepBefore(s.setUpHere, s.release.Own)
	s.coming = behind
	s.Replace(model.Route{Screen: model.AtSetUp, Sub: before})
}

// ChooseLang implements [screen.Founder].
func (s *Shell) ChooseLang(lang string) {
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.KeepLang(ctx, lang) }, func() {
		s.options.Lang, s.visit.lang = lang, lang
		s.reload()
	}, s.fault)
}

// Measure implements [screen.Founder]: everything takes its size from the screen's.
func (s *Shell) Measure(inches float64) {
	inches = model.SaneInches(inches)
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.KeepDiagonal(ctx, inches) }, func() {
		s.SetDiagonal(inches)
		s.reload()
	}, s.fault)
}

// Listen implements [screen.Founder]. While something else is still being done, such as
// to join a network that is known already, the page stays: that shows it anew, or says
// on it why it was not done.
func (s *Shell) Listen(refused func(string)) {
	listen := func(ctx context.Context) error {
		_, _, err := s.options.SetUp.Networks(ctx, true)
		return err
	}
	s.keeps(listen, func() {
		if s.pending == 0 {
			s.reload()
		}
	}, refused)
}

// listenOnce listens when the networks are shown for the first time.
func (s *Shell) listenOnce() {
	if s.setUpHere != model.SetUpWifi {
		return
	}
	heard := new(bool)
	switch {
	case s.founding != nil:
		heard = &s.founding.heard
	case s.staff != nil:
		heard = &s.staff.heard
	}
	if !*heard {
		*heard = true
		s.Listen(nil)
	}
}

// Choose implements [screen.Founder]: an open network is joined, another one asks for
// its password.
func (s *Shell) Choose(n model.SetUpNetwork, refused func(string)) {
	if n.Locked {
		s.Open(model.Route{Screen: s.Route().Screen, Sub: model.SetUpKey, ID: n.Name})
		return
	}
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.Join(ctx, n.Name, "") }, func() { s.joined(n.Name, s.reload) }, refused)
}

// joined keeps that a member of the staff chose a network.
func (s *Shell) joined(network string, then func()) {
	if s.staff != nil {
		s.note(staff.Wifi, network)
	}
	then()
}

// Join implements [screen.Founder].
func (s *Shell) Join(network, password string, refused func(string)) {
	if err := wifi.CheckPassword(password); err != nil {
		refused(model.SetUpFault(s.env(), err))
		return
	}
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.Join(ctx, network, password) }, func() { s.joined(network, s.Prev) }, refused)
}

// Meet implements [screen.Founder].
func (s *Shell) Meet(address string, refused func(string)) {
	found(s, func(ctx context.Context) (model.Organiser, error) { return s.options.SetUp.Meet(ctx, address) }, func(o model.Organiser) {
		s.founding.met = &o
		s.Open(model.Route{Screen: model.AtSetUp, Sub: model.SetUpWords})
	}, refused)
}

// Trust implements [screen.Founder]: for good, so that the way back skips the words.
func (s *Shell) Trust(refused func(string)) {
	o := s.founding.met
	if o == nil {
		return
	}
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.Trust(ctx, *o) }, func() {
		s.founding.met = nil
		s.visit.history.Back()
		s.Step(model.AfterStep(model.SetUpRoot, false))
	}, refused)
}

// Call implements [screen.Founder].
func (s *Shell) Call(name string, refused func(string)) {
	own := s.release.Own
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.KeepName(ctx, name) },
		func() { s.Step(model.AfterStep(model.SetUpName, own)) }, refused)
}

// Stand implements [screen.Founder].
func (s *Shell) Stand(point string) {
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.KeepPoint(ctx, point) }, func() {
		s.options.Point = point
		s.Step(model.AfterStep(model.SetUpPoint, true))
	}, s.fault)
}

// AddStaff implements [screen.Founder].
func (s *Shell) AddStaff(pin string, refused func(string)) {
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.AddStaff(ctx, pin) },
		func() { s.Step(model.AfterStep(model.SetUpPIN, false)) }, refused)
}

// EndSetUp implements [screen.Founder]: from now on the kiosk serves.
func (s *Shell) EndSetUp() {
	s.keeps(func(ctx context.Context) error { return s.options.SetUp.KeepStep(ctx, model.SetUpEnded) }, s.endVisit, s.fault)
}

// ShowSample implements [screen.Founder]: until the program begins again.
func (s *Shell) ShowSample() { s.endVisit() }

// SetDiagonal follows the size of the screen, in inches.
func (s *Shell) SetDiagonal(inches float64) {
	size := s.look.Screen
	if size.DiagonalInch == inches {
		return
	}
	size.DiagonalInch = inches
	s.wear(s.dressed(size))
}

// stickSettled goes on after a set-up stick did its work: where nothing lacks, the
// kiosk serves.
func (s *Shell) stickSettled() {
	if s.founding == nil {
		return
	}
	f := s.founding
	background(s, f.work, s.options.SetUp.Standing, func(now model.Standing, err error) {
		switch {
		case f != s.founding || err != nil:
		case f.first && now.Complete():
			s.EndSetUp()
		default:
			s.load()
		}
	})
}

// readSetUp reads the step of a route.
func (r reader) readSetUp(ctx context.Context, to model.Route) (any, error) {
	at := model.SetUpAt{Step: to.Sub, Network: to.ID, Met: r.met}
	if r.release.Own {
		at.Src = r.release.Catalogue
	}
	v, err := model.LoadSetUp(ctx, r.env, r.setUp, at)
	v.Again = r.again
	return v, err
}

// readWifi reads the staff's page of networks.
func (r reader) readWifi(ctx context.Context, to model.Route) (any, error) {
	step, who := model.SetUpWifi, model.WhoIs(r.env, r.member)
	if to.Sub == model.SetUpKey {
		step, who = to.Sub, "" // the name of a network takes all the room
	}
	v, err := model.LoadSetUp(ctx, r.env, r.setUp, model.SetUpAt{Step: step, Network: to.ID})
	v.Place, v.Staff = who, true
	return v, err
}
