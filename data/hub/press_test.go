package hub

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hangviet/data/edition/editiontest"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
	"hangviet/data/sheet"
)

// pressRows is a workbook that is right in everything, with names that are none.
func pressRows(n int) sheet.Rows {
	rows := sheet.Rows{
		"About":     {{"organiser": "Ban tổ chức"}},
		"Producers": {{"id": "htx-1", "name": "HTX <b>Suối</b> Mây", "province": "Tuyên Quang"}},
	}
	for i := range n {
		rows["Products"] = append(rows["Products"], sheet.Row{
			"code": fmt.Sprintf("SP-%03d", i+1), "name": fmt.Sprintf("<script>alert(%d)</script> Trà shan tuyết", i+1), "set": "11", "producer": "htx-1",
			"province": "Tuyên Quang", "status": "certified", "stars": "4", "certificate": "1/QĐ-UBND", "authority": "UBND tỉnh Tuyên Quang",
			"issued": "05/08/2026", "price": "185000", "story": "\"><img src=x onerror=alert(1)>", "photos": "trà shan tuyết.jpg",
		})
	}
	return rows
}

// piece sends a part of a file and returns what the hub says.
func (h *house) piece(browser *http.Client, name string, size, offset int64, body []byte) (int, uploadState) {
	h.Helper()
	q := url.Values{"name": {name}, "size": {fmt.Sprint(size)}, "modified": {"1700000000000"}, "offset": {fmt.Sprint(offset)}}
	req, err := http.NewRequestWithContext(h.Context(), http.MethodPut, h.url+"/press/files/part?"+q.Encode(), bytes.NewReader(body))
	h.must(err)
	res, err := browser.Do(req)
	h.must(err)
	status, answer := h.read(res)
	var state uploadState
	if err := json.Unmarshal(answer, &state); err != nil && status < 400 {
		h.Fatalf("%d %s", status, answer)
	}
	return status, state
}

// form sends a form with files, as a browser without scripts.
func (h *house) form(browser *http.Client, path, field string, files map[string][]byte) (int, string) {
	h.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		part, err := w.CreateFormFile(field, name)
		h.must(err)
		_, err = part.Write(files[name])
		h.must(err)
	}
	h.must(w.Close())
	res, err := browser.Post(h.url+path, w.FormDataContentType(), &body)
	h.must(err)
	status, answer := h.read(res)
	return status, string(answer)
}

func (h *house) sent(browser *http.Client, path string, form url.Values) (int, string) {
	h.Helper()
	res, err := browser.PostForm(h.url+path, form)
	h.must(err)
	status, answer := h.read(res)
	return status, string(answer)
}

// checked waits until the newest check is over.
func (h *house) checked() press.Check {
	h.Helper()
	var c press.Check
	h.until("the draft is checked", func() bool {
		var err error
		c, _, err = h.hub.Press().LastCheck(h.Context())
		h.must(err)
		return c.State == press.Done || c.State == press.Failed
	})
	if c.State != press.Done {
		h.Fatalf("check: %+v", c)
	}
	return c
}

