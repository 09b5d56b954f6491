package hub

import (
	"path/filepath"
	"testing"

	"hangviet/data/edition/editiontest"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
	"hangviet/data/hub/wire"
	"hangviet/data/sample/many"
	"hangviet/ui/web/webtest"
)

// TestPressLooks walks an officer's way through the press in a real browser, wide
// and on a phone: files are chosen, a check runs, mistakes are read, the draft is
// looked at, compared and published. axe-core objects to no page.
func TestPressLooks(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *webtest.Page{"wide": webtest.Wide, "phone": webtest.Phone} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.must(h.hub.AddAccount(t.Context(), "Thảo", password, people.Administrator))
			h.must(h.hub.AddAccount(t.Context(), "Lan", password, people.Editor))
			h.enrolled("Điểm bán Giảng Võ", wire.Approved)
			h.must(h.hub.Press().MakeKeys(t.Context()))
			dir := t.TempDir()
			h.must(many.Write(t.Context(), dir, many.Options{Products: 12, Photos: 1, Seed: 7}))
			p := open(t)
			p.Go(h.url + "/login")
			p.Type(`input[name="name"]`, "Thảo")
			p.Type(`input[name="password"]`, password)
			p.Press("main form button")
			look := func(path, picture string) {
				p.Go(h.url + path)
				p.Picture("press-" + picture)
				p.Accessible()
			}
			look("/press", "empty")
			look("/press/keys", "keys")
			look("/press/files", "files-empty")
			photos, err := filepath.Glob(filepath.Join(dir, many.PhotoDir, "*"))
			h.must(err)
			p.Upload("#pick", append(photos, filepath.Join(dir, many.Workbook))...)
			h.until("the script has had it checked", func() bool {
				c, _, err := h.hub.Press().LastCheck(t.Context())
				return err == nil && c.State == press.Done
			})
			look("/press/files", "files")
			look("/press/check", "check")
			look("/press/preview", "preview")
			look("/press/preview?mode=wide", "preview-wide")
			codes, err := h.hub.Press().Find(t.Context(), 1, "")
			h.must(err)
			look("/press/preview/"+codes[0], "product")
			look("/press/preview/"+codes[0]+"?mode=wide", "product-wide")
			look("/press/changes", "changes")
			p.Go(h.url + "/press/publish")
			p.Type("#note", "Tuần hàng Việt")
			p.Picture("press-publish")
			p.Accessible()
			p.Press("form.card button.main")
			h.until("it is published", func() bool { n, _ := h.hub.Release(t.Context()); return n == 1 })
			rows := pressRows(70)
			rows["Products"][1]["stars"], rows["Products"][2]["price"] = "9", "một trăm"
			editor := h.enter("Lan", password)
			if status, _ := h.form(editor, "/press/files", "files", map[string][]byte{"danh-muc.xlsx": editiontest.Workbook(h, rows, opening)}); status != 303 {
				t.Fatalf("form: %d", status)
			}
			h.until("the mistakes are found", func() bool {
				c, _, err := h.hub.Press().LastCheck(t.Context())
				return err == nil && c.Number == 2 && c.State == press.Done
			})
			look("/press/check", "mistakes")
			rows = pressRows(70)
			if status, _ := h.form(editor, "/press/files", "files", map[string][]byte{"danh-muc-2.xlsx": editiontest.Workbook(h, rows, opening), "trà shan tuyết.jpg": editiontest.Photo(t, 1)}); status != 303 {
				t.Fatalf("form: %d", status)
			}
			h.until("it is mended", func() bool {
				c, _, err := h.hub.Press().LastCheck(t.Context())
				return err == nil && c.Number == 3 && c.State == press.Done
			})
			look("/press/changes", "changes-2")
			h.must(h.hub.Press().SetTwo(t.Context(), true))
			if status, page := h.sent(editor, "/press/order", map[string][]string{"kind": {"publish"}, "check": {"3"}, "note": {"Bản <b>hai</b>"}}); status != 303 {
				t.Fatalf("ask: %d %s", status, page)
			}
			look("/press", "orders")
		})
	}
}
