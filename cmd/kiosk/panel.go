package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/selftest"
	"hangviet/data/staff"
	"hangviet/data/store"
	"hangviet/ui/model"
)

// panel is what the staff of the window may look at and do besides votes; it
// implements model.Panel.
type panel struct {
	home    *home
	pins    *staff.Desk
	fetch   func()                                        // looks for new content soon
	news    func()                                        // has the hub told soon how the kiosk is
	size    func(ctx context.Context) (width, height int) // of the screen, in pixels
	turn    func() string                                 // how the screen is turned, "" where it cannot be
	quit    func(code int)                                // ends the program, soon
	content string                                        // where content comes from in place of what is set, "" none
	hub     string                                        // in place of the one that is set, "" none
}

// actsShown is how many acts the page lists.
const actsShown = 100

// Acts implements model.Panel.
func (p panel) Acts(ctx context.Context) ([]staff.Act, error) {
	return p.home.store.Acts(ctx, actsShown)
}

// Members implements model.Panel.
func (p panel) Members(ctx context.Context) ([]staff.Member, error) { return p.pins.Members(ctx) }

// Note implements model.Panel.
func (p panel) Note(ctx context.Context, who staff.Member, what staff.What, note string) error {
	return p.home.noteAct(ctx, who, what, note)
}

// noteAct keeps what was done, by the kiosk's trusted time.
func (h *home) noteAct(ctx context.Context, who staff.Member, what staff.What, note string) error {
	return h.store.AddAct(ctx, staff.Act{
		Time: h.clock.Now(), Sure: !h.clock.Doubtful(), Mark: who.Mark, Role: who.Role, What: what, Note: selftest.Note(note),
	})
}

// Lock implements model.Panel.
func (p panel) Lock(ctx context.Context) (s model.LockState, err error) {
	if s.Challenge, s.Locked, err = p.pins.Locked(ctx); err != nil || !s.Locked {
		return s, err
	}
	s.Kiosk = p.home.store.Identity().ID
	if s.Name, err = p.home.store.Setting(ctx, settingName); err != nil {
		return s, err
	}
	if s.Hub, err = p.home.hubOr(ctx, p.hub); err != nil {
		return s, err
	}
	key, err := p.home.store.Setting(ctx, exchange.SettingHubKey)
	s.Typed = key != ""
	return s, err
}

// Unlock implements model.Panel: by the code that the hub makes.
func (p panel) Unlock(ctx context.Context, code string) error {
	err := p.pins.UnlockBy(ctx, func(challenge string) (bool, error) { return p.home.rightCode(ctx, challenge, code) })
	switch {
	case err == nil:
		return p.home.noteAct(ctx, staff.Member{}, staff.Unlocked, "code")
	case errors.Is(err, staff.ErrCode):
		return errors.Join(err, p.home.noteAct(ctx, staff.Member{}, staff.Wronged, ""))
	}
	return err
}

// rightCode judges a code by the key of the hub that this kiosk knows.
func (h *home) rightCode(ctx context.Context, challenge, typed string) (bool, error) {
	verifier, err := h.store.Setting(ctx, exchange.SettingHubKey)
	if err != nil {
		return false, err
	}
	hub, err := wire.HubPublicKey(verifier)
	if err != nil {
		return false, err
	}
	self := h.store.Identity()
	right, err := wire.UnlockCode(self.PrivateKey, hub, self.ID, challenge)
	return err == nil && wire.SameUnlockCode(typed, right), err
}

// unlockByFile opens a locked entrance by the file on a stick that the organiser
// signed for this kiosk and this challenge.
func (h *home) unlockByFile(ctx context.Context, dir string) (opened bool, err error) {
	desk := staff.NewDesk(h.store, time.Now)
	challenge, locked, err := desk.Locked(ctx)
	if err != nil || !locked {
		return false, err
	}
	file, err := readBelow(dir, release.UnlockFile(h.store.Identity().ID), release.MaxUnlock)
	if err != nil {
		return false, nil // a stick without one
	}
	if err := h.own.CheckUnlock(file, release.Unlock{Kiosk: h.store.Identity().ID, Challenge: challenge}); err != nil {
		return false, errors.Join(fmt.Errorf("unlock by file: %w", err), h.noteAct(ctx, staff.Member{}, staff.Wronged, "file"))
	}
	return true, errors.Join(desk.Unlock(ctx), h.noteAct(ctx, staff.Member{}, staff.Unlocked, "file"))
}

// Do implements model.Panel.
func (p panel) Do(ctx context.Context, who staff.Member, d model.Deed) error {
	if !d.For(who) {
		return model.ErrRole
	}
	note, err := p.do(ctx, d)
	if err != nil {
		return told(err)
	}
	if err := p.home.noteAct(ctx, who, d.What, note); err != nil {
		return err
	}
	switch d.What {
	case staff.Restarted:
		p.quit(exitAgain)
	case staff.LeftKiosk:
		p.quit(exitLeft)
	}
	return nil
}

