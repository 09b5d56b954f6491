package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"hangviet/data/drive"
	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/ui/model"
)

// bundleFolder is where the window writes ballots and health on a stick.
const bundleFolder = "hangviet"

// sheetStays is how long a sheet stays that nobody touches.
const sheetStays = 2 * time.Minute

// sticks looks after the drives that people put in: it looks at one after the
// other, tells what is on it and does what is chosen. The content is signed, so
// whoever stands before the screen may choose; a kiosk that trusts nobody yet is
// never bound so.
type sticks struct {
	home   *home
	drives drive.Drives
	show   func(*model.Stick) // puts the sheet up, nil takes it away; from any goroutine
	now    func() time.Time
	every  time.Duration // between two reports of progress

	plugged chan []drive.Drive
	chosen  chan model.StickAct

	here   []drive.Drive // what is in
	seen   map[string]bool
	at     *visitOf  // the stick that is looked after now, nil none
	until  time.Time // when its sheet goes by itself
	events chan func()
}

// visitOf is one stick from when it is noticed until its sheet is closed.
type visitOf struct {
	drive   drive.Drive
	sheet   model.Stick
	content string // folder that holds the release
	preview exchange.Preview
	setUp   *wire.SetUp
	stop    context.CancelFunc // of what is being done, nil nothing
	out     bool               // it is being ejected, or will be once that has ended
}

func newSticks(h *home, drives drive.Drives, show func(*model.Stick)) *sticks {
	return &sticks{
		home: h, drives: drives, show: show, now: time.Now, every: 200 * time.Millisecond,
		plugged: make(chan []drive.Drive), chosen: make(chan model.StickAct, 4),
		seen: map[string]bool{}, events: make(chan func()),
	}
}

// act is told what a person chose; it never waits.
func (s *sticks) act(a model.StickAct) {
	select {
	case s.chosen <- a:
	default: // four touches are waiting already
	}
}

// serve runs until ctx ends, and waits for what is being done.
func (s *sticks) serve(ctx context.Context) error {
	var tasks sync.WaitGroup
	defer tasks.Wait()
	tasks.Go(func() {
		_ = drive.Watch(ctx, s.drives, func(now []drive.Drive) { // it ends with ctx only
			select {
			case s.plugged <- now:
			case <-ctx.Done():
			}
		})
	})
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
			s.tire(s.now())
		case now := <-s.plugged:
			s.changed(now)
		case a := <-s.chosen:
			s.choose(ctx, &tasks, a)
		case event := <-s.events:
			event()
		}
		s.next(ctx, &tasks)
	}
}

// changed takes note of what is in. A sheet of a stick that is gone stays only to
// say that what was being done failed.
func (s *sticks) changed(now []drive.Drive) {
	s.here = now
	for id := range s.seen {
		if !s.in(id) {
			delete(s.seen, id)
		}
	}
	if v := s.at; v != nil && !s.in(v.drive.ID) && v.sheet.Phase != model.StickWorking && v.sheet.Fault == "" {
		s.leave()
	}
}

// tire takes a sheet away that nobody heeds: shoppers want the page under it.
func (s *sticks) tire(now time.Time) {
	if v := s.at; v != nil && v.stop == nil && now.After(s.until) {
		s.leave()
	}
}

func (s *sticks) in(id string) bool {
	return slices.ContainsFunc(s.here, func(d drive.Drive) bool { return d.ID == id })
}

// next begins with a stick that was not looked at yet.
func (s *sticks) next(ctx context.Context, tasks *sync.WaitGroup) {
	if s.at != nil {
		return
	}
	for _, d := range s.here {
		if s.seen[d.ID] {
			continue
		}
		s.seen[d.ID] = true
		s.at = &visitOf{drive: d, sheet: model.Stick{Name: d.Name()}}
		s.look(ctx, tasks, s.at)
		return
	}
}

// leave takes the sheet away.
func (s *sticks) leave() {
	if s.at != nil && s.at.stop != nil {
		s.at.stop()
	}
	s.at = nil
	s.show(nil)
}

