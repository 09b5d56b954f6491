package hub

import (
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/people"
	"hangviet/data/hub/room"
	"hangviet/data/ticket"
)

// TestRoomWithoutScript walks a producer's whole way on a phone that runs no
// script: entered by a link, firm and product filled in step by step, photo and
// document sent, looked at as a kiosk shows it, sent, taken back, sent again.
func TestRoomWithoutScript(t *testing.T) {
	h := newHouse(t)
	p := h.producer("HTX Suối Mây (ví dụ)")
	if home := p.look("/room"); !strings.Contains(home, "HTX Suối Mây (ví dụ)") || !strings.Contains(home, "Chưa có sản phẩm nào") {
		t.Errorf("home: %s", home)
	}
	form := p.add("Trà shan tuyết")
	where, status := p.fill(form+"/product", "name=Trà shan tuyết", "set=11", "price=rẻ", "go=next")
	if status != http.StatusSeeOther || !strings.HasPrefix(where, form+"/product?") {
		t.Errorf("a wrong price leads on to %s", where)
	}
	if page := p.look(form + "/product"); !strings.Contains(page, `value="rẻ"`) || !strings.Contains(page, `class="fault small"`) {
		t.Error("what was typed is lost, or its fault is not beside it")
	}
	where, _ = p.fill(form+"/product", "name=Trà shan tuyết", "set=11", "price=185.000", "unit=hộp", "go=next")
	if !strings.HasPrefix(where, form+"/photos?") {
		t.Errorf("a right step leads to %s", where)
	}
	if status, body := p.upload(form+"/photos", "photo", "trà.jpg", picture(1200, 900)); status != http.StatusSeeOther {
		t.Fatalf("photo: %d %s", status, body)
	}
	p.fill(form+"/words", "short=Trà tốt nhất", "story=Trà chữa bệnh")
	if page := p.look(form + "/words"); strings.Count(page, `class="r-note small"`) != 2 {
		t.Errorf("words that the law forbids are not pointed at: %s", page)
	}
	p.fill(form+"/words", "short=Trà hái trên núi cao", "story=Câu chuyện")
	p.fill(form+"/place", "province=Tuyên Quang")
	p.fill(form+"/shops", "link1=https://shopee.vn/Tra-shan-i.123.456?utm_source=zalo&sp_atk=x")
	if page := p.look(form + "/shops"); !strings.Contains(page, `value="https://shopee.vn/product/123/456"`) || !strings.Contains(page, "<b>shopee.vn</b>") {
		t.Errorf("the link is not cleaned, or its host not told: %s", page)
	}
	p.fill(form+"/distributors", "capacity=2 tấn một tháng", "minimum_order=50 hộp", "export=Có")
	if status, body := p.upload(form+"/documents", "document", "giấy.pdf", pdf(), "kind=quality"); status != http.StatusSeeOther {
		t.Fatalf("document: %d %s", status, body)
	}
	if page := p.look(form + "/documents"); !strings.Contains(page, "giấy.pdf") {
		t.Error("the document is not told of")
	}
	preview := p.look(form + "/preview")
	if !strings.Contains(preview, `<p class="k-bigname">Trà shan tuyết</p>`) || !strings.Contains(preview, "/room/pictures/") || !strings.Contains(preview, "185.000") {
		t.Errorf("preview: %s", preview)
	}
	if where, status := p.send(form); status != http.StatusSeeOther || !strings.HasSuffix(where, "?done=sent") {
		t.Fatalf("send: %d %s", status, where)
	}
	if page := p.look(form); !strings.Contains(page, "Đã gửi") || strings.Contains(page, form+"/send") {
		t.Errorf("after sending: %s", page)
	}
	if _, status := p.submit(form+"/words", "short=khác"); status != http.StatusConflict {
		t.Errorf("written in while officers look: %d", status)
	}
	p.submit(form + "/recall")
	if where, status := p.send(form); status != http.StatusSeeOther {
		t.Errorf("send again: %d %s", status, where)
	}
	want := []string{"dossier.send", "dossier.recall", "dossier.send", "dossier.document.added", "dossier.save", "room.entered"}
	if acts := h.audited(); !slices.Equal(actsOf(acts)[:len(want)], want) {
		t.Errorf("audit: %q", acts)
	}
}

