package sheet

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// badSentence is what a wrong number of arguments leaves in a sentence.
var badSentence = regexp.MustCompile(`%!|map\[|\(EXTRA`)

func TestReadsAGoodWorkbook(t *testing.T) {
	s := office()
	s["Links"] = [][]any{{"product", "url", "label"}, {"SP-1", "https://shopee.vn/Tra-shan-i.12.34?utm_source=zalo", "Gian hàng"}}
	s["Titles"] = [][]any{{"product", "programme", "year", "rank"}, {"SP-1", "Hàng Việt Nam được người tiêu dùng yêu thích", 2024, "Top 2"}, {"SP-1", "Hàng Việt Nam được người tiêu dùng yêu thích", 2025, "Top 1"}}
	s["Events"] = [][]any{{"id", "name", "venue", "province", "from", "to", "point"}, {"tuan-1", "Tuần hàng Việt", "Quảng trường", 1, "20/11/2026", "24/11/2026", "diem-1"}}
	s["Rounds"] = [][]any{
		{"round", "title", "opens", "closes", "category", "category_title", "choices"},
		{"r-2026", "Bình chọn 2026", "01/11/2026 08:00", "30/11/2026", "che", "Chè", 2},
		{"r-2026", nil, nil, nil, "Thực phẩm", nil, nil},
	}
	s["Nominees"] = [][]any{
		{"round", "category", "product"},
		{"r-2026", "che", "SP-1"},
		{"r-2026", "Chè", "SP-2"},
		{"r-2026", "Thực phẩm", "SP-2"},
	}
	book := read(t, s.folder(t))
	expect(t, book)
	c := book.Catalogue
	if len(c.Products) != 2 || len(c.Producers) != 1 || len(c.Points) != 1 || len(c.Events) != 1 || c.Organiser["vi"] != "Ban tổ chức" {
		t.Fatalf("catalogue = %+v", c)
	}
	p := c.Products[0]
	if p.Links[0].URL != "https://shopee.vn/product/12/34" || p.Links[0].Label["vi"] != "Gian hàng" || p.Titles[0].Year != 2025 {
		t.Errorf("links %+v, titles %+v", p.Links, p.Titles)
	}
	if p.Certificate.Issued.String() != "2026-08-05" || p.Stars(testNow) != 4 || p.Price.Dong != 185000 || len(p.Points) != 1 || len(p.Photos) != 1 {
		t.Errorf("product = %+v", p)
	}
	want := vote.Round{
		ID: "r-2026", Title: vote.Text{"vi": "Bình chọn 2026"},
		Opens: time.Date(2026, 11, 1, 8, 0, 0, 0, catalog.Zone), Closes: time.Date(2026, 12, 1, 0, 0, 0, 0, catalog.Zone),
	}
	r := book.Rounds[0]
	if r.ID != want.ID || r.Title["vi"] != want.Title["vi"] || !r.Opens.Equal(want.Opens) || !r.Closes.Equal(want.Closes) {
		t.Errorf("round = %+v", r)
	}
	if len(r.Categories) != 2 || r.Categories[0].Choices != 2 || len(r.Categories[0].Nominees) != 2 || r.Categories[1].ID != "food" || r.Categories[1].Choices != 1 {
		t.Errorf("categories = %+v", r.Categories)
	}
}

func TestVietnameseHeadersInAnyOrder(t *testing.T) {
	s := office()
	s["Products"] = [][]any{
		{"Giá bán", "TÊN SẢN PHẨM *", "Mã SP", "Chủ thể", "Tên (en)", "tên tiếng Hàn", "story_ko", "Câu chuyện", "Bộ sản phẩm", "Tỉnh", "Ghi chú nội bộ", "Ảnh"},
		{"185k", "Trà", "SP-1", "Hợp tác xã Suối Mây", "Tea", "차", "이야기", "Chuyện", nil, "tp. hà nội", "gọi lại", "tra.jpg"},
	}
	for i, header := range s["Products"][0] { // half of them decomposed, as on a Mac
		if i%2 == 0 {
			s["Products"][0][i] = norm.NFD.String(header.(string))
		}
	}
	book := read(t, s.folder(t))
	expect(t, book, "Products!K1 column-unknown")
	p := book.Catalogue.Products[0]
	if p.Name["en"] != "Tea" || p.Name["ko"] != "차" || p.Story["ko"] != "이야기" || p.Producer != "htx-1" || p.Place.Province != "01" || p.Price.Dong != 185000 {
		t.Errorf("product = %+v", p)
	}
}

