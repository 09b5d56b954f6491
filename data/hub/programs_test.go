package hub

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/edition/editiontest"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
	"hangviet/data/hub/wire"
	"hangviet/data/update/updatetest"
	"hangviet/ui/web/webtest"
)

// pressed has the hub make its keys and publish a first release.
func (h *house) pressed() {
	h.Helper()
	p := h.hub.Press()
	h.must(p.MakeKeys(h.Context()))
	for name, data := range map[string][]byte{"danh-muc.xlsx": editiontest.Workbook(h, pressRows(3), opening), "trà shan tuyết.jpg": editiontest.Photo(h, 1)} {
		_, err := p.Put(h.Context(), press.File{Name: name, Size: int64(len(data)), Modified: opening}, 0, bytes.NewReader(data))
		h.must(err)
	}
	check, err := p.AskCheck(h.Context(), "Thảo")
	h.must(err)
	h.checked()
	_, err = p.Ask(h.Context(), press.Asker{Name: "Thảo", May: true}, press.Wish{Kind: press.Publish, Terms: press.Terms{Check: check}})
	h.must(err)
	h.until("the release is shown", func() bool { n, err := h.hub.Release(h.Context()); return err == nil && n == 1 })
}

// packages sends packages by the page's form.
func (h *house) packages(browser *http.Client, paths ...string) (int, string) {
	h.Helper()
	files := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		h.must(err)
		files[path[strings.LastIndex(path, "/")+1:]] = data
	}
	return h.form(browser, "/programs/packages", "package", files)
}

// held puts a package at the hub.
func (h *house) held(path string) press.Package {
	h.Helper()
	f, err := os.Open(path)
	h.must(err)
	defer f.Close()
	x, err := h.hub.Press().PutPackage(h.Context(), f)
	h.must(err)
	return x
}

// sha returns the SHA-256 of the package of a platform and version.
func (h *house) sha(platform, version string) string {
	h.Helper()
	all, err := h.hub.Press().Packages()
	h.must(err)
	i := slices.IndexFunc(all, func(x press.Package) bool { return x.Platform == platform && x.Version == version })
	if i < 0 {
		h.Fatalf("no package %s %s among %+v", platform, version, all)
	}
	return all[i].SHA256
}

// offers waits until that version is given out for a platform, "" none.
func (h *house) offers(platform, version string) {
	h.Helper()
	h.until("what is given out is "+version, func() bool {
		list, err := h.hub.Press().Offered(h.Context())
		x, ok := list.For(platform)
		return err == nil && x.Version == version && ok == (version != "")
	})
}

// teller is a kiosk that tells what it runs.
type teller struct {
	*kiosk
	prior string // nonce of its last beat
}

func (h *house) teller(name string, status wire.Status) *teller {
	h.Helper()
	return &teller{kiosk: h.enrolled(name, status)}
}

func (k *teller) runs(version, platform string, problems ...string) {
	k.Helper()
	health := wire.Health{Version: version, System: platform, Name: k.name, Disk: 5e9, Open: wire.Open}
	for _, code := range problems {
		health.Problems = append(health.Problems, wire.Trouble{Code: code, Since: wire.FormatClock(k.clock())})
	}
	nonce := wire.NewNonce()
	if status, answer := k.beat(nonce, k.prior, health); status != http.StatusOK {
		k.Fatalf("beat: %d %s", status, answer)
	}
	k.prior = nonce
}