// actsOf are the acts of lines of the audit.
func actsOf(lines []string) (acts []string) {
	for _, line := range lines {
		acts = append(acts, regexp.MustCompile(`(room|dossier|account)\.[a-z.]+`).FindString(line))
	}
	return acts
}

// TestRoomDoor: an invitation opens once and in its time, says in words what is
// wrong with it, and a look at its link opens nothing.
func TestRoomDoor(t *testing.T) {
	h := newHouse(t)
	p := h.producer("HTX Suối Mây (ví dụ)")
	said := func(code string) (status int, page string) {
		status, _, page = h.typeIn(h.phone(), "/room/open", "code="+code)
		return status, page
	}
	first := p.invited()
	second := p.invited()
	if status, page := said(first); status != http.StatusGone || !strings.Contains(page, wordVI("room.open.expired")) {
		t.Errorf("an invitation that another replaced: %d", status)
	}
	for range 3 { // as programs do that show previews of links
		if status, page := h.get(PathRoom + second); status != http.StatusOK || !strings.Contains(string(page), "HTX Suối Mây") {
			t.Fatalf("the link: %d", status)
		}
	}
	typed := strings.ToLower(ticket.Code(second).String())
	if status, page := said(strings.ReplaceAll(typed, "0", "o")); status != http.StatusSeeOther {
		t.Fatalf("typed as people do: %d %s", status, page)
	}
	for _, again := range []func() (int, string){
		func() (int, string) { return said(second) },
		func() (int, string) { status, body := h.get(PathRoom + second); return status, string(body) },
	} {
		if status, page := again(); status != http.StatusGone || !strings.Contains(page, wordVI("room.open.used")) {
			t.Errorf("used again: %d %s", status, page)
		}
	}
	third := p.invited()
	h.wait(room.InvitationLasts)
	if status, page := said(third); status != http.StatusGone || !strings.Contains(page, wordVI("room.open.expired")) {
		t.Errorf("after its time: %d", status)
	}
	if status, page := said("0000-0000-0000-01"); status != http.StatusUnprocessableEntity || !strings.Contains(page, wordVI("room.open.mistyped")) {
		t.Errorf("mistyped: %d", status)
	}
	h.wait(room.VisitLasts)
	if where, _ := p.submit("/room/products", "name=x"); where != "/room/open" {
		t.Errorf("a session of long ago leads to %q", where)
	}
}

// TestRoomGuessing: codes that are nobody's are slowed down, and slips of the finger
// are not.
func TestRoomGuessing(t *testing.T) {
	h := newHouse(t)
	p := h.producer("HTX Suối Mây (ví dụ)")
	guess := func(n uint64) int {
		status, _, _ := h.typeIn(h.phone(), "/room/open", "code="+string(ticket.Encode(n)))
		return status
	}
	for range 20 {
		if status, _, _ := h.typeIn(h.phone(), "/room/open", "code=ABCD"); status != http.StatusUnprocessableEntity {
			t.Fatalf("a slip of the finger: %d", status)
		}
	}
	var got []int
	for n := range uint64(8) {
		got = append(got, guess(n))
	}
	if want := []int{404, 404, 404, 404, 404, 404, 429, 429}; !slices.Equal(got, want) {
		t.Errorf("guessing is answered %v, want %v", got, want)
	}
	h.wait(firstDelay)
	if status, _, _ := h.typeIn(h.phone(), "/room/open", "code="+p.invited()); status != http.StatusSeeOther {
		t.Errorf("who has waited and is invited: %d", status)
	}
}

