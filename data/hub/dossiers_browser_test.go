package hub

import (
	"testing"

	"hangviet/data/hub/dossier"
	"hangviet/data/hub/people"
	"hangviet/data/sheet"
	"hangviet/ui/web/webtest"
)

// TestDeskInABrowser walks the officers' pages and what comes back to a producer, on
// a desk and on a phone: axe-core objects to none of them.
func TestDeskInABrowser(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	h.must(h.hub.press.Host(t.Context(), hosting(sheet.Rows{
		"About":     {{"organiser": "Ban tổ chức"}},
		"Producers": {{"id": "htx-9", "name": "HTX Chưa Có Phòng", "province": "Tuyên Quang"}},
		"Products":  {{"code": "SP-9", "name": "Gạo nếp", "producer": "htx-9"}},
	})))
	officer := h.enter(string(people.Editor), password)
	m := h.maker("suoi-may")
	m.send(m.firm)
	tea := m.send(m.product("Trà shan tuyết cổ thụ trên núi cao, hộp quà Tết", dossier.Answers{"category": "Thực phẩm", "enter": "Có"}))
	h.decide(officer, m.firm, "accept")
	h.decide(officer, tea, "return", "remark.price", "Giá này của một hộp hay một kg?")
	m.write(tea, map[dossier.Group]dossier.Answers{dossier.GroupProduct: {"name": "Trà shan tuyết cổ thụ", "set": "11", "price": "190.000", "unit": "hộp", "category": "Thực phẩm", "enter": "Có"}})
	m.send(tea)
	h.inDraft(m.firm, true)
	for _, open := range []func(testing.TB) *webtest.Page{webtest.Wide, webtest.Phone} {
		p := open(t)
		h.signInPage(p)
		for name, path := range map[string]string{
			"queue": "/dossiers", "empty": "/dossiers?state=refused", "case": "/dossiers/" + tea.ID, "firm": "/dossiers/" + m.firm.ID,
			"rooms": "/rooms", "room": "/rooms/" + m.room.ID, "workbook": "/workbook",
		} {
			p.Go(h.url + path)
			p.Picture("desk-" + name)
			p.Accessible()
			p.Own(h.url)
		}
		p.Go(h.url + "/rooms/" + m.room.ID)
		p.Press(`form[action="/rooms/invite"] button`)
		p.See("Thư để chép sang Zalo")
		p.Picture("desk-invited")
		p.Accessible()
		p.Go(p.Text("section.card p.code"))
		p.Press("main form button")
		p.Go(h.url + "/room/numbers")
		p.Picture("desk-back")
		p.Accessible()
	}
}