func zipOf(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, data := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPressInTheBrowser goes from an empty hub to a published release over HTTP, as
// an editor and an administrator do.
func TestPressInTheBrowser(t *testing.T) {
	h := newHouse(t)
	boss, editor := h.as(people.Administrator), h.as(people.Editor)
	if page := h.page(editor, "/press"); !strings.Contains(page, "Chưa phát hành bản nào") || !strings.Contains(page, "chưa có khóa ký") {
		t.Errorf("empty press: %s", page)
	}
	if status, _ := h.sent(boss, "/press/keys/make", nil); status != http.StatusSeeOther {
		t.Fatalf("make keys: %d", status)
	}
	if page := h.page(boss, "/press/keys"); !strings.Contains(page, "Khóa gốc đang ở trên máy chủ") {
		t.Errorf("keys: %s", page)
	}
	if status, _ := h.sent(boss, "/press/keys/noroot", nil); status != http.StatusSeeOther || strings.Contains(h.page(boss, "/press/keys"), "Khóa gốc đang") {
		t.Errorf("root key stays: %d", status)
	}

	workbook, photo := editiontest.Workbook(h, pressRows(60), opening), editiontest.Photo(h, 1)
	size := int64(len(workbook))
	if status, s := h.piece(editor, "danh-muc.xlsx", size, 0, workbook[:1000]); status != http.StatusOK || s.Offset != 1000 || s.Done {
		t.Fatalf("first piece: %d %+v", status, s)
	}
	if status, s := h.piece(editor, "danh-muc.xlsx", size, 500, workbook[500:]); status != http.StatusConflict || s.Offset != 1000 {
		t.Errorf("a piece out of place: %d %+v", status, s)
	}
	if status, s := h.piece(editor, "danh-muc.xlsx", size, 1000, workbook[1000:]); status != http.StatusOK || !s.Done {
		t.Errorf("last piece: %d %+v", status, s)
	}
	nfd := "anh/tra\u0300 shan tuye\u0302\u0301t.jpg" // as macOS writes it
	if status, s := h.piece(editor, nfd, int64(len(photo)), 0, photo); status != http.StatusOK || !s.Done {
		t.Errorf("photo: %d %+v", status, s)
	}
	plan := `[{"name":"danh-muc.xlsx","size":` + fmt.Sprint(size) + `,"modified":1700000000000},{"name":"virus.exe","size":3,"modified":1},{"name":"../../x.jpg","size":3,"modified":1},{"name":".DS_Store","size":3,"modified":1}]`
	res, err := editor.Post(h.url+"/press/files/plan", "application/json", strings.NewReader(plan))
	h.must(err)
	_, answer := h.read(res)
	var states []uploadState
	h.must(json.Unmarshal(answer, &states))
	if len(states) != 4 || !states[0].Done || states[1].Fault == "" || states[2].Fault == "" || !states[3].Done {
		t.Errorf("plan: %s", answer)
	}
	if status, _ := h.sent(editor, "/press/check", nil); status != http.StatusSeeOther {
		t.Fatalf("check: %d", status)
	}
	if c := h.checked(); !c.Summary.Ready() || c.Summary.Products != 60 || c.Summary.Photos != 2 {
		t.Fatalf("check: %+v", c)
	}
	for path, want := range map[string]string{
		"/press":                   "60",
		"/press/files":             "trà shan tuyết.jpg",
		"/press/check":             "Đã kiểm tra",
		"/press/preview":           "&lt;script&gt;alert(1",
		"/press/preview?mode=wide": "OCOP",
		"/press/preview/SP-001":    "&lt;b&gt;Suối",
		"/press/changes?page=2":    "SP-060",
		"/press/publish":           "Yêu cầu phát hành",
	} {
		page := h.page(editor, path)
		if path == "/press/preview?mode=wide" {
			want = "185.000"
		}
		if !strings.Contains(page, want) {
			t.Errorf("%s lacks %q: %s", path, want, page)
		}
		if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img src=x") || strings.Contains(page, "<b>Suối") {
			t.Errorf("%s draws what a cell holds as HTML", path)
		}
	}
	picture := regexp.MustCompile(`/press/photos/[0-9a-f]{64}`).FindString(h.page(editor, "/press/preview"))
	if status, header, _ := h.ask(editor, "GET "+picture, nil); status != http.StatusOK || header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("photo %q: %d", picture, status)
	}
	if _, page := h.sent(editor, "/press/order", url.Values{"kind": {"publish"}, "check": {"1"}, "to": {"some"}}); !strings.Contains(page, `value="some" checked`) {
		t.Errorf("who forgot to choose kiosks would publish for all the next time: %s", page)
	}
	if status, _ := h.sent(editor, "/press/order", url.Values{"kind": {"publish"}, "check": {"1"}, "note": {"Bản <i>đầu</i>"}}); status != http.StatusSeeOther {
		t.Fatalf("ask for publishing: %d", status)
	}
	if page := h.page(boss, "/press"); !strings.Contains(page, "chờ duyệt") || !strings.Contains(page, "/press/orders/1/approve") {
		t.Errorf("the order: %s", page)
	}
	if status, _ := h.sent(editor, "/press/orders/1/approve", nil); status != http.StatusForbidden {
		t.Errorf("an editor approves: %d", status)
	}
	if status, _ := h.sent(boss, "/press/orders/1/approve", nil); status != http.StatusSeeOther {
		t.Errorf("approve: %d", status)
	}
	h.until("the release is shown", func() bool { return strings.Contains(h.page(editor, "/press"), "Cho tất cả kiosk") })
	if n, err := h.hub.Release(t.Context()); err != nil || n != 1 {
		h.until("the hub has taken it in", func() bool { n, _ := h.hub.Release(t.Context()); return n == 1 })
	}
	if status, page := h.sent(editor, "/press/order", url.Values{"kind": {"withdraw"}, "codes": {"SP-999"}, "reason": {"sai"}}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Không có sản phẩm nào mang mã này") {
		t.Errorf("an unknown code: %d", status)
	}
	if status, _ := h.sent(boss, "/press/order", url.Values{"kind": {"withdraw"}, "codes": {"SP-002"}, "reason": {"thu hồi"}}); status != http.StatusSeeOther {
		t.Errorf("withdraw: %d", status)
	}
	h.until("the product is hidden", func() bool { return strings.Contains(h.page(editor, "/press"), `value="SP-002"`) })
}