// TestEveryRouteOfRooms: an officer's session opens no room, a room's session no
// page of officers, and a stranger is shown the door.
func TestEveryRouteOfRooms(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	h.accounts()
	p := h.producer("HTX Suối Mây (ví dụ)")
	for _, r := range h.hub.allRoutes() {
		method, path := r.filled("none")
		form := url.Values{}
		if method == http.MethodGet {
			form = nil
		}
		switch {
		case r.right == people.Producer:
			for _, role := range append(people.Roles(), "") {
				res, _ := h.knock(method, path, strings.NewReader(""), h.fresh(role), map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
				if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/room/open" {
					t.Errorf("%s as %q: %d", r.pattern, role, res.StatusCode)
				}
			}
		case r.right != people.Anyone && r.right != people.Kiosk && !r.isAPI():
			if status, body := h.asPhone(p.browser, method, path, form); status != http.StatusSeeOther {
				t.Errorf("%s as a producer: %d %s", r.pattern, status, body)
			}
		}
	}
	for _, cookie := range p.browser.Jar.Cookies(mustURL(h.url + "/kiosks")) {
		if cookie.Name == "room" {
			t.Error("a room's cookie leaves the room")
		}
	}
}

func mustURL(text string) *url.URL {
	u, err := url.Parse(text)
	if err != nil {
		panic(err)
	}
	return u
}

// TestOtherRooms: by no route does one producer see or change what is another's,
// also when every id is known.
func TestOtherRooms(t *testing.T) {
	h := newHouse(t)
	p, thief := h.producer("HTX Suối Mây (ví dụ)"), h.producer("HTX Gió Núi (ví dụ)")
	form := p.add("Trà bí mật")
	p.whole(form)
	p.upload(form+"/documents", "document", "mật.pdf", pdf(), "kind=quality")
	own := thief.add("Của mình")
	before, err := h.hub.rooms.Entries(t.Context(), p.room.ID)
	h.must(err)
	id, product := formLink.FindStringSubmatch(form)[1], before[1]
	photo, document := strings.TrimSuffix(product.Photos[0], ".jpg"), product.Documents()[0].ID
	for _, r := range h.hub.roomRoutes() {
		if r.right != people.Producer || !strings.Contains(r.pattern, "{") {
			continue
		}
		for _, file := range []string{photo, document} {
			for _, step := range []string{"product", "photos", "documents"} {
				method, path := r.parts()
				path = strings.NewReplacer("{id}", id, "{file}", file, "{step}", step).Replace(path)
				values := url.Values{"name": {"của tôi"}, "edit": {"1"}, "do": {"remove"}, "seen": {product.Seen("product")}}
				if method == http.MethodGet {
					values = nil
				}
				status, body := h.asPhone(thief.browser, method, path, values)
				if status != http.StatusNotFound || strings.Contains(body, "bí mật") || strings.Contains(body, "mật.pdf") {
					t.Errorf("%s: %d %s", r.pattern, status, body)
				}
			}
		}
	}
	for _, path := range []string{own + "/documents/" + document + "/remove", own + "/photos/" + photo} {
		if _, status := thief.submit(path, "do=remove"); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
	after, err := h.hub.rooms.Entries(t.Context(), p.room.ID)
	h.must(err)
	if after[1].Edit != product.Edit || len(after[1].Files) != len(product.Files) {
		t.Error("another room has changed something")
	}
}

// TestTwoPhones: a phone that saves what another has changed meanwhile overwrites
// nothing, sees both, and may then decide; other steps are not in its way.
func TestTwoPhones(t *testing.T) {
	h := newHouse(t)
	one := h.producer("HTX Suối Mây (ví dụ)")
	two := &producer{h, one.room, nil}
	two.enter()
	form := one.add("Trà")
	seen := seenField.FindStringSubmatch(two.look(form + "/words"))[1]
	one.fill(form+"/words", "short=Của máy một", "story=Chuyện")
	status, _, body := h.typeIn(two.browser, form+"/words", "seen="+seen, "short=Của máy hai", "story=Chuyện")
	if status != http.StatusConflict || !strings.Contains(body, "Của máy một") || !strings.Contains(body, "Của máy hai") {
		t.Fatalf("%d %s", status, body)
	}
	if page := one.look(form + "/words"); !strings.Contains(page, "Của máy một") || strings.Contains(page, "Của máy hai") {
		t.Error("the second phone has overwritten the first")
	}
	again := seenField.FindStringSubmatch(body)[1]
	if _, status := two.submit(form+"/words", "seen="+again, "short=Của máy hai", "story=Chuyện"); status != http.StatusSeeOther {
		t.Errorf("after having seen both: %d", status)
	}
	if _, status := two.submit(form+"/words", "seen="+again, "short=Của máy hai", "story=Chuyện"); status != http.StatusSeeOther {
		t.Errorf("the same sent twice over a bad line: %d", status)
	}
	place := seenField.FindStringSubmatch(two.look(form + "/place"))[1]
	one.fill(form+"/product", "name=Trà", "price=1.000")
	if _, status := two.submit(form+"/place", "seen="+place, "province=Tuyên Quang"); status != http.StatusSeeOther {
		t.Errorf("another step: %d", status)
	}
}

// TestFullRoom: the first page of a room that is full tells of every product, in a
// moment, and no more are taken.
func TestFullRoom(t *testing.T) {
	h := newHouse(t)
	p := h.producer("HTX Suối Mây (ví dụ)")
	for range room.MaxProducts {
		_, err := h.hub.rooms.Add(t.Context(), p.room.ID, dossier.Answers{"name": "Trà", "set": "11", "story": strings.Repeat("Chuyện dài. ", 300)})
		h.must(err)
	}
	began := time.Now()
	page := p.look("/room")
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("the first page took %s", took)
	} else {
		t.Logf("the first page of %d products took %s", room.MaxProducts, took.Round(time.Millisecond))
	}
	if n := strings.Count(page, "<h3>"); n != room.MaxProducts || !strings.Contains(page, wordVI("room.full")) || len(page) > maxPage {
		t.Errorf("%d products in %d bytes", n, len(page))
	}
	if _, status := p.submit("/room/products", "name=Thêm"); status != http.StatusConflict {
		t.Errorf("one more: %d", status)
	}
}

