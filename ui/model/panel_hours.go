package model

import (
	"context"

	"hangviet/data/staff"
)

// hoursBlocks tell when the kiosk serves, and set exceptions for today.
func hoursBlocks(ctx context.Context, env Env, _ Catalogue, panel Panel, _ staff.Member) ([]Block, error) {
	h, err := panel.Hours(ctx)
	if err != nil {
		return nil, err
	}
	usual, err := ParseHours(h.Usual)
	if err != nil {
		return nil, err
	}
	return []Block{todayHours(env, h, usual), usualHours(env, h, usual), rushHours(env, h)}, nil
}

// todayHours are what holds today, with the ways to change it.
func todayHours(env Env, h HoursState, usual Hours) Block {
	b := Block{Title: env.Say("staff.hours.today"), Text: env.Say("staff.hours.now." + string(h.Resting)), Good: h.Resting == AtAttract, Pairs: true}
	today, closed, excepted := TodayHours(h.Today, env.Now)
	if !excepted {
		today = usual
	}
	switch {
	case closed:
		b.Facts = []Section{{env.Say("staff.hours.exception"), env.Say("staff.hours.closed")}}
	case excepted:
		b.Facts = []Section{{env.Say("staff.hours.exception"), showHours(env, today)}}
	}
	pause := PanelButton{ID: "staff.pause", Icon: "moon", Label: env.Say("staff.pause.on"), Deed: Deed{What: staff.Pausing, Value: string(On)}}
	if h.Paused {
		pause = PanelButton{ID: "staff.pause", Icon: "sun", Label: env.Say("staff.pause.off"), Main: true, Deed: Deed{What: staff.Pausing, Value: string(Off)}}
	}
	b.Buttons = append(b.Buttons, pause)
	except := func(id, icon, value string) {
		b.Buttons = append(b.Buttons, PanelButton{ID: "staff.hours." + id, Icon: icon, Label: env.Say("staff.hours." + id), Deed: Deed{What: staff.Exempted, Value: value}})
	}
	if h.Resting == AtClosed || !closed && len(today) > 0 {
		base := today
		if closed {
			base = nil
		}
		except("longer", "plus", base.longer(env.Now).Format())
	}
	if h.Resting != AtClosed {
		except("shut", "close", firstOf(closingAt(env, today), ClosedToday))
	}
	if len(today) > 0 || closed {
		except("all", "sun", allDay)
	}
	if excepted {
		except("usual", "back", "")
	}
	return b
}

func closingAt(env Env, today Hours) string { return today.shorter(env.Now) }

func showHours(env Env, h Hours) string {
	if len(h) == 0 || h.Format() == allDay {
		return env.Say("staff.hours.always")
	}
	return h.Show()
}

// usualHours are those of every day; a touch moves them by half an hour.
func usualHours(env Env, h HoursState, usual Hours) Block {
	b := Block{Title: env.Say("staff.hours.usual"), Facts: []Section{{env.Say("staff.hours.everyday"), showHours(env, usual)}}, Pairs: true}
	if h.Fixed {
		b.Text = env.Say("staff.hours.fixed")
		return b
	}
	set := func(id, icon string, next Hours, ok bool) {
		b.Buttons = append(b.Buttons, PanelButton{
			ID: "staff.hours." + id, Icon: icon, Label: env.Say("staff.hours." + id), Off: !ok, Deed: Deed{What: staff.Hoursed, Value: next.Format()},
		})
	}
	if len(usual) == 0 {
		set("begin", "clock", Hours{{8 * 60, 21 * 60}}, true)
		return b
	}
	for _, m := range []struct {
		id, icon   string
		begin, end int
	}{{"open.earlier", "minus", -30, 0}, {"open.later", "plus", 30, 0}, {"close.earlier", "minus", 0, -30}, {"close.later", "plus", 0, 30}} {
		next, ok := usual.moved(m.begin, m.end)
		set(m.id, m.icon, next, ok)
	}
	set("never", "sun", nil, true)
	return b
}

// rushHours are when it hurries.
func rushHours(env Env, h HoursState) Block {
	hours, _ := ParseHours(h.Rush) // what cannot be read hurries nobody
	b := Block{Title: env.Say("staff.rush"), Text: env.Say("staff.rush.text"), Pairs: true}
	shown := env.Say("staff.rush.never")
	if len(hours) > 0 {
		shown = hours.Show()
	}
	b.Facts = []Section{{env.Say("staff.rush.hours"), shown}}
	for _, way := range []Hand{On, Off, ByHours} {
		b.Buttons = append(b.Buttons, PanelButton{
			ID: "staff.rush." + firstOf(string(way), "hours"), Icon: "truck", Label: env.Say("staff.rush." + firstOf(string(way), "byhours")),
			Chosen: h.ByHand == way, Deed: Deed{What: staff.Rushing, Value: string(way)},
		})
	}
	return b
}
