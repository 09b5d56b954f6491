package hub

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"hangviet/data/hub/footfall"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/ui/web/webtest"
)

// fair lets some kiosks tell of a month, as they would of a fair.
func (h *house) fair(days int) (kiosks []*kiosk) {
	h.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	for _, name := range []string{"Chợ Bến Thành", "Trung tâm thương mại Vạn Hạnh", "Ga Sài Gòn – sảnh chờ số 2", "Khu công nghiệp Tân Bình"} {
		k := h.enrolled(name, wire.Approved)
		kiosks = append(kiosks, k)
		for i := range days {
			day := footfall.ShowDay(footfall.DayOf(h.clock()).AddDate(0, 0, -i))
			counts := []wire.Count{{Name: wire.Visits, N: 40 + random.Int64N(60)}}
			for _, p := range []string{"TEA", "RICE", "FISH", "SILK"} {
				n := 10 + random.Int64N(90)
				counts = append(counts, wire.Count{Name: wire.Shown, Key: p, N: 2 * n}, wire.Count{Name: wire.Opened, Key: p, N: n},
					wire.Count{Name: wire.QR, Key: p, N: n/2 + 1}, wire.Count{Name: wire.Kept, Key: p, N: n/5 + 1})
			}
			for j, text := range []string{"bun dau mam tom", "sau rieng", "mat ong bac ha"} {
				counts = append(counts, wire.Count{Name: wire.Unmet, Key: text, N: 3 + int64(j)})
			}
			k.tells(day, counts...)
		}
	}
	return kiosks
}

// TestSeenInChromium walks the pages on a desk and on a phone.
func TestSeenInChromium(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.Now = time.Now })
	h.now = time.Now()
	h.publishAndWait(testRound())
	kiosks := h.fair(30)
	h.must(h.hub.AddAccount(t.Context(), "lan", password, people.Administrator))
	pages := map[string]string{
		"seen": "/seen", "seen-producer": "/seen/producers/p1", "seen-products": "/seen/products?days=7",
		"seen-fault": "/seen?from=2026-11-21&to=2026-11-01", "seen-links": "/seen/links",
	}
	if os.Getenv("HANGVIET_PICTURES") != "" { // those that look much like them
		pages["seen-kiosk"], pages["seen-searches"] = "/seen/kiosks/"+kiosks[2].self.ID, "/seen/searches"
		pages["seen-year"], pages["seen-none"] = "/seen/products/TEA?days=365", "/seen?from=2020-11-21&to=2020-11-21"
	}
	for _, p := range []*webtest.Page{webtest.Wide(t), webtest.Phone(t)} {
		p.Go(h.url + "/login")
		p.Type("input[name=name]", "lan")
		p.Type("input[name=password]", password)
		p.Press("form[action='/login'] button")
		p.Text(".self .me") // waits for the page of who has signed in
		for name, path := range pages {
			p.Go(h.url + path)
			p.Accessible()
			p.Picture(name)
		}
		p.Own(h.url)
	}
}
