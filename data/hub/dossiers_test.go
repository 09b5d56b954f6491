package hub

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/edition/editiontest"
	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/people"
	"hangviet/data/hub/plan"
	"hangviet/data/hub/press"
	"hangviet/data/hub/room"
	"hangviet/data/sheet"
	"hangviet/data/vote"
)

// maker is a producer with a room.
type maker struct {
	*house
	room books.Room
	firm room.Held
}

// maker makes a room whose firm is written and sent.
func (h *house) maker(code string) *maker {
	h.Helper()
	made, err := h.hub.rooms.Make(h.Context(), "Lan", "HTX "+code+" (ví dụ)", code, nil)
	h.must(err)
	p := &maker{house: h, room: made}
	p.firm, err = h.hub.rooms.Firm(h.Context(), made.ID)
	h.must(err)
	p.firm = p.write(p.firm, firmSteps("HTX "+code+" (ví dụ)"))
	return p
}

func firmSteps(name string) map[dossier.Group]dossier.Answers {
	return map[dossier.Group]dossier.Answers{
		dossier.GroupFirm:    {"name": name, "form": "Hợp tác xã", "registration": "0100000000", "role": "Giám đốc"},
		dossier.GroupContact: {"province": "Tuyên Quang", "commune": "xã Hoàng Su Phì"},
	}
}

// write saves steps of a form.
func (p *maker) write(e room.Held, steps map[dossier.Group]dossier.Answers) room.Held {
	p.Helper()
	for step, answers := range steps {
		var err error
		e, err = p.hub.rooms.Save(p.Context(), p.room.ID, e.ID, e.Seen(step), step, answers)
		p.must(err)
	}
	return e
}

// product adds a product with a photo and a document.
func (p *maker) product(name string, more dossier.Answers) room.Held {
	p.Helper()
	answers := dossier.Answers{"name": name, "set": "11", "price": "185.000", "unit": "hộp"}
	for key, answer := range more {
		answers[key] = answer
	}
	e, err := p.hub.rooms.Add(p.Context(), p.room.ID, answers)
	p.must(err)
	e = p.write(e, map[dossier.Group]dossier.Answers{
		dossier.GroupCertificate: {"status": "certified", "stars": "4", "certificate": "1/QĐ-UBND", "authority": "UBND tỉnh Tuyên Quang", "issued": "05/08/2026"},
		dossier.GroupPlace:       {"province": "Tuyên Quang"},
		dossier.GroupShops:       {"link1": "https://gian-hang.example/" + e.Code},
	})
	e, err = p.hub.rooms.AddPhoto(p.Context(), p.room.ID, e.ID, "trà.jpg", bytes.NewReader(editiontest.Photo(p, len(name))))
	p.must(err)
	e, err = p.hub.rooms.AddDocument(p.Context(), p.room.ID, e.ID, "safety", "an toàn.pdf", strings.NewReader("%PDF-1.7\n<script>\n%%EOF\n"))
	p.must(err)
	return e
}

// send hands a form in.
func (p *maker) send(e room.Held) room.Held {
	p.Helper()
	e, findings, err := p.hub.rooms.Send(p.Context(), p.room.ID, e.ID, 0)
	if err != nil {
		p.Fatalf("send %s: %v %v", e.Code, err, findings)
	}
	return e
}

// decide posts what an officer says of the version that is there.
func (h *house) decide(browser *http.Client, e room.Held, act string, pairs ...string) (int, string) {
	h.Helper()
	c, err := h.hub.rooms.Case(h.Context(), e.ID)
	h.must(err)
	form := url.Values{"act": {act}, "version": {fmt.Sprint(c.Version)}}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return h.sent(browser, "/dossiers/"+e.ID+"/decide", form)
}

func (h *house) state(e room.Held) dossier.State {
	h.Helper()
	c, err := h.hub.rooms.Case(h.Context(), e.ID)
	h.must(err)
	return c.State
}

