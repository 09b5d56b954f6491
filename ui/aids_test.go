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

func TestLoweredScreensActInTheLowerThird(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.aids", "aid.reach")
	line := 1920 * 2 / 3
	check := func(where string) {
		t.Helper()
		targets := k.shell.Targets()
		for _, target := range targets {
			if target.Y < line {
				t.Errorf("%s: %+v is above the lower third", where, target)
			}
		}
		if len(targets) < 4 {
			t.Errorf("%s: only %v is in reach", where, targets)
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
		t.Errorf("what stands first is not in reach: %s", ids)
	}
}
