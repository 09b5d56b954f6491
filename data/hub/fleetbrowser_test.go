package hub

import (
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/ui/web/webtest"
)

// fleetOf makes kiosks with all kinds of troubles.
func fleetOf(h *house) (one *kiosk) {
	h.publishAndWait(testRound())
	names := []string{"Bến xe Miền Đông, sảnh A", "Chợ Bến Thành", "Trung tâm hội nghị Quốc gia, tầng 2, lối vào phía đường Phạm Hùng", "Xe lưu động 3", "Nhà văn hóa quận 5"}
	var all []*kiosk
	for _, name := range names {
		all = append(all, h.enrolled(name, wire.Approved))
	}
	h.enrolled("Siêu thị mới mở", wire.Pending)
	h.must(h.hub.SetPlace(h.Context(), books.Place{Kiosk: all[0].self.ID, Name: "Bến xe Miền Đông, sảnh A", Province: "79", Address: "501 Hoàng Hữu Nam, Thủ Đức"}, map[string]string{"hours": "06:00-22:00", "rate": "500"}))
	h.wait(3 * 24 * time.Hour)
	well := wire.Health{Version: "v1.4.2", System: "linux/arm64", Release: h.number, Disk: 41e9, Memory: 180e6, Open: wire.Open, Started: wire.FormatClock(h.clock().Add(-50 * time.Hour))}
	tell := func(k *kiosk, prior string, change func(*wire.Health)) string {
		health, nonce := well, wire.NewNonce()
		health.Name = k.name
		change(&health)
		k.beat(nonce, prior, health)
		return nonce
	}
	tell(all[0], "", func(t *wire.Health) {
		t.Disk, t.Unsent, t.Problems = 610e6, 431, []wire.Trouble{{Code: "E-CONTENT-SIGN", Since: wire.FormatClock(h.clock().Add(-5 * time.Hour))}}
	})
	tell(all[1], "", func(t *wire.Health) { t.Restarts = 9; t.Open = wire.Paused })
	tell(all[4], "", func(*wire.Health) {})
	letter, err := wire.NewLetter(all[3].self.PrivateKey, h.clock().Add(-30*time.Hour), well)
	h.must(err)
	h.must(h.hub.TakeLetter(h.Context(), letter, nil))
	return all[0]
}

// TestFleetInABrowser walks the pages of the kiosks, wide and on a phone, and has
// axe-core look at each.
func TestFleetInABrowser(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.Look = time.Hour })
	k := fleetOf(h)
	h.as(people.Administrator)
	for range 2 {
		h.must(h.hub.lookAfter(t.Context()))
		h.wait(11 * time.Minute)
	}
	for _, page := range []*webtest.Page{webtest.Wide(t), webtest.Phone(t)} {
		page.Go(h.url + "/login")
		page.Type("#name", string(people.Administrator))
		page.Type("#password", password)
		page.Press("main form button")
		for name, path := range map[string]string{
			"fleet": "/kiosks", "fleet-cards": "/kiosks?as=cards", "fleet-none": "/kiosks?q=zzz", "fleet-one": "/kiosks/" + k.self.ID, "fleet-place": "/kiosks/" + k.self.ID + "/place",
			"fleet-add": "/kiosks/add", "fleet-add-none": "/kiosks/add?code=0000-0000", "fleet-sticks": "/kiosks/sticks", "fleet-alerts": "/settings/alerts", "fleet-messages": "/kiosks/alerts",
		} {
			page.Go(h.url + path)
			page.Picture(name)
			page.Accessible()
		}
	}
}
