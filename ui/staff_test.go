package ui_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"hangviet/data/booth"
	"hangviet/data/staff"
	"hangviet/data/vote"
	"hangviet/ui"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// staffed is a kiosk with a desk.
func staffed(t *testing.T) (*kiosk, *modeltest.Desk) {
	t.Helper()
	d := &modeltest.Desk{}
	return start(t, func(o *ui.Options) { o.Desk, o.StaffQuiet = d, 90*time.Second }), d
}

// knocks touches the corner so many times, so long after each other.
func (k *kiosk) knocks(times int, apart time.Duration) {
	for range times {
		k.touches(5, 5)
		k.now = k.now.Add(apart)
	}
}

// touches puts a finger down and lifts it.
func (k *kiosk) touches(x, y float32) {
	stage := k.root.(*fyne.Container).Objects[0].(desktop.Mouseable)
	event := &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary}
	stage.MouseDown(event)
	stage.MouseUp(event)
	k.settle()
}

// signsIn opens the staff pages as member 1.
func (k *kiosk) signsIn() {
	k.Helper()
	k.shell.Staff()
	k.settle()
	k.scans("111111")
	k.until("the desk", func() bool { return k.shell.Route().Screen == model.AtDesk && k.shell.Still() })
}

func TestHiddenEntrance(t *testing.T) {
	k, _ := staffed(t)
	k.tap("attract")
	k.knocks(5, 300*time.Millisecond)
	k.at(model.AtPIN)
	k.tap("staff.leave")
	k.at(model.AtHome)
	k.knocks(4, 100*time.Millisecond)
	k.touches(500, 5) // elsewhere
	k.knocks(1, 0)
	k.knocks(5, 1100*time.Millisecond) // too slow
	k.at(model.AtHome)
	k.now = k.now.Add(2 * time.Second)
	k.knocks(5, 0)
	k.at(model.AtPIN)
}

// TestEntranceFromTheSlideshow: the first touch wakes it, the others count on.
func TestEntranceFromTheSlideshow(t *testing.T) {
	k, _ := staffed(t)
	k.knocks(5, 200*time.Millisecond)
	k.at(model.AtPIN)
}

