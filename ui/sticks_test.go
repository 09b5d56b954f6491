package ui_test

import (
	"slices"
	"testing"
	"time"

	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// offered is a stick with a release that may be taken.
func offered() *model.Stick {
	return &model.Stick{
		Name: "KINGSTON", Phase: model.StickOffered, Unsent: 12, Content: 3,
		Offer: &model.StickOffer{
			Number: 4, Shown: 3, Issued: modeltest.Now, Root: "0123456789abcdef0123456789abcdef", Products: 120,
			Added: 5, Changed: 2, Withdrawn: 1, Bytes: 12_345_678, After: 9_000_000_000, Fits: true,
		},
	}
}

func TestSheetOfAStickOverEveryPage(t *testing.T) {
	k := start(t)
	var acts []model.StickAct
	act := func(a model.StickAct) { acts = append(acts, a) }
	k.shell.SetStick(offered(), act)
	if ids := k.targets(); !slices.Contains(ids, "drive.update") || slices.Contains(ids, "attract") {
		t.Errorf("targets %q", ids)
	}
	k.sees("USB: KINGSTON", "bản 4, phát hành ngày", "thêm 5, sửa 2, rút 1 sản phẩm", "12,3\u00a0MB", "Cập nhật", "Phiếu chưa gửi")
	k.tap("drive.update", "drive.export", "drive.eject", "drive.close")
	if want := []model.StickAct{"update", "export", "eject", "close"}; !slices.Equal(acts, want) {
		t.Errorf("told %q, want %q", acts, want)
	}
	work := &model.Stick{Name: "KINGSTON", Phase: model.StickWorking, Work: model.StickWork{
		Act: model.StickUpdate, Bytes: 3e6, TotalBytes: 12e6, Files: 10, TotalFiles: 40, Left: 90 * time.Second,
	}}
	k.shell.SetStick(work, act)
	k.sees("Đang cập nhật", "10 trên 40 tệp", "2 phút")
	next := *work
	next.Work.Bytes, next.Work.Files = 6e6, 20
	k.shell.SetStick(&next, act)
	k.sees("6,0\u00a0MB trên 12,0\u00a0MB", "20 trên 40 tệp")
	if ids := k.targets(); !slices.Contains(ids, "drive.cancel") || !slices.Contains(ids, "drive.eject") || len(ids) != 2 {
		t.Errorf("while it works: %q", ids)
	}
	k.pass(2 * time.Minute)
	k.shell.SetStick(nil, nil)
	k.tap("attract")
	k.at(model.AtHome)
	k.shell.SetStick(offered(), act)
	k.shell.SetStick(nil, nil)
	k.tap("nav.lang")
	k.shell.SetStick(offered(), act)
	k.sees("USB stick: KINGSTON", "Update")
}

// TestNobodyIsAskedWhileAStickIsAtWork: whoever put it in stands there, and the
// visit goes on where it was.
func TestNobodyIsAskedWhileAStickIsAtWork(t *testing.T) {
	k := start(t)
	k.tap("attract")
	k.at(model.AtHome)
	k.shell.SetStick(offered(), nil)
	for range 20 {
		k.pass(30 * time.Second)
		if ids := k.targets(); slices.Contains(ids, "idle.continue") || !slices.Contains(ids, "drive.update") {
			t.Fatalf("with the sheet up: %q", ids)
		}
	}
	k.at(model.AtHome)
	k.shell.SetStick(nil, nil)
	k.pass(50 * time.Second)
	if ids := k.targets(); !slices.Contains(ids, "idle.continue") {
		t.Errorf("once it is gone: %q", ids)
	}
}
