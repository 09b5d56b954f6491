package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/staff"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

func TestTodayHours(t *testing.T) {
	now := time.Date(2026, 11, 22, 23, 30, 0, 0, catalog.Zone)
	for name, c := range map[string]struct {
		text          string
		now           time.Time
		closed, holds bool
		open          string
	}{
		"none":            {"", now, false, false, ""},
		"today":           {"2026-11-22 08:00-23:00", now, false, true, "08:00 – 23:00"},
		"in another zone": {"2026-11-22 08:00-23:00", now.UTC(), false, true, "08:00 – 23:00"},
		"closed":          {model.ExceptToday(now, ""), now, true, true, ""},
		"tomorrow":        {"2026-11-22 08:00-23:00", now.Add(time.Hour), false, false, ""},
		"yesterday":       {"2026-11-22 closed", now.Add(-24 * time.Hour), false, false, ""},
		"unreadable":      {"2026-11-22 8 to 9", now, false, false, ""},
		"1970":            {"2026-11-22 closed", time.Unix(0, 0), false, false, ""},
	} {
		h, closed, holds := model.TodayHours(c.text, c.now)
		if closed != c.closed || holds != c.holds || holds && h.Show() != c.open {
			t.Errorf("%s: %s, closed %v, holds %v", name, h.Show(), closed, holds)
		}
	}
}

// buttons are the deeds that the page of hours offers, by the button's name.
func buttons(t *testing.T, s model.HoursState, who staff.Member, now time.Time, at model.Screen) map[string]model.Deed {
	t.Helper()
	env := env(t, "vi")
	env.Now = now
	v, err := model.LoadPanel(t.Context(), env, nil, &modeltest.Panel{Set: s}, model.Route{Screen: at}, who)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]model.Deed{}
	for _, b := range v.Blocks {
		for _, button := range b.Buttons {
			if !button.Off {
				all[strings.TrimPrefix(button.ID, "staff.")] = button.Deed
			}
		}
	}
	return all
}

func TestPageOfHours(t *testing.T) {
	at := func(clock string) time.Time {
		day, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-22 "+clock, catalog.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return day
	}
	who := staff.Member{Mark: "1", Role: staff.Point}
	for name, c := range map[string]struct {
		state model.HoursState
		now   string
		want  map[string]string // value by button; "-" not there
	}{
		"open":             {model.HoursState{Usual: "08:00-21:00", Resting: model.AtAttract}, "20:10", map[string]string{"hours.longer": "08:00-22:00", "hours.shut": "08:00-20:10", "hours.all": "00:00-24:00", "pause": "on", "hours.usual": "-"}},
		"before midnight":  {model.HoursState{Usual: "08:00-23:30", Resting: model.AtAttract}, "23:10", map[string]string{"hours.longer": "08:00-24:00", "hours.close.later": "08:00-24:00"}},
		"closed by night":  {model.HoursState{Usual: "08:00-21:00", Resting: model.AtClosed}, "21:20", map[string]string{"hours.longer": "21:20-22:20,08:00-21:00", "hours.shut": "-"}},
		"closed today":     {model.HoursState{Usual: "08:00-21:00", Today: "2026-11-22 closed", Resting: model.AtClosed}, "10:00", map[string]string{"hours.longer": "10:00-11:00", "hours.usual": "", "hours.shut": "-"}},
		"paused":           {model.HoursState{Paused: true, Resting: model.AtPaused}, "10:00", map[string]string{"pause": "off", "hours.begin": "08:00-21:00"}},
		"always":           {model.HoursState{Resting: model.AtAttract}, "10:00", map[string]string{"hours.longer": "-", "hours.shut": "00:00-10:00", "hours.all": "-", "rush.on": "on", "rush.hours": ""}},
		"by the organiser": {model.HoursState{Usual: "08:00-21:00", Fixed: true, Resting: model.AtAttract}, "10:00", map[string]string{"hours.open.later": "-", "hours.never": "-", "hours.longer": "08:00-22:00"}},
	} {
		got := buttons(t, c.state, who, at(c.now), model.AtHours)
		for button, want := range c.want {
			d, there := got[button]
			if there == (want == "-") || there && d.Value != want {
				t.Errorf("%s, %s: %q, there %v, want %q", name, button, d.Value, there, want)
			}
		}
	}
}

// TestLeavingIsForTechnicians: who serves at the point is not offered it, and is
// refused it.
func TestLeavingIsForTechnicians(t *testing.T) {
	for role, want := range map[staff.Role]bool{staff.Point: false, staff.Technician: true} {
		who := staff.Member{Mark: "1", Role: role}
		if _, there := buttons(t, model.HoursState{}, who, modeltest.Now, model.AtSystem)["exit"]; there != want {
			t.Errorf("%s is offered to leave: %v", role, there)
		}
		if (model.Deed{What: staff.LeftKiosk}).For(who) != want || !(model.Deed{What: staff.Pausing}).For(who) {
			t.Errorf("%s", role)
		}
	}
	if (model.Deed{What: staff.Pausing}).For(staff.Member{Role: staff.Technician}) {
		t.Error("nobody may do something")
	}
}

func TestWhole(t *testing.T) {
	var got []string
	for _, n := range []int64{0, 7, 999, 1000, 1284, 1_000_000, -1250} {
		got = append(got, model.Whole(n))
	}
	if want := []string{"0", "7", "999", "1.000", "1.284", "1.000.000", "-1.250"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