func TestEntranceWaitsForABallotThatIsWritten(t *testing.T) {
	k, _ := staffed(t)
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review")
	k.casts()
	k.shell.Staff()
	k.until("thanks", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
}

func TestNobodyIsThereToEnter(t *testing.T) {
	k, d := staffed(t)
	d.Nobody = true
	k.shell.Staff()
	k.settle()
	k.sees("kiosk staff add")
	if slices.Contains(k.targets(), "staff.pin.1") {
		t.Error("a PIN is asked for that nobody has")
	}
}

func TestPINIsTypedAndTouched(t *testing.T) {
	k, d := staffed(t)
	k.shell.Staff()
	k.settle()
	for range 3 {
		k.tap("staff.pin.1")
	}
	k.tap("staff.pin.2", "staff.pin.backspace")
	k.scans("112") // the sixth digit is wrong
	k.until("refusal", func() bool { return k.says("Mã PIN chưa đúng") })
	d.Refuse = &staff.WaitError{Until: time.Now().Add(9900 * time.Millisecond)}
	k.scans("333333")
	k.until("refusal", func() bool { return k.says("sai nhiều lần") })
	k.shell.Tick()
	k.now = k.now.Add(3 * time.Second)
	k.shell.Tick()
	k.sees("Còn 7 giây")
	d.Refuse = nil
	k.scans("111111") // not heard
	k.at(model.AtPIN)
	k.now = k.now.Add(8 * time.Second)
	k.shell.Tick()
	d.Refuse = staff.ErrLocked
	k.scans("111111")
	k.until("refusal", func() bool { return k.says("kiosk staff unlock") })
	d.Refuse = nil
	k.scans("111111")
	k.until("the desk", func() bool { return k.shell.Route().Screen == model.AtDesk && k.shell.Still() })
	k.sees("Nhân viên số 1")
}

// TestBehindTheEntranceOnlyWithAPIN: a route alone leads nowhere.
func TestBehindTheEntranceOnlyWithAPIN(t *testing.T) {
	k, _ := staffed(t)
	k.tap("attract")
	for _, at := range []model.Screen{model.AtDesk, model.AtPapers, model.AtBatch, model.AtCard} {
		k.shell.Open(model.Route{Screen: at})
		k.settle()
		k.sees("Nhập mã PIN")
	}
}

func supervised(r *vote.Round) { r.Mode = vote.ByStaff }

func TestStaffOpenABallotForWhoeverChooses(t *testing.T) {
	k, d := staffed(t)
	k.changed(supervised)
	k.goods.Refuse = booth.ErrNeedsStaff
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review")
	k.casts()
	k.until("refusal", func() bool { return k.says("gọi nhân viên mở phiếu") })
	k.signsIn()
	k.tap("staff.open.yeu-thich-2026")
	k.until("the visitor's page", func() bool { return k.shell.Route().Screen == model.AtReview && k.shell.Still() })
	k.sees("Nhân viên đã mở một phiếu cho bạn, còn 5:00", "Hạng mục 1")
	k.pass(30 * time.Second)
	k.sees("còn 4:30")
	if !slices.Equal(d.Given, []string{"yeu-thich-2026/1"}) {
		t.Errorf("opened %q", d.Given)
	}
	k.goods.Refuse = nil
	k.casts()
	k.until("thanks", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
	d.Expire() // it was used
	k.pass(time.Second)
	if k.says("đã mở một phiếu") {
		t.Error("a ballot that was cast is said to be open")
	}
}

func TestStaffOpenABallotForWhoeverDidNotBegin(t *testing.T) {
	k, d := staffed(t)
	k.changed(supervised)
	k.signsIn()
	k.tap("staff.open.yeu-thich-2026")
	k.until("the round", func() bool { return k.shell.Route().Screen == model.AtRound && k.shell.Still() })
	k.sees("Nhân viên đã mở phiếu cho bạn")
	d.Expire()
	k.pass(time.Second)
	k.sees("Nhân viên mở từng phiếu")
	if k.says("đã mở") {
		t.Error("a ballot whose time is over is said to be open")
	}
}

func TestBallotThatCannotBeOpenedIsTold(t *testing.T) {
	k, d := staffed(t)
	k.changed(supervised)
	k.signsIn()
	d.Refuse = vote.ErrNotOpen
	k.ready("staff.open.yeu-thich-2026")
	k.shell.Tap("staff.open.yeu-thich-2026")
	k.until("refusal", func() bool { return k.says("không còn nhận") })
	k.at(model.AtDesk)
}

// TestBallotOpenedForNobodyIsWithdrawn: whoever opened it left before it was done.
func TestBallotOpenedForNobodyIsWithdrawn(t *testing.T) {
	k, d := staffed(t)
	k.changed(supervised)
	k.tap("attract")
	k.signsIn()
	k.ready("staff.open.yeu-thich-2026")
	k.shell.Tap("staff.open.yeu-thich-2026")
	k.shell.Leave()
	k.until("the withdrawal", func() bool { return k.goods.Withdrawn == 1 })
	k.settle()
	if k.says("đã mở một phiếu") || len(d.Given) != 1 {
		t.Error("the visitor is told of a ballot that is not open")
	}
}

func TestSessionEndsByItself(t *testing.T) {
	k, _ := staffed(t)
	k.changed(supervised)
	k.tap("attract", "nav.vote")
	k.signsIn()
	k.pass(70 * time.Second)
	k.at(model.AtDesk)
	k.pass(10 * time.Second)
	k.sees("Bạn còn làm việc không?")
	k.tap("idle.continue")
	k.pass(89 * time.Second)
	k.at(model.AtDesk)
	k.pass(2 * time.Second)
	k.at(model.AtAttract) // nobody was there so long: the visitor went too
}

func TestSessionIsNotEndedByHours(t *testing.T) {
	k, _ := staffed(t)
	k.signsIn()
	k.shell.SetDuty(model.Duty{Paused: true})
	k.pass(time.Second)
	k.at(model.AtDesk)
	k.tap("staff.leave")
	k.pass(time.Second)
	k.at(model.AtPaused)
}

// fills types the numbers of one pass over the open round; the last nominee of
// the first category gets last.
func (k *kiosk) fills(last string) {
	k.Helper()
	for _, page := range []string{"50\n3\n", "20\n10\n5\n0\n" + last + "\n", "30\n\n\n1\n"} {
		at := k.shell.Route()
		k.scans(page)
		k.until("next page", func() bool { return k.shell.Route() != at && k.shell.Still() })
	}
}

func (k *kiosk) second() {
	k.Helper()
	k.scans("222222")
	k.until("the second pass", func() bool {
		return k.shell.Route().Count == 1 && k.shell.Route().Sub == model.StepSheets && k.shell.Still()
	})
}

func TestPaperIsEnteredByTwo(t *testing.T) {
	k, d := staffed(t)
	k.signsIn()
	k.tap("staff.paper", "staff.paper.yeu-thich-2026")
	k.scans("a-1?")
	k.sees("A-1", "Bước 1/9")
	k.tap("key.-", "key.7", "key.backspace", "key.backspace", "key.done")
	k.sees("Nhân viên số 1 nhập lô A-1")
	k.fills("7")
	k.sees("Mời người thứ hai", "Nhân viên số 1 đã nhập xong")
	k.scans("111111")
	k.until("refusal", func() bool { return k.says("một nhân viên khác") })
	k.second()
	k.sees("Nhân viên số 2 nhập lại lô A-1")
	if k.says("50") {
		t.Error("the second sees what the first typed")
	}
	k.fills("8")
	k.sees("1 con số khác nhau", "Trà Shan tuyết Sương Sớm", "Số 1: 7", "Số 2: 8")
	if slices.Contains(k.targets(), "staff.enter") {
		t.Error("a batch can be entered that differs")
	}
	k.tap("staff.second.hm-1.n-tra", "staff.number.7", "staff.number.next")
	k.sees("nhập giống nhau")
	k.ready("staff.enter")
	k.shell.Tap("staff.enter")
	k.until("the list", func() bool { return k.shell.Route().Screen == model.AtPapers && k.shell.Still() })
	k.sees("Đã ghi lô A-1 vào sổ", "50 phiếu hợp lệ, 3 không hợp lệ, 73 lựa chọn")
	want := vote.Paper{Batch: "A-1", Staff: [2]string{"1", "2"}, Sheets: 50, Invalid: 3}
	if got := d.Entered(); len(got) != 1 || got[0].Batch != want.Batch || got[0].Staff != want.Staff || got[0].Sheets != 50 || got[0].Invalid != 3 || len(got[0].Counts) != 6 || k.cast != 1 {
		t.Errorf("entered %+v", got)
	}
	k.corrects(d)
}

// corrects enters the batch that stands once more.
func (k *kiosk) corrects(d *modeltest.Desk) {
	k.Helper()
	k.tap("staff.correct.yeu-thich-2026.A-1")
	k.scans("\n")
	k.settle()
	k.sees("Lần nhập trước: 50")
	k.fills("6")
	k.second()
	k.fills("6")
	k.sees("nhập giống nhau", "Lần nhập trước: 7")
	d.Deny = errors.New("disk full")
	k.ready("staff.enter")
	k.shell.Tap("staff.enter")
	k.until("refusal", func() bool { return k.says("Chưa làm được") })
	d.Deny = nil
	k.shell.Tap("staff.enter")
	k.until("the list", func() bool { return k.shell.Route().Screen == model.AtPapers && k.shell.Still() })
	if got := d.Entered(); len(got) != 2 || got[1].Corrects != got[0].ID || got[1].Batch != "A-1" {
		k.Errorf("entered %+v", got)
	}
	k.sees("50 phiếu hợp lệ, 3 không hợp lệ, 72 lựa chọn")
	if k.says("73 lựa chọn") {
		k.Error("a batch that was corrected is shown")
	}
}

func TestCountThatCannotBeIsToldAtOnce(t *testing.T) {
	k, d := staffed(t)
	if _, err := d.EnterPaper(t.Context(), modeltest.New().Voting[2], booth.PaperSheet{Batch: "A-1", Sheets: 5}); err != nil {
		t.Fatal(err)
	}
	k.signsIn()
	k.tap("staff.paper", "staff.paper.yeu-thich-2026")
	k.scans("A-1\n")
	k.sees("Lô mang số này đã được nhập")
	k.at(model.AtBatch)
	k.scans("2\n")
	k.settle()
	k.scans("\n\n") // nothing was counted yet
	k.settle()
	k.sees("Phiếu hợp lệ")
	k.tap("staff.count.sheets")
	k.scans("10\n0\n")
	k.settle()
	k.scans("11")
	k.sees("Nhiều hơn 10 phiếu hợp lệ", "Tổng 11, nhiều hơn mức có thể là 10")
	k.scans("\n\n\n\n\n")
	k.settle()
	k.sees("Hạng mục 1")
	k.tap("staff.count.n1")
	k.scans("9")
	k.sees("Tổng 9, nhiều nhất có thể là 10")
}

func TestHalfABatchIsKeptForTheSession(t *testing.T) {
	k, _ := staffed(t)
	k.signsIn()
	k.tap("staff.paper", "staff.paper.yeu-thich-2026")
	k.scans("B-7\n")
	k.settle()
	k.scans("50\n3\n")
	k.settle()
	k.scans("20")
	k.tap("staff.back", "staff.back", "staff.back")
	k.at(model.AtPapers)
	k.tap("staff.resume")
	k.sees("B-7")
	k.pass(8 * time.Minute)
	k.at(model.AtBatch)
	k.pass(70 * time.Second)
	k.sees("lô đang nhập dở sẽ mất")
	k.tap("idle.continue")
	k.at(model.AtBatch)
	k.pass(10*time.Minute + time.Second)
	k.at(model.AtAttract)
	k.signsIn()
	k.tap("staff.paper")
	if slices.Contains(k.targets(), "staff.resume") {
		t.Error("the next session finds half a batch")
	}
}

func TestDayCardAndStick(t *testing.T) {
	k, d := staffed(t)
	d.Day = model.Today{Kiosk: "0123456789abcdef", Name: "Sảnh A", Ballots: 3, Choices: 7, All: 12, Unsent: 5}
	k.shell.SetStick(nil, func(a model.StickAct) { d.Given = append(d.Given, string(a)) })
	k.signsIn()
	k.sees("3 phiếu, 7 lựa chọn", "12 phiếu", "5 mục", "Chưa có biên nhận")
	k.tap("staff.stick", "staff.daycard")
	if !slices.Equal(d.Given, []string{"show"}) {
		t.Errorf("asked for %q", d.Given)
	}
	k.sees("Sảnh A (0123456789abcdef)", "21/11/2026", "12 mục", "phải chứa đủ mọi mục")
	k.tap("staff.back", "staff.leave")
	k.at(model.AtAttract)
	if strings.Contains(strings.Join(k.targets(), " "), "staff.") {
		t.Error("the staff's buttons are there after the session")
	}
}
