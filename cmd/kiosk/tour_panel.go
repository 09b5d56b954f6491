package main

import (
	"context"
	"strconv"
	"strings"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/selftest"
	"hangviet/data/staff"
	"hangviet/ui/model"
)

// tourPanel tells what can be met on the pages of the panel; it does nothing.
type tourPanel struct {
	ill    bool // something is wrong with the kiosk
	locked bool // so is the entrance
}

// Day implements model.Panel.
func (tourPanel) Day(context.Context) (model.Day, error) {
	return model.Day{
		Visits: 1284,
		Opened: []model.Times{{Key: "GA-01", N: 96}, {Key: "CF-02", N: 71}, {Key: "TC-08", N: 40}},
		QR:     []model.Times{{Key: "CF-02", N: 55}},
		Unmet:  []model.Times{{Key: "banh da lon hoai duc", N: 12}, {Key: "nuoc mam phu quoc 60 do dam", N: 7}},
	}, nil
}

// Content implements model.Panel.
func (p tourPanel) Content(context.Context) (model.ContentState, error) {
	c := model.ContentState{
		Release: 12, Issued: tourTime.AddDate(0, 0, -3), Expires: tourTime.AddDate(0, 1, 0), Products: 1204, Photos: 4816, Part: "point:hn-01", Hidden: 2,
		Before: 11, Free: 21_700_000_000, From: "https://hangviet.example.vn/content/",
	}
	if p.ill {
		c.Left, c.Before = 13, 0
		c.Problems = tourProblems(exchange.ErrLeft, exchange.ErrSpace)
	}
	return c, nil
}

func tourProblems(errs ...error) (all []model.Problem) {
	for _, err := range errs {
		e := exchange.Explain(err)
		all = append(all, model.Problem{Code: e.Code, Since: tourTime.Add(-26 * time.Hour), Text: e.Message})
	}
	return all
}

// Line implements model.Panel.
func (p tourPanel) Line(context.Context) (model.LineState, error) {
	l := model.LineState{
		Hub:      model.HubStanding{Address: "https://hangviet.example.vn", Status: "approved", Code: "7K3M-Q9TD", Set: []string{"hours", "name"}},
		Networks: []model.NetworkState{{Name: "eth0", Up: true, Address: []string{"192.168.10.24"}}, {Name: "wlan0"}},
		Heard:    tourTime.Add(-4 * time.Minute), Unsent: 36,
	}
	if p.ill {
		l.Networks = []model.NetworkState{{Name: "eth0"}, {Name: "wlan0", Up: true}}
		l.Problems = tourProblems(exchange.ErrHubAway)
	}
	return l, nil
}

// Display implements model.Panel.
func (p tourPanel) Display(context.Context) (model.DisplayState, error) {
	d := model.DisplayState{Width: 1080, Height: 1920, Diagonal: "43"}
	if !p.ill {
		d.Turn, d.Bright = "left", 75
	}
	return d, nil
}

// Health implements model.Panel.
func (p tourPanel) Health(context.Context) (model.HealthState, error) {
	hot, ahead := int64(51_400), 3*time.Second
	card := tourCard(p.ill)
	h := model.HealthState{
		Version: "v1.4.2", Kiosk: "3f9a3f9a3f9a3f9a", Started: tourTime.Add(-50 * time.Hour), Restarts: 1, Free: 21_700_000_000, Memory: 240_000_000,
		Room: 1_900_000_000, Hot: &hot, Clock: tourTime, Ahead: &ahead, LastCheck: &card,
	}
	if p.ill {
		h.Doubtful, h.Safe = true, true
		h.Problems = tourProblems(exchange.ErrHubAway, exchange.ErrLeft)
	}
	return h, nil
}

