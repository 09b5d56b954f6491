package hub

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/fleet"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
)

// submit sends a form of the pages.
func (h *house) submit(browser *http.Client, path string, form url.Values) (int, string, string) {
	h.Helper()
	res, err := browser.PostForm(h.url+path, form)
	h.must(err)
	status, body := h.read(res)
	return status, string(body), res.Header.Get("Location")
}

// wants checks that a page has all of these texts, in that order, and none of what
// begins with "!".
func (h *house) wants(page string, texts ...string) {
	h.Helper()
	rest := page
	for _, text := range texts {
		if no, is := strings.CutPrefix(text, "!"); is {
			if strings.Contains(page, no) {
				h.Errorf("the page has %q:\n%s", no, page)
			}
			continue
		}
		_, after, there := strings.Cut(rest, text)
		if !there {
			h.Fatalf("the page lacks %q (in this place):\n%s", text, page)
		}
		rest = after
	}
}

// TestFleetList: who needs help first comes first, and all can be found.
func TestFleetList(t *testing.T) {
	h := newHouse(t)
	well, full, silent := h.enrolled("Kiosk ổn", wire.Approved), h.enrolled("Kiosk đầy đĩa", wire.Approved), h.enrolled("Kiosk im lặng", wire.Approved)
	waiting := h.enrolled("Kiosk <mới>", wire.Pending)
	h.wait(3 * 24 * time.Hour)
	well.beat(wire.NewNonce(), "", wire.Health{Name: "Kiosk ổn", Release: 7, Disk: 50e9, Open: wire.Open})
	full.beat(wire.NewNonce(), "", wire.Health{Name: "Kiosk đầy đĩa", Disk: 100e6, Problems: []wire.Trouble{{Code: "E-CONTENT-SIGN"}}})
	waiting.enrol()
	browser := h.as(people.Viewer)
	page := h.page(browser, "/kiosks")
	h.wants(page, "1–4 trong 4 kiosk", "Kiosk im lặng", "Không liên lạc 3 ngày", "Kiosk đầy đĩa", "Ổ đĩa chỉ còn trống 100 MB", "E-CONTENT-SIGN", "Kiosk &lt;mới&gt;", "Chờ duyệt", "Kiosk ổn", "!/approve")
	h.wants(h.page(browser, "/kiosks?kind=silent"), "Kiosk im lặng", "!Kiosk ổn", "!Kiosk đầy đĩa")
	h.wants(h.page(browser, "/kiosks?q=day+dia"), "Kiosk đầy đĩa", "!Kiosk ổn")
	h.wants(h.page(browser, "/kiosks?q="+silent.self.ID+"&as=cards"), "fleetcard", "Kiosk im lặng", "!Kiosk ổn")
	h.wants(h.page(browser, "/kiosks.csv?kind=any"), full.self.ID, "content E-CONTENT-SIGN", "!"+well.self.ID)
	one := h.page(browser, "/kiosks/"+full.self.ID)
	h.wants(one, "Kiosk đầy đĩa", "Ổ đĩa chỉ còn trống", "Xóa bớt tệp khác", "Nội dung không do ban tổ chức", "100 MB", "duyệt kiosk", "!/place")
	h.wants(h.page(browser, "/kiosks/"+well.self.ID+"?lang=en"), "This kiosk is well", "50 GB", "serving")
	if status, _ := h.get("/kiosks/" + well.self.ID); status != http.StatusSeeOther {
		t.Errorf("a stranger gets %d", status)
	}
}

// TestAddByCode: the code on the kiosk's screen finds it among those that wait.
func TestAddByCode(t *testing.T) {
	h := newHouse(t)
	k, other := h.enrolled("Bến xe", wire.Pending), h.enrolled("Chợ", wire.Pending)
	browser := h.as(people.Administrator)
	code := wire.KioskCode(k.self.PublicKey())
	typed := strings.ToLower(strings.Replace(code, "-", " ", 1))
	h.wants(h.page(browser, "/kiosks/add"), "Mã trên màn hình kiosk")
	page := h.page(browser, "/kiosks/add?code="+url.QueryEscape(typed))
	h.wants(page, "Bến xe", k.self.ID, "/kiosks/"+k.self.ID+"/approve", "!"+other.self.ID)
	if status, _, to := h.submit(browser, "/kiosks/"+k.self.ID+"/approve", nil); status != http.StatusSeeOther || to != "/kiosks/"+k.self.ID {
		t.Errorf("%d %s", status, to)
	}
	h.wants(h.page(browser, "/kiosks/add?code="+code), "đã được quyết định")
	h.wants(h.page(browser, "/kiosks/add?code=0000-0000"), "Chưa có kiosk nào mang mã này")
	res, err := browser.Get(h.url + "/kiosks/add?code=xyz")
	h.must(err)
	if status, body := h.read(res); status != http.StatusUnprocessableEntity || !strings.Contains(string(body), "Mã gồm 8 chữ và số") {
		t.Errorf("%d %s", status, body)
	}
}

