package ui_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hangviet/data/vote"
	"hangviet/ui"
	"hangviet/ui/inspect"
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// first is a target whose name begins so.
func (k *kiosk) first(prefix string) string {
	k.Helper()
	for _, id := range k.targets() {
		if strings.HasPrefix(id, prefix) {
			return id
		}
	}
	k.Fatalf("no %s… can be touched; there is %q", prefix, k.targets())
	return ""
}

// TestARefusalIsReadWhole: it comes where a shorter remark stands, on every form of
// screen and in the largest letters.
func TestARefusalIsReadWhole(t *testing.T) {
	wide := look.Screen{Width: 1366, Height: 768, DiagonalInch: 15.6}
	for _, screen := range []look.Screen{{Width: 1080, Height: 1920}, wide} {
		for text := range look.TextScale(4) {
			for why, lang := range map[error]string{errors.New("disk full"): "vi", vote.ErrUnknown: "en", vote.ErrNotOpen: "vi"} {
				t.Run(fmt.Sprintf("%d in text %d of %v", screen.Width, text, why), func(t *testing.T) {
					k := start(t, func(o *ui.Options) { o.Look, o.Lang = look.New(screen), lang })
					k.goods.Deny = why
					k.tap("attract")
					k.shell.SetAids(ui.Aids{Text: text})
					k.settle()
					k.tap("nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1")
					k.tap(k.first("vote.nominee."), "vote.review")
					k.casts()
					k.until("refusal", func() bool { return k.goods.Tried == 1 && slices.Contains(k.targets(), "vote.confirm") })
					for _, fault := range inspect.Page(k.root, k.shell.Look()) {
						t.Error(fault)
					}
				})
			}
		}
	}
}

// TestChoicesAreToldWhole: how many there are, and that no more can be.
func TestChoicesAreToldWhole(t *testing.T) {
	for _, screen := range []look.Screen{{Width: 1080, Height: 1920}, {Width: 1366, Height: 768, DiagonalInch: 15.6}} {
		for text := range look.TextScale(4) {
			for _, lang := range []string{"vi", "en"} {
				t.Run(fmt.Sprintf("%d in text %d in %s", screen.Width, text, lang), func(t *testing.T) {
					k := start(t, func(o *ui.Options) { o.Look, o.Lang = look.New(screen), lang })
					k.tap("attract")
					k.shell.SetAids(ui.Aids{Text: text})
					k.settle()
					k.tap("nav.vote", "vote.round.yeu-thich-2026", "vote.category.hm-1")
					for _, id := range k.targets() {
						if !strings.HasPrefix(id, "vote.nominee.") {
							continue
						}
						k.tap(id)
						for _, fault := range inspect.Page(k.root, k.shell.Look()) {
							t.Error(id, fault)
						}
					}
				})
			}
		}
	}
}

// TestATroubleIsReadWhole at the screen of the staff, beside a button that is higher than
// both of its lines.
func TestATroubleIsReadWhole(t *testing.T) {
	d, p := &modeltest.Desk{}, &modeltest.Panel{}
	k := start(t, func(o *ui.Options) {
		o.Desk, o.Panel, o.Look = d, p, look.New(look.Screen{Width: 1366, Height: 768, DiagonalInch: 15.6})
	})
	k.tap("attract")
	k.enters("333333")
	k.tap("staff.tab.hours", "staff.pause")
	k.until("what came of it", func() bool { return k.says("Đã đặt.") })
	p.Refuse = &model.TroubleError{Code: "E-HUB-AWAY", Text: map[string]string{"vi": strings.Repeat("Chưa liên lạc được với máy chủ. ", 4)}, Err: errors.New("away")}
	k.tap("staff.pause")
	k.until("the trouble", func() bool { return k.says("E-HUB-AWAY") })
	for _, fault := range inspect.Page(k.root, k.shell.Look()) {
		t.Error(fault)
	}
}