// put shows the sheet as it stands.
func (s *sticks) put(v *visitOf) {
	if s.at != v {
		return
	}
	v.sheet.Others = max(len(s.here)-1, 0)
	s.until = s.now().Add(sheetStays)
	sheet := v.sheet
	s.show(&sheet)
}

// do runs work beside the loop and then its end within it.
func (s *sticks) do(ctx context.Context, tasks *sync.WaitGroup, v *visitOf, work func(context.Context) func()) {
	within, stop := context.WithCancel(ctx)
	v.stop = stop
	tasks.Go(func() {
		defer stop()
		end := work(within)
		select {
		case s.events <- func() { s.ended(ctx, tasks, v, end) }:
		case <-ctx.Done():
		}
	})
}

func (s *sticks) ended(ctx context.Context, tasks *sync.WaitGroup, v *visitOf, end func()) {
	v.stop = nil
	if s.at != v {
		return
	}
	end()
	if v.out {
		v.out = false
		s.eject(ctx, tasks, v)
		return
	}
	s.put(v)
}

// look finds out what is on the stick.
func (s *sticks) look(ctx context.Context, tasks *sync.WaitGroup, v *visitOf) {
	s.put(v)
	s.do(ctx, tasks, v, func(ctx context.Context) func() {
		found := s.find(ctx, v.drive)
		return func() {
			v.content, v.preview, v.setUp = found.folder, found.preview, found.setUp
			v.sheet.SetUp = s.setUpOf(found.setUp)
			v.sheet.Phase, v.sheet.Offer, v.sheet.Fault, v.sheet.Why = model.StickOffered, found.offer, found.fault.Code, found.fault.Message
			v.sheet.Unsent, v.sheet.Content, v.sheet.Unlocked = found.unsent, found.kept, found.unlocked
		}
	})
}

// found is what was found on a stick.
type found struct {
	folder       string
	preview      exchange.Preview
	setUp        *wire.SetUp
	offer        *model.StickOffer
	fault        exchange.Problem
	unlocked     bool // its file opened the staff entrance
	unsent, kept int64
}

// find previews the first content folder that may be taken; when none may, it
// says why the first may not.
func (s *sticks) find(ctx context.Context, d drive.Drive) (f found) {
	var err error
	f.unsent, _ = s.home.log.Unsent(ctx) // the sheet says nothing of ballots then
	f.kept, _, _ = s.home.own.Current()
	if d.Lies() {
		f.fault = exchange.Explain(exchange.ErrStickFake)
		return f
	}
	if f.setUp = s.findSetUp(d); f.setUp != nil {
		return f
	}
	if f.unlocked, err = s.home.unlockByFile(ctx, d.Path); err != nil || f.unlocked {
		f.fault = stickProblem(err)
		return f
	}
	there, err := drive.Search(ctx, d.Path)
	if err != nil {
		f.fault = exchange.Explain(err)
		return f
	}
	for _, folder := range there.Content {
		preview, err := s.preview(ctx, folder)
		if err == nil {
			f.folder, f.preview, f.offer, f.fault = folder, preview, offerOf(preview), exchange.Problem{}
			return f
		}
		if f.fault.Code == "" {
			f.fault = exchange.Explain(exchange.StickFault(folder, err))
		}
	}
	return f
}

// stickProblem explains an error, the zero Problem for none.
func stickProblem(err error) exchange.Problem {
	if err == nil {
		return exchange.Problem{}
	}
	return exchange.Explain(err)
}

func (s *sticks) preview(ctx context.Context, folder string) (exchange.Preview, error) {
	src, err := release.Dir(folder)
	if err != nil {
		return exchange.Preview{}, err
	}
	return s.home.own.Preview(ctx, src, nil)
}

