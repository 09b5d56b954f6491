package hub

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition/editiontest"
	"hangviet/data/hub/books"
	"hangviet/data/hub/courier/couriertest"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/sample/many"
	"hangviet/data/sheet"
)

// certified is a catalogue of one product whose certificate ends in so many days.
func certified(days int) catalog.Catalogue {
	end := catalog.DateOf(opening).AddDays(days)
	return catalog.Catalogue{
		Organiser: catalog.Text{"vi": "Ban tổ chức"},
		Producers: []catalog.Producer{{ID: "htx-1", Name: catalog.Text{"vi": "HTX Suối Mây (ví dụ)"}}, {ID: "htx-2", Name: catalog.Text{"vi": "HTX Khác"}}},
		Products: []catalog.Product{
			{
				Code: "SP-1", Producer: "htx-1", Set: 11, Name: catalog.Text{"vi": "Trà shan tuyết"},
				Certificate: catalog.Certificate{Status: catalog.Certified, Stars: 4, Number: "1/QĐ-UBND", Authority: "UBND tỉnh", Issued: end.AddMonths(-36), Expires: end},
				Links:       []catalog.Link{{URL: "https://gian-hang.example/tra", Channel: "web"}},
			},
			{Code: "SP-2", Producer: "htx-2", Name: catalog.Text{"vi": "Gạo người khác"}},
		},
	}
}