// tourCard is the card of a self-test.
func tourCard(ill bool) selftest.Card {
	c := selftest.Card{Time: tourTime.Add(-20 * time.Hour), Kiosk: "3f9a3f9a3f9a3f9a", Version: "v1.4.2", Release: 12, Mark: "2"}
	for _, p := range selftest.Parts {
		c.Put(selftest.Line{Part: p, State: selftest.Good})
	}
	c.Put(selftest.Line{Part: selftest.Stick, State: selftest.Untried, Code: "none"})
	c.Put(selftest.Line{Part: selftest.Disk, State: selftest.Good, Note: "84 MB/s"})
	if ill {
		c.Put(selftest.Line{Part: selftest.Disk, State: selftest.Bad, Code: "slow", Note: "2 MB/s"})
		c.Put(selftest.Line{Part: selftest.Touch, State: selftest.Bad, Code: "dead", Note: "3/40"})
		c.Put(selftest.Line{Part: selftest.Hub, State: selftest.Bad, Code: "away", Note: "dial tcp 203.0.113.7:443: i/o timeout"})
	}
	return c
}

// Hours implements model.Panel.
func (p tourPanel) Hours(context.Context) (model.HoursState, error) {
	s := model.HoursState{Usual: "08:00-21:00", Rush: "16:30-20:30", Resting: model.AtAttract}
	if p.ill {
		s.Fixed, s.Paused, s.Resting, s.ByHand = true, true, model.AtPaused, model.On
		s.Today = model.ExceptToday(tourTime, "08:00-23:00")
	}
	return s, nil
}

// Members implements model.Panel.
func (tourPanel) Members(context.Context) ([]staff.Member, error) {
	return []staff.Member{{Mark: "1", Role: staff.Point}, {Mark: "2", Role: staff.Technician}, {Mark: "3", Role: staff.Point}, {Mark: "5", Role: staff.Technician}}, nil
}

// Acts implements model.Panel.
func (tourPanel) Acts(context.Context) ([]staff.Act, error) {
	at := func(minutes int) time.Time { return tourTime.Add(-time.Duration(minutes) * time.Minute) }
	return []staff.Act{
		{Time: at(1), Sure: true, Mark: "2", Role: staff.Technician, What: staff.Entered},
		{Time: at(9), Sure: true, What: staff.Refused},
		{Time: at(42), Sure: true, Mark: "1", Role: staff.Point, What: staff.Exempted, Note: "2026-11-21 08:00-23:00"},
		{Time: at(60), Sure: true, Mark: "1", Role: staff.Point, What: staff.Opened, Note: "yeu-thich-2026"},
		{Time: at(900), Mark: "2", Role: staff.Technician, What: staff.Tested, Note: "11/12"},
	}, nil
}

// Do implements model.Panel.
func (tourPanel) Do(_ context.Context, who staff.Member, d model.Deed) error {
	if !d.For(who) {
		return model.ErrRole
	}
	if d.What == staff.Retried {
		e := exchange.Explain(exchange.ErrHubAway)
		return &model.TroubleError{Code: e.Code, Text: e.Message, Err: exchange.ErrHubAway}
	}
	return nil
}

// Note implements model.Panel.
func (tourPanel) Note(context.Context, staff.Member, staff.What, string) error { return nil }

// Lock implements model.Panel.
func (p tourPanel) Lock(context.Context) (model.LockState, error) {
	return model.LockState{
		Locked: p.locked, Challenge: "7K3M-Q9TD", Kiosk: "3f9a3f9a3f9a3f9a", Name: "Nhà văn hóa quận, sảnh A", Hub: "https://hangviet.example.vn", Typed: !p.ill,
	}, nil
}

// Unlock implements model.Panel.
func (tourPanel) Unlock(context.Context, string) error { return staff.ErrCode }

// Tester implements model.Panel.
func (p tourPanel) Tester(staff.Member) model.Tester { return p }

// Run implements model.Tester.
func (p tourPanel) Run(_ context.Context, told func(selftest.Line)) {
	for _, l := range tourCard(p.ill).Lines {
		if l.Part != selftest.Touch && l.Part != selftest.Colours {
			told(l)
		}
	}
}

// Keep implements model.Tester.
func (tourPanel) Keep(_ context.Context, c selftest.Card) (selftest.Card, error) { return c, nil }