func TestVietnameseSheetsUnderATitle(t *testing.T) {
	f := office().file(t)
	for from, to := range map[string]string{"Products": "Danh sách sản phẩm", "Producers": "CHỦ THỂ", "About": "Thông tin chung"} {
		f.SetSheetName(from, to)
	}
	f.InsertRows("Danh sách sản phẩm", 1, 3)
	f.SetCellStr("Danh sách sản phẩm", "A1", "DANH SÁCH SẢN PHẨM OCOP NĂM 2026")
	f.MergeCell("Danh sách sản phẩm", "A1", "F1")
	book := read(t, folderOf(t, f))
	expect(t, book)
	if len(book.Catalogue.Products) != 2 {
		t.Errorf("products = %d, want 2", len(book.Catalogue.Products))
	}
}

func TestTextIsComposed(t *testing.T) {
	for name, text := range map[string]string{
		"decomposed": norm.NFD.String("Bưởi Đoan Hùng – Phú Thọ"), "half-composed": "Bươ\u0309i Đoan Hùng – Phú Tho\u0323",
		"odd spaces": "\ufeffBưởi\u00a0Đoan  Hùng –\tPhú Thọ\u00ad ", "lines": "Bưởi Đoan Hùng\r\n– Phú Thọ",
	} {
		book := read(t, office().set("Products", "name", 2, text).folder(t))
		if got := book.Catalogue.Products[0].Name["vi"]; got != "Bưởi Đoan Hùng – Phú Thọ" {
			t.Errorf("%s: name = %q", name, got)
		}
	}
}

func TestLostZerosComeBack(t *testing.T) {
	s := office().set("Producers", "id", 2, "007").set("Products", "producer", 2, 7).set("Products", "producer", 3, "007")
	s.set("Products", "province", 2, 8).set("Producers", "phone", 2, 912345678).set("Products", "barcode", 2, 36000291452).set("Points", "province", 2, 1)
	book := read(t, s.folder(t))
	expect(t, book)
	p := book.Catalogue.Products[0]
	if p.Producer != "007" || p.Place.Province != "08" || p.Barcode != "036000291452" || book.Catalogue.Producers[0].Phone != "0912345678" || book.Catalogue.Points[0].Place.Province != "01" {
		t.Errorf("product = %+v, producer = %+v", p, book.Catalogue.Producers[0])
	}
}

func TestOldProvinceNames(t *testing.T) {
	book := read(t, office().set("Products", "province", 2, "Hà Giang").set("Products", "province", 3, "tinh ha giang").folder(t))
	expect(t, book)
	for _, p := range book.Catalogue.Products {
		if p.Place.Province != "08" || p.Place.FormerName != "Hà Giang" {
			t.Errorf("place = %+v", p.Place)
		}
	}
}

// TestFaults breaks one cell of a good workbook at a time. See failures.md, "Bad
// spreadsheet".
func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		sheet, header string
		row           int
		value         any
		want          []string
	}{
		"unknown producer":    {"Products", "producer", 2, "htx-2", []string{"Products!D2 reference-unknown"}},
		"unknown province":    {"Products", "province", 2, "Tuyen Qang", []string{"Products!E2 province-unknown"}},
		"old code":            {"Products", "province", 2, 2, []string{"Products!E2 province-unknown"}},
		"unknown point":       {"Products", "points", 2, "diem-1; diem-9", []string{"Products!M2 reference-unknown"}},
		"unknown set":         {"Products", "set", 2, "Chè bay", []string{"Products!C2 set-unknown"}},
		"only a sector":       {"Products", "set", 2, "Thực phẩm", []string{"Products!C2 set-sector-only"}},
		"sixty sets":          {"Products", "set", 2, 60, []string{"Products!C2 set-unknown"}},
		"other sector":        {"Products", "sector", 2, "Đồ uống", []string{"Products!N2 set-other-sector"}},
		"same code":           {"Products", "code", 3, "SP-1", []string{"Products!A3 code-twice"}},
		"no code":             {"Products", "code", 3, "", []string{"Products!A3 value-missing"}},
		"bad code":            {"Products", "code", 3, "SP số 2", []string{"Products!A3 code-characters"}},
		"no name":             {"Products", "name", 2, "", []string{"Products!B2 value-missing"}},
		"no date":             {"Products", "issued", 2, "tháng trước", []string{"Products!J2 date-unreadable"}},
		"only a year":         {"Products", "issued", 2, 2025, []string{"Products!J2 date-year-only"}},
		"American date":       {"Products", "issued", 2, "08/25/2026", []string{"Products!J2 date-month-first"}},
		"no such day":         {"Products", "issued", 2, "31/02/2026", []string{"Products!J2 date-impossible"}},
		"short year":          {"Products", "issued", 2, "05/08/26", []string{"Products!J2 date-short-year"}},
		"price in words":      {"Products", "price", 2, "rẻ lắm", []string{"Products!K2 price-unreadable"}},
		"price cut":           {"Products", "price", 2, 185.5, []string{"Products!K2 price-fraction"}},
		"barcode lost":        {"Products", "barcode", 2, "8,93E+12", []string{"Products!N2 barcode-digits-lost"}},
		"barcode wrong":       {"Products", "barcode", 2, "8936000000012", []string{"Products!N2 barcode-wrong"}},
		"stars in words":      {"Products", "stars", 2, "bốn", []string{"Products!G2 stars-unreadable"}},
		"two stars":           {"Products", "stars", 2, 2, []string{"Products!G2 stars-range"}},
		"status expired":      {"Products", "status", 2, "hết hạn", []string{"Products!F2 status-unreadable", "Products!G2 stars-outside"}},
		"potential five":      {"Products", "status", 2, "Tiềm năng 5 sao", nil},
		"TCVN3":               {"Products", "name", 2, "S¶n phÈm chÌ xanh ®Æc s¶n", []string{"Products!B2 legacy-encoding"}},
		"an error":            {"Products", "price", 2, "#N/A", []string{"Products!K2 cell-error"}},
		"no photo":            {"Products", "photos", 2, "tar.jpg", []string{"Products!L2 photo-missing"}},
		"photo outside":       {"Products", "photos", 2, "../danh-muc.xlsx", []string{"Products!L2 photo-outside"}},
		"photo absolute":      {"Products", "photos", 2, "/etc/passwd", []string{"Products!L2 photo-outside"}},
		"photo on C":          {"Products", "photos", 2, `C:\Users\me\tra.jpg`, []string{"Products!L2 photo-outside"}},
		"export perhaps":      {"Products", "export", 2, "có lẽ", []string{"Products!N2 yes-no-unreadable"}},
		"trace is script":     {"Products", "trace_url", 2, "javascript:alert(1)", []string{"Products!N2 link-scheme"}},
		"unknown category":    {"Products", "category", 2, "Vũ trụ", []string{"Products!N2 category-unknown"}},
		"strength":            {"Products", "alcohol_vol", 2, "nặng", []string{"Products!N2 number-unreadable"}},
		"strength in percent": {"Products", "alcohol_vol", 2, 0.295, []string{"Products!N2 percent-low"}},
		"phone":               {"Producers", "phone", 2, "gọi anh Ba", []string{"Producers!D2 phone-unreadable"}},
		"two phones":          {"Producers", "phone", 2, "0912345678 / 0987654321", []string{"Producers!D2 phone-several"}},
		"foreign name only":   {"Points", "address_en", 2, "1 Main Street", []string{"Points!D2 text-missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			expect(t, read(t, office().set(c.sheet, c.header, c.row, c.value).folder(t)), c.want...)
		})
	}
}

func TestLinkFaults(t *testing.T) {
	s := office()
	s["Links"] = [][]any{
		{"product", "url", "channel"},
		{"SP-1", "00020101021138560010A000000727"},
		{"SP-1", "ftp://shopee.vn/a"},
		{"SP-1", "xem ở chợ"},
		{"SP-1", "https://shоpee.vn/a"}, // the о is Cyrillic
		{"SP-1", "https://vidu.example/" + strings.Repeat("a", 200)},
		{"SP-1", "https://vidu.example/a", "Shopee"},
		{"SP-1", "https://vidu.example/a"},
		{"SP-9", "https://vidu.example/b"},
		{"SP-2"},
	}
	book := read(t, s.folder(t))
	expect(t, book, "Links!B2 link-payment", "Links!B3 link-scheme", "Links!B4 link-unreadable", "Links!B5 link-mixed-script",
		"Links!B6 link-too-long", "Links!C7 link-channel", "Links!B8 link-twice", "Links!A9 reference-unknown", "Links!B10 value-missing")
	if links := book.Catalogue.Products[0].Links; len(links) != 1 {
		t.Errorf("links = %+v, want the one good link", links)
	}
}

func TestRuleOfAProductIsToldAtItsLink(t *testing.T) {
	s := office().set("Products", "set", 2, 14).set("Products", "alcohol_vol", 2, "29,5")
	s["Links"] = [][]any{{"product", "url"}, {"SP-2", "https://vidu.example/mat"}, {"SP-1", "https://vidu.example/ruou"}}
	expect(t, read(t, s.folder(t)), "Links!B3 alcohol-links")
}