// TestProgramsInTheBrowser: an administrator sends packages, gives them out to one
// kiosk and to all and takes them back; others see it, and each act is in the audit.
func TestProgramsInTheBrowser(t *testing.T) {
	h := newHouse(t)
	boss, viewer := h.as(people.Administrator), h.as(people.Viewer)
	h.pressed()
	one, two := h.teller("Bến xe", wire.Approved), h.teller("Chợ nổi", wire.Approved)
	one.runs("v1.0.0", "linux/amd64")
	h.teller("Nhà ga", wire.Approved).runs("v1.0.0", "linux/amd64")
	two.runs("v1.0.0", "linux/arm64")
	h.teller("Chưa duyệt", wire.Pending).runs("v0.9.0", "linux/amd64")
	if page := h.page(viewer, "/programs"); !strings.Contains(page, "v1.0.0") || strings.Contains(page, "v0.9.0") || strings.Contains(page, "<form method=\"post\" action=\"/programs") {
		t.Errorf("a viewer sees %s", page)
	}
	amd := updatetest.Deb(t, updatetest.Label{Version: "v1.1.0"}, "mới")
	if status, page := h.packages(boss, updatetest.Deb(t, updatetest.Label{Package: "bash"}, "x")); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Không phải gói cài đặt") || !strings.Contains(page, "hangviet-kiosk.deb") {
		t.Errorf("a foreign package: %d", status)
	}
	if status, page := h.packages(boss, updatetest.Deb(t, updatetest.Label{Package: "bash"}, "x"), updatetest.Zip(t, updatetest.Label{Version: "v1.0.9"}, "x")); status != http.StatusUnprocessableEntity || !strings.Contains(page, "hangviet-kiosk.deb") {
		t.Errorf("a foreign package before a good one: %d", status)
	} else if h.sha("windows/amd64", "v1.0.9") == "" {
		t.Error("what came after it is not read to its end")
	}
	cut, err := boss.Post(h.url+"/programs/packages", "multipart/form-data; boundary=b", strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"package\"; filename=\"a.deb\"\r\n\r\n!<arch>"))
	h.must(err)
	if status, _ := h.read(cut); status != http.StatusBadRequest {
		t.Errorf("a package that was cut off on its way: %d", status)
	}
	if status, _ := h.packages(boss); status != http.StatusUnprocessableEntity {
		t.Errorf("no package: %d", status)
	}
	if status, page := h.packages(boss, amd, updatetest.Zip(t, updatetest.Label{Version: "v1.1.0"}, "mới")); status != http.StatusSeeOther {
		t.Fatalf("packages: %d %s", status, page)
	}
	sha := h.sha("linux/amd64", "v1.1.0")
	for what, form := range map[string]url.Values{
		"nothing chosen": {"kind": {"program"}},
		"not here":       {"kind": {"program"}, "package": {strings.Repeat("0", 64)}},
		"no kiosk":       {"kind": {"program"}, "package": {sha}, "to": {"some"}},
		"no hour":        {"kind": {"program"}, "package": {sha}, "at": {"time"}},
		"a bad hour":     {"kind": {"program"}, "package": {sha}, "at": {"time"}, "when": {"mai"}},
		"nothing to end": {"kind": {"noprogram"}, "end": {"linux/amd64"}, "reason": {"x"}},
		"no reason":      {"kind": {"noprogram"}, "end": {"linux/amd64"}},
		"content's":      {"kind": {"refresh"}},
	} {
		if status, page := h.sent(boss, "/programs/order", form); status != http.StatusUnprocessableEntity || !strings.Contains(page, `role="alert"`) {
			t.Errorf("%s: %d", what, status)
		}
	}
	if _, page := h.sent(boss, "/programs/order", url.Values{"kind": {"program"}, "package": {sha, sha}}); !strings.Contains(page, "mỗi loại máy một gói") {
		t.Errorf("two of a kind: %s", page)
	}
	slip := url.Values{"kind": {"program"}, "package": {sha}, "to": {"some"}, "stage": {one.self.ID}, "at": {"time"}}
	if _, page := h.sent(boss, "/programs/order", slip); !strings.Contains(page, `value="some" checked`) || !strings.Contains(page, `value="time" checked`) {
		t.Errorf("who forgot the hour would give it to all at once the next time: %s", page)
	}
	give := url.Values{"kind": {"program"}, "package": {sha}, "to": {"some"}, "stage": {one.self.ID}, "note": {"thử <b>trước"}}
	if status, page := h.sent(boss, "/programs/order", give); status != http.StatusSeeOther {
		t.Fatalf("give out: %d %s", status, page)
	}
	h.offers("linux/amd64", "v1.1.0")
	page := h.page(viewer, "/programs")
	for _, want := range []string{"v1.1.0", "Chỉ 1 kiosk nhận trước", "chờ tải và giờ đóng cửa", "chưa đến lượt", "thử &lt;b&gt;trước"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q: %s", want, page)
		}
	}
	if status, _ := h.sent(boss, "/programs/order", url.Values{"kind": {"programall"}}); status != http.StatusSeeOther {
		t.Errorf("to all: %d", status)
	}
	h.until("it is for all", func() bool {
		list, err := h.hub.Press().Offered(t.Context())
		return err == nil && list.Stage == nil
	})
	one.runs("v1.0.0", "linux/amd64", "E-PROGRAM")
	if page := h.page(viewer, "/programs?lang=en"); !strings.Contains(page, "did not serve, the old one is back") {
		t.Errorf("a kiosk that took it back: %s", page)
	}
	if status, _ := h.sent(boss, "/programs/order", url.Values{"kind": {"noprogram"}, "end": {"linux/amd64"}, "reason": {"treo"}}); status != http.StatusSeeOther {
		t.Errorf("take back: %d", status)
	}
	h.offers("linux/amd64", "")
	h.sent(boss, "/programs/order", url.Values{"kind": {"program"}, "package": {sha}, "at": {"next"}})
	if page := h.page(boss, "/programs"); !strings.Contains(page, "chờ bản nội dung kế tiếp") {
		t.Errorf("one with the next release: %s", page)
	}
	if status, page := h.sent(boss, "/programs/packages/"+sha+"/remove", nil); status != http.StatusUnprocessableEntity || !strings.Contains(page, "đang chờ cần gói này") {
		t.Errorf("remove what waits: %d %s", status, page)
	}
	orders, err := h.hub.Press().Orders(t.Context(), 1)
	h.must(err)
	if status, _ := h.sent(boss, fmt.Sprintf("/press/orders/%d/drop", orders[0].Number), nil); status != http.StatusSeeOther {
		t.Errorf("give it up: %d", status)
	}
	if status, _ := h.sent(boss, "/programs/packages/"+sha+"/remove", nil); status != http.StatusSeeOther {
		t.Errorf("remove: %d", status)
	}
	if status, _ := h.sent(boss, "/programs/packages/"+sha+"/remove", nil); status != http.StatusNotFound {
		t.Errorf("remove again: %d", status)
	}
	acts := strings.Join(h.audited(), "\n")
	for _, want := range []string{"press.package v1.1.0 linux/amd64", "press.program ", "press.programall", "press.noprogram", "press.unpackage v1.1.0 linux/amd64"} {
		if !strings.Contains(acts, string(people.Administrator)+" "+want) {
			t.Errorf("the audit lacks %q:\n%s", want, acts)
		}
	}
	if page := h.page(boss, "/audit"); !strings.Contains(page, "ngừng phát chương trình kiosk") {
		t.Error("the audit's page lacks the words")
	}
}

