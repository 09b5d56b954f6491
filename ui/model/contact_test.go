package model_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

func TestContactNeedsConsent(t *testing.T) {
	for code, want := range map[string]string{
		"TEA-1": "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Hợp tác xã Sương Sớm;;;;\r\nFN:Hợp tác xã Sương Sớm\r\nTEL:0000000001\r\n" +
			"ADR:;;;xã Nậm Lúc;Lào Cai;;Việt Nam\r\nURL:https://suongsom.example\r\nEND:VCARD\r\n",
		"DUA-1": "", // did not agree
	} {
		p := product(t, env(t, "vi"), code)
		switch {
		case want == "" && p.Contact != nil:
			t.Errorf("%s: %q is shown without consent", code, p.Contact.Content)
		case want != "" && (p.Contact == nil || p.Contact.Content != want || p.Contact.Host != "0000 000 001"):
			t.Errorf("%s: %+v, want %q", code, p.Contact, want)
		}
	}
	if p := product(t, env(t, "vi"), "ALC-1"); p.Contact == nil || strings.Contains(p.Contact.Content, "URL") {
		t.Errorf("alcohol: %+v leads to a website", p.Contact)
	}
}

func TestContactFitsACoarseCode(t *testing.T) {
	for _, c := range []struct {
		name, website string
		has, not      string
	}{
		{"Hợp tác xã A; B, C", "https://a.example", `FN:Hợp tác xã A\; B\, C`, ""},
		{strings.Repeat("Hợp tác ", 5), "https://a.example/" + strings.Repeat("x", 60), "ADR", "URL"},
		{strings.Repeat("Hợp tác xã ", 4), "", "TEL", "ADR"},
		{strings.Repeat("Hợp tác xã ", 20), "", "FN:0000000001", "Hợp"},
	} {
		src := modeltest.New()
		src.Producers[0].Name, src.Producers[0].Website = catalog.Text{"vi": c.name}, c.website
		p, err := model.LoadProducer(context.Background(), env(t, "vi"), src, "htx-suong-som")
		if err != nil || p.Contact == nil {
			t.Fatal(p, err)
		}
		card := p.Contact.Content
		if !catalog.QRFits(card) || !strings.Contains(card, c.has) || (c.not != "" && strings.Contains(card, c.not)) {
			t.Errorf("%d bytes: %q", len(card), card)
		}
	}
}

func TestShelvesBeginHere(t *testing.T) {
	p := product(t, env(t, "vi"), "TEA-1")
	if len(p.Shelves) != 2 || !p.Shelves[0].Here || p.Shelves[1].Name != "Điểm giới thiệu số 2" || p.Shelves[1].Address != "Số 2 phố Mẫu, thành phố Hà Nội" {
		t.Errorf("%+v", p.Shelves)
	}
	e := env(t, "vi")
	e.Point = "point-2"
	if p := product(t, e, "TEA-1"); p.Shelves[0].Name != "Điểm giới thiệu số 2" || !p.Shelves[0].Here {
		t.Errorf("%+v", p.Shelves)
	}
	if p := product(t, e, "DUA-1"); p.Shelves != nil || p.Trade != nil {
		t.Errorf("%+v, %+v", p.Shelves, p.Trade)
	}
}

func TestDistributorsAreTold(t *testing.T) {
	p := product(t, env(t, "vi"), "TEA-1")
	if p.Trade == nil || p.Trade.Contact == nil || p.Trade.Facts[0] != (model.Section{Title: "Điều kiện cung ứng", Text: "Nhận đơn từ 50 thùng."}) {
		t.Errorf("%+v", p.Trade)
	}
}

func TestRatingLineSaysItsEnd(t *testing.T) {
	for _, c := range []struct {
		certificate catalog.Certificate
		line, note  string // note: a part of it
	}{
		{catalog.Certificate{Status: catalog.Certified, Stars: 4, Expires: day(2029, 8, 5)}, "OCOP 4 sao, hết hạn 05/08/2029", ""},
		{catalog.Certificate{Status: catalog.Certified, Stars: 4, Expires: day(2027, 1, 5)}, "OCOP 4 sao, hết hạn 05/01/2027", "sắp hết hạn"},
		{catalog.Certificate{Status: catalog.Certified, Stars: 4, Expires: day(2026, 11, 5), Refiled: true}, "OCOP 4 sao", "đang được đánh giá lại"},
		{catalog.Certificate{Status: catalog.Certified, Stars: 4, Expires: day(2026, 11, 5)}, "Hạng sao đã hết hạn", "hết hạn ngày 05/11/2026"},
		{catalog.Certificate{Status: catalog.PotentialFive, Stars: 5, Expires: day(2029, 8, 5)}, "Tiềm năng 5 sao", "đang chờ Bộ"},
		{catalog.Certificate{Status: catalog.PotentialFive, Stars: 4, Expires: day(2029, 8, 5)}, "OCOP 4 sao, hết hạn 05/08/2029", "đang chờ Bộ"},
	} {
		src := modeltest.New()
		src.Products[0].Certificate = c.certificate
		p, err := model.LoadProduct(context.Background(), env(t, "vi"), src, "TEA-1")
		if err != nil || p.Rating.Line != c.line || !strings.Contains(p.Rating.Note, c.note) || (c.note == "") != (p.Rating.Note == "") {
			t.Errorf("%+v: %q, %q, %v", c.certificate, p.Rating.Line, p.Rating.Note, err)
		}
	}
}

func day(y, m, d int) catalog.Date { return catalog.Date{Year: y, Month: time.Month(m), Day: d} }

func TestRelatedGoodsAreByTheSameOrOfAKind(t *testing.T) {
	p := product(t, env(t, "vi"), "P-1")
	if len(p.Same) != 8 || len(p.Related) != 0 {
		t.Errorf("%d of the producer, %d of the kind", len(p.Same), len(p.Related))
	}
	for _, c := range product(t, env(t, "vi"), "DUA-1").Same {
		if c.Code == "REV-1" || c.Code == "DUA-1" {
			t.Errorf("%s is offered", c.Code)
		}
	}
}

func TestEventsHereAreMarked(t *testing.T) {
	l, err := model.LoadEvents(context.Background(), env(t, "vi"), modeltest.New())
	if err != nil || !l.Lines[0].Here || l.Lines[1].Here {
		t.Errorf("%+v, %v", l.Lines, err)
	}
}