// choose does what a person chose.
func (s *sticks) choose(ctx context.Context, tasks *sync.WaitGroup, a model.StickAct) {
	v := s.at
	if v == nil {
		if a == model.StickShow {
			clear(s.seen) // the next look begins with what is in
		}
		return
	}
	switch a {
	case model.StickShow: // it is up
	case model.StickClose:
		s.leave()
	case model.StickAgain:
		if v.stop == nil {
			v.sheet = model.Stick{Name: v.sheet.Name}
			s.look(ctx, tasks, v)
		}
	case model.StickCancel:
		if v.stop != nil {
			v.stop()
		}
	case model.StickEject:
		s.eject(ctx, tasks, v)
	default:
		if v.sheet.Phase == model.StickOffered && v.stop == nil {
			s.work(ctx, tasks, v, a)
		}
	}
}

// eject makes the stick ready to be taken out, and takes the sheet away. What is
// being done with it is ended first.
func (s *sticks) eject(ctx context.Context, tasks *sync.WaitGroup, v *visitOf) {
	if v.out {
		return
	}
	if v.out = true; v.stop != nil {
		v.stop()
		return
	}
	s.do(ctx, tasks, v, func(ctx context.Context) func() {
		err := s.drives.Eject(ctx, v.drive)
		return func() {
			v.out = false
			if err == nil || errors.Is(err, drive.ErrGone) {
				s.leave()
				return
			}
			v.fail(err)
		}
	})
}

func (v *visitOf) fail(err error) {
	p := exchange.Explain(err)
	v.sheet.Phase, v.sheet.Fault, v.sheet.Why = model.StickEnded, p.Code, p.Message
}

// work does one of the long things.
func (s *sticks) work(ctx context.Context, tasks *sync.WaitGroup, v *visitOf, a model.StickAct) {
	v.sheet.Phase, v.sheet.Work = model.StickWorking, model.StickWork{Act: a}
	s.put(v)
	s.do(ctx, tasks, v, func(ctx context.Context) func() {
		done, err := s.perform(ctx, v, a)
		return func() {
			v.sheet.Phase, v.sheet.Done, v.sheet.Fault = model.StickEnded, done, ""
			if err != nil {
				v.fail(err)
			}
		}
	})
}

func (s *sticks) perform(ctx context.Context, v *visitOf, a model.StickAct) (done model.StickDone, err error) {
	done.Act = a
	switch a {
	case model.StickSetup:
		if v.setUp != nil {
			err = s.home.adopt(ctx, *v.setUp)
		}
	case model.StickUpdate:
		done.Release, err = s.take(ctx, v)
	case model.StickExport:
		err = s.drives.Write(ctx, v.drive, func(dir string) error {
			c, err := s.home.carry(ctx, filepath.Join(dir, bundleFolder), false, s.now())
			done.Ballots, done.Bundles = c.ballots, len(c.bundles)
			return err
		})
	case model.StickWrite:
		err = s.drives.Write(ctx, v.drive, func(dir string) error {
			w, err := s.home.own.WriteContent(ctx, filepath.Join(dir, contentFolder), s.progress(ctx, v, a))
			done.Release = w.Number
			return err
		})
	}
	return done, err
}

// take imports what was previewed.
func (s *sticks) take(ctx context.Context, v *visitOf) (int64, error) {
	src, err := release.Dir(v.content)
	if err != nil {
		return 0, exchange.StickFault(v.content, err)
	}
	m, err := s.home.own.Take(ctx, src, v.preview, s.progress(ctx, v, model.StickUpdate))
	if err != nil {
		return 0, exchange.StickFault(v.content, err)
	}
	return m.Number, s.home.clearContentProblems(ctx)
}

// progress tells the loop at times how far a work is. It never waits for it.
func (s *sticks) progress(ctx context.Context, v *visitOf, a model.StickAct) func(exchange.Progress) {
	var last time.Time
	return func(p exchange.Progress) {
		if ctx.Err() != nil || s.now().Sub(last) < s.every {
			return
		}
		w := model.StickWork{Act: a, Bytes: p.Bytes, TotalBytes: p.TotalBytes, Files: p.Files, TotalFiles: p.TotalFiles, Left: p.Left}
		select {
		case s.events <- func() { v.sheet.Work = w; s.put(v) }:
			last = s.now()
		default: // the loop is busy; the next step of progress tells more
		}
	}
}
