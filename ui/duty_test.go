package ui_test

import (
	"slices"
	"testing"
	"time"

	"hangviet/ui"
	"hangviet/ui/model"
)

func hours(t *testing.T, text string) model.Hours {
	t.Helper()
	h, err := model.ParseHours(text)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestClosedScreenComesAndGoesWithTheHours(t *testing.T) {
	k := start(t, func(o *ui.Options) { o.Duty = model.Duty{Open: hours(t, "08:00-21:00")} })
	k.at(model.AtAttract)
	k.tap("attract")
	k.pass(11 * time.Hour) // 21:00: the visit ended long ago
	k.at(model.AtClosed)
	k.sees("Hẹn gặp lại bạn", "08:00 – 21:00", "Opening hours")
	if ids := k.targets(); len(ids) != 0 {
		t.Errorf("at night %q can be touched", ids)
	}
	k.show(k.goods) // a release that comes at night changes nothing
	k.at(model.AtClosed)
	k.pass(11 * time.Hour)
	k.at(model.AtAttract)
	k.sees("Chạm để bắt đầu")
}

func TestVisitIsLetEndAfterTheHours(t *testing.T) {
	k := start(t, func(o *ui.Options) { o.Duty = model.Duty{Open: hours(t, "08:00-10:01")} })
	k.tap("attract")
	k.pass(30 * time.Second)
	k.tap("home.sector.1")
	k.pass(31 * time.Second)
	k.at(model.AtList)
	k.pass(30 * time.Second)
	k.at(model.AtClosed)
}

func TestPauseEndsAVisitAndCastsNothing(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1")
	k.shell.SetDuty(model.Duty{Paused: true})
	k.settle()
	k.at(model.AtPaused)
	k.sees("Tạm ngừng phục vụ", "Paused for a moment")
	if ids := k.targets(); len(ids) != 0 || k.goods.Tried != 0 {
		t.Errorf("while paused %q can be touched; %d ballots", ids, k.goods.Tried)
	}
	k.shell.SetDuty(model.Duty{})
	k.settle()
	k.at(model.AtAttract)
}

func TestVisitorIsGivenMoreTime(t *testing.T) {
	k := start(t)
	k.tap("attract")
	k.pass(46 * time.Second)
	k.tap("idle.more")
	k.pass(170 * time.Second)
	k.at(model.AtHome)
	if slices.Contains(k.targets(), "idle.more") {
		t.Error("asked again too early")
	}
	k.pass(20 * time.Second)
	k.sees("Bạn còn xem không?")
	k.pass(time.Minute)
	k.at(model.AtAttract)
	k.tap("attract")
	k.pass(46 * time.Second)
	k.sees("Bạn còn xem không?") // the next visitor has the usual time
}

func TestRushIsThreeTouchesToAVoteOrACode(t *testing.T) {
	k := start(t, func(o *ui.Options) { o.Duty = model.Duty{Rush: hours(t, "09:00-11:00")} })
	k.tap("attract")
	k.tap("vote.category.hm-1", "vote.nominee.n1")
	k.ready("vote.confirm")
	k.shell.Tap("vote.confirm")
	k.until("confirmed", func() bool { return k.shell.Route().Screen == model.AtConfirmed && k.shell.Still() })
	if len(k.goods.Ballots()) != 1 {
		t.Fatalf("%d ballots", len(k.goods.Ballots()))
	}
	k.tap("vote.done", "card.TEA-1")
	if !slices.Contains(k.targets(), "product.qr.1") {
		t.Errorf("no code in sight: %q", k.targets())
	}
	k.pass(16 * time.Second)
	k.sees("Bạn còn xem không?")
	k.pass(10 * time.Second)
	k.at(model.AtAttract)
	k.shell.SetDuty(model.Duty{Rush: hours(t, "09:00-11:00"), ByHand: model.Off})
	k.tap("attract")
	if slices.Contains(k.targets(), "vote.category.hm-1") {
		t.Error("it hurries although it is set not to")
	}
}
