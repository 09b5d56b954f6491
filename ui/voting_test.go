package ui_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/data/booth"
	"hangviet/data/vote"
	"hangviet/ui"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// changed is the catalogue with its open round changed.
func (k *kiosk) changed(change func(*vote.Round)) {
	c := modeltest.New()
	change(&c.Voting[2])
	k.goods.Voting = c.Voting
	k.show(k.goods)
}

// casts touches the button that casts, which answers later.
func (k *kiosk) casts() {
	k.Helper()
	k.ready("vote.confirm")
	if !k.shell.Tap("vote.confirm") {
		k.Fatalf("vote.confirm cannot be touched; there is %q", k.targets())
	}
}

// scans types a text as a scanner does, which is a keyboard.
func (k *kiosk) scans(text string) {
	keyboard := k.root.(*fyne.Container).Objects[0].(fyne.Focusable)
	for _, r := range text {
		if r == '\n' {
			keyboard.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		} else {
			keyboard.TypedRune(r)
		}
	}
}

// says tells whether a text stands on the screen.
func (k *kiosk) says(text string) bool {
	return strings.Contains(strings.Join(words(k.root), " "), text)
}

func TestTicketBeforeTheBallot(t *testing.T) {
	k := start(t)
	k.changed(func(r *vote.Round) { r.Mode = vote.ByTicket })
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026")
	k.sees("Đợt này cần mã trên vé")
	k.tap("vote.category.hm-1", "vote.nominee.n1", "vote.review", "ticket.enter")
	k.at(model.AtTicket)
	k.scans("zzzz-zzzz-zzzz-zz")
	k.tap("key.done")
	k.until("refusal", func() bool { return k.says("không có trong đợt") })
	k.scans("0123 4567 89ab cd\n")
	k.until("way back", func() bool { return k.shell.Route().Screen == model.AtReview })
	k.settle()
	k.sees("Đã nhận mã vé")
	k.casts()
	k.until("thanks", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
	if len(k.goods.Ballots()) != 1 {
		t.Errorf("%d ballots", len(k.goods.Ballots()))
	}
}

func TestTicketIsScannedWhereTheVisitorStands(t *testing.T) {
	k := start(t)
	k.changed(func(r *vote.Round) { r.Mode = vote.ByTicket })
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1")
	k.scans("0123-4567-89AB-CD\n")
	k.until("way back", func() bool { return k.shell.Route().Screen == model.AtNominees && k.shell.Still() })
	k.sees("Đã chọn 1/1")
	k.tap("vote.review")
	k.sees("Đã nhận mã vé")
	k.scans("anything\n") // a code is taken once
	k.at(model.AtReview)
}

func TestScannedRubbishIsTold(t *testing.T) {
	k := start(t)
	k.changed(func(r *vote.Round) { r.Mode = vote.ByTicket })
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026")
	k.scans("8935001\n")
	k.until("refusal", func() bool { return k.says("từng ký tự") })
	k.at(model.AtTicket)
}

func TestCodeIsForgottenWithTheVisit(t *testing.T) {
	k := start(t)
	k.changed(func(r *vote.Round) { r.Mode = vote.ByTicket })
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "ticket.enter")
	k.scans(modeltest.GoodCode)
	k.tap("key.done")
	k.until("way back", func() bool { return k.shell.Route().Screen == model.AtRound })
	k.now = k.now.Add(time.Hour)
	k.shell.Tick()
	k.settle()
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026")
	k.sees("Đợt này cần mã trên vé")
}

