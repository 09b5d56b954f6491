package catalog

import (
	"errors"
	"strings"
	"testing"
)

func TestCleanLink(t *testing.T) {
	for _, c := range []struct{ in, url, channel string }{
		{"https://shopee.vn/M%E1%BA%ADt-ong-b%E1%BA%A1c-h%C3%A0-i.12345678.9876543210?sp_atk=a&xptdk=b", "https://shopee.vn/product/12345678/9876543210", "shopee"},
		{"https://shopee.vn/Mật-ong-bạc-hà-i.1.22", "https://shopee.vn/product/1/22", "shopee"},
		{"https://shopee.vn/product/1/22?smtt=0.0.9", "https://shopee.vn/product/1/22", "shopee"},
		{"https://shopee.vn/matongbacha/1/22", "https://shopee.vn/product/1/22", "shopee"},
		{"http://www.shopee.vn/matongbacha?utm_source=x#a", "https://shopee.vn/matongbacha", "shopee"},
		{"shopee.vn/matongbacha", "https://shopee.vn/matongbacha", "shopee"},
		{"shopee.vn:443/matongbacha", "https://shopee.vn/matongbacha", "shopee"},
		{"//shopee.vn/x", "https://shopee.vn/x", "shopee"},
		{"https://vn.shp.ee/AbCd123", "https://vn.shp.ee/AbCd123", "shopee"},
		{"https://s.shopee.vn/AbCd123", "https://s.shopee.vn/AbCd123", "shopee"},
		{"https://www.lazada.vn/products/tra-shan-tuyet-i123456-s789.html?spm=a.b&scm=1", "https://www.lazada.vn/products/pdp-i123456-s789.html", "lazada"},
		{"https://www.lazada.vn/products/pdp-i5.html", "https://www.lazada.vn/products/pdp-i5.html", "lazada"},
		{"https://www.lazada.vn/shop/tra-viet/", "https://www.lazada.vn/shop/tra-viet/", "lazada"},
		{"https://tiki.vn/ca-phe-p123.html?spid=456&src=q", "https://tiki.vn/ca-phe-p123.html", "tiki"},
		{"https://ti.ki/abc", "https://ti.ki/abc", "tiki"},
		{"https://shop.tiktok.com/view/product/17?region=VN&locale=vi-VN&source=x", "https://shop.tiktok.com/view/product/17?region=VN", "tiktok"},
		{"https://www.tiktok.com/@chethainguyen?_t=8x&_r=1", "https://www.tiktok.com/@chethainguyen", "tiktok"},
		{"https://vt.tiktok.com/ZS/", "https://vt.tiktok.com/ZS/", "tiktok"},
		{"https://www.sendo.vn/gom-bat-trang-12.html?source=x", "https://www.sendo.vn/gom-bat-trang-12.html", "sendo"},
		{"https://postmart.vn/p/1?a=2", "https://postmart.vn/p/1?a=2", "buudien"},
		{"https://buudien.vn/p/1", "https://buudien.vn/p/1", "buudien"},
		{"https://voso.vn/p", "https://voso.vn/p", "voso"},
		{"https://zalo.me/0912345678", "https://zalo.me/0912345678", "zalo"},
		{"https://oa.zalo.me/home?x=1&zarsrc=30", "https://oa.zalo.me/home?x=1", "zalo"},
		{"https://m.facebook.com/profile.php?id=1000&mibextid=abc", "https://www.facebook.com/profile.php?id=1000", "facebook"},
		{"https://fb.com/htxchephinho?fbclid=xyz", "https://www.facebook.com/htxchephinho", "facebook"},
		{"https://m.me/htx?ref=1", "https://m.me/htx", "messenger"},
		{"https://www.youtube.com/watch?v=abc&si=def&t=5", "https://www.youtube.com/watch?v=abc", "youtube"},
		{"https://maps.app.goo.gl/AbC", "https://maps.app.goo.gl/AbC", "map"},
		{"https://www.google.com/maps/place/X?g_ep=1", "https://www.google.com/maps/place/X?g_ep=1", "map"},
		{"http://matong.com.vn/", "http://matong.com.vn", "website"},
		{"HTTP://MatOng.com.vn:80/A?b=1&utm_medium=qr&c=2&FBCLID=9&gclid=1", "http://matong.com.vn/A?b=1&c=2", "website"},
		{"http://matong.com.vn:8080/?utm_id=1", "http://matong.com.vn:8080", "website"},
		{"https://matong.com.vn./", "https://matong.com.vn", "website"},
		{"https://matong.com.vn/mật-ong?tên=đậu&q=\"x\"#phần", "https://matong.com.vn/m%E1%BA%ADt-ong?t%C3%AAn=%C4%91%E1%BA%ADu&q=%22x%22#ph%E1%BA%A7n", "website"},
		{"https://matong.com.vn/#/product/1", "https://matong.com.vn/#/product/1", "website"},
		{"https://matong.com.vn/a#:~:text=x", "https://matong.com.vn/a", "website"},
		{"https://matong.com.vn/a?", "https://matong.com.vn/a", "website"},
		{"https://l.facebook.com/l.php?u=https%3A%2F%2Fshopee.vn%2Fa-i.1.2%3Ffbclid%3Dx&h=AT0", "https://shopee.vn/product/1/2", "shopee"},
		{"https://www.google.com/url?sa=t&url=https://matong.com.vn/a%3Futm_source%3Dx", "https://matong.com.vn/a", "website"},
		{"https://notshopee.vn/a-i.1.2", "https://notshopee.vn/a-i.1.2", "website"},
		{"https://shopee.vn.evil.com/a-i.1.2", "https://shopee.vn.evil.com/a-i.1.2", "website"},
		{"\uFEFF https://matong.vn/a \n", "https://matong.vn/a", "website"},
		{"https://id.gs1.org/01/08938501234567/10/LO1?17=270101", "https://id.gs1.org/01/08938501234567/10/LO1?17=270101", "website"},
	} {
		got, err := CleanLink(c.in)
		if err != nil || got.URL != c.url || got.Channel != c.channel {
			t.Errorf("CleanLink(%q) = %q %q %v, want %q %q", c.in, got.URL, got.Channel, err, c.url, c.channel)
		}
	}
}

const vietQR = "00020101021138570010A00000072701270006970436011310123456780200208QRIBFTTA53037045802VN63041234"

// TestCleanLinkRefuses: failures.md, "Hostile stick or page": no code of the kiosk
// leads to one of these.
func TestCleanLinkRefuses(t *testing.T) {
	for _, c := range []struct {
		in   string
		want error
	}{
		{"", ErrNotLink},
		{"Có bán tại quầy", ErrNotLink},
		{"0912345678", ErrNotLink},
		{"ten@gmail.com", ErrNotLink},
		{"https://", ErrNotLink},
		{"http:shopee.vn", ErrNotLink},
		{"https://localhost/x", ErrNotLink},
		{"https://192.168.1.10/x", ErrNotLink},
		{"https://[::1]/x", ErrNotLink},
		{"https://a..vn/", ErrNotLink},
		{"https://-a.vn/", ErrNotLink},
		{"https://a_b.vn/", ErrNotLink},
		{"https://matong.vn:99999/", ErrNotLink},
		{"https://shopee.vn@evil.example/x", ErrNotLink},
		{"https://user:secret@shopee.vn/x", ErrNotLink},
		{"https://evil.com\\@shopee.vn/", ErrNotLink},
		{"https://a.vn/x https://b.vn/y", ErrNotLink},
		{"https://a.vn/<script>", ErrNotLink},
		{"https://a.vn/a\u202Eb", ErrNotLink},
		{"https://a.vn/%zz", ErrNotLink},
		{"https://a.vn/" + strings.Repeat("a", 5000), ErrNotLink},
		{"javascript:alert(1)", ErrScheme},
		{"JavaScript://shopee.vn/%0aalert(1)", ErrScheme},
		{"mailto:a@b.vn", ErrScheme},
		{"tel:0912345678", ErrScheme},
		{"ftp://a.vn/x", ErrScheme},
		{"file:///etc/passwd", ErrScheme},
		{"data:text/html,x", ErrScheme},
		{"intent://shopee.vn#Intent;end", ErrScheme},
		{"https://xn--shope-hva.vn/", ErrMixedScript},
		{"https://shopее.vn/x", ErrMixedScript}, // Cyrillic е
		{"https://mậtong.vn/x", ErrMixedScript},
		{"https://m%E1%BA%ADtong.vn/x", ErrMixedScript},
		{vietQR, ErrPayment},
		{" " + vietQR + "\n", ErrPayment},
		{"000201 010211 38", ErrPayment},
		{"https://img.vietqr.io/image/VCB-0123456789-compact.png?amount=1&addInfo=x", ErrPayment},
		{"img.vietqr.io/image/VCB-1-a.png", ErrPayment},
		{"HTTPS://IMG.VIETQR.IO./image/VCB-1-a.png", ErrPayment},
		{"https://matong.vn/qr?data=" + vietQR, ErrPayment},
		{"https://matong.vn/qr?data=0002%301010211", ErrPayment},
		{"https://l.facebook.com/l.php?u=https%3A%2F%2Fimg.vietqr.io%2Fimage%2FVCB-1-a.png", ErrPayment},
		{"https://l.facebook.com/l.php?u=javascript%3Aalert(1)", ErrScheme},
		{"https://me.momo.vn/abc", ErrPayment},
	} {
		if got, err := CleanLink(c.in); !errors.Is(err, c.want) {
			t.Errorf("CleanLink(%q) = %q %v, want %v", c.in, got.URL, err, c.want)
		}
	}
}

func FuzzCleanLink(f *testing.F) {
	for _, s := range []string{
		"https://shopee.vn/Mật-ong-i.1.22?sp_atk=a", "shopee.vn", "http://a.vn:80//b?c=%41&&utm_x=1#d", "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.vn",
		"https://www.lazada.vn/products/a-i1-s2.html", vietQR, "https://a.vn/?d=0002%2530101021", "javascript:1", "https://a.vn/%2f%2F;x?y;z=1&q=%zz",
		"HTTPS://A.VN./?#", "//a.vn/?utm_source", "https://a.vn/a%20b+c?=&=1&x", "https://www.google.com/url?q=//b.vn", "https://a.vn/'\"?'{}`#'\"",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		link, err := CleanLink(raw)
		if err != nil {
			return
		}
		if !strings.HasPrefix(link.URL, "https://") && !strings.HasPrefix(link.URL, "http://") {
			t.Fatalf("CleanLink(%q) = %q: other scheme", raw, link.URL)
		}
		if !plain(link.URL) || strings.ContainsAny(link.URL, " \"<>\\\n\t") || link.Host() == "" {
			t.Fatalf("CleanLink(%q) = %q: unsafe characters", raw, link.URL)
		}
		if isPayment(link.URL) {
			t.Fatalf("CleanLink(%q) = %q: a payment code", raw, link.URL)
		}
		again, err := CleanLink(link.URL)
		if err != nil || again.URL != link.URL || again.Channel != link.Channel {
			t.Fatalf("CleanLink(%q) = %q, and of that %q %v", raw, link.URL, again.URL, err)
		}
	})
}

func TestLinkHost(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.lazada.vn/products/pdp-i5.html": "lazada.vn",
		"https://shopee.vn/product/1/2":              "shopee.vn",
		"http://matong.vn:8080/x":                    "matong.vn",
		"://":                                        "",
	} {
		if got := (Link{URL: in}).Host(); got != want {
			t.Errorf("Host of %q = %q, want %q", in, got, want)
		}
	}
}

func TestLinkName(t *testing.T) {
	for _, c := range []struct {
		link   Link
		vi, en string
	}{
		{Link{Channel: "shopee"}, "Shopee", "Shopee"},
		{Link{Channel: "map"}, "Bản đồ", "Map"},
		{Link{Channel: "website"}, "Trang web", "Website"},
		{Link{}, "Trang web", "Website"},
		{Link{Channel: "shopee", Label: Text{"vi": "Gian hàng chính"}}, "Gian hàng chính", "Gian hàng chính"},
	} {
		if vi, en := c.link.Name("vi"), c.link.Name("en"); vi != c.vi || en != c.en {
			t.Errorf("%+v is called %q, %q", c.link, vi, en)
		}
	}
}

func TestLinkShort(t *testing.T) {
	for url, want := range map[string]bool{
		"https://vn.shp.ee/a": true, "https://s.lazada.vn/s.a": true, "https://vt.tiktok.com/a": true,
		"https://www.facebook.com/share/abc": true, "https://www.facebook.com/abc": false, "https://shopee.vn/a": false,
	} {
		if got := (Link{URL: url}).Short(); got != want {
			t.Errorf("Short of %q = %t", url, got)
		}
	}
}

func TestQRFits(t *testing.T) {
	if !QRFits(strings.Repeat("a", 213)) || QRFits(strings.Repeat("a", 214)) {
		t.Error("a QR code of version 10-M holds 213 bytes")
	}
}
