package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/ui/web/webtest"
)

// TestProducersSpeakForThemselves: a producer on a phone with a slow line writes the
// firm and two products with photos and documents; one is returned, mended and
// accepted. The next release carries them, a kiosk shows them, and a vote names one.
func TestProducersSpeakForThemselves(t *testing.T) {
	t.Parallel()
	office := openOffice(t)
	hub := openHub(t)
	desk, phone := webtest.Wide(t), webtest.Phone(t)
	hub.firstAccount(desk)
	hub.compose(desk, office)
	hub.round(desk)

	producer := &producer{hub: hub, phone: phone, files: office.dir, forms: map[string]string{}}
	phone.Slow()
	producer.enter(hub.invite(desk))
	producer.firm()
	honey, jam := producer.product("Mật ong bạc hà", 1), producer.product("Mứt cam rừng", 2)

	hub.returns(desk, "Mứt cam rừng", "price", "Giá này của một hộp hay một kg?")
	producer.mends(jam, "Giá này của một hộp hay một kg?")
	for _, name := range []string{"HTX Suối Mây", "Mật ong bạc hà", "Mứt cam rừng"} {
		hub.accepts(desk, name)
	}
	producer.sees()
	hub.letOut(desk)
	hub.publishes(desk, 2)

	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "setup", "--data", data, "--root", filepath.Join(hub.repo(), "metadata", "1.root.json"),
		"--hub", hub.url, "--name", "Sảnh chính", "--every", "1s")
	kiosk := openKiosk(t, openScreen(t, upright.X, upright.Y), data, "--lang", "vi")
	hub.admit(desk, data)
	eventually(t, "the kiosk to show the release", func() bool { return kioskStatus(t, data).Release == 2 })
	kiosk.tap("attract")
	kiosk.tap("nav.vote")
	kiosk.tapTo("vote.round.suoi-may", "vote.category.food")
	kiosk.tap("vote.category.food")
	kiosk.tap("vote.nominee." + honey)
	kiosk.tap("vote.review")
	kiosk.tap("vote.confirm")
	kiosk.tap("vote.done")
	sent(t, data, 1, 1)
	hub.names("suoi-may", honey)
}

// round makes a round at the hub with one category, not let out yet.
func (h *hub) round(p *webtest.Page) {
	h.t.Helper()
	p.Go(h.url + "/rounds/new")
	p.Type(`[name="title.vi"]`, "Hàng Việt từ suối mây")
	p.Type(`[name="id"]`, "suoi-may")
	p.Choose(`[name="opens"]`, time.Now().Add(-24*time.Hour).Format("2006-01-02T15:04"))
	p.Choose(`[name="closes"]`, time.Now().Add(20*24*time.Hour).Format("2006-01-02T15:04"))
	p.Type(`[name="category.0.title.vi"]`, "Thực phẩm")
	p.Type(`[name="category.0.choices"]`, "1")
	p.Press(`form.big p.actions button`)
	p.See("Hàng Việt từ suối mây")
}

// invite makes a room and returns the link of its invitation.
func (h *hub) invite(p *webtest.Page) (link string) {
	h.t.Helper()
	p.Go(h.url + "/rooms")
	p.Type("#name", "HTX Suối Mây")
	p.Type("#code", "suoi-may")
	p.Press(`form[action="/rooms"][method="post"] button.main`)
	p.See("Thư để chép sang Zalo")
	p.Picture("producer-invitation")
	p.Accessible()
	return p.Text("section.card p.code")
}

// producer is a producer with a phone.
type producer struct {
	*hub
	phone *webtest.Page
	files string
	forms map[string]string // paths, by code
}

func (p *producer) enter(link string) {
	p.t.Helper()
	p.phone.Go(link)
	p.phone.See("HTX Suối Mây")
	p.phone.Press("main form button")
	p.phone.Pictures("producer-room")
	p.phone.Accessible()
}

// firm fills in the firm and sends it.
func (p *producer) firm() {
	p.t.Helper()
	p.phone.Go(p.url + "/room")
	form := p.phone.Attribute(`section.r-entry a.button`, "href")
	p.step(form+"/firm", func() {
		p.phone.Type("#f-name", "HTX Suối Mây")
		p.phone.Choose("#f-form", "Hợp tác xã")
		p.phone.Type("#f-registration", "0100000000")
		p.phone.Choose("#f-role", "Giám đốc")
	})
	p.step(form+"/contact", func() {
		p.phone.Choose("#f-province", "Tuyên Quang")
		p.phone.Type("#f-commune", "xã Hoàng Su Phì")
	})
	p.sendIn(form)
}

