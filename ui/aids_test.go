package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/ui"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

func TestAidsAreAppliedLiveAndEndWithTheVisit(t *testing.T) {
	var worn []*look.Look
	k := start(t, func(o *ui.Options) { o.OnLook = func(l *look.Look) { worn = append(worn, l) } })
	k.tap("attract", "home.sector.1", "nav.aids", "aid.size", "aid.theme", "aid.reach")
	k.at(model.AtList)
	if got := k.shell.Aids(); got != (ui.Aids{Text: look.TextLarge, Scheme: look.Dark, Low: true}) {
		t.Fatalf("aids %+v", got)
	}
	k.sees("Lớn", "Nền tối", "Đang bật")
	if last := worn[len(worn)-1]; last.Scheme != look.Dark || last.Text != look.TextLarge || last.Reach == 0 {
		t.Errorf("the window wears %v %v %v", last.Scheme, last.Text, last.Reach)
	}
	k.tap("aid.lang")
	k.sees("Text size", "Food")
	k.tap("aid.done")
	if slices.Contains(k.targets(), "aid.size") {
		t.Error("the sheet is still up")
	}
	k.pass(61 * time.Second)
	k.at(model.AtAttract)
	if k.shell.Aids() != (ui.Aids{}) || worn[len(worn)-1].Scheme != look.Light {
		t.Error("the aids outlive the visit")
	}
}

// TestTheUsualLookIsWornAgain lets visitors change how everything looks: what each
// look remembers goes with the visit, and the next one finds the usual.
func TestTheUsualLookIsWornAgain(t *testing.T) {
	k := start(t)
	usual := k.shell.Look()
	for range 3 {
		k.tap("attract", "nav.aids", "aid.size", "aid.theme")
		if k.shell.Look() == usual {
			t.Fatal("the aids changed nothing")
		}
		k.pass(61 * time.Second)
		k.at(model.AtAttract)
		if k.shell.Look() != usual {
			t.Fatal("the usual look is made anew")
		}
	}
}

func TestAidsComeRoundAgainAndAreReset(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.aids")
	if slices.Contains(k.targets(), "aid.reset") {
		t.Error("there is something to reset")
	}
	k.tap("aid.size", "aid.size", "aid.size")
	if k.shell.Aids().Text != look.TextLargest {
		t.Errorf("text %v", k.shell.Aids().Text)
	}
	k.tap("aid.size", "aid.theme", "aid.theme")
	if k.shell.Aids() != (ui.Aids{Scheme: look.Contrast}) {
		t.Errorf("aids %+v", k.shell.Aids())
	}
	k.tap("aid.reset")
	if k.shell.Aids() != (ui.Aids{}) {
		t.Errorf("after the reset %+v", k.shell.Aids())
	}
}

func TestLoweredScreensActBelowTheLine(t *testing.T) {
	for name, screen := range map[string]struct {
		look.Screen
		line int // the upper two thirds
	}{
		"portrait":  {look.Screen{Width: 1080, Height: 1920}, 1280},
		"landscape": {look.Screen{Width: 1920, Height: 1080}, 720},
		"laptop":    {look.Screen{Width: 1366, Height: 768, DiagonalInch: 15.6}, 512},
	} {
		t.Run(name, func(t *testing.T) {
			checkLowered(start(t, func(o *ui.Options) { o.Look = look.New(screen.Screen) }), screen.line)
		})
	}
}

func checkLowered(k *kiosk, line int) {
	k.Helper()
	k.tap("attract", "nav.aids", "aid.reach")
	check := func(where string) {
		k.Helper()
		targets := k.shell.Targets()
		for _, target := range targets {
			keyboard := line != 1280 && strings.HasPrefix(target.ID, "key.") // takes what it needs on a wide screen
			if target.Y < line && !keyboard {
				k.Errorf("%s: %+v is above the line", where, target)
			}
		}
		if len(targets) < 4 {
			k.Errorf("%s: only %v is in reach", where, targets)
		}
	}
	check("aids")
	k.tap("aid.done")
	for _, to := range []model.Route{
		{Screen: model.AtHome},
		{Screen: model.AtList},
		{Screen: model.AtProduct, ID: "TEA-1"},
		{Screen: model.AtProduct, ID: "-"},
		{Screen: model.AtRounds},
		{Screen: model.AtRound, ID: "yeu-thich-2026"},
		{Screen: model.AtNominees, ID: "yeu-thich-2026", Sub: "hm-1"},
		{Screen: model.AtReview, ID: "yeu-thich-2026"},
		{Screen: model.AtSearch},
		{Screen: model.AtHelp},
	} {
		k.shell.Open(to)
		k.settle()
		check(string(to.Screen))
	}
	k.tap("nav.home")
	if ids := strings.Join(k.targets(), " "); !strings.Contains(ids, "home.search") {
		k.Errorf("what stands first is not in reach: %s", ids)
	}
}

// TestALoweredWideScreenShowsCards: a whole row.
func TestALoweredWideScreenShowsCards(t *testing.T) {
	for name, screen := range map[string]look.Screen{
		"landscape": {Width: 1920, Height: 1080},
		"laptop":    {Width: 1366, Height: 768, DiagonalInch: 15.6},
	} {
		t.Run(name, func(t *testing.T) {
			k := start(t, func(o *ui.Options) { o.Look = look.New(screen) })
			k.goods.Sample = false // a mark takes room
			k.show(k.goods)
			k.tap("attract", "nav.aids", "aid.reach", "aid.done")
			for _, page := range []struct {
				to   model.Route
				card string
				row  int // cards side by side
			}{
				{model.Route{Screen: model.AtList}, "card.", 3},
				{model.Route{Screen: model.AtNominees, ID: "yeu-thich-2026", Sub: "hm-1"}, "vote.nominee.", 3},
				{model.Route{Screen: model.AtSearch, Query: "san pham"}, "card.", 1},
			} {
				k.shell.Open(page.to)
				k.settle()
				if whole := k.whole(page.card); whole < page.row {
					t.Errorf("%s: %d whole cards, want %d", page.to.Screen, whole, page.row)
				}
			}
		})
	}
}

// whole counts the targets of a kind that are wholly seen.
func (k *kiosk) whole(prefix string) (n int) {
	highest := 0
	for _, target := range k.shell.Targets() {
		if strings.HasPrefix(target.ID, prefix) {
			highest = max(highest, target.H)
		}
	}
	for _, target := range k.shell.Targets() {
		if strings.HasPrefix(target.ID, prefix) && target.H == highest {
			n++
		}
	}
	return n
}

// TestNothingOpensOverTheWaitingScreen: somebody touches the page of a visit that has
// just ended, before the waiting screen stands. What that would open has nobody to
// close it.
func TestNothingOpensOverTheWaitingScreen(t *testing.T) {
	k := start(t)
	k.tap("attract")
	k.ready("nav.aids")
	k.now = k.now.Add(61 * time.Second)
	k.shell.Tick()
	k.shell.Tap("nav.aids")
	k.settle()
	k.at(model.AtAttract)
	if slices.Contains(k.targets(), "aid.size") {
		t.Error("the reading aids stand over the waiting screen")
	}
}