func TestRoundFaults(t *testing.T) {
	s := office().set("Products", "status", 3, "Thu hồi")
	s["Rounds"] = [][]any{
		{"round", "title", "opens", "closes", "category", "category_title", "choices"},
		{"a", "Đợt A", "01/11/2026 08:00", "01/11/2026 08:00", "mot", "Một", 1},
		{"a", "Đợt khác", nil, nil, "hai", "Hai", 3},
		{"a", nil, nil, nil, "hai", "Hai", 1},
		{"b", nil, "sớm", nil, "mot", nil, "nhiều"},
		{"đợt c", "C", "01/11/2026", "02/11/2026", "mot", "Một", 1},
	}
	s["Nominees"] = [][]any{
		{"round", "category", "product", "nominee"},
		{"a", "hai", "SP-1"},
		{"a", "hai", "SP-1"},
		{"a", "ba", "SP-1"},
		{"x", "hai", "SP-1"},
		{"a", "mot", "SP-2"},
		{"a", "hai", "SP-1", "so-7"},
	}
	expect(t, read(t, s.folder(t)),
		"Rounds!D2 round-order", "Rounds!E2 round-category-empty", "Rounds!B3 round-differs", "Rounds!G3 round-few-nominees",
		"Rounds!E4 code-twice", "Rounds!B5 value-missing", "Rounds!C5 date-unreadable", "Rounds!D5 value-missing", "Rounds!F5 value-missing",
		"Rounds!G5 number-unreadable", "Rounds!E5 round-category-empty", "Rounds!A6 code-characters",
		"Nominees!D3 nominee-twice", "Nominees!B4 reference-unknown", "Nominees!A5 reference-unknown", "Nominees!C6 nominee-revoked", "Nominees!C7 nominee-product-twice")
}

func TestHowARoundIsHeld(t *testing.T) {
	head := []any{"Mã đợt", "Tên đợt", "Mở lúc", "Đóng lúc", "Trạng thái", "Cách nhận phiếu", "Giãn cách (giây)", "Chạy thử", "Hiện số lượt chọn", "Biên nhận", "Mã nhóm", "Tên nhóm"}
	row := func(id string, cells ...any) []any {
		return append(append([]any{id, "Đợt " + id, "01/11/2026", "30/11/2026"}, cells...), "mot", "Một")
	}
	s := office()
	s["Rounds"] = [][]any{
		head,
		row("a", nil, nil, nil, nil, nil, nil),
		row("b", "Tạm dừng", "tự do", 45, "có", "Luôn hiện", "x"),
		row("c", "DRAFT", "Mã phiếu", nil, "không", "never", "no"),
		row("d", "Đóng", "supervised", nil, nil, "Sau khi đóng", nil),
		{"d", nil, nil, nil, "closed", "Có nhân viên", nil, nil, nil, nil, "hai", "Hai"},
	}
	s["Nominees"] = [][]any{{"round", "category", "product"}}
	for _, id := range []string{"a", "b", "c", "d"} {
		s["Nominees"] = append(s["Nominees"], []any{id, "mot", "SP-1"})
	}
	s["Nominees"] = append(s["Nominees"], []any{"d", "hai", "SP-1"})
	book := read(t, s.folder(t))
	expect(t, book)
	for i, want := range []vote.Round{
		{},
		{Switch: vote.SetPause, Mode: vote.ByPause, Pause: 45 * time.Second, Test: true, Reveal: vote.Always, Receipts: true},
		{Switch: vote.SetDraft, Mode: vote.ByTicket, Reveal: vote.Never},
		{Switch: vote.SetClose, Mode: vote.ByStaff, Reveal: vote.AfterClose},
	} {
		r := book.Rounds[i]
		got := vote.Round{Switch: r.Switch, Mode: r.Mode, Pause: r.Pause, Test: r.Test, Reveal: r.Reveal, Receipts: r.Receipts}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", r.ID, got, want)
		}
	}
	s["Rounds"] = [][]any{
		head,
		row("a", "ngủ", "ai cũng được", "lâu", "có thể", "mai", "để xem"),
		row("b", nil, "Mã phiếu", 30, nil, nil, nil),
		{"b", nil, nil, nil, nil, "Tự do", 31, nil, nil, nil, "hai", "Hai"},
		row("c", nil, nil, 0, nil, nil, nil),
		row("d", nil, nil, 86401, nil, nil, nil),
	}
	expect(t, read(t, s.folder(t)),
		"Rounds!E2 word-unknown", "Rounds!F2 word-unknown", "Rounds!G2 number-unreadable", "Rounds!H2 yes-no-unreadable", "Rounds!I2 word-unknown",
		"Rounds!J2 yes-no-unreadable", "Rounds!G3 round-pause-unused", "Rounds!F4 round-differs", "Rounds!G4 round-differs", "Rounds!K4 round-category-empty",
		"Rounds!G5 number-unreadable", "Rounds!G6 number-unreadable", "Nominees!B6 reference-unknown")
}

