package model_test

import (
	"context"
	"strings"
	"testing"

	"hangviet/data/catalog"
	"hangviet/data/search"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// answers is a Finder that gives the same answer to everything.
type answers struct {
	search.Answer
	offers []search.Offer
}

func (a answers) Ask(string, int) search.Answer      { return a.Answer }
func (a answers) Suggest(string, int) []search.Offer { return a.offers }

func loadSearch(t *testing.T, lang string, find model.Finder, query string) model.SearchResult {
	t.Helper()
	r, err := model.LoadSearch(context.Background(), env(t, lang), modeltest.New(), find, query)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestConditionsAndWhatToLeaveOut(t *testing.T) {
	const query = "kẹo dừa 4 sao dưới 100k xyz"
	code := modeltest.New().Products[0].Code
	at := func(part string) search.Part {
		i := strings.Index(query, part)
		return search.Part{Start: i, End: i + len(part)}
	}
	stars, price, xyz := at("4 sao"), at("dưới 100k"), at("xyz")
	r := loadSearch(t, "vi", answers{Answer: search.Answer{
		Text: query, Total: 7, Near: true, Hits: []search.Hit{{Code: code}},
		Filters: []search.Filter{
			{Kind: search.ByStars, Min: 4, Max: 4, Start: stars.Start, End: stars.End},
			{Kind: search.ByPrice, Max: 100_000, Start: price.Start, End: price.End},
		},
		Drop: []search.Part{price, xyz},
	}}, query)
	want := []model.SearchChip{
		{ID: "filter.1", Label: "4 sao", Query: "kẹo dừa dưới 100k xyz"},
		{ID: "filter.2", Label: "Bỏ “Đến 100.000\u00a0₫”", Query: "kẹo dừa 4 sao xyz", Drop: true},
		{ID: "drop.3", Label: "Bỏ “xyz”", Query: "kẹo dừa 4 sao dưới 100k", Drop: true},
	}
	if len(r.Chips) != len(want) {
		t.Fatalf("chips %+v", r.Chips)
	}
	for i := range want {
		if r.Chips[i] != want[i] {
			t.Errorf("chip %+v, want %+v", r.Chips[i], want[i])
		}
	}
	if r.Note == "" || r.Count != "7 sản phẩm" {
		t.Errorf("note %q, count %q", r.Note, r.Count)
	}
}

func TestWhatWordsAreTakenForIsSaid(t *testing.T) {
	code := modeltest.New().Products[0].Code
	r := loadSearch(t, "vi", answers{Answer: search.Answer{
		Text: "matong", Total: 1, Hits: []search.Hit{{Code: code}}, Words: []search.Word{{Text: "matong", As: "mật ong", Known: true}},
	}}, "matong")
	if r.Note != "Đang tìm: mật ong" {
		t.Errorf("note %q", r.Note)
	}
}

func TestCardsSayWhyTheyWereFound(t *testing.T) {
	p := modeltest.New().Products[0]
	name := p.Name["vi"]
	r := loadSearch(t, "vi", answers{Answer: search.Answer{Text: "x", Total: 1, Hits: []search.Hit{{Code: p.Code, Field: "former", Marks: []search.Mark{
		{Field: "name", Lang: "vi", Text: catalog.NFC(name), Spans: []search.Part{{Start: 0, End: 3}}},
		{Field: "former", Text: "huyện Mỏ Cày Bắc, Bến Tre", Spans: []search.Part{{Start: 27, End: 31}, {Start: 32, End: 35}}},
	}}}}}, "x")
	card := r.Cards[0]
	if len(card.Marks) != 1 || card.Marks[0] != (model.Span{Start: 0, End: 3}) {
		t.Errorf("marks %+v", card.Marks)
	}
	if card.Met.Label != "Địa danh cũ" || len(card.Met.Spans) != 2 {
		t.Fatalf("met %+v", card.Met)
	}
	if s := card.Met.Spans[0]; card.Met.Text[s.Start:s.End] != "Bến"[:4] && !strings.HasPrefix(card.Met.Text, "… ") {
		t.Errorf("met %+v", card.Met)
	}
}

func TestSuggestionsAreInTheVisitorsLanguage(t *testing.T) {
	a := answers{offers: []search.Offer{
		{Kind: search.OfferProduct, Text: catalog.Text{"vi": "Mật ong", "en": "Honey"}},
		{Kind: search.OfferPlace, Text: catalog.Text{"vi": "Hà Giang"}},
		{Kind: search.OfferProduct, Text: catalog.Text{"vi": "ho"}},
	}}
	r := loadSearch(t, "en", a, "ho")
	if len(r.Next) != 2 || r.Next[0] != (model.SearchNext{Kind: "product", Text: "Honey"}) || r.Next[1].Text != "Hà Giang" {
		t.Errorf("next %+v", r.Next)
	}
}
