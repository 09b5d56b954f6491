package hub

import (
	"testing"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/ui/web/webtest"
)

// TestPeopleInABrowser walks the pages of accounts on a desk and on a phone:
// first account, invitation, second step, tokens, audit.
func TestPeopleInABrowser(t *testing.T) {
	for name, open := range map[string]func(testing.TB) *webtest.Page{"wide": webtest.Wide, "phone": webtest.Phone} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, func(c *Config) { c.Version = "v0.9.1-0.20261122150304-86eec611db5e" })
			h.publishAndWait(testRound())
			h.enrolled("Chợ Bến Thành", wire.Pending)
			p := open(t)
			look := func(picture string) {
				p.Picture("people-" + picture)
				p.Accessible()
				p.Own(h.url)
			}
			p.Go(h.url + "/")
			p.See("Các đợt bình chọn")
			look("stranger")
			token, err := h.hub.FirstLink(t.Context())
			h.must(err)
			p.Go(h.url + PathJoin + token)
			p.Type("#name", "thao.nguyen")
			p.Type("#password", "ngắn")
			p.Type("#again", "ngắn")
			p.Press("button.main")
			p.See("ít nhất 10 ký tự")
			look("join")
			p.Type("#password", password)
			p.Type("#again", password)
			p.Press("button.main")
			p.See("Chợ Bến Thành")
			look("kiosks")
			p.Go(h.url + "/people")
			p.Type("#name", "hòa.lê")
			p.Choose("#role", string(people.Editor))
			p.Press("form[action='/people/invite'] button")
			p.See("Liên kết cho hòa.lê")
			look("people")
			p.Go(h.url + "/people/one?name=thao.nguyen")
			p.See("người quản trị cuối cùng")
			look("person")
			p.Go(h.url + "/account")
			look("account")
			p.Go(h.url + "/account/second")
			look("setsecond")
			a, err := h.hub.Accounts(t.Context())
			h.must(err)
			p.Type("#code", h.codeNow(h.hub.newSecret(a[0])))
			p.Press("button.main")
			p.See("Mã dự phòng")
			look("codes")
			p.Go(h.url + "/tokens")
			p.Type("#name", "Bảng điện tử ở sảnh")
			p.Choose("#role", string(people.Viewer))
			p.Press("form[action='/tokens/add'] button")
			p.See("Hãy chép khóa này ngay")
			look("tokens")
			p.Go(h.url + "/audit")
			p.See("tạo khóa API")
			look("audit")
			p.Press("form[action='/logout'] button")
			p.See("Dành cho ban tổ chức")
			p.Go(h.url + "/login")
			p.Type("#name", "thao.nguyen")
			p.Type("#password", "sai sai sai")
			p.Press("button.main")
			p.See("không đúng")
			look("login")
			p.Type("#name", "thao.nguyen")
			p.Type("#password", password)
			p.Press("button.main")
			p.See("ứng dụng tạo mã")
			look("second")
			h.as(people.Viewer)
		})
	}
}
