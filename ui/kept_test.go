package ui_test

import (
	"slices"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

func TestListIsKeptForTheVisit(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.list")
	k.sees("Danh sách còn trống")
	k.tap("nav.home", "home.sector.1", "list.keep.LONG-1", "card.DUA-1", "list.keep.DUA-1")
	k.sees("Đã lưu")
	k.tap("nav.list")
	k.at(model.AtKept)
	k.sees("2 sản phẩm", "Mang danh sách về")
	if ids := k.targets(); !slices.Contains(ids, "list.qr") || !slices.Contains(ids, "card.DUA-1") {
		t.Errorf("targets %q", ids)
	}
	k.tap("list.keep.LONG-1")
	k.sees("1 sản phẩm")
	k.pass(61 * time.Second)
	k.tap("attract", "nav.list")
	k.sees("Danh sách còn trống")
}

func TestListIsEmptiedInOneTouch(t *testing.T) {
	k := start(t)
	k.tap("attract", "home.sector.1", "list.keep.LONG-1", "list.keep.DUA-1", "nav.list", "list.clear")
	k.sees("Danh sách còn trống")
}

func TestWithdrawnProductLeavesTheList(t *testing.T) {
	k := start(t)
	k.tap("attract", "home.sector.1", "list.keep.LONG-1", "list.keep.DUA-1")
	next := modeltest.New()
	for i := range next.Products {
		if p := &next.Products[i]; p.Code == "LONG-1" {
			p.Certificate.Status = catalog.Revoked
		}
	}
	k.show(next)
	k.tap("nav.list")
	k.sees("1 sản phẩm")
	k.until("the list to be checked", func() bool { return !k.shell.Kept("LONG-1") })
	if !k.shell.Kept("DUA-1") {
		t.Error("what is still there has left the list")
	}
}

func TestProductTellsDistributorsAndWhereToCall(t *testing.T) {
	k := start(t)
	k.tap("attract")
	k.shell.Open(model.Route{Screen: model.AtProduct, ID: "TEA-1"})
	k.settle()
	k.sees("OCOP 4 sao, hết hạn 05/08/2028", "Điểm giới thiệu số 2", "0000 000 001")
	k.shell.ScrollTo(800)
	k.tap("product.distributors")
	k.sees("Nhận đơn từ 50 thùng.", "Sản phẩm sẵn sàng xuất khẩu.")
	if ids := k.targets(); !slices.Contains(ids, "distributors.contact") || slices.Contains(ids, "nav.home") {
		t.Errorf("targets %q", ids)
	}
	k.tap("sheet.close")
	k.shell.ScrollTo(1e6)
	k.tap("producer.htx-suong-som")
	k.at(model.AtProducer)
	if ids := k.targets(); !slices.Contains(ids, "producer.contact") {
		t.Errorf("targets %q", ids)
	}
}