// TestTwinOnThePages: two devices are told, apart from a disk that was set back.
func TestTwinOnThePages(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("Kiosk A", wire.Approved)
	prior := map[string]string{}
	beat := func(device string) {
		h.wait(time.Minute)
		nonce := wire.NewNonce()
		if status, body := k.beat(nonce, prior[device], wire.Health{Name: "Kiosk A", Disk: 9e9}); status != http.StatusOK {
			t.Fatalf("%d %s", status, body)
		}
		prior[device] = nonce
	}
	beat("one")
	beat("one")
	prior["two"] = prior["one"]
	beat("one")
	beat("two")
	beat("one")
	browser := h.as(people.Administrator)
	h.wants(h.page(browser, "/kiosks/"+k.self.ID), "Ổ đĩa đã bị đưa về trạng thái cũ", "Nếu là khôi phục thì không cần làm gì", "!Hai máy đang dùng chung")
	beat("two")
	beat("one")
	h.wants(h.page(browser, "/kiosks/"+k.self.ID), "Hai máy đang dùng chung danh tính", "/settle", "!trạng thái cũ")
	h.wants(h.page(browser, "/kiosks?kind=twin"), "Hai máy đang dùng chung danh tính")
	h.submit(browser, "/kiosks/"+k.self.ID+"/settle", nil)
	beat("one")
	h.wants(h.page(browser, "/kiosks/"+k.self.ID), "Kiosk này đang ổn", "đã xử lý việc trùng danh tính")
}

// TestPlace: what the organiser sets is checked, kept, and goes out.
func TestPlace(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("tên cũ", wire.Approved)
	browser := h.as(people.Administrator)
	path := "/kiosks/" + k.self.ID + "/place"
	bad := url.Values{"name": {"Bến xe Miền Đông"}, "hours": {"8 giờ"}, "rate": {"nhanh"}, "every": {"10m"}}
	status, body, _ := h.submit(browser, path, bad)
	if status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", status)
	}
	h.wants(body, "Bến xe Miền Đông", "8 giờ", "Chưa đúng dạng. Ví dụ: 08:00-21:00", "Chưa đúng dạng. Ví dụ: 500")
	if data, err := h.hub.FleetSettings(t.Context()); data != nil || err != nil {
		t.Errorf("before anything is set: %s, %v", data, err)
	}
	good := url.Values{"name": {"Bến xe Miền Đông"}, "hours": {"08:00-21:00"}, "province": {"79"}, "address": {"501 Hoàng Hữu Nam"}}
	if status, body, to := h.submit(browser, path, good); status != http.StatusSeeOther || to != "/kiosks/"+k.self.ID {
		t.Fatalf("%d %s", status, body)
	}
	h.wants(h.page(browser, "/kiosks/"+k.self.ID), "Bến xe Miền Đông", "501 Hoàng Hữu Nam", "08:00-21:00", "Kiosk chưa nhận", "hours 08:00-21:00")
	data, err := h.hub.FleetSettings(t.Context())
	h.must(err)
	s, err := release.ParseSettings(data)
	h.must(err)
	if own := s.Kiosks[k.self.ID]; own["hours"] != "08:00-21:00" || own["name"] != "Bến xe Miền Đông" || len(own) != 3 {
		t.Errorf("goes out: %v", own)
	}
	k.beat(wire.NewNonce(), "", wire.Health{Name: "tên cũ", Settings: s.Number, Disk: 9e9})
	h.wants(h.page(browser, "/kiosks/"+k.self.ID), "Kiosk đã nhận các cài đặt này")
	h.wants(h.page(browser, "/kiosks?area=79"), "Bến xe Miền Đông")
	if err := h.hub.SetPlace(t.Context(), books.Place{Kiosk: "0123456789abcdef"}, nil); err == nil {
		t.Error("an unknown kiosk has a place")
	}
}

// TestEverySettingHasWords: what can be set can be said in both languages.
func TestEverySettingHasWords(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("a", wire.Approved)
	browser := h.as(people.Administrator)
	for _, lang := range []string{"vi", "en"} {
		page := h.page(browser, "/kiosks/"+k.self.ID+"/place?lang="+lang)
		for _, key := range fleet.Settable() {
			if !strings.Contains(page, `name="`+key+`"`) {
				t.Errorf("%s: %s cannot be set", lang, key)
			}
		}
	}
}