// TestProgramsAreForAdministrators: nobody else sends, gives out or takes back.
func TestProgramsAreForAdministrators(t *testing.T) {
	h := newHouse(t)
	h.pressed()
	p := h.hub.Press()
	h.must(p.SetTwo(t.Context(), true))
	number, err := p.Ask(t.Context(), press.Asker{Name: "Thảo", May: true}, press.Wish{Kind: press.Offer, Terms: press.Terms{Packages: []press.Package{h.held(updatetest.Deb(t, updatetest.Label{}, "x"))}}})
	h.must(err)
	drop := fmt.Sprintf("/press/orders/%d/drop", number)
	for _, role := range []people.Role{people.Editor, people.Viewer, people.Verifier} {
		browser := h.as(role)
		if status, _ := h.sent(browser, drop, nil); status != http.StatusForbidden {
			t.Errorf("%s gives it up: %d", role, status)
		}
		if status, _ := h.sent(browser, "/programs/order", url.Values{"kind": {"program"}}); status != http.StatusForbidden {
			t.Errorf("%s gives out: %d", role, status)
		}
		if status, _ := h.packages(browser, updatetest.Deb(t, updatetest.Label{}, "x")); status != http.StatusForbidden {
			t.Errorf("%s sends: %d", role, status)
		}
		if status, _ := h.sent(browser, "/programs/packages/00/remove", nil); status != http.StatusForbidden {
			t.Errorf("%s removes: %d", role, status)
		}
	}
	if page := h.page(h.enter(string(people.Editor), password), "/press"); strings.Contains(page, drop) || !strings.Contains(page, "Phát chương trình kiosk") {
		t.Errorf("an editor is offered to give it up: %s", page)
	}
	boss := h.as(people.Administrator)
	if page := h.page(boss, "/press"); !strings.Contains(page, drop) {
		t.Error("an administrator is not offered to give it up")
	}
	if status, _ := h.sent(boss, drop, nil); status != http.StatusSeeOther {
		t.Errorf("an administrator gives it up: %d", status)
	}
}