// TestADossiersWay: a product is sent, returned with remarks, mended, accepted,
// changed, accepted again and withdrawn; both sides and the audit tell of it, and
// the draft of the next release follows.
func TestADossiersWay(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	officer := h.enter(string(people.Editor), password)
	p := h.maker("htx-1")
	p.send(p.firm)
	tea := p.send(p.product("Trà <b>shan</b>", dossier.Answers{"alcohol_vol": ""}))
	page := h.page(officer, "/dossiers")
	for _, want := range []string{"Trà &lt;b&gt;shan", "HTX htx-1", "htx-1-01"} {
		if !strings.Contains(page, want) {
			t.Errorf("the queue lacks %q", want)
		}
	}
	if status, _ := h.decide(officer, tea, "return"); status != http.StatusUnprocessableEntity || h.state(tea) != dossier.Sent {
		t.Errorf("returned without a word: %d", status)
	}
	if status, _ := h.decide(officer, tea, "return", "remark.price", "Giá <i>nào</i>?", "remark.", "Xem lại"); status != http.StatusSeeOther || h.state(tea) != dossier.Returned {
		t.Errorf("return: %d, %s", status, h.state(tea))
	}
	seen, err := h.hub.rooms.Entry(t.Context(), p.room.ID, tea.ID)
	h.must(err)
	if seen.Remarks["price"] != "Giá <i>nào</i>?" || seen.Remarks[""] != "Xem lại" {
		t.Errorf("the producer sees %v", seen.Remarks)
	}
	p.write(seen, map[dossier.Group]dossier.Answers{dossier.GroupProduct: {"name": "Trà <b>shan</b>", "set": "11", "price": "190.000", "unit": "hộp"}})
	p.send(tea)
	page = h.page(officer, "/dossiers/"+tea.ID)
	for _, want := range []string{"<del><bdi>185.000</bdi></del>", "<ins><bdi>190.000</bdi></ins>", "Chứng nhận", "Hồ sơ của chủ thể chưa được nhận", "gửi lần 2"} {
		if !strings.Contains(page, want) {
			t.Errorf("the case lacks %q", want)
		}
	}
	if status, _ := h.sent(officer, "/dossiers/"+tea.ID+"/decide", url.Values{"act": {"accept"}, "version": {"1"}}); status != http.StatusConflict {
		t.Errorf("an old version: %d", status)
	}
	if status, _ := h.decide(officer, tea, "accept"); status != http.StatusSeeOther || h.state(tea) != dossier.Accepted {
		t.Errorf("accept: %d, %s", status, h.state(tea))
	}
	h.checked()
	if rows := h.draftNow(); dossier.Holds(rows, tea.Entry) {
		t.Error("a product is in the draft before its firm")
	}
	h.decide(officer, p.firm, "accept")
	h.inDraft(tea, true)
	rows := h.draftNow()
	product := rows["Products"][0]
	if product["price"] != "190000" && product["price"] != "190.000" || product["producer"] != "htx-1" || len(rows["Links"]) != 1 || rows["Producers"][0]["registration"] != "" {
		t.Errorf("the draft has %v", rows)
	}
	if c := h.checked(); c.Summary.Products != 1 || c.Summary.Photos == 0 {
		t.Errorf("checked: %+v", c.Summary)
	}
	h.follows(officer, tea)
	h.withdraws(officer, tea)
	acts := h.audited()
	for _, want := range []string{"dossier.send", "dossier.return", "dossier.accept", "dossier.withdraw", "press.check"} {
		if !slices.ContainsFunc(acts, func(act string) bool { return strings.Contains(act, want) }) {
			t.Errorf("the audit lacks %s: %q", want, acts)
		}
	}
}

// follows changes a price in the workbook, from which the producer goes on then.
func (h *house) follows(officer *http.Client, e room.Held) {
	h.Helper()
	_, page := h.form(officer, "/workbook", "workbook", map[string][]byte{"gia.xlsx": editiontest.Workbook(h, sheet.Rows{"Products": {{"code": e.Code, "price": "200.500"}}}, opening)})
	sum := sumField.FindStringSubmatch(page)
	if sum == nil || !strings.Contains(page, "<ins><bdi>200.500</bdi></ins>") || strings.Contains(page, "<th scope=\"row\">name</th>") {
		h.Fatalf("what a price changes: %s", page)
	}
	if status, _ := h.sent(officer, "/workbook/apply", url.Values{"sum": {sum[1]}}); status != http.StatusSeeOther {
		h.Errorf("apply: %d", status)
	}
	c, err := h.hub.rooms.Case(h.Context(), e.ID)
	h.must(err)
	if c.Answers["price"] != "200.500" || c.Answers["name"] == "" || c.State != dossier.Accepted || c.Content != 3 {
		h.Errorf("the room has %v, %s, version %d", c.Answers, c.State, c.Content)
	}
	h.inDraft(e, true)
}

func (h *house) withdraws(officer *http.Client, e room.Held) {
	h.Helper()
	if status, _ := h.sent(officer, "/dossiers/"+e.ID+"/withdraw", url.Values{"reason": {""}}); status != http.StatusUnprocessableEntity {
		h.Errorf("withdrawn without a word: %d", status)
	}
	if status, _ := h.sent(officer, "/dossiers/"+e.ID+"/withdraw", url.Values{"reason": {"Ngừng sản xuất"}}); status != http.StatusSeeOther {
		h.Errorf("withdraw: %d", status)
	}
	h.inDraft(e, false)
	if h.state(e) != dossier.Refused {
		h.Errorf("withdrawn is %s", h.state(e))
	}
}

func (h *house) draftNow() sheet.Rows {
	h.Helper()
	rows, err := h.hub.Press().Rows(h.Context())
	h.must(err)
	return rows
}

