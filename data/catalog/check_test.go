package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// soundProduct has nothing to remark on at 21 November 2026.
func soundProduct() Product {
	photo := Photo{Full: soundImage("a"), Thumb: soundImage("b"), Alt: Text{"vi": "Hũ mật ong"}}
	return Product{
		Code: "MO-01.A", Name: Text{"vi": "Mật ong bạc hà", "en": "Mint honey"}, Set: 4, Category: "ocop", Producer: "hoada",
		Place: Place{Commune: "xã Đồng Văn", Province: "08", FormerName: "Hà Giang"},
		Certificate: Certificate{
			Status: Certified, Stars: 4, Number: "12/QĐ-UBND", Authority: "UBND tỉnh Tuyên Quang",
			Issued: Date{2026, 1, 15}, Expires: Date{2029, 1, 15}, LegalBasis: "148/QĐ-TTg",
		},
		Price: Price{Dong: 250000, Unit: Text{"vi": "hũ 500 g"}}, Photos: []Photo{photo},
		Links:   []Link{{Channel: "shopee", URL: "https://shopee.vn/product/1/2"}},
		Barcode: "8938501234568", Points: []string{"P1"}, Titles: []Title{{Programme: Text{"vi": "Hàng Việt"}, Year: 2025}},
	}
}

func soundImage(digit string) Image {
	return Image{SHA256: strings.Repeat(digit, 64), Length: 1, Width: 1, Height: 1}
}

func soundCatalogue() Catalogue {
	return Catalogue{
		Organiser: Text{"vi": "Sở Công Thương"},
		Producers: []Producer{{ID: "hoada", Name: Text{"vi": "HTX Hoa Đá"}, Place: Place{Province: "08"}, Website: "http://hoada.vn"}},
		Products:  []Product{soundProduct()},
		Points:    []Point{{ID: "P1", Name: Text{"vi": "Điểm 1"}, Place: Place{Province: "01"}}},
		Events:    []Event{{ID: "E1", Name: Text{"vi": "Tuần hàng Việt"}, Place: Place{Province: "01"}, Point: "P1", From: Date{2026, 11, 20}, To: Date{2026, 11, 24}}},
	}
}

func TestSoundCatalogueHasNoIssue(t *testing.T) {
	for _, issue := range Check(soundCatalogue(), at(t, "2026-11-21 12:00:00")) {
		t.Errorf("unexpected: %s", issue)
	}
}

// codesOf returns the distinct codes of issues with a "!" at errors, in order.
func codesOf(issues []Issue) string {
	codes := map[string]bool{}
	for _, i := range issues {
		code := i.Field + ":" + i.Code
		if i.Severity == Error {
			code += "!"
		}
		codes[code] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(codes)), " ")
}

func TestCheckProduct(t *testing.T) {
	now := at(t, "2026-11-21 12:00:00")
	for _, c := range []struct {
		name   string
		change func(p *Product)
		want   string
	}{
		{"no code", func(p *Product) { p.Code = "" }, "code:id-shape!"},
		{"code with accents", func(p *Product) { p.Code = "mật" }, "code:id-shape!"},
		{"no name", func(p *Product) { p.Name = Text{"en": "Honey"} }, "name:text-missing!"},
		{"half a story", func(p *Product) { p.Story = Text{"en": "A story"} }, "story:text-missing!"},
		{"decomposed", func(p *Product) { p.Name = Text{"vi": "Ma\u0323\u0302t ong"} }, "name:text-form!"},
		{"TCVN3", func(p *Product) { p.Short = Text{"vi": "MËt ong rõng"} }, "short:text-legacy!"},
		{"control", func(p *Product) { p.Story = Text{"vi": "a\u202Eb"} }, "story:text-control!"},
		{"line feeds", func(p *Product) { p.Story = Text{"vi": "a\n\tb"} }, ""},
		{"claims", func(p *Product) { p.Story = Text{"vi": "Tốt nhất, chữa bệnh", "en": "It cures"} }, "story:claim-best story:claim-cure story_en:claim-cure"},
		{"a cosmetic as a medicine", func(p *Product) { p.Set, p.Short = 19, Text{"vi": "Kem trị mụn", "en": "It removes scars"} }, "short:claim-skin short_en:claim-skin"},
		{"a cosmetic outside OCOP", func(p *Product) {
			p.Set, p.Category, p.Certificate, p.Use = 0, "cosmetics", Certificate{}, Text{"vi": "giam beo"}
		}, "use:claim-skin"},
		{"what cleans the floor", func(p *Product) {
			p.Set, p.Category, p.Certificate, p.Name, p.Short = 0, "cosmetics", Certificate{}, Text{"vi": "Nước lau sàn"}, Text{"vi": "Diệt khuẩn"}
		}, ""},
		{"a drink for health", func(p *Product) {
			p.Set, p.AlcoholVol, p.Links, p.Story = 14, 29.5, nil, Text{"vi": "Rượu bổ thận, tráng dương"}
		}, "story:claim-drink"},
		{"tea for health", func(p *Product) { p.Short = Text{"vi": "Tốt cho sức khỏe"} }, ""},
		{"no producer", func(p *Product) { p.Producer = "" }, "producer:producer-missing!"},
		{"set 27", func(p *Product) { p.Set = 27 }, "set:set-range!"},
		{"no set", func(p *Product) { p.Set = 0 }, "set:set-missing!"},
		{"category", func(p *Product) { p.Category = "weapons" }, "category:category-unknown!"},
		{"no province", func(p *Product) { p.Place.Province = "" }, "province:province-missing"},
		{"long province", func(p *Product) { p.Place.Province = "Hà Nội" }, "province:province-code!"},
		{"stars outside", func(p *Product) { p.Set, p.Certificate = 0, Certificate{Stars: 4} }, "stars:stars-outside!"},
		{"outside", func(p *Product) { p.Set, p.Certificate = 0, Certificate{} }, ""},
		{"2 stars", func(p *Product) { p.Certificate.Stars = 2 }, "stars:stars-range!"},
		{"6 stars", func(p *Product) { p.Certificate.Stars = 6 }, "stars:stars-range!"},
		{"no stars", func(p *Product) { p.Certificate.Stars = 0 }, "stars:stars-range!"},
		{"potential 5", func(p *Product) { p.Certificate.Status, p.Certificate.Stars = PotentialFive, 5 }, "authority:authority-five stars:stars-potential!"},
		{"potential 4", func(p *Product) { p.Certificate.Status = PotentialFive }, ""},
		{"potential alone", func(p *Product) { p.Certificate = Certificate{Status: PotentialFive} }, ""},
		{"revoked", func(p *Product) { p.Certificate.Status = Revoked }, ""},
		{"odd status", func(p *Product) { p.Certificate.Status = "gold" }, "status:status-unknown!"},
		{"no number", func(p *Product) { p.Certificate.Number, p.Certificate.Authority = "", "" }, "authority:certificate-authority certificate:certificate-number"},
		{"5 stars of a province", func(p *Product) { p.Certificate.Stars = 5 }, "authority:authority-five"},
		{"5 stars of the ministry", func(p *Product) {
			p.Certificate.Stars, p.Certificate.Authority = 5, "Bộ Nông nghiệp và Môi trường"
		}, ""},
		{"no dates", func(p *Product) { p.Certificate.Issued, p.Certificate.Expires = Date{}, Date{} }, "issued:certificate-undated"},
		{"ends before it begins", func(p *Product) { p.Certificate.Expires = Date{2026, 1, 14} }, "expires:certificate-expired expires:certificate-order!"},
		{"37 months", func(p *Product) { p.Certificate.Expires = Date{2029, 1, 16} }, "expires:certificate-term"},
		{"to come", func(p *Product) { p.Certificate.Issued, p.Certificate.Expires = Date{2026, 12, 1}, Date{} }, "issued:certificate-pending"},
		{"expiring", func(p *Product) { p.Certificate.Issued, p.Certificate.Expires = Date{2024, 1, 15}, Date{} }, "expires:certificate-expiring"},
		{"grace", func(p *Product) {
			p.Certificate.Issued, p.Certificate.Expires, p.Certificate.Refiled = Date{2023, 11, 1}, Date{}, true
		}, "expires:certificate-grace"},
		{"expired", func(p *Product) { p.Certificate.Issued, p.Certificate.Expires = Date{2023, 11, 1}, Date{} }, "expires:certificate-expired"},
		{"title", func(p *Product) { p.Titles = []Title{{Year: 25}} }, "titles:text-missing! titles:title-year"},
		{"price below 0", func(p *Product) { p.Price.Dong = -1 }, "price:price-range!"},
		{"price upside down", func(p *Product) { p.Price.Max = 1000 }, "price:price-order!"},
		{"price 250", func(p *Product) { p.Price.Dong = 250 }, "price:price-small"},
		{"barcode", func(p *Product) { p.Barcode = "8938501234569" }, "barcode:barcode!"},
		{"payment", func(p *Product) { p.Links[0].URL = vietQR }, "link:link-payment!"},
		{"script", func(p *Product) { p.Links[0].URL = "javascript:1" }, "link:link-scheme!"},
		{"look-alike", func(p *Product) { p.Links[0].URL = "https://shopее.vn" }, "link:link-script!"},
		{"no link", func(p *Product) { p.Links[0].URL = "có" }, "link:link-shape!"},
		{"tracking", func(p *Product) { p.Links[0].URL = "https://shopee.vn/a?utm_source=x" }, "link:link-unclean!"},
		{"long link", func(p *Product) { p.Links[0].URL = "https://a.vn/" + strings.Repeat("a", 201) }, "link:link-long!"},
		{"same link", func(p *Product) { p.Links = append(p.Links, p.Links[0]) }, "link:link-twice"},
		{"share link", func(p *Product) { p.Links[0].URL = "https://vn.shp.ee/abc" }, "link:link-short"},
		{"government", func(p *Product) { p.Links[0].URL = "https://ocop.quangnam.gov.vn/a" }, "link:link-gov"},
		{"trace", func(p *Product) { p.TraceURL = "ftp://a.vn" }, "trace:link-scheme!"},
		{"no photo", func(p *Product) { p.Photos = nil }, "photos:photo-missing"},
		{"broken photo", func(p *Product) { p.Photos[0].Thumb = Image{} }, "photos:photo-shape!"},
		{"spirits", func(p *Product) { p.Set, p.Featured = 14, true }, "alcohol:alcohol-missing featured:featured-sensitive link:alcohol-links"},
		{"too strong", func(p *Product) { p.Set, p.AlcoholVol, p.Links = 14, 101, nil }, "alcohol:alcohol-range!"},
		{"health food", func(p *Product) { p.Set = 18 }, "use:health-use"},
	} {
		p := soundProduct()
		c.change(&p)
		issues := CheckProduct(p, now)
		if got := codesOf(issues); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		for _, issue := range issues {
			checkSentence(t, issue)
		}
	}
}

// checkSentence sees that every sentence is whole in both languages.
func checkSentence(t *testing.T, issue Issue) {
	t.Helper()
	for _, lang := range []string{"vi", "en"} {
		if m := issue.Message[lang]; m == "" || strings.Contains(m, "%!") || NFC(m) != m {
			t.Errorf("%s says in %s: %q", issue.Code, lang, m)
		}
	}
	if issue.Kind == "" || issue.Field == "" || issue.Message["vi"] == issue.Message["en"] {
		t.Errorf("issue is not whole: %+v", issue)
	}
}

func TestCheckCatalogue(t *testing.T) {
	now := at(t, "2026-11-21 12:00:00")
	for _, c := range []struct {
		name   string
		change func(c *Catalogue)
		want   string
	}{
		{"no organiser", func(c *Catalogue) { c.Organiser = nil }, "organiser:name-missing!"},
		{"code twice", func(c *Catalogue) { c.Products = append(c.Products, soundProduct()) }, "code:id-twice!"},
		{"unknown producer", func(c *Catalogue) { c.Producers[0].ID = "other" }, "producer:producer-unknown!"},
		{"producer twice", func(c *Catalogue) { c.Producers = append(c.Producers, c.Producers[0]) }, "id:id-twice!"},
		{"producer without name", func(c *Catalogue) { c.Producers[0].Name = nil }, "name:text-missing!"},
		{"website", func(c *Catalogue) { c.Producers[0].Website = "https://img.vietqr.io/x" }, "website:link-payment!"},
		{"producer's photo", func(c *Catalogue) { c.Producers[0].Photo = &Photo{} }, "photo:photo-shape!"},
		{"unknown point", func(c *Catalogue) { c.Products[0].Points = []string{"P9"} }, "points:point-unknown!"},
		{"point twice", func(c *Catalogue) { c.Points = append(c.Points, c.Points[0]) }, "id:id-twice!"},
		{"event elsewhere", func(c *Catalogue) { c.Events[0].Point = "P9" }, "point:point-unknown!"},
		{"event without days", func(c *Catalogue) { c.Events[0].From = Date{} }, "from:event-dates!"},
		{"event backwards", func(c *Catalogue) { c.Events[0].To = Date{2026, 11, 19} }, "to:event-order!"},
		{"event id", func(c *Catalogue) { c.Events[0].ID = "-" }, "id:id-shape!"},
		{"empty", func(c *Catalogue) { *c = Catalogue{Organiser: c.Organiser} }, ""},
	} {
		catalogue := soundCatalogue()
		c.change(&catalogue)
		issues := Check(catalogue, now)
		if got := codesOf(issues); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		for _, issue := range issues {
			checkSentence(t, issue)
		}
	}
}

// TestEveryRuleHasTwoLikeSentences compares what the two languages are filled
// with.
func TestEveryRuleHasTwoLikeSentences(t *testing.T) {
	for code, r := range rules() {
		if r.vi == "" || r.en == "" || strings.Count(r.vi, "%") != strings.Count(r.en, "%") {
			t.Errorf("%s: %q and %q take other things", code, r.vi, r.en)
		}
		if r.severity != Error && r.severity != Warning {
			t.Errorf("%s has severity %q", code, r.severity)
		}
	}
}

func TestIssueString(t *testing.T) {
	issue := Issue{Kind: "product", ID: "A1", Field: "stars", Severity: Error, Message: both("x", "too many")}
	if got := fmt.Sprint(issue); got != "product A1, stars: error: too many" {
		t.Errorf("issue reads %q", got)
	}
}

func BenchmarkCheck(b *testing.B) {
	c := soundCatalogue()
	c.Products[0].Story = Text{"vi": strings.Repeat("Mật ong bạc hà được nuôi trên cao nguyên đá. ", 20), "en": strings.Repeat("Honey of the stone plateau. ", 20)}
	for i := range 5000 {
		p := c.Products[0]
		p.Code = fmt.Sprint("P", i)
		c.Products = append(c.Products, p)
	}
	now := Date{2026, 11, 21}.Time()
	for b.Loop() {
		Check(c, now)
	}
}

// TestHouseNumberOneIsNoClaim: "Số 1 phố …" in an address says where, not how good.
func TestHouseNumberOneIsNoClaim(t *testing.T) {
	point := Point{ID: "p", Name: Text{"vi": "Điểm bán"}, Address: Text{"vi": "Số 1 phố Mẫu", "en": "No 1 Mau Street"}}
	for _, issue := range Check(Catalogue{Organiser: Text{"vi": "Ban tổ chức"}, Points: []Point{point}}, time.Now()) {
		if issue.Field == "address" || issue.Field == "address_en" {
			t.Errorf("%v", issue)
		}
	}
}