// TestRoomReturned: what an officer remarked stands beside its field, and the
// producer mends it.
func TestRoomReturned(t *testing.T) {
	h := newHouse(t)
	p := h.producer("HTX Suối Mây (ví dụ)")
	form := p.add("Trà")
	p.whole(form)
	p.send(form)
	p.returned(form, map[string]string{"net_content": "Ghi như trên nhãn", "": "Gần được rồi", "photos": "Ảnh mờ"})
	for path, want := range map[string]string{form: "Gần được rồi", form + "/product": "Ghi như trên nhãn", form + "/photos": "Ảnh mờ", "/room": "Được trả lại"} {
		if page := p.look(path); !strings.Contains(page, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
	p.fill(form+"/product", "name=Trà shan tuyết", "set=11", "net_content=hộp giấy 100 g", "price=185.000", "unit=hộp")
	if _, status := p.send(form); status != http.StatusSeeOther {
		t.Errorf("sent again: %d", status)
	}
	if page := p.look(form); strings.Contains(page, "Gần được rồi") {
		t.Error("the remark of the version before is still there")
	}
}

// returned is an officer returning what was sent.
func (p *producer) returned(form string, remarks map[string]string) {
	p.Helper()
	id := formLink.FindStringSubmatch(form)[1]
	p.must(p.hub.db.Update(p.Context(), func(t *books.Tx) error {
		d, err := t.Dossier(id)
		if err != nil {
			return err
		}
		d.State = string(dossier.Returned)
		for key, remark := range remarks {
			err = errors.Join(err, t.PutDossierRemark(books.DossierRemark{Dossier: id, Version: d.Version, Key: key, Remark: remark, Who: adminName, At: opening}))
		}
		return errors.Join(err, t.PutDossier(d))
	}))
}