// inDraft waits until the draft has an entry, or has it no more.
func (h *house) inDraft(e room.Held, want bool) {
	h.Helper()
	h.until("the draft to follow", func() bool { return dossier.Holds(h.draftNow(), e.Entry) == want })
	h.until("the check to end", func() bool {
		c, _, err := h.hub.Press().LastCheck(h.Context())
		return err == nil && (c.State == press.Done || c.State == press.Failed)
	})
}

// TestTwoOfficersAccept: when two are wanted, one is not enough and not twice the
// same.
func TestTwoOfficersAccept(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	boss, officer := h.enter(string(people.Administrator), password), h.enter(string(people.Editor), password)
	if status, _ := h.sent(officer, "/dossiers/two", url.Values{"to": {"on"}}); status != http.StatusForbidden {
		t.Errorf("an editor switches: %d", status)
	}
	if status, _ := h.sent(boss, "/dossiers/two", url.Values{"to": {"on"}}); status != http.StatusSeeOther {
		t.Errorf("switch: %d", status)
	}
	p := h.maker("htx-1")
	p.send(p.firm)
	if h.decide(officer, p.firm, "accept"); h.state(p.firm) != dossier.Seconded {
		t.Fatalf("one of two: %s", h.state(p.firm))
	}
	if page := h.page(officer, "/dossiers/"+p.firm.ID); !strings.Contains(page, "Cần một người khác nhận nữa") || strings.Contains(page, `value="accept"`) {
		t.Error("the first is offered to accept again")
	}
	if status, _ := h.decide(officer, p.firm, "accept"); status != http.StatusConflict || h.state(p.firm) != dossier.Seconded {
		t.Errorf("the same again: %d, %s", status, h.state(p.firm))
	}
	if h.decide(boss, p.firm, "accept"); h.state(p.firm) != dossier.Accepted {
		t.Errorf("the second: %s", h.state(p.firm))
	}
}

// TestNomineesOfAFirm: an accepted product that was entered becomes a nominee of its
// category in a round that has not opened, the fourth of a firm does not, and the
// round made later takes what is there.
func TestNomineesOfAFirm(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	officer := h.enter(string(people.Editor), password)
	h.madeRound("som", "food", "drinks")
	h.madeRound("khac", "services")
	p := h.maker("htx-1")
	p.send(p.firm)
	h.decide(officer, p.firm, "accept")
	for n := range 4 {
		e := p.product(fmt.Sprintf("Trà %d", n+1), dossier.Answers{"category": "Thực phẩm", "enter": "có"})
		p.send(e)
		if status, text := h.decide(officer, e, "accept"); status != http.StatusSeeOther {
			t.Fatalf("accept: %d %s", status, text)
		}
	}
	p.send(p.product("Không dự", dossier.Answers{"category": "Thực phẩm", "enter": ""}))
	if got := h.nomineesIn("som"); !slices.Equal(got, []string{"htx-1-01", "htx-1-02", "htx-1-03"}) {
		t.Errorf("nominated: %v", got)
	}
	if got := h.nomineesIn("khac"); len(got) > 0 {
		t.Errorf("in another category: %v", got)
	}
	h.madeRound("muon", "food")
	if status, _ := h.sent(officer, "/dossiers/nominate", nil); status != http.StatusSeeOther || len(h.nomineesIn("muon")) != 3 {
		t.Errorf("the round made later: %d, %v", status, h.nomineesIn("muon"))
	}
	if page := h.page(officer, "/dossiers?added=3&beyond=1"); !strings.Contains(page, "3 đề cử") || !strings.Contains(page, "đã đủ 3 sản phẩm") {
		t.Error("it is not told what was nominated")
	}
	if page := h.page(officer, "/dossiers?state=accepted"); !strings.Contains(page, "Trà 4") {
		t.Error("what was accepted is not listed")
	}
}

// madeRound makes a round at the hub that comes in a week.
func (h *house) madeRound(id string, categories ...string) {
	h.Helper()
	d := plan.New()
	d.ID, d.Title, d.Switch = id, vote.Text{"vi": "Bình chọn " + id}, vote.ByClock
	d.Opens, d.Closes = h.clock().Add(7*24*time.Hour).Format(plan.Form), h.clock().Add(30*24*time.Hour).Format(plan.Form)
	for _, c := range categories {
		d.Categories = append(d.Categories, plan.Category{ID: c, Title: vote.Text{"vi": c}, Choices: "1"})
	}
	h.must(h.hub.keepRound(h.Context(), d, 0, "round.made", ""))
}

func (h *house) nomineesIn(id string) (codes []string) {
	h.Helper()
	p, err := h.hub.planned(h.Context(), id)
	h.must(err)
	for _, c := range p.draft.Categories {
		for _, n := range c.Nominees {
			codes = append(codes, n.Product)
		}
	}
	return codes
}