func TestAFirmHasThreeProductsInARound(t *testing.T) {
	s := office()
	for _, code := range []string{"SP-3", "SP-4", "SP-5"} {
		more := slices.Clone(s["Products"][1])
		more[slices.Index(s["Products"][0], any("code"))] = code
		s["Products"] = append(s["Products"], more)
	}
	s["Rounds"] = [][]any{{"round", "title", "opens", "closes", "category", "category_title"}}
	s["Nominees"] = [][]any{{"round", "category", "product"}}
	for _, id := range []string{"a", "b"} {
		s["Rounds"] = append(s["Rounds"], []any{id, "Đợt", "01/11/2026", "30/11/2026", "mot", "Một"}, []any{id, nil, nil, nil, "hai", "Hai"})
		s["Nominees"] = append(s["Nominees"], []any{id, "mot", "SP-1"}, []any{id, "mot", "SP-3"}, []any{id, "hai", "SP-4"}, []any{id, "hai", "SP-1"})
	}
	s["Nominees"] = append(s["Nominees"], []any{"b", "hai", "SP-5"})
	book := read(t, s.folder(t))
	expect(t, book, "Nominees!C10 nominee-firm-many")
	for _, p := range book.Problems {
		if want := " 3 sản phẩm được đề cử trong đợt này (sản phẩm thứ 3 ở dòng 8)"; !strings.Contains(p.Message["vi"], want) || !strings.Contains(p.Message["en"], "(the last in row 8)") {
			t.Errorf("got %q, %q, want %q", p.Message["vi"], p.Message["en"], want)
		}
	}
}

// TestNumberedRows: nearly every office's table begins with a column of numbers.
func TestNumberedRows(t *testing.T) {
	for _, header := range []string{"STT", "TT", "Số TT", "stt."} {
		s := office()
		for i := range s["Products"] {
			s["Products"][i] = append([]any{i}, s["Products"][i]...)
		}
		s["Products"][0][0] = header
		expect(t, read(t, s.folder(t)))
	}
}

func TestSuggestions(t *testing.T) {
	s := office().set("Products", "producer", 2, "Hợp tác xã Suối Mâu").set("Products", "province", 2, "Tuyên Qunag")
	s.set("Products", "photos", 2, "tar.jpg").set("Products", "tên sản phâm", 1, "tên sản phâm")
	var all []string
	for _, p := range read(t, s.folder(t)).Problems {
		all = append(all, p.Message["vi"]+p.Message["en"])
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"Có phải “Hợp tác xã Suối Mây” không?", "Did you mean “Tuyên Quang”?", "Có phải “tra.jpg” không?"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestProblemsStandInOrder(t *testing.T) {
	s := office().set("Products", "price", 3, "?").set("Products", "issued", 2, "?").set("Products", "barcode", 2, "?").set("Producers", "phone", 2, "?")
	var got []string
	for _, p := range read(t, s.folder(t)).Problems {
		got = append(got, p.place())
	}
	if want := []string{"Producers!D2", "Products!J2", "Products!N2", "Products!K3"}; !slices.Equal(got, want) {
		t.Errorf("order = %q, want %q", got, want)
	}
}

func TestPlanHeadersAreUnambiguous(t *testing.T) {
	for _, p := range plans() {
		seen := map[string]string{}
		for i := range p.columns {
			c := &p.columns[i]
			for _, name := range c.names() {
				if other := seen[name]; other != "" && other != c.key {
					t.Errorf("%s: %q is a header of %s and of %s", p.key, name, other, c.key)
				}
				if name != key(name) || name == "" {
					t.Errorf("%s.%s: header %q is not folded", p.key, c.key, name)
				}
				seen[name] = c.key
			}
		}
	}
}

func TestColumnThatAllRowsLackIsToldOnce(t *testing.T) {
	s := office()
	for i := range s["Products"] {
		s["Products"][i] = s["Products"][i][:8] // up to the number of the certificate
	}
	expect(t, read(t, s.folder(t)), "Products!A1 certificate-authority", "Products!A1 certificate-undated", "Products!A1 photo-missing")
}

func TestSetIsAskedForOnce(t *testing.T) {
	s := office().set("Products", "set", 2, "").set("Products", "sector", 2, "Thực phẩm")
	expect(t, read(t, s.folder(t)), "Products!C2 set-sector-only")
}
