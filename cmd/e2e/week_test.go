package e2e

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hangviet/ui/web/webtest"
)

// TestAnOrganisersWeek goes the whole way in the browser: the first account, a
// workbook with mistakes, mended, looked at, published; a kiosk that enrols, shows
// it and takes a vote; the round closed, its record published, the results as PDF.
func TestAnOrganisersWeek(t *testing.T) {
	t.Parallel()
	office := openOffice(t)
	hub := openHub(t)
	p := webtest.Wide(t)
	hub.firstAccount(p)
	hub.compose(p, office)

	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "setup", "--data", data, "--root", filepath.Join(hub.repo(), "metadata", "1.root.json"),
		"--hub", hub.url, "--name", "Sảnh chính", "--every", "1s")
	kiosk := openKiosk(t, openScreen(t, upright.X, upright.Y), data, "--lang", "vi")
	hub.admit(p, data)
	eventually(t, "the kiosk to show the release", func() bool { return kioskStatus(t, data).Release == 1 })
	seeProduct(t, kiosk)
	castVote(t, kiosk)
	sent(t, data, 1, 3)

	hub.close(p)
	kiosk.process.stop()
	hub.results(p)
}

// firstAccount follows the link that the hub prints until somebody can sign in.
func (h *hub) firstAccount(p *webtest.Page) {
	h.t.Helper()
	var link string
	eventually(h.t, "the link to the first account", func() bool {
		link = regexp.MustCompile(`http://127\.0\.0\.1:\d+/join/\S+`).FindString(h.printed())
		return link != ""
	})
	p.Go(link)
	p.Pictures("week-first")
	p.Accessible()
	p.Type("#name", "Lan")
	p.Type("#password", secret)
	p.Type("#again", secret)
	p.Press("main form button")
	p.Go(h.url + "/press/keys")
	p.Press(`form[action="/press/keys/make"] button`)
}

// compose uploads a workbook with a mistake, reads what is wrong, uploads it mended,
// looks at it as a kiosk will show it, and publishes it.
func (h *hub) compose(p *webtest.Page, office *office) {
	h.t.Helper()
	rows := office.products("125.000")
	rows[2]["Giá bán"] = "rẻ lắm"
	office.fill("Products", rows...)
	photos, err := filepath.Glob(filepath.Join(office.dir, "photos", "*"))
	if err != nil {
		h.t.Fatal(err)
	}
	p.Go(h.url + "/press/files")
	p.Upload("#pick", append(photos, office.book)...)
	p.Arrives("/press/check")
	h.reads(p, "/press/check", "rẻ lắm")
	p.Pictures("week-mistakes")
	p.Accessible()
	if remarks := h.download(p, "/press/remarks"); !bytes.HasPrefix(remarks, []byte("PK")) {
		h.t.Errorf("the remarked workbook is %d bytes: %.40q", len(remarks), remarks)
	}

	office.fill("Products", office.products("125.000")...)
	p.Go(h.url + "/press/files")
	p.Upload("#pick", office.book)
	p.Arrives("/press/check")
	eventually(h.t, "the draft to be fit", func() bool {
		p.Go(h.url + "/press/publish")
		return p.Has("#note")
	})
	for _, look := range []string{"/press/preview", "/press/preview?mode=wide", "/press/preview/SP-1", "/press/preview/SP-1?mode=wide", "/press/changes"} {
		p.Go(h.url + look)
		p.Pictures("week" + strings.NewReplacer("/", "-", "?", "-", "=", "-").Replace(look))
		p.Accessible()
	}
	p.Go(h.url + "/press/publish")
	p.Type("#note", "Tuần hàng Việt")
	p.Press("form.card button.main")
	eventually(h.t, "the release", func() bool {
		_, err := os.Stat(filepath.Join(h.repo(), "metadata", "timestamp.json"))
		return err == nil
	})
}

// reads waits until the page at path says the text.
func (h *hub) reads(p *webtest.Page, path, text string) {
	h.t.Helper()
	eventually(h.t, path+" to say "+text, func() bool {
		p.Go(h.url + path)
		return p.Shows(text)
	})
}

// admit types the code on the kiosk's screen and approves the kiosk.
func (h *hub) admit(p *webtest.Page, data string) {
	h.t.Helper()
	var s struct{ Code string }
	if err := json.Unmarshal([]byte(run(h.t, "kiosk", "status", "--data", data, "--json")), &s); err != nil || s.Code == "" {
		h.t.Fatalf("the kiosk's code: %q, %v", s.Code, err)
	}
	eventually(h.t, "the kiosk to have enrolled", func() bool {
		p.Go(h.url + "/kiosks/add")
		p.Type("#code", s.Code)
		p.Press(`form[action="/kiosks/add"] button`)
		return p.Has(`form[action$="/approve"] button`)
	})
	p.Pictures("week-admit")
	p.Press(`form[action$="/approve"] button`)
	h.reads(p, "/kiosks", "Sảnh chính")
	p.Pictures("week-kiosks")
}

// close closes the round on the pages, has the release that carries it published,
// waits for the kiosk's ballots and publishes the record.
func (h *hub) close(p *webtest.Page) {
	h.t.Helper()
	p.Go(h.url + "/rounds/r1/closing")
	p.Pictures("week-closing")
	p.Accessible()
	p.Type("#reason", "hết tuần hàng Việt")
	p.Press(`form[action="/rounds/r1/closing/close"] button`)
	p.Picture("week-closing-asked")
	p.Press(`form[action="/press/order"] button`)
	h.reads(p, "/results/r1", "Đã đóng")
	p.Go(h.url + "/rounds/r1/settle")
	p.Pictures("week-settle")
	p.Accessible()
	if remark := `form[action="/rounds/r1/settle"] input[name="reason"]`; p.Has(remark) { // fingers of tests are quicker than readers
		p.Type(remark, "phiếu thử của ban tổ chức")
		p.Press(`form[action="/rounds/r1/settle"] button`)
	}
	eventually(h.t, "nothing to be waited for but the record", func() bool {
		p.Go(h.url + "/rounds/r1/closing")
		p.Picture("week-closing-waits")
		return p.Has(`form[action="/rounds/r1/closing/publish"] button`)
	})
	p.Press(`form[action="/rounds/r1/closing/publish"] button`)
	eventually(h.t, "the record", func() bool {
		p.Go(h.url + "/rounds/r1/closing")
		return p.Has(`a[href="/rounds/r1/results.pdf"]`)
	})
	p.Picture("week-closed")
	p.Accessible()
}

// results are downloaded, and the public page tells them to everybody.
func (h *hub) results(p *webtest.Page) {
	h.t.Helper()
	file := filepath.Join(h.t.TempDir(), "ket-qua.pdf")
	if err := os.WriteFile(file, h.download(p, "/rounds/r1/results.pdf"), 0o600); err != nil {
		h.t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil || !strings.Contains(string(text), "Mật ong rừng số 1") {
		h.t.Errorf("the PDF says %v\n%s", err, text)
	}
	stranger := webtest.Phone(h.t)
	stranger.Go(h.url + "/results/r1")
	stranger.See("Mật ong rừng số 1")
	stranger.Pictures("week-results")
	stranger.Accessible()
	stranger.Own(h.url)
}

// download is a file behind the page's session.
func (h *hub) download(p *webtest.Page, path string) []byte {
	h.t.Helper()
	return p.Download(h.url + path)
}