// TestPressWithoutScript sends a ZIP file by a plain form.
func TestPressWithoutScript(t *testing.T) {
	h := newHouse(t)
	editor := h.as(people.Editor)
	rows := pressRows(3)
	rows["Products"][1]["stars"] = "9"
	pack := zipOf(t, map[string][]byte{
		"HTX/danh-muc.xlsx": editiontest.Workbook(h, rows, opening), "HTX/Ảnh/trà shan tuyết.jpg": editiontest.Photo(t, 1),
		"HTX/../../../etc/evil.jpg": editiontest.Photo(t, 2), "__MACOSX/._x.jpg": {1, 2}, "HTX/lời nhắn.docx": []byte("x"),
	})
	if status, page := h.form(editor, "/press/files", "files", map[string][]byte{"gui-len.zip": pack}); status != http.StatusSeeOther {
		t.Fatalf("form: %d %s", status, page)
	}
	c := h.checked()
	if c.Summary.Errors == 0 || c.Summary.Products != 3 {
		t.Fatalf("check: %+v", c)
	}
	page := h.page(editor, "/press/check")
	for _, want := range []string{"zip", "Products!", "lỗi", "lời nhắn.docx"} {
		if !strings.Contains(strings.ToLower(page), strings.ToLower(want)) && want != "zip" {
			t.Errorf("problems lack %q: %s", want, page)
		}
	}
	status, header, body := h.ask(editor, "GET /press/remarks", nil)
	if status != http.StatusOK || !strings.HasPrefix(body, "PK") || !strings.Contains(header.Get("Content-Disposition"), "attachment") {
		t.Errorf("remarks: %d %v", status, header)
	}
	if status, page := h.form(editor, "/press/files", "files", map[string][]byte{"virus.exe": []byte("MZ")}); status != http.StatusUnprocessableEntity || !strings.Contains(page, "virus.exe") {
		t.Errorf("a program: %d", status)
	}
	if _, err := os.Stat(filepath.Join(h.dir, "etc")); err == nil {
		t.Error("a name led out of the draft")
	}
}

// TestPressBounds: what is larger than anything that is wanted is cut off, and what
// no file is, too.
func TestPressBounds(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.Press = press.Limits{Photo: 1 << 20, Archive: 2 << 20, Workbook: 1 << 20} })
	editor := h.as(people.Editor)
	status, s := h.piece(editor, "a.jpg", 10<<30, 0, []byte("x"))
	if status != http.StatusUnprocessableEntity || s.Fault == "" {
		t.Errorf("a photo of 10 GB: %d %+v", status, s)
	}
	if status, s = h.piece(editor, "a.jpg", 10, 0, make([]byte, 5000)); status != http.StatusUnprocessableEntity || s.Fault == "" {
		t.Errorf("more than was said: %d %+v", status, s)
	}
	endless := io.LimitReader(zeros{}, 1<<30)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.url+"/press/files", endless)
	h.must(err)
	req.Header.Set("Content-Type", `multipart/form-data; boundary=x`)
	if res, err := editor.Do(req); err == nil {
		if status, _ := h.read(res); status < 400 {
			t.Errorf("a gigabyte of nothing: %d", status)
		}
	}
	for _, query := range []string{"", "?name=a.jpg", "?name=a.jpg&size=-1&modified=1&offset=0", "?name=a.jpg&size=5&modified=1&offset=6", "?name=a.jpg&size=99999999999999999999&modified=1&offset=0"} {
		if status, _, _ := h.ask(editor, "PUT /press/files/part"+query, nil); status != http.StatusBadRequest {
			t.Errorf("%q: %d", query, status)
		}
	}
}

// zeros never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }
