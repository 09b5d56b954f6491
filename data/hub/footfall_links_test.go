package hub

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/footfall/shops"
	"hangviet/data/hub/people"
)

const (
	goodShop = "http://shop.example/tea"
	deadShop = "http://shop.example/gone"
	hubName  = "https://hub.example"
)

// shopCatalogue is the test catalogue with shops: TEA has one that answers and one
// that is gone, RICE one that is gone.
func shopCatalogue() catalog.Catalogue {
	c := testCatalogue()
	c.Products[0].Links = []catalog.Link{{Channel: "website", URL: goodShop}, {Channel: "website", URL: deadShop}}
	c.Products[1].Links = []catalog.Link{{Channel: "website", URL: deadShop}}
	return c
}

// market is a house whose shops are a server of the test.
func market(t *testing.T) *house {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gone" {
			w.WriteHeader(http.StatusGone)
		}
	}))
	t.Cleanup(server.Close)
	asker := shops.Asker{
		Resolve: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("8.8.8.8")}, nil
		},
		Dial: func(ctx context.Context, kind, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, kind, server.Listener.Addr().String())
		},
	}
	h := newHouse(t, func(c *Config) { c.Shops, c.ShopPause, c.PublicURL = asker, time.Millisecond, hubName })
	h.publishGoods(shopCatalogue(), testRound())
	h.until("the release is taken in", func() bool { n, err := h.hub.Release(h.Context()); return n == 1 && err == nil })
	return h
}

// flip sets a switch as a browser does.
func (h *house) flip(browser *http.Client, path, to string) int {
	h.Helper()
	res, err := browser.PostForm(h.url+path, url.Values{"to": {to}})
	h.must(err)
	status, _ := h.read(res)
	return status
}

// links are what the next release shows of a product, or what the catalogue has.
func (h *house) links(c catalog.Catalogue, product string) string {
	h.Helper()
	changed, err := h.hub.releaseLinks(h.Context(), c)
	h.must(err)
	for _, p := range c.Products {
		if links, ok := changed[p.Code]; ok {
			p.Links = links
		}
		if p.Code == product {
			var all []string
			for _, l := range p.Links {
				all = append(all, l.URL)
			}
			return strings.Join(all, " ")
		}
	}
	return ""
}

// TestShortLinks: off, nothing is short; on, the next release is, a scan is counted
// and led to the shop alone; off again all is as it was.
func TestShortLinks(t *testing.T) {
	h := market(t)
	admin := h.as(people.Administrator)
	code := linkCode("TEA", goodShop)
	if status, _, _ := h.ask(admin, "GET /q/"+code, nil); status != http.StatusNotFound {
		t.Errorf("switched off it leads on: %d", status)
	}
	if got := h.links(shopCatalogue(), "TEA"); got != goodShop+" "+deadShop {
		t.Errorf("switched off: %s", got)
	}
	if status := h.flip(h.as(people.Editor), "/seen/links/short", "on"); status != http.StatusForbidden {
		t.Errorf("an editor switches: %d", status)
	}
	h.flip(admin, "/seen/links/short", "on")
	short := hubName + "/q/" + code
	if got := h.links(shopCatalogue(), "TEA"); !strings.HasPrefix(got, short+" ") {
		t.Errorf("switched on: %s", got)
	}
	next := shopCatalogue()
	next.Products[0].Links[0].URL = short
	h.publishGoods(next, testRound())
	h.until("the release is taken in", func() bool { n, err := h.hub.Release(h.Context()); return n == 2 && err == nil })
	stranger := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for range 3 {
		status, header, _ := h.ask(stranger, "GET /q/"+code, nil)
		if status != http.StatusFound || header.Get("Location") != goodShop || header.Get("Set-Cookie") != "" {
			t.Fatalf("a scan: %d %v", status, header)
		}
	}
	h.ask(stranger, "HEAD /q/"+code, nil)
	for _, path := range []string{"/q/none", "/q/" + code + "x", "/q/", "/q/https:%2F%2Fevil.example", "/q/%2e%2e"} {
		if status, header, _ := h.ask(stranger, "GET "+path, nil); status != http.StatusNotFound || header.Get("Location") != "" {
			t.Errorf("%s: %d %s", path, status, header.Get("Location"))
		}
	}
	if page := h.page(admin, "/seen/products/TEA"); !strings.Contains(page, "3 lượt quét") {
		t.Errorf("the page does not tell of scans:\n%s", page)
	}
	h.flip(admin, "/seen/links/short", "off")
	if got := h.links(next, "TEA"); got != goodShop+" "+deadShop {
		t.Errorf("published again without short links: %s", got)
	}
}

// TestDeadShops: a shop that fails once is left in peace; one that fails on days in
// a row is left out of the next release and listed with what to do.
func TestDeadShops(t *testing.T) {
	h := market(t)
	admin := h.as(people.Administrator)
	check := func() int {
		n, err := h.hub.checkSome(t.Context())
		h.must(err)
		return n
	}
	if n := check(); n != 0 {
		t.Errorf("switched off %d shops were asked", n)
	}
	h.flip(admin, "/seen/links/check", "on")
	for day := range deadAfter {
		if n := check(); n != 3 {
			t.Fatalf("day %d: %d shops were asked", day, n)
		}
		if n := check(); n != 0 {
			t.Errorf("day %d: %d shops were asked again", day, n)
		}
		left := strings.Contains(h.links(shopCatalogue(), "TEA"), deadShop)
		if dead := day == deadAfter-1; left == dead {
			t.Errorf("after %d days it is left in: %t", day+1, left)
		}
		h.wait(24 * time.Hour)
	}
	if got := h.links(shopCatalogue(), "RICE"); got != "" {
		t.Errorf("of a product with a dead shop alone: %s", got)
	}
	admin = h.enter(string(people.Administrator), password)
	if page := h.page(admin, "/seen/links"); !strings.Contains(page, "Gian hàng không còn trả lời") || !strings.Contains(page, deadShop) ||
		!strings.Contains(page, "Hãy gọi chủ thể") || strings.Contains(page, goodShop) {
		t.Errorf("the page is\n%s", page)
	}
	h.flip(admin, "/seen/links/check", "off")
	if got := h.links(shopCatalogue(), "RICE"); got != deadShop {
		t.Errorf("with the check switched off: %q", got)
	}
}