// product writes a product with a photo and a document and sends it; it returns the
// product's code.
func (p *producer) product(name string, n int) (code string) {
	p.t.Helper()
	p.phone.Go(p.url + "/room")
	p.phone.Type("#name", name)
	p.phone.Press(`form[action="/room/products"] button`)
	form := strings.Join(strings.Split(p.phone.Path(), "/")[:4], "/")
	code = fmt.Sprintf("suoi-may-%02d", n)
	p.forms[code] = form
	p.step(form+"/product", func() {
		p.phone.Choose("#f-set", "4")
		p.phone.Choose("#f-category", "Thực phẩm")
		p.phone.Touch("#f-enter")
		p.phone.Type("#f-price", "125.000")
		p.phone.Type("#f-unit", "hộp")
	})
	p.phone.Go(p.url + form + "/photos")
	p.phone.Upload("#pick", filepath.Join(p.files, "photos", fmt.Sprintf("sp-%d.jpg", n)))
	p.phone.Press(`#photos button.main`)
	p.phone.See("Ảnh bìa")
	p.phone.Pictures("producer-photos")
	p.phone.Go(p.url + form + "/documents")
	paper := filepath.Join(p.t.TempDir(), "an-toan.pdf")
	if err := os.WriteFile(paper, []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"), 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.phone.Upload("#d-safety", paper)
	p.phone.Press(`form:has(#d-safety) button`)
	p.phone.See("an-toan.pdf")
	p.step(form+"/place", func() { p.phone.Choose("#f-province", "Tuyên Quang") })
	p.sendIn(form)
	return code
}

// step opens a step, fills it in and saves it.
func (p *producer) step(path string, fill func()) {
	p.t.Helper()
	p.phone.Go(p.url + path)
	fill()
	p.phone.Press(`button[name="go"][value="stay"]`)
}

func (p *producer) sendIn(form string) {
	p.t.Helper()
	p.phone.Go(p.url + form)
	p.phone.Press(fmt.Sprintf(`form[action=%q] button`, form+"/send"))
	p.phone.Pictures("producer-sent")
	p.phone.Accessible()
}

// mends reads the officer's remark, changes the price and sends again.
func (p *producer) mends(code, remark string) {
	p.t.Helper()
	form := p.forms[code]
	p.phone.Go(p.url + form)
	p.phone.Pictures("producer-returned")
	p.phone.Accessible()
	p.phone.Go(p.url + form + "/product")
	p.phone.See(remark)
	p.phone.Accessible()
	p.step(form+"/product", func() { p.phone.Type("#f-price", "98.000") })
	p.sendIn(form)
}

// sees what both sides are told.
func (p *producer) sees() {
	p.t.Helper()
	p.phone.Go(p.url + "/room")
	p.phone.Picture("producer-accepted")
	p.phone.Accessible()
	for _, form := range p.forms {
		p.phone.Go(p.url + form)
		p.phone.See("Đã được chấp nhận")
	}
	p.phone.Go(p.url + "/room/numbers")
	p.phone.Accessible()
	p.phone.Own(p.url)
}

// opens shows a dossier to the officer.
func (h *hub) opens(p *webtest.Page, name string) {
	h.t.Helper()
	p.Go(h.url + "/dossiers")
	p.Picture("producer-queue")
	p.Accessible()
	for _, link := range p.Links() {
		if !strings.Contains(link, "/dossiers/") {
			continue
		}
		p.Go(link)
		if p.Text("h1") == name {
			p.Pictures("producer-case")
			p.Accessible()
			return
		}
	}
	h.t.Fatalf("no dossier of %s waits", name)
}

// returns sends a dossier back with a remark at a field.
func (h *hub) returns(p *webtest.Page, name, field, remark string) {
	h.t.Helper()
	h.opens(p, name)
	p.Touch(fmt.Sprintf(`details:has(#r-%s) summary`, field))
	p.Type("#r-"+field, remark)
	p.Press(`button[value="return"]`)
	p.See("Đã trả lại")
}

func (h *hub) accepts(p *webtest.Page, name string) {
	h.t.Helper()
	h.opens(p, name)
	p.Press(`button[value="accept"]`)
	p.See("Đã nhận. Nội dung sẽ vào bản phát hành tới.")
}

// letOut lets the round go by the clock.
func (h *hub) letOut(p *webtest.Page) {
	h.t.Helper()
	p.Go(h.url + "/rounds/suoi-may/edit")
	p.Touch(`input[name="switch"]`)
	p.Type("#reason", "hồ sơ đã xét xong")
	p.Press(`form[action$="/switch"] button`)
}

// publishes has what the last check saw published.
func (h *hub) publishes(p *webtest.Page, release int) {
	h.t.Helper()
	eventually(h.t, "the draft to be fit", func() bool {
		p.Go(h.url + "/press/publish")
		return p.Has("#note")
	})
	p.Press("form.card button.main")
	h.reads(p, "/press", fmt.Sprint(release))
}

// names waits until the count of a round names a product, chosen once.
func (h *hub) names(round, code string) {
	h.t.Helper()
	var tally struct {
		Categories []struct {
			Nominees []struct {
				Product string `json:"product"`
				Choices int    `json:"choices"`
			} `json:"nominees"`
		} `json:"categories"`
	}
	eventually(h.t, "the vote to name "+code, func() bool {
		text := run(h.t, "hub", "export", "--data", h.dir, "--round", round, "--format", "json")
		if err := json.Unmarshal([]byte(text), &tally); err != nil {
			h.t.Fatalf("read the export: %v", err)
		}
		for _, c := range tally.Categories {
			for _, n := range c.Nominees {
				if n.Product == code && n.Choices == 1 {
					return true
				}
			}
		}
		return false
	})
}
