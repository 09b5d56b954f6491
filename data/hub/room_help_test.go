package hub

import (
	"bytes"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
)

// producer is a producer's phone without scripts.
type producer struct {
	*house
	room    books.Room
	browser *http.Client
}

// producer makes a room and enters it by its link.
func (h *house) producer(name string) *producer {
	h.Helper()
	held, err := h.hub.rooms.Make(h.Context(), adminName, name, "", dossier.Answers{
		"form": "Hợp tác xã", "registration": "0100000000", "role": "Giám đốc", "province": "Tuyên Quang", "commune": "xã Hoàng Su Phì",
	})
	h.must(err)
	p := &producer{h, held, nil}
	p.enter()
	return p
}

// phone returns a browser that nobody has used.
func (h *house) phone() *http.Client {
	h.Helper()
	jar, err := cookiejar.New(nil)
	h.must(err)
	return noFollow(jar)
}

func (p *producer) invited() string {
	p.Helper()
	code, err := p.hub.rooms.Invite(p.Context(), adminName, p.room.ID)
	p.must(err)
	return string(code)
}

func (p *producer) enter() {
	p.Helper()
	p.browser = p.phone()
	if where, status := p.submit("/room/open", "code="+p.invited()); where != "/room" {
		p.Fatalf("enter: %d %s", status, where)
	}
}

// submit sends a form and returns where it leads.
func (p *producer) submit(path string, pairs ...string) (where string, status int) {
	p.Helper()
	status, header, body := p.typeIn(p.browser, path, pairs...)
	if status >= 500 {
		p.Fatalf("%s: %d %s", path, status, body)
	}
	return header.Get("Location"), status
}

// look returns a page, which must be there.
func (p *producer) look(path string) string {
	p.Helper()
	return html.UnescapeString(p.page(p.browser, path))
}

var formLink = regexp.MustCompile(`/room/forms/([0-9a-f]{32})`)

// add adds a product and returns the path of its form.
func (p *producer) add(name string) string {
	p.Helper()
	where, status := p.submit("/room/products", "name="+name)
	found := formLink.FindString(where)
	if found == "" {
		p.Fatalf("add: %d %q", status, where)
	}
	return found
}

var seenField = regexp.MustCompile(`name="seen" value="([0-9a-f]+)"`)

// fill saves a step as it is shown, with these answers besides those that its fields
// have already.
func (p *producer) fill(step string, pairs ...string) (where string, status int) {
	p.Helper()
	seen := seenField.FindStringSubmatch(p.look(step))
	if seen == nil {
		p.Fatalf("%s has no form", step)
	}
	return p.submit(step, append(pairs, "seen="+seen[1])...)
}

// upload sends a file as a plain form does.
func (p *producer) upload(path, field, name string, data []byte, pairs ...string) (status int, body string) {
	p.Helper()
	var out bytes.Buffer
	form := multipart.NewWriter(&out)
	for _, pair := range pairs {
		key, value, _ := strings.Cut(pair, "=")
		p.must(form.WriteField(key, value))
	}
	part, err := form.CreateFormFile(field, name)
	p.must(err)
	_, err = part.Write(data)
	p.must(errOf(err, form.Close()))
	req, err := http.NewRequestWithContext(p.Context(), http.MethodPost, p.url+path, &out)
	p.must(err)
	req.Header.Set("Content-Type", form.FormDataContentType())
	res, err := p.browser.Do(req)
	p.must(err)
	status, text := p.read(res)
	return status, html.UnescapeString(string(text))
}

func errOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// picture returns a photo of that size, whose corners differ.
func picture(width, height int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), 90, 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// pdf returns a small document.
func pdf() []byte {
	return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%%%EOF\n")
}

// whole fills a product so that it can be sent.
func (p *producer) whole(form string) {
	p.Helper()
	p.fill(form+"/product", "name=Trà shan tuyết", "set=11", "net_content=hộp 100 g", "price=185.000", "unit=hộp")
	p.fill(form+"/place", "province=Tuyên Quang", "commune=xã Hoàng Su Phì")
	if status, body := p.upload(form+"/photos", "photo", "trà.jpg", picture(1200, 900)); status != http.StatusSeeOther {
		p.Fatalf("photo: %d %s", status, body)
	}
}

var editField = regexp.MustCompile(`name="edit" value="(\d+)"`)

// send sends a form as it is shown.
func (p *producer) send(form string) (where string, status int) {
	p.Helper()
	page := p.look(form)
	edit := editField.FindStringSubmatch(page)
	if edit == nil {
		p.Fatalf("%s cannot be sent: %s", form, page)
	}
	return p.submit(form+"/send", "edit="+edit[1])
}

// asPhone asks for a path with a room's cookie and nothing else.
func (h *house) asPhone(browser *http.Client, method, path string, form url.Values) (int, string) {
	h.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(h.Context(), method, h.url+path, body)
	h.must(err)
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := browser.Do(req)
	h.must(err)
	status, text := h.read(res)
	return status, string(text)
}
