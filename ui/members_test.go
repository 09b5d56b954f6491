package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/ui"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// technician signs the technician in on a kiosk that can be set up.
func technician(t *testing.T) (*kiosk, *modeltest.Panel, *modeltest.SetUp) {
	t.Helper()
	d, p, f := &modeltest.Desk{}, &modeltest.Panel{}, &modeltest.SetUp{}
	k := start(t, func(o *ui.Options) { o.Desk, o.Panel, o.SetUp, o.StaffQuiet = d, p, f, 90*time.Second })
	k.tap("attract")
	k.enters("333333")
	return k, p, f
}

// enters signs a member in.
func (k *kiosk) enters(pin string) {
	k.Helper()
	k.shell.Staff()
	k.settle()
	k.scans(pin)
	k.until("the desk", func() bool { return k.shell.Route().Screen == model.AtDesk && k.shell.Still() })
}

// TestMembersAtTheScreen: a technician names, changes and removes, asked first; the PIN
// is typed twice on the pad, and whoever mistypes begins anew.
func TestMembersAtTheScreen(t *testing.T) {
	k, p, _ := technician(t)
	k.tap("staff.tab.system", "staff.members", "staff.member.add.technician")
	k.sees("Kỹ thuật viên mới")
	k.scans("471903")
	k.sees("Nhập lại lần nữa")
	k.scans("471904")
	k.sees("Hai lần không giống nhau")
	k.scans("471903")
	k.scans("471903")
	k.until("the new member", func() bool { return slices.Contains(p.Done(), "3 pin.add technician 471903") })
	k.until("the list", func() bool { return k.says("Hãy nhớ mã PIN") })
	k.at(model.AtMembers)
	k.tap("staff.member.change.1")
	k.scans("395174")
	k.scans("395174")
	k.until("another PIN", func() bool { return slices.Contains(p.Done(), "3 pin.change 1 395174") })
	k.until("the list", func() bool { return k.says("Đã đổi mã PIN") })
	k.ready("staff.member.remove.2")
	if slices.Contains(k.targets(), "staff.member.remove.3") {
		t.Error("one may remove himself")
	}
	k.tap("staff.member.remove.2")
	k.sees("Nhân viên số 2 sẽ không vào được")
	k.tap("staff.member.remove.2.yes")
	k.until("the removal", func() bool { return slices.Contains(p.Done(), "3 pin.remove 2") })
}

// TestMembersOfThePointChangeTheirOwnPIN, and nothing else.
func TestMembersOfThePointChangeTheirOwnPIN(t *testing.T) {
	k, _, p := paneled(t)
	k.tap("attract")
	k.signsIn()
	k.tap("staff.tab.system", "staff.members")
	k.ready("staff.member.change.1")
	var may []string
	for _, id := range k.targets() {
		if strings.HasPrefix(id, "staff.member.") {
			may = append(may, id)
		}
	}
	if !slices.Equal(may, []string{"staff.member.change.1"}) {
		t.Errorf("a member of the point may %q", may)
	}
	k.tap("staff.member.change.1")
	k.scans("395174")
	k.scans("395174")
	k.until("another PIN", func() bool { return slices.Contains(p.Done(), "1 pin.change 1 395174") })
	k.until("the list", func() bool { return k.says("Đã đổi mã PIN") })
	k.tap("staff.back")
	k.ready("staff.restart")
	for _, id := range []string{"staff.setup", "staff.exit"} {
		if slices.Contains(k.targets(), id) {
			t.Errorf("a member of the point is offered %s", id)
		}
	}
}

// TestSetUpFromThePanel is asked for, kept, and left at once; no step is kept, so that a
// kiosk whose power is cut meanwhile serves.
func TestSetUpFromThePanel(t *testing.T) {
	k, p, f := technician(t)
	k.tap("staff.tab.system", "staff.setup", "staff.no")
	k.at(model.AtSystem)
	k.tap("staff.setup", "staff.setup.yes")
	k.until("the set-up", func() bool { return k.shell.Route().Screen == model.AtSetUp && k.shell.Still() })
	k.until("both acts in the log", func() bool {
		done := p.Done()
		return slices.Contains(done, "3 setup ") && slices.Contains(done, "3 out ")
	})
	k.tap("setup.lang.vi", "setup.next", "setup.next")
	k.sees("Quán")
	for _, kept := range f.Kept() {
		if strings.HasPrefix(kept, "step") {
			t.Errorf("kept %q: after a power cut the kiosk would not serve", kept)
		}
	}
	k.tap("setup.leave")
	k.at(model.AtAttract)
	k.tap("attract")
	k.at(model.AtHome)
}

// TestANetworkIsChosenWhileItListens: what is known already can be touched, and what
// comes of that is said and noted, though the listening ends in between.
func TestANetworkIsChosenWhileItListens(t *testing.T) {
	k, p, f := technician(t)
	heard, joined := make(chan struct{}), make(chan struct{})
	f.Listening, f.Joining = func() { <-heard }, func() { <-joined }
	k.tap("staff.tab.line", "staff.wifi")
	k.ready("setup.net.Khách")
	k.shell.Tap("setup.net.Khách")
	close(heard)
	k.until("that it has listened", func() bool { return f.Scans() == 1 })
	for end := time.Now().Add(200 * time.Millisecond); time.Now().Before(end); {
		k.until("what came of it", func() bool { return len(k.posts) == 0 })
	}
	close(joined)
	k.until("that it is noted", func() bool { return slices.Contains(p.Done(), "3 network Khách") })
	k.until("that it is joined", func() bool { return k.says("Đã kết nối “Khách”") })
}

// TestNetworksInThePanel: it is listened for them at once; an open one is joined, the
// other one asks for its password, and both are kept.
func TestNetworksInThePanel(t *testing.T) {
	k, p, f := technician(t)
	k.tap("staff.tab.line", "staff.wifi")
	k.until("a look for networks", func() bool { return f.Scans() == 1 })
	k.settle()
	k.tap("setup.net.Khách")
	k.until("the open network", func() bool { return slices.Contains(p.Done(), "3 network Khách") })
	k.until("that it is joined", func() bool { return k.says("Đã kết nối “Khách”") })
	k.tap("setup.net.Quán")
	k.scans("falsch-hier")
	k.tap("key.done")
	k.until("a wrong password", func() bool { return k.says("Mật khẩu không đúng") })
	for range len("falsch-hier") {
		k.tap("key.backspace")
	}
	k.scans("mat-khau-dung")
	k.tap("key.done")
	k.until("the closed network", func() bool { return slices.Contains(p.Done(), "3 network Quán") })
	k.until("the list", func() bool { return k.says("Đã kết nối “Quán”") })
	k.tap("staff.back")
	k.at(model.AtLine)
}