// do does it and says what it was done to.
func (p panel) do(ctx context.Context, d model.Deed) (note string, err error) {
	set := func(key string) (string, error) { return d.Value, p.home.store.SetSetting(ctx, key, d.Value) }
	switch d.What {
	case staff.Hoursed:
		return set(settingHours)
	case staff.Rushing:
		return set(settingRush)
	case staff.Pausing:
		return set(settingPaused)
	case staff.Exempted:
		return p.except(ctx, d.Value)
	case staff.Screened:
		return p.setScreen(ctx, d.Value)
	case staff.Retried:
		return p.retry(ctx, d.Value)
	case staff.WentBack:
		_, to, err := p.home.back(ctx, exchange.ByStaff, nil)
		return fmt.Sprint(to), err
	case staff.TookAgain:
		n, _ := p.home.own.Left()
		err := errors.Join(p.home.own.Again(), p.home.store.ClearProblem(ctx, exchange.Explain(exchange.ErrLeft).Code))
		p.fetch()
		return fmt.Sprint(n), err
	case staff.PINAdded:
		m, err := p.pins.Add(ctx, d.PIN, staff.Role(d.Value))
		return m.Mark, err
	case staff.PINChanged:
		return d.Value, p.pins.Change(ctx, d.Value, d.PIN)
	case staff.PINRemoved:
		return d.Value, p.pins.Remove(ctx, d.Value)
	case staff.Restarted, staff.LeftKiosk, staff.Founded:
		return "", nil
	}
	return "", fmt.Errorf("panel does no %q", d.What)
}

// except keeps an exception for today; "" takes it back.
func (p panel) except(ctx context.Context, hours string) (string, error) {
	if hours == "" {
		return hours, p.home.store.SetSetting(ctx, settingToday, "")
	}
	if hours == model.ClosedToday {
		hours = ""
	}
	text := model.ExceptToday(p.home.clock.Now(), hours)
	return text, p.home.store.SetSetting(ctx, settingToday, text)
}

// retry calls the hub, or looks for new content.
func (p panel) retry(ctx context.Context, what string) (string, error) {
	if what == "content" {
		return what, p.lookForContent(ctx)
	}
	hub, err := p.home.hubOr(ctx, p.hub)
	if err != nil {
		return what, err
	}
	sender, err := p.home.sender(ctx, hub)
	if err != nil {
		return what, err
	}
	if err := sender.SyncOnce(ctx); err != nil {
		return what, err
	}
	for _, code := range exchange.HubCodes() {
		if err := p.home.store.ClearProblem(ctx, code); err != nil {
			return what, err
		}
	}
	return what, nil
}

// lookForContent asks whether the place where content comes from answers, and has it
// fetched in the background.
func (p panel) lookForContent(ctx context.Context) error {
	hub, err := p.home.hubOr(ctx, p.hub)
	if err != nil {
		return err
	}
	src, err := exchange.OpenSource(exchange.NewClient(), contentOf(p.content, hub))
	if err != nil {
		return err
	}
	if _, err := p.home.own.Preview(ctx, src, nil); err != nil {
		return err
	}
	p.fetch()
	return nil
}

// told gives an error the sentence of the table of failures.
func told(err error) error {
	for _, known := range []error{model.ErrRole, context.Canceled, staff.ErrShape, staff.ErrWeak, staff.ErrTaken, staff.ErrNobody, staff.ErrLast} {
		if errors.Is(err, known) {
			return err // the screen has words of its own
		}
	}
	e := exchange.Explain(err)
	return &model.TroubleError{Code: e.Code, Text: e.Message, Err: err}
}

// explained are problems with their sentences.
func explained(list []store.Problem, of ...string) (all []model.Problem) {
	for _, p := range list {
		if len(of) == 0 || slices.Contains(of, p.Code) {
			all = append(all, model.Problem{Code: p.Code, Since: p.Since, Text: exchange.ExplainCode(p.Code).Message})
		}
	}
	return all
}

// panel is the panel of the window's staff.
func (w *window) panel(pins *staff.Desk) panel {
	return panel{
		home: w.home, pins: pins, fetch: func() { remind(w.fetch) }, news: func() { remind(w.news) }, size: w.size, quit: w.quit, content: w.flags.content, hub: w.flags.hub,
		turn: func() string { _, turn := w.screen.told(); return turn },
	}
}

// size is the window's, in pixels.
func (w *window) size(ctx context.Context) (width, height int) {
	w.onScreen(ctx, func() {
		size := w.win.Canvas().Size()
		width, height = int(size.Width), int(size.Height)
	})
	return width, height
}
