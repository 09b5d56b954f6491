package hub

import (
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// staffActs are what a kiosk told of its staff, the newest first.
func staffActs(h wire.Health, lang string) (all []web.FleetAct) {
	for _, a := range h.Acts {
		act := web.FleetAct{Act: wordOr(lang, "fleet.staff.act."+a.What, a.What), Note: a.Note}
		if at, err := wire.ParseClock(a.Time); err == nil {
			act.At = showTime(at)
		}
		if a.Mark != "" {
			act.Who = fill(web.Word(lang, "fleet.staff.who"), a.Mark) + " (" + wordOr(lang, "fleet.staff.role."+a.Role, a.Role) + ")"
		}
		all = append(all, act)
	}
	return all
}

// staffCheck is how the kiosk's last self-test ended; nil where it told of none.
func staffCheck(h wire.Health, lang string) *web.FleetCheck {
	if h.Check == nil {
		return nil
	}
	c := &web.FleetCheck{Bad: h.Check.Bad() > 0, Mark: h.Check.Mark}
	if at, err := wire.ParseClock(h.Check.Time); err == nil {
		c.At = showTime(at)
	}
	for _, l := range h.Check.Lines {
		note := wordOr(lang, "fleet.check.state."+l.State, l.State)
		if l.Code != "" {
			note += ", " + l.Code
		}
		if l.Note != "" {
			note += ": " + l.Note
		}
		c.Lines = append(c.Lines, web.FleetCheckLine{Part: wordOr(lang, "fleet.check.part."+l.Part, l.Part), State: l.State, Note: note})
	}
	return c
}

// wordOr is a text by its key, or else what stands for it: a kiosk may be newer.
func wordOr(lang, key, otherwise string) string {
	if text := web.Word(lang, key); text != key {
		return text
	}
	return otherwise
}
