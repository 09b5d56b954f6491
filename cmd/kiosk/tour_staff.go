package main

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/data/booth"
	"hangviet/data/staff"
	"hangviet/data/vote"
	"hangviet/ui/model"
)

// tourDesk takes the first digit of a PIN for the member's mark, and 9 for a
// guess; it enters nothing.
type tourDesk struct{ nobody bool }

func (d tourDesk) Staffed(context.Context) (bool, error) { return !d.nobody, nil }

func (tourDesk) Enter(_ context.Context, pin string) (staff.Member, error) {
	if pin[0] == '9' {
		return staff.Member{}, &staff.WaitError{Until: time.Now().Add(29500 * time.Millisecond)}
	}
	role := map[byte]staff.Role{'2': staff.Technician}[pin[0]]
	return staff.Member{Mark: pin[:1], Role: cmp.Or(role, staff.Point)}, nil
}

func (tourDesk) Permit(context.Context, vote.Round, string) error { return nil }

func (tourDesk) Permitted(round string) bool { return round == roundStaff }

func (tourDesk) EnterPaper(context.Context, vote.Round, booth.PaperSheet) (vote.Paper, error) {
	return vote.Paper{}, booth.ErrBatchEntered
}

func (tourDesk) Papers(_ context.Context, round string) ([]vote.Paper, error) {
	return []vote.Paper{
		{ID: "1", Round: round, Batch: "HN-01", Sheets: 120, Invalid: 3}, {ID: "2", Round: round, Batch: "HN-02", Sheets: 98},
	}, nil
}

func (tourDesk) DayCard(context.Context) (string, int64, error) {
	return "hangviet-card/1 3f9a3f9a3f9a3f9a 131 " + strings.Repeat("hRoot7", 7) + "x= " + strings.Repeat("Sign", 21) + "Ag==", 131, nil
}

func (d tourDesk) Today(context.Context) (model.Today, error) {
	hub := model.HubStanding{Address: "https://hangviet.example.vn", Status: "approved", Code: "7K3M-Q9TD", Set: []string{"hours", "name"}}
	if d.nobody {
		hub.Status = "pending"
	}
	return model.Today{
		Hub:   hub,
		Kiosk: "3f9a3f9a3f9a3f9a", Name: "Nhà văn hóa quận, sảnh A", Ballots: 128, Choices: 347, Batches: 2, Sheets: 218, All: 1204,
		Unsent: 36, Received: 1170, ReceivedUntil: tourTime.Add(-2 * time.Hour),
	}, nil
}

// behind are the pages of the staff.
func behind(x examples) []stopover {
	if len(x.round.Categories) == 0 {
		return nil
	}
	home := open(model.Route{Screen: model.AtHome})
	enter := steps(home, knock, types("111111"), arrive(model.AtDesk))
	papers := then(enter, tap("staff.paper"))
	begin := then(papers, tap("staff.paper."+x.round.ID))
	sheets := then(begin, types("HN-03\n"))
	first := then(sheets, x.typesAll(40)...)
	second := then(first, types("222222"), arriveStep(model.StepSheets))
	return []stopover{
		{name: "staff-none", nobody: true, steps: steps(home, knock)},
		{name: "staff-pin", steps: steps(home, knock, types("111"))},
		{name: "staff-pin-wait", steps: steps(home, knock, types("999999"), answer, wait(0))},
		{name: "staff-desk", steps: enter},
		{name: "staff-desk-end", steps: then(enter, scroll)},
		{name: "staff-idle", steps: then(enter, wait(80*time.Second))},
		{name: "staff-card", steps: then(enter, tap("staff.daycard"))},
		{name: "staff-papers", steps: papers},
		{name: "staff-name", steps: then(begin, types("HN-02"))},
		{name: "staff-sheets", steps: then(sheets, types("40"))},
		{name: "staff-counts", steps: then(sheets, types("40\n2\n"), types("12\n55\n"))},
		{name: "staff-second", steps: first},
		{name: "staff-check", steps: then(second, x.typesAll(41)...)},
		{name: "staff-refused", steps: slices.Concat(second, x.typesAll(40), steps(tap("staff.enter"), answer))},
		{name: "staff-agree", steps: then(second, x.typesAll(40)...)},
		{name: "staff-correct", steps: then(papers, tap("staff.correct."+x.round.ID+".HN-01"), types("\n"), types("120"))},
		{name: "staff-permitted", steps: then(enter, tap("staff.open."+roundStaff), arrive(model.AtHome), open(model.Route{Screen: model.AtRound, ID: roundStaff}))},
	}
}

// then is a way that goes on from another.
func then(way []func(*tourVisit) error, more ...func(*tourVisit) error) []func(*tourVisit) error {
	return slices.Concat(way, more)
}

// knock opens the staff entrance.
func knock(v *tourVisit) error {
	v.shell.Staff()
	return nil
}

// types types a text on the keyboard of the kiosk; a line feed is Enter.
func types(text string) func(*tourVisit) error {
	return func(v *tourVisit) error {
		keyboard := v.shell.Root().(*fyne.Container).Objects[0].(fyne.Focusable)
		for _, r := range text {
			if r == '\n' {
				keyboard.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			} else {
				keyboard.TypedRune(r)
			}
		}
		return nil
	}
}

// typesAll types the numbers of a batch of so many sheets, a page a step.
func (x examples) typesAll(sheets int) []func(*tourVisit) error {
	all := steps(types(strconv.Itoa(sheets) + "\n2\n"))
	for _, c := range x.round.Categories {
		var s strings.Builder
		for i := range c.Nominees {
			s.WriteString(strconv.Itoa((sheets/len(c.Nominees)+i)%sheets/2) + "\n")
		}
		all = append(all, types(s.String()))
	}
	return all
}

// arriveStep waits until a page of the batch is up.
func arriveStep(page string) func(*tourVisit) error {
	return func(v *tourVisit) error {
		late := time.After(patience)
		for v.shell.Route().Sub != page {
			if err := v.next(late); err != nil {
				return err
			}
		}
		return nil
	}
}