// TestProgramsLook walks the page in a real browser, wide and on a phone; axe-core
// objects to nothing.
func TestProgramsLook(t *testing.T) {
	h := newHouse(t)
	h.must(h.hub.AddAccount(t.Context(), "Thảo", password, people.Administrator))
	pages := map[string]*webtest.Page{"wide": webtest.Wide(t), "phone": webtest.Phone(t)}
	for _, p := range pages {
		p.Go(h.url + "/login")
		p.Type(`input[name="name"]`, "Thảo")
		p.Type(`input[name="password"]`, password)
		p.Press("main form button")
		p.Go(h.url + "/programs")
		p.Picture("programs-empty")
		p.Accessible()
	}
	h.pressed()
	var kiosks []*teller
	for i, name := range []string{"Bến xe Miền Đông, sảnh A", "Chợ Bến Thành", "Trung tâm hội nghị Quốc gia, tầng 2", "Xe lưu động 3", "Nhà văn hóa"} {
		k := h.teller(name, wire.Approved)
		k.runs([]string{"v1.4.2", "v1.4.2", "v1.4.1", "v1.4.2", "v1.3.0"}[i], []string{"linux/amd64", "linux/arm64", "linux/amd64", "linux/arm64", "windows/amd64"}[i])
		kiosks = append(kiosks, k)
	}
	h.enrolled("Kiosk chưa báo", wire.Approved)
	p := pages["wide"]
	p.Go(h.url + "/programs")
	p.Upload("#package", updatetest.Deb(t, updatetest.Label{Version: "v1.5.0"}, "mới"))
	p.Press(`form[action="/programs/packages"] button`)
	p.See("v1.5.0")
	boss := h.enter("Thảo", password)
	h.packages(boss, updatetest.Deb(t, updatetest.Label{Version: "v1.5.0", Arch: "arm64"}, "mới"), updatetest.Zip(t, updatetest.Label{Version: "v1.5.0"}, "mới"))
	h.packages(boss, updatetest.Deb(t, updatetest.Label{Version: "v1.4.2"}, "cũ"))
	for _, p := range pages {
		p.Go(h.url + "/programs")
		p.Picture("programs-packages")
		p.Accessible()
	}
	p.Touch("#p-" + h.sha("linux/amd64", "v1.5.0"))
	p.Touch("#p-" + h.sha("linux/arm64", "v1.5.0"))
	p.Touch("#p-" + h.sha("windows/amd64", "v1.5.0"))
	p.Touch("#to-some")
	for _, k := range kiosks[:4] {
		p.Touch("#k" + k.self.ID)
	}
	p.Press(".pr-give button.main")
	h.offers("linux/arm64", "v1.5.0")
	kiosks[0].runs("v1.5.0", "linux/amd64")
	kiosks[2].runs("v1.4.1", "linux/amd64", "E-PROGRAM")
	h.wait(2 * time.Minute)
	h.packages(boss, updatetest.Deb(t, updatetest.Label{Version: "v1.5.1"}, "mới hơn"))
	h.sent(boss, "/programs/order", url.Values{"kind": {"program"}, "package": {h.sha("linux/amd64", "v1.5.1")}, "at": {"next"}})
	for name, p := range pages {
		p.Go(h.url + "/programs")
		p.Picture("programs-given")
		p.Accessible()
		p.Go(h.url + "/programs?lang=en")
		p.Picture("programs-given-en")
		p.Go(h.url + "/programs?lang=vi")
		if name == "phone" {
			p.Go(h.url + "/press")
			p.Picture("programs-press")
			p.Accessible()
		}
	}
}
