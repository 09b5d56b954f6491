package main

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"hangviet/data/backlight"
	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/selftest"
	"hangviet/ui/model"
)

// settingHeard is when the hub answered a beat last, as wire writes a clock.
const settingHeard = "hub.heard"

// Day implements model.Panel.
func (p panel) Day(ctx context.Context) (d model.Day, err error) {
	kept, err := p.home.store.Counters(ctx)
	today := p.home.clock.Now().In(catalog.Zone).Format(time.DateOnly)
	lists := map[string]*[]model.Times{wire.Opened: &d.Opened, wire.Kept: &d.Kept, wire.QR: &d.QR, wire.Unmet: &d.Unmet}
	for _, c := range kept {
		if c.Day != today {
			continue
		}
		if c.Name == wire.Visits {
			d.Visits += c.N
		}
		if list := lists[c.Name]; list != nil {
			*list = append(*list, model.Times{Key: c.Key, N: c.N})
		}
	}
	for _, list := range lists {
		slices.SortFunc(*list, func(a, b model.Times) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Key, b.Key)) })
	}
	return d, err
}

// Content implements model.Panel.
func (p panel) Content(ctx context.Context) (c model.ContentState, err error) {
	h := p.home
	content, err := h.showing()
	if err != nil {
		return c, err
	}
	c.Sample, c.Free = content == h.sample, -1
	t, err := h.tally(ctx, content)
	if err != nil && !errors.Is(err, exchange.ErrNoContent) {
		return c, err
	}
	c.Release, c.Products, c.Photos = t.release, t.products, t.photos
	about := content.About(t.release)
	c.Issued, c.Expires = about.Issued, about.Expires
	if n, _, err := content.Previous(); err == nil && !c.Sample {
		c.Before = n
	}
	c.Left, _ = h.own.Left()
	if free, err := h.own.FreeSpace(); err == nil {
		c.Free = int64(min(free, math.MaxInt64))
	}
	if w, err := h.own.Withdrawn(); err == nil {
		c.Hidden = len(w.Codes)
	}
	s := settings{ctx, h.store}
	c.Part = s.text(settingSelection)
	hub, err := h.hubOr(ctx, p.hub)
	if err != nil {
		return c, err
	}
	c.From = contentOf(p.content, hub)
	problems, err := h.store.Problems(ctx)
	c.Problems = explained(problems, append(exchange.ContentCodes(), exchange.Explain(exchange.ErrWithdrawn).Code)...)
	return c, err
}

// Line implements model.Panel.
func (p panel) Line(ctx context.Context) (l model.LineState, err error) {
	if l.Hub, err = p.home.standing(ctx); err != nil {
		return l, err
	}
	l.Hub.Address = cmp.Or(p.hub, l.Hub.Address)
	ways, err := exchange.Ways()
	if err != nil {
		return l, err
	}
	for _, w := range ways {
		l.Networks = append(l.Networks, model.NetworkState(w))
	}
	s := settings{ctx, p.home.store}
	l.Heard, _ = wire.ParseClock(s.text(settingHeard)) // never heard where it cannot be read
	if l.Unsent, err = p.home.log.Unsent(ctx); err != nil {
		return l, err
	}
	problems, err := p.home.store.Problems(ctx)
	l.Problems = explained(problems, exchange.HubCodes()...)
	return l, err
}

// settingBright is the light of the screen, "80", or by hours; the window follows it.
const settingBright = "brightness"

// Display implements model.Panel.
func (p panel) Display(ctx context.Context) (d model.DisplayState, err error) {
	d.Width, d.Height = p.size(ctx)
	s := settings{ctx, p.home.store}
	d.Diagonal, d.Turn = s.text(settingDiagonal), p.turn()
	if light, err := backlight.Open(ctx, backlight.Folder); err == nil {
		if d.Bright, err = light.Percent(ctx); err != nil {
			d.Bright = 0
		}
	}
	return d, nil
}

// setScreen keeps what "turn left" or "bright 50" says; the window follows within a
// second.
func (p panel) setScreen(ctx context.Context, what string) (string, error) {
	key, value := settingTurn, ""
	if n, ok := strings.CutPrefix(what, "turn "); ok {
		value = n
	} else if n, ok := strings.CutPrefix(what, "bright "); ok {
		key, value = settingBright, n
	}
	return what, p.home.store.SetSetting(ctx, key, value)
}

// Health implements model.Panel.
func (p panel) Health(ctx context.Context) (s model.HealthState, err error) {
	h := p.home
	t, err := h.health(ctx)
	if err != nil {
		return s, err
	}
	s = model.HealthState{
		Version: t.Version, Kiosk: h.store.Identity().ID, Started: h.started, Restarts: t.Restarts, Free: t.Disk, Memory: t.Memory,
		Room: t.Room, Hot: t.Temperature, Clock: h.clock.Now(), Doubtful: h.clock.Doubtful(), Safe: t.Safe != "",
	}
	if t.Error != nil {
		ahead := time.Duration(*t.Error) * time.Millisecond
		s.Ahead = &ahead
	}
	problems, err := h.store.Problems(ctx)
	s.Problems = explained(problems)
	if card, ok := h.lastCheck(ctx); ok {
		s.LastCheck = &card
	}
	return s, err
}

// lastCheck is the card of the newest self-test.
func (h *home) lastCheck(ctx context.Context) (c selftest.Card, ok bool) {
	cards, err := h.store.Checks(ctx)
	if err != nil || len(cards) == 0 {
		return c, false
	}
	c, err = selftest.Parse(cards[0])
	return c, err == nil
}

// Hours implements model.Panel.
func (p panel) Hours(ctx context.Context) (s model.HoursState, err error) {
	h := p.home
	text := settings{ctx, h.store}
	duty, err := h.duty(ctx)
	if err != nil {
		return s, err
	}
	_, organised, err := h.store.Organised(ctx)
	s.Usual, s.Today, s.Rush = text.text(settingHours), text.text(settingToday), text.text(settingRushHours)
	s.Fixed, s.RushFix = organised[settingHours] != "", organised[settingRushHours] != ""
	s.Paused, s.ByHand, s.Resting = duty.Paused, duty.ByHand, duty.Rest(h.clock.Now())
	return s, err
}