// paneled are the pages of the panel beside votes.
func paneled() []stopover {
	home := open(model.Route{Screen: model.AtHome})
	enter := steps(home, knock, types("211111"), arrive(model.AtDesk))
	var all []stopover
	for _, tab := range []string{"today", "content", "line", "display", "health", "hours", "system"} {
		all = append(all,
			stopover{name: "staff-" + tab, steps: then(enter, tap("staff.tab."+tab))},
			stopover{name: "staff-" + tab + "-end", steps: then(enter, tap("staff.tab."+tab), scroll)},
		)
		if !strings.Contains("today system", tab) {
			all = append(all, stopover{name: "staff-" + tab + "-ill", ill: true, steps: then(enter, tap("staff.tab."+tab))})
		}
	}
	card := then(enter, tap("staff.tab.health"), seek("staff.check.card"))
	test := then(enter, tap("staff.tab.health"), seek("staff.check"))
	return append(all,
		stopover{name: "staff-acts", steps: then(enter, tap("staff.tab.system"), seek("staff.acts"))},
		stopover{name: "staff-members", steps: then(enter, tap("staff.tab.system"), seek("staff.members"))},
		stopover{name: "staff-members-own", steps: then(steps(home, knock, types("111111"), arrive(model.AtDesk)), tap("staff.tab.system"), seek("staff.members"))},
		stopover{name: "staff-member-remove", steps: then(enter, tap("staff.tab.system"), seek("staff.members"), seek("staff.member.remove.1"))},
		stopover{name: "staff-newpin", steps: then(enter, tap("staff.tab.system"), seek("staff.members"), seek("staff.member.add.technician"))},
		stopover{name: "staff-newpin-again", steps: then(enter, tap("staff.tab.system"), seek("staff.members"), seek("staff.member.change.1"), types("395174"))},
		stopover{name: "staff-setup", steps: then(enter, tap("staff.tab.system"), seek("staff.setup"))},
		stopover{name: "staff-setup-again", bound: true, steps: then(enter, tap("staff.tab.system"), seek("staff.setup"), tap("staff.setup.yes"), arrive(model.AtSetUp))},
		stopover{name: "staff-setup-wifi", bound: true, steps: then(enter, tap("staff.tab.system"), seek("staff.setup"), tap("staff.setup.yes"), arrive(model.AtSetUp), open(model.Route{Screen: model.AtSetUp, Sub: model.SetUpWifi}))},
		stopover{name: "staff-wifi", steps: then(enter, tap("staff.tab.line"), seek("staff.wifi"))},
		stopover{name: "staff-wifi-key", steps: then(enter, tap("staff.tab.line"), seek("staff.wifi"), seek("setup.net.Văn phòng ban quản lý tầng 2"))},
		stopover{name: "staff-turned", steps: then(enter, tap("staff.tab.display"), seek("staff.turn.right"), answer, wait(0))},
		stopover{name: "staff-exit", steps: then(enter, tap("staff.tab.system"), seek("staff.exit"))},
		stopover{name: "staff-goback", steps: then(enter, tap("staff.tab.content"), seek("staff.goback"))},
		stopover{name: "staff-retry", steps: then(enter, tap("staff.tab.line"), seek("staff.retry"), answer)},
		stopover{name: "staff-check-card", steps: card},
		stopover{name: "staff-check-card-ill", ill: true, steps: card},
		stopover{name: "staff-check-touch", steps: then(test, tap("check.cell.1"), tap("check.cell.7"))},
		stopover{name: "staff-check-dead", steps: then(test, tap("check.cell.1"), wait(0), wait(13*time.Second))},
		stopover{name: "staff-check-colours", steps: then(test, touchAll, tap("check.colour"), tap("check.colour"))},
		stopover{name: "staff-check-ask", steps: then(test, touchAll, colours)},
		stopover{name: "staff-check-done", steps: then(test, touchAll, colours, tap("check.colours.good"))},
		stopover{name: "staff-lock", locked: true, steps: steps(home, knock, types("12345"))},
		stopover{name: "staff-lock-file", locked: true, ill: true, steps: steps(home, knock)},
	)
}

// touchAll touches every cell of the self-test.
func touchAll(v *tourVisit) error {
	for i := range 40 {
		if err := v.tap("check.cell." + strconv.Itoa(i)); err != nil {
			return err
		}
	}
	return nil
}

// colours looks at all colours.
func colours(v *tourVisit) error {
	for range 6 {
		if err := v.tap("check.colour"); err != nil {
			return err
		}
	}
	return nil
}