// TestRemindersAreSentOnce: at 180 and at 120 days before its certificate ends a
// producer is told by e-mail and in the room, once each, whichever of two hubs looks,
// and however often.
func TestRemindersAreSentOnce(t *testing.T) {
	mail := couriertest.New(t, false)
	still := func(c *Config) { c.Look, c.MailRoots = time.Hour, mail.Roots }
	h := newHouse(t, still)
	h.publishGoods(certified(181))
	h.until("the goods to be known", func() bool {
		number, err := h.hub.held(t.Context())
		return err == nil && number > 0
	})
	ear := newEar(t)
	if status, body, _ := h.submit(h.admin(), "/settings/alerts", alertForm(mail, ear.URL)); status != http.StatusSeeOther {
		t.Fatalf("%d %s", status, body)
	}
	made, err := h.hub.rooms.Make(t.Context(), "Lan", "HTX Suối Mây (ví dụ)", "htx-1", nil)
	h.must(err)
	h.must(h.hub.rooms.SetContact(t.Context(), made.ID, "suoimay@example.vn"))
	other, err := New(t.Context(), Config{Data: h.dir, DB: h.db, Now: h.clock, Passwords: cheap, Look: time.Hour, MailRoots: mail.Roots})
	h.must(err)
	defer other.Close()
	look := func() {
		var both sync.WaitGroup
		for _, hub := range []*Service{h.hub, other, h.hub, other} {
			both.Go(func() {
				if err := hub.keepDossiers(t.Context(), true); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
	}
	for _, step := range []struct{ days, letters int }{{0, 0}, {1, 1}, {30, 1}, {31, 2}, {60, 2}} {
		h.wait(time.Duration(step.days) * 24 * time.Hour)
		for range 2 {
			look()
			h.wait(claimTime + time.Minute)
		}
		if got := len(mail.Letters()); got != step.letters {
			t.Errorf("after %d days more: %d letters, want %d", step.days, got, step.letters)
		}
	}
	letters := mail.Letters()
	if len(letters) == 0 || !strings.Contains(text(t, letters[0]), "Trà shan tuyết") || !strings.Contains(fmt.Sprint(letters[0].To), "suoimay@example.vn") {
		t.Fatalf("letters: %+v", letters)
	}
	h.returnsByMail(made.ID, look, mail)
	browser := h.inRoomOf(made.ID)
	if page := h.page(browser, "/room/numbers"); !strings.Contains(page, "Chứng nhận của “Trà shan tuyết”") {
		t.Errorf("the room does not remind: %s", page)
	}
}

var (
	sumField  = regexp.MustCompile(`name="sum" value="([0-9a-f]{64})"`)
	codeField = regexp.MustCompile(`name="code" value="([0-9A-Z-]{17})"`)
)

// returnsByMail returns a dossier, which its producer is written of once.
func (h *house) returnsByMail(id string, look func(), mail *couriertest.Server) {
	h.Helper()
	held, err := h.hub.roomRow(h.Context(), id)
	h.must(err)
	m := &maker{house: h, room: held}
	firm, err := h.hub.rooms.Firm(h.Context(), id)
	h.must(err)
	m.firm = m.send(m.write(firm, firmSteps("HTX Suối Mây (ví dụ)")))
	before := len(mail.Letters())
	if status, _ := h.decide(h.admin(), m.firm, "return", "remark.name", "Ghi đủ tên"); status != http.StatusSeeOther {
		h.Fatalf("return: %d", status)
	}
	for range 2 {
		look()
		h.wait(claimTime + time.Minute)
	}
	letters := mail.Letters()
	if len(letters) != before+1 || !strings.Contains(text(h.T, letters[before]), "trả lại cùng ghi chú") || strings.Contains(text(h.T, letters[before]), "Ghi đủ tên") {
		h.Errorf("%d letters of what was returned", len(letters)-before)
	}
}

// inRoomOf is a phone in a room.
func (h *house) inRoomOf(id string) *http.Client {
	h.Helper()
	code, err := h.hub.rooms.Invite(h.Context(), "Lan", id)
	h.must(err)
	browser := h.phone()
	if status, _, body := h.typeIn(browser, "/room/open", "code="+string(code)); status != http.StatusSeeOther {
		h.Fatalf("enter: %d %s", status, body)
	}
	return browser
}

// TestWhatComesBack: a producer sees what kiosks counted of the own goods and of
// nobody else's, and prints the page and the shelf's card, with stars only while the
// certificate holds.
func TestWhatComesBack(t *testing.T) {
	h := newHouse(t)
	h.publishGoods(certified(10))
	h.until("the goods to be known", func() bool {
		number, err := h.hub.held(t.Context())
		return err == nil && number > 0
	})
	k := h.enrolled("Chợ", wire.Approved)
	k.tells(opening.Format(time.DateOnly), wire.Count{Name: wire.Shown, Key: "SP-1", N: 41}, wire.Count{Name: wire.Opened, Key: "SP-1", N: 7}, wire.Count{Name: wire.Opened, Key: "SP-2", N: 93})
	made, err := h.hub.rooms.Make(t.Context(), "Lan", "HTX Suối Mây (ví dụ)", "htx-1", nil)
	h.must(err)
	browser := h.inRoomOf(made.ID)
	page := h.page(browser, "/room/numbers")
	for _, want := range []string{"Trà shan tuyết", "<b>41</b>", "<b>7</b>"} {
		if !strings.Contains(page, want) {
			t.Errorf("the numbers lack %q", want)
		}
	}
	if strings.Contains(page, "Gạo người khác") || strings.Contains(page, "93") {
		t.Error("another's numbers are told")
	}
	for _, c := range []struct {
		path string
		days int
		want string
		not  string
	}{
		{"/room/leaflet.pdf", 0, "Trà shan tuyết", "Gạo"}, {"/room/shelf.pdf", 0, "OCOP 4 sao", "Gạo"}, {"/room/shelf.pdf?code=SP-1", 11, "Trà shan tuyết", "OCOP"},
	} {
		h.wait(time.Duration(c.days) * 24 * time.Hour)
		words := wordsOf(t, []byte(h.page(browser, c.path)))
		if !strings.Contains(words, c.want) || strings.Contains(words, c.not) {
			t.Errorf("%s says %s", c.path, words)
		}
	}
	if status, _ := h.asPhone(browser, http.MethodGet, "/room/shelf.pdf?code=SP-2", nil); status != http.StatusNotFound {
		t.Errorf("another's shelf card: %d", status)
	}
	if status, _ := h.asPhone(h.phone(), http.MethodGet, "/room/numbers", nil); status != http.StatusSeeOther {
		t.Errorf("a stranger: %d", status)
	}
}

func wordsOf(t testing.TB, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-raw", file, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// TestWorkbookGoesRound: a workbook with awkward text comes in by code, is shown
// before it is applied, and goes out as it was; in again it changes nothing.
func TestWorkbookGoesRound(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	officer := h.enter(string(people.Editor), password)
	dir := t.TempDir()
	h.must(many.Write(t.Context(), dir, many.Options{Products: 30, Seed: 3}))
	rows, _, err := sheet.ReadRows(t.Context(), filepath.Join(dir, many.Workbook))
	h.must(err)
	for i, awkward := range []string{"=HYPERLINK(\"x\")", "0012345", "a\nb\tc", " Mộ\u0323t ", "<script>", "💠 한국", "1e5", "'", "Có, \"không\"; #N/A"} {
		rows["Products"][i]["story"] = awkward
	}
	for i, product := range rows["Products"] { // their files are not looked at here, and take long to draw
		product["photos"] = fmt.Sprintf("anh-%d.jpg", i)
	}
	book := editiontest.Workbook(h, rows, opening)
	in := filepath.Join(dir, "in.xlsx")
	h.must(os.WriteFile(in, book, 0o600))
	given, _, err := sheet.ReadRows(t.Context(), in)
	h.must(err)
	status, page := h.form(officer, "/workbook", "workbook", map[string][]byte{"danh mục.xlsx": book})
	sum := sumField.FindStringSubmatch(page)
	if status != http.StatusOK || sum == nil || !strings.Contains(page, "&lt;script&gt;") || len(h.draftNow()) > 0 {
		t.Fatalf("shown: %d, draft %d", status, len(h.draftNow()))
	}
	if status, _ := h.sent(officer, "/workbook/apply", map[string][]string{"sum": {sum[1]}}); status != http.StatusSeeOther {
		t.Fatalf("apply: %d", status)
	}
	if changes := sheet.DiffRows(given, h.draftNow()); len(changes) > 0 {
		t.Errorf("workbook → hub: %+v", changes[0])
	}
	out := h.page(officer, "/workbook/file")
	again := filepath.Join(dir, "out.xlsx")
	h.must(os.WriteFile(again, []byte(out), 0o600))
	back, _, err := sheet.ReadRows(t.Context(), again)
	h.must(err)
	if changes := sheet.DiffRows(given, back); len(changes) > 0 {
		t.Errorf("workbook → hub → workbook: %+v", changes[0])
	}
	if status, page = h.form(officer, "/workbook", "workbook", map[string][]byte{"lai.xlsx": []byte(out)}); status != http.StatusOK || !strings.Contains(page, "không thay đổi gì") {
		t.Errorf("in again: %d", status)
	}
	if status, _ = h.form(officer, "/workbook", "workbook", map[string][]byte{"thu.xlsx": []byte("một lá thư")}); status != http.StatusUnprocessableEntity {
		t.Errorf("a letter: %d", status)
	}
	if status, _ = h.sent(officer, "/workbook/apply", map[string][]string{"sum": {sum[1]}}); status != http.StatusConflict {
		t.Errorf("what is no longer here: %d", status)
	}
}

// TestRoomsOfTheWorkbook: rooms are made for producers of the workbook, begin with
// what it says, and are invited by symbol, code and letter; a lost phone is put out.
func TestRoomsOfTheWorkbook(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	officer := h.enter(string(people.Editor), password)
	rows := sheet.Rows{
		"About":     {{"organiser": "Ban tổ chức"}},
		"Producers": {{"id": "htx-1", "name": "HTX <b>Suối</b> Mây", "province": "Tuyên Quang"}, {"id": "htx-2", "name": "HTX Khác", "province": "Hà Nội"}},
		"Products":  {{"code": "SP-1", "name": "Trà", "producer": "htx-1", "price": "1000", "photos": "tra.jpg", "points": "d1"}, {"code": "SP-2", "name": "Gạo", "producer": "htx-2"}},
		"Links":     {{"product": "SP-1", "url": "https://gian-hang.example/tra"}},
	}
	h.form(officer, "/press/files", "file", map[string][]byte{"danh-muc.xlsx": editiontest.Workbook(h, rows, opening), "tra.jpg": editiontest.Photo(t, 3)})
	h.until("the workbook to be there", func() bool { return len(h.draftNow()["Products"]) == 2 })
	if page := h.page(officer, "/rooms"); !strings.Contains(page, "HTX &lt;b&gt;Suối") || !strings.Contains(page, "HTX Khác") {
		t.Error("producers of the workbook are not offered")
	}
	status, page := h.sent(officer, "/rooms/many", map[string][]string{"code": {"htx-1", "none"}})
	code := codeField.FindStringSubmatch(page)
	if status != http.StatusOK || code == nil || !strings.Contains(page, "/room/open/") || strings.Contains(page, "HTX Khác") {
		t.Fatalf("made: %d %s", status, page)
	}
	if words := wordsOf(t, []byte(h.posted(officer, "/rooms/sheet", "code="+code[1]))); !strings.Contains(words, "Suối") || !strings.Contains(words, code[1]) {
		t.Errorf("the sheet says %s", words)
	}
	var made books.Room
	h.must(h.hub.db.View(t.Context(), func(tx *books.Tx) (err error) {
		made, err = tx.RoomOf("htx-1")
		return err
	}))
	h.until("the room to have what the workbook says", func() bool {
		all, err := h.hub.rooms.Entries(t.Context(), made.ID)
		return err == nil && len(all) == 2 && all[1].Code == "SP-1" && all[1].Content == 1 && len(all[1].Photos) == 1 && all[0].Content == 1
	})
	all, err := h.hub.rooms.Entries(t.Context(), made.ID)
	h.must(err)
	if all[1].Answers["link1"] != "https://gian-hang.example/tra" || all[1].Answers["price"] != "1000" {
		t.Errorf("the room begins with %v", all[1].Answers)
	}
	browser := h.phone()
	h.typeIn(browser, "/room/open", "code="+code[1])
	if status, _ := h.asPhone(browser, http.MethodGet, "/room", nil); status != http.StatusOK {
		t.Fatalf("the invitation does not open the room: %d", status)
	}
	if status, _ := h.sent(officer, "/rooms/"+made.ID+"/end", nil); status != http.StatusSeeOther {
		t.Errorf("end: %d", status)
	}
	if status, _ := h.asPhone(browser, http.MethodGet, "/room", nil); status != http.StatusSeeOther {
		t.Errorf("a lost phone is still inside: %d", status)
	}
	if status, page := h.sent(officer, "/rooms/invite", map[string][]string{"room": {made.ID, "none"}}); status != http.StatusOK || codeField.FindString(page) == "" {
		t.Errorf("a new invitation: %d", status)
	}
}

// posted is a file that a form gives back.
func (h *house) posted(browser *http.Client, path string, pairs ...string) string {
	h.Helper()
	status, _, body := h.typeIn(browser, path, pairs...)
	if status != http.StatusOK || !bytes.HasPrefix([]byte(body), []byte("%PDF")) {
		h.Fatalf("%s: %d %.300s", path, status, body)
	}
	return body
}
