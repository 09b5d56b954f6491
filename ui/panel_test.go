package ui_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hangviet/data/selftest"
	"hangviet/data/staff"
	"hangviet/ui"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// paneled is a kiosk with a desk and a panel.
func paneled(t *testing.T) (*kiosk, *modeltest.Desk, *modeltest.Panel) {
	t.Helper()
	d, p := &modeltest.Desk{}, &modeltest.Panel{}
	return start(t, func(o *ui.Options) { o.Desk, o.Panel, o.StaffQuiet = d, p, 90*time.Second }), d, p
}

// TestPagesOfThePanel: each is one touch from every other, nothing but the entrance is
// behind them for whoever has no PIN, and a deed is done, kept and told.
func TestPagesOfThePanel(t *testing.T) {
	k, _, p := paneled(t)
	k.tap("attract")
	for _, at := range []model.Screen{model.AtToday, model.AtContent, model.AtLine, model.AtDisplay, model.AtHealth, model.AtHours, model.AtSystem, model.AtActs, model.AtCheck} {
		k.shell.Open(model.Route{Screen: at})
		k.settle()
		k.sees("Nhập mã PIN")
	}
	k.signsIn()
	for tab, at := range map[string]model.Screen{
		"today": model.AtToday, "content": model.AtContent, "line": model.AtLine, "display": model.AtDisplay, "health": model.AtHealth, "system": model.AtSystem, "hours": model.AtHours,
	} {
		k.tap("staff.tab." + tab)
		k.at(at)
	}
	k.tap("staff.tab.hours")
	k.tap("staff.pause")
	k.until("the deed", func() bool { return slices.Contains(p.Done(), "1 pause on") })
	k.until("what came of it", func() bool { return k.says("Đã đặt.") })
	p.Refuse = &model.TroubleError{Code: "E-DISK", Text: map[string]string{"vi": "Đĩa đầy."}, Err: staff.ErrNobody}
	k.tap("staff.pause")
	k.until("why not", func() bool { return k.says("Đĩa đầy. (E-DISK)") })
	p.Refuse = nil
	k.tap("staff.tab.content", "staff.goback")
	k.sees("Kiosk sẽ bỏ bản 2")
	k.tap("staff.no")
	if slices.Contains(p.Done(), "1 back ") {
		t.Error("it went back without an answer")
	}
	k.tap("staff.goback", "staff.goback.yes")
	k.until("going back", func() bool { return slices.Contains(p.Done(), "1 back ") })
	k.tap("staff.tab.votes", "staff.leave")
	k.until("signing out", func() bool { return slices.Contains(p.Done(), "1 out ") })
	if first := p.Done()[0]; first != "1 enter " {
		t.Errorf("kept first %q", first)
	}
}

// TestAnIdleSessionEnds: the next visitor finds the slideshow and nothing of the
// staff, and that nobody signed out is kept.
func TestAnIdleSessionEnds(t *testing.T) {
	k, _, p := paneled(t)
	k.tap("attract")
	k.signsIn()
	k.tap("staff.tab.system")
	k.pass(91 * time.Second)
	k.at(model.AtAttract)
	k.until("the note", func() bool { return slices.Contains(p.Done(), "1 out.idle ") })
	if slices.ContainsFunc(k.targets(), func(id string) bool { return strings.HasPrefix(id, "staff.") }) {
		t.Errorf("a visitor is offered %q", k.targets())
	}
	k.tap("attract")
	k.shell.Staff()
	k.settle()
	k.sees("Nhập mã PIN")
}

// TestLockedEntrance: the PIN that locks it is the last that is asked for; only the
// organiser's code brings the pad back.
func TestLockedEntrance(t *testing.T) {
	k, _, p := paneled(t)
	k.tap("attract")
	k.shell.Staff()
	k.settle()
	p.LockOut("1234567890123456")
	k.scans("999999")
	k.until("the lock", func() bool { return k.says("7K3M-Q9TD") })
	if slices.Contains(k.targets(), "staff.pin.1") || !slices.Contains(p.Done(), " lock ") {
		t.Errorf("a PIN is asked for; kept %q", p.Done())
	}
	k.scans("1111222233334444")
	k.until("a wrong code", func() bool { return k.says("Mã mở khóa chưa đúng") })
	k.scans("1234567890123456")
	k.until("the pad", func() bool { return slices.Contains(k.targets(), "staff.pin.1") })
}

// TestSelfTestByAPerson: cells, colours, the answer; then the card tells what to do,
// and is kept with the member's mark. Nobody is sent away meanwhile.
func TestSelfTestByAPerson(t *testing.T) {
	k, _, p := paneled(t)
	p.Lines = []selftest.Line{{Part: selftest.Disk, State: selftest.Bad, Code: "slow", Note: "2 MB/s"}, {Part: selftest.Hub, State: selftest.Good}}
	k.tap("attract")
	k.signsIn()
	k.tap("staff.tab.health", "staff.check")
	k.tap("check.cell.0")
	k.pass(time.Second)
	k.pass(13 * time.Second)
	k.sees("Còn 39 ô")
	k.tap("check.on")
	k.pass(100 * time.Second)
	k.at(model.AtCheck)
	if slices.Contains(k.targets(), "check.on") {
		k.tap("check.on")
	}
	for i := 1; i < 40; i++ {
		k.tap("check.cell." + strconv.Itoa(i))
	}
	for range 6 {
		k.tap("check.colour")
	}
	k.tap("check.colours.bad")
	k.until("the card", func() bool { return k.says("2 phần có lỗi") && k.says("Phiếu kiểm tra đã được lưu") })
	k.sees("Đĩa chậm bất thường", "2 MB/s", "Màn hình có lỗi màu")
	k.tap("staff.back", "staff.check.card")
	k.sees("nhân viên số 1")
}