func TestPauseIsCountedDown(t *testing.T) {
	k := start(t, func(o *ui.Options) { o.Steady = func() time.Time { return modeltest.Now } })
	k.goods.Refuse = &booth.PauseError{Until: modeltest.Now.Add(9500 * time.Millisecond)}
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review")
	k.casts()
	k.until("refusal", func() bool { return k.says("sau ít giây") })
	k.shell.Tick()
	k.now = k.now.Add(3 * time.Second)
	k.shell.Tick()
	k.sees("Còn 7 giây")
	if slices.Contains(k.targets(), "vote.confirm") {
		t.Error("the ballot can be sent in the pause")
	}
	k.goods.Refuse, k.now = nil, k.now.Add(8*time.Second)
	k.shell.Tick()
	k.casts()
	k.until("thanks", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
}

func TestRoundClosesWhileSomebodyChooses(t *testing.T) {
	k := start(t)
	k.changed(func(r *vote.Round) { r.Closes = modeltest.Now.Add(20 * time.Second) })
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1")
	k.now = k.now.Add(21 * time.Second)
	k.shell.Tick()
	k.settle()
	k.sees("Đợt bình chọn đã kết thúc", "chưa được gửi đi")
	if len(k.goods.Ballots()) != 0 {
		t.Error("a half-made ballot was cast")
	}
}

func TestUpdateThatChangesTheRoundIsTold(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.next", "vote.nominee.n5", "vote.nominee.n6", "vote.review")
	k.changed(func(r *vote.Round) {
		r.Categories[0].Nominees = r.Categories[0].Nominees[1:] // without n1
	})
	k.sees("có lựa chọn của bạn không còn nữa")
	k.changed(func(r *vote.Round) { r.Categories[1].Choices = 1 })
	k.sees("“Hạng mục 2” nay nhận tối đa 1 lựa chọn")
	if slices.Contains(k.targets(), "vote.confirm") {
		t.Error("a ballot with too many choices can be sent")
	}
	k.tap("vote.change.hm-2")
	k.sees("nay nhận tối đa 1 lựa chọn")
	k.tap("vote.nominee.n6", "vote.review")
	k.casts()
	k.until("thanks", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
	if got := k.goods.Ballots()[0].Choices; !slices.Equal(got, []vote.Choice{{Category: "hm-2", Nominee: "n5"}}) {
		t.Errorf("cast %v", got)
	}
}

func TestNomineesPageIsOneTouchAwayAndBack(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.about.n-tra")
	k.at(model.AtProduct)
	k.sees("Trà Shan tuyết Sương Sớm")
	k.tap("nav.back")
	k.at(model.AtNominees)
	k.sees("Đã chọn 1/1")
	if !k.goods.Shown("hm-1", "n-tra") {
		t.Error("nominees that were on the screen are not counted")
	}
}

func TestOrderGoesWithTheBallot(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review")
	k.casts()
	k.until("thanks", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
	if k.goods.Ballots()[0].Order == 0 {
		t.Error("the ballot does not know the order of the nominees")
	}
}

func TestReceiptAndTrialAreShown(t *testing.T) {
	k := start(t, func(o *ui.Options) { o.Records = "https://hub.example/receipt/" })
	k.goods.Receipt = "7MGY-KJ2Q-0V4C-ZZ"
	k.changed(func(r *vote.Round) { r.Test, r.Receipts = true, true })
	k.tap("attract", "nav.vote")
	k.sees("Chạy thử: phiếu không được tính", "không phải cuộc bầu cử")
	k.tap("vote.round.yeu-thich-2026", "vote.category.hm-1")
	k.sees("Chạy thử")
	k.tap("vote.nominee.n1", "vote.review")
	k.casts()
	k.until("thanks", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
	k.settle()
	k.sees("7MGY-KJ2Q-0V4C-ZZ", "Mã biên nhận", "Chạy thử", "Phiếu gồm 1 lựa chọn")
}

func TestStaffOpenTheBallot(t *testing.T) {
	k := start(t)
	k.changed(func(r *vote.Round) { r.Mode = vote.ByStaff })
	k.goods.Refuse = booth.ErrNeedsStaff
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026")
	k.sees("Nhân viên mở từng phiếu")
	k.tap("vote.category.hm-1", "vote.nominee.n1", "vote.review")
	k.casts()
	k.until("refusal", func() bool { return k.says("gọi nhân viên mở phiếu") })
	k.goods.Refuse = nil
	k.casts()
	k.until("thanks", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
}

// TestAdmissionOutlivesAnError: after an error the same admission is used, so
// that the ballot is counted once.
func TestAdmissionOutlivesAnError(t *testing.T) {
	k := start(t)
	k.changed(func(r *vote.Round) { r.Mode = vote.ByTicket })
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review", "ticket.enter")
	k.scans(modeltest.GoodCode)
	k.tap("key.done")
	k.until("way back", func() bool { return k.shell.Route().Screen == model.AtReview })
	k.settle()
	k.goods.Deny = errors.New("disk full")
	k.casts()
	k.until("refusal", func() bool { return k.says("chưa được ghi nhận") })
	k.goods.Deny, k.goods.Refuse = nil, errors.New("asked for another admission")
	k.casts()
	k.until("thanks", func() bool { return k.shell.Route().Screen == model.AtConfirmed })
}

// TestATicketThatWasUsedMeanwhileAdmitsNoMore, so that the visitor is asked for
// another one.
func TestATicketThatWasUsedMeanwhileAdmitsNoMore(t *testing.T) {
	k := start(t)
	k.changed(func(r *vote.Round) { r.Mode = vote.ByTicket })
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review", "ticket.enter")
	k.scans(modeltest.GoodCode)
	k.tap("key.done")
	k.until("way back", func() bool { return k.shell.Route().Screen == model.AtReview })
	k.settle()
	k.goods.Deny = fmt.Errorf("cast: %w", booth.ErrTicketUsed)
	k.casts()
	k.until("refusal", func() bool { return k.says("đã được dùng") })
	k.goods.Deny = nil
	k.tap("ticket.enter")
	k.at(model.AtTicket)
	k.scans(modeltest.GoodCode)
	k.tap("key.done")
	k.until("way back", func() bool { return k.shell.Route().Screen == model.AtReview })
}

// TestAnAdmissionThatNoLongerHoldsIsDropped: the round changed how it admits.
func TestAnAdmissionThatNoLongerHoldsIsDropped(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1", "vote.nominee.n1", "vote.review")
	k.goods.Deny = booth.ErrAdmission
	k.casts()
	k.until("refusal", func() bool { return k.says("chưa được ghi nhận") })
	k.goods.Deny, k.goods.Refuse = nil, booth.ErrNeedsStaff
	k.casts()
	k.until("another admission", func() bool { return k.says("gọi nhân viên") })
}