// TestDocumentsAreForOfficers: each look at a document is in the audit, nothing in
// it runs, and who may not see dossiers sees none.
func TestDocumentsAreForOfficers(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	p := h.maker("htx-1")
	tea := p.send(p.product("Trà", nil))
	file := tea.Documents()[0]
	for _, role := range append(people.Roles(), "") {
		before := len(h.audited())
		res, text := h.knock(http.MethodGet, "/dossiers/files/"+file.ID, nil, h.fresh(role), nil)
		may := role.Can(people.SeeDossiers)
		if got := res.StatusCode == http.StatusOK && strings.HasPrefix(text, "%PDF"); got != may {
			t.Errorf("%q: %d", role, res.StatusCode)
		}
		if looked := len(h.audited()) > before; looked != may {
			t.Errorf("%q looked, in the audit: %t", role, looked)
		}
		if may && (res.Header.Get("Content-Type") != "application/pdf" || !strings.Contains(res.Header.Get("Content-Security-Policy"), "default-src 'none'") || res.Header.Get("X-Content-Type-Options") != "nosniff") {
			t.Errorf("headers: %v", res.Header)
		}
	}
	photo, _ := tea.Photo(tea.Photos[0])
	if res, _ := h.knock(http.MethodGet, "/dossiers/files/"+photo.ID, nil, h.fresh(people.Editor), nil); res.StatusCode != http.StatusNotFound {
		t.Errorf("a photo as a document: %d", res.StatusCode)
	}
	if res, text := h.knock(http.MethodGet, "/dossiers/photos/"+photo.ID, nil, h.fresh(people.Editor), nil); res.StatusCode != http.StatusOK || !strings.HasPrefix(text, "\xff\xd8") {
		t.Errorf("a photo: %d", res.StatusCode)
	}
}

// TestDocumentsAreDeletedInTime: what was refused loses its documents after the time
// of the rule and not before, what is content keeps them, and a stray file goes.
func TestDocumentsAreDeletedInTime(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	officer := h.enter(string(people.Editor), password)
	p := h.maker("htx-1")
	good, bad := p.send(p.product("Trà", nil)), p.send(p.product("Gạo", nil))
	h.decide(officer, good, "accept")
	h.decide(officer, bad, "refuse", "reason", "Không phải hàng Việt")
	papers := func(e room.Held) int {
		c, err := h.hub.rooms.Case(t.Context(), e.ID)
		h.must(err)
		return len(c.Documents())
	}
	for range 2 {
		_, err := h.hub.rooms.Expire(t.Context())
		h.must(err)
		if papers(good) != 1 || papers(bad) != 1 {
			t.Fatalf("deleted too early: %d, %d", papers(good), papers(bad))
		}
		h.wait(dossier.KeepUnused - time.Hour)
	}
	h.wait(2 * time.Hour)
	n, err := h.hub.rooms.Expire(t.Context())
	h.must(err)
	if n != 1 || papers(good) != 1 || papers(bad) != 0 {
		t.Errorf("deleted %d: %d, %d are left", n, papers(good), papers(bad))
	}
	if _, _, err := h.hub.rooms.Document(t.Context(), bad.Documents()[0].ID); !errors.Is(err, room.ErrNone) {
		t.Errorf("a deleted document: %v", err)
	}
	if !slices.ContainsFunc(h.audited(), func(act string) bool { return strings.Contains(act, "dossier.document.expired") }) {
		t.Error("the audit does not tell of it")
	}
}

// hosting puts rows into the draft.
func hosting(rows sheet.Rows) press.Guests {
	return func(context.Context, sheet.Rows) (press.Guest, error) { return press.Guest{Rows: rows}, nil }
}

// TestAnothersCode: a product of the office's workbook that bears the code of a
// producer's entry is not written over, and the officer is told.
func TestAnothersCode(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	officer := h.enter(string(people.Editor), password)
	rows := pressRows(1)
	rows["Products"][0]["code"] = "htx-9-01"
	if status, _ := h.form(officer, "/press/files", "files", map[string][]byte{"danh-muc.xlsx": editiontest.Workbook(h, rows, opening)}); status != http.StatusSeeOther {
		t.Fatalf("upload: %d", status)
	}
	p := h.maker("htx-9")
	p.send(p.firm)
	h.decide(officer, p.firm, "accept")
	e := p.send(p.product("Trà lạ", nil))
	if e.Code != "htx-9-01" {
		t.Fatalf("the entry's code is %s", e.Code)
	}
	status, page := h.decide(officer, e, "accept")
	if status != http.StatusConflict || !strings.Contains(page, "của chủ thể khác") || h.state(e) != dossier.Sent {
		t.Errorf("accept: %d, %s", status, h.state(e))
	}
}
