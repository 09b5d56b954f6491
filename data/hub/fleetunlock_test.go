package hub

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// TestUnlockCodeOnThePages: the page makes the code that this kiosk expects for the
// challenge on its screen, for whoever may manage kiosks, and it is audited.
func TestUnlockCodeOnThePages(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("Bến xe", wire.Approved)
	browser := h.as(people.Administrator)
	path := "/kiosks/" + k.self.ID + "/unlock"
	h.wants(h.page(browser, "/kiosks/"+k.self.ID), path)
	h.wants(h.page(browser, path+"?challenge=7K3M-Q9TD"), "Mã khóa trên màn hình", `value="7K3M-Q9TD"`)
	status, page, _ := h.submit(browser, path, url.Values{"challenge": {"7k3m q9td"}})
	want, err := wire.UnlockCode(k.self.PrivateKey, h.hub.self.PublicKey(), k.self.ID, "7K3M-Q9TD")
	h.must(err)
	made := regexp.MustCompile(`[0-9]{4}( [0-9]{4}){3}`).FindString(page)
	if status != http.StatusOK || !wire.SameUnlockCode(made, want) {
		t.Errorf("%d: the page says %q, the kiosk expects %q", status, made, want)
	}
	if status, page, _ := h.submit(browser, path, url.Values{"challenge": {"7K3M"}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "8 chữ và số") {
		t.Errorf("half a challenge: %d", status)
	}
	if status, _, _ := h.submit(browser, "/kiosks/0000000000000000/unlock", url.Values{"challenge": {"7K3M-Q9TD"}}); status != http.StatusNotFound {
		t.Errorf("a kiosk that is none: %d", status)
	}
	h.wants(h.page(browser, "/kiosks/"+k.self.ID), "tạo mã mở khóa", "7K3M-Q9TD", "!"+made)
	if status, _, _ := h.submit(h.as(people.Viewer), path, url.Values{"challenge": {"7K3M-Q9TD"}}); status == http.StatusOK {
		t.Error("a viewer makes a code")
	}
}

// TestStaffOnThePages: what the staff did at a kiosk and its last self-test are told
// with the beat, and what a hostile kiosk tells is text and bounded.
func TestStaffOnThePages(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("Bến xe", wire.Approved)
	at := wire.FormatClock(time.Date(2026, 11, 22, 2, 30, 0, 0, time.UTC))
	health := wire.Health{Name: "Bến xe", Disk: 50e9, Check: &wire.Check{Time: at, Mark: "2", Lines: []wire.CheckLine{
		{Part: "disk", State: "bad", Code: "slow", Note: "2 MB/s"}, {Part: "touch", State: "good"}, {Part: "<b>new</b>", State: "odd"},
	}}}
	for range 40 {
		health.Acts = append(health.Acts, wire.Act{N: 1, Time: at, Mark: "1", Role: "technician", What: "hours.today", Note: "08:00-23:00 <i>"})
	}
	k.beat(wire.NewNonce(), "", health)
	browser := h.as(people.Viewer)
	page := h.page(browser, "/kiosks/"+k.self.ID)
	h.wants(page, "Lần tự kiểm tra gần nhất", "Có phần bị lỗi", "Đĩa", "slow: 2 MB/s", "Cảm ứng", "tốt", "&lt;b&gt;new", "Nhân viên đã làm tại kiosk", "Giờ riêng cho hôm nay", "08:00-23:00 &lt;i&gt;", "nhân viên số 1 (kỹ thuật viên)", "!/unlock")
	if n := strings.Count(page, "Giờ riêng cho hôm nay"); n != wire.MaxActs {
		t.Errorf("%d acts are shown", n)
	}
}
