package model_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hangviet/data/catalog"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// goods is a small catalogue in which every group of chips tells products apart.
func goods() []catalog.Card {
	card := func(code string, set int, province string, stars int, dong int64, points ...string) catalog.Card {
		c := catalog.Card{Code: code, Name: catalog.Pack(catalog.Text{"vi": code}), Set: set, Place: catalog.Place{Province: province}, Price: catalog.Price{Dong: dong}, Points: points}
		if stars > 0 {
			c.Certificate = catalog.Certificate{Status: catalog.Certified, Stars: stars, Issued: catalog.Date{Year: 2025, Month: 8, Day: 5}}
		}
		return c
	}
	all := []catalog.Card{
		card("A", 1, "01", 5, 40_000, "point-1"),
		card("B", 1, "01", 4, 60_000),
		card("C", 14, "01", 4, 400_000, "point-1"),
		card("D", 14, "86", 3, 0, "point-2"),
		card("E", 21, "86", 3, 299_999),
		card("F", 0, "86", 0, 300_000),
		card("G", 1, "86", 4, 45_000),
	}
	all[6].Price.Max = 120_000 // reaches over three bands
	revoked := card("R", 1, "01", 5, 40_000, "point-1")
	revoked.Certificate.Status = catalog.Revoked
	return append(all, revoked)
}

func TestNarrow(t *testing.T) {
	for _, c := range []struct {
		filter model.Filter
		codes  string
		tally  string // sectors 1 2 4 | provinces 01 86 | stars 5 4 3 | prices 1 2 3 4 | here
	}{
		{model.Filter{}, "A B C D E F G", "3 2 1 | 3 4 | 1 3 2 | 2 2 2 2 | 2"},
		{model.Filter{Sector: 1}, "A B G", "3 2 1 | 2 1 | 1 2 0 | 2 2 1 0 | 1"},
		{model.Filter{Sector: 1, Province: "86"}, "G", "1 1 1 | 2 1 | 0 1 0 | 1 1 1 0 | 0"},
		{model.Filter{Stars: 4}, "B C G", "2 1 0 | 2 1 | 1 3 2 | 1 2 1 1 | 1"},
		{model.Filter{Price: 2}, "B G", "2 0 0 | 1 1 | 0 2 0 | 2 2 2 2 | 0"},
		{model.Filter{Price: 3}, "E G", "1 0 1 | 0 2 | 0 1 1 | 2 2 2 2 | 0"},
		{model.Filter{Here: true}, "A C", "1 1 0 | 2 0 | 1 1 0 | 1 0 0 1 | 2"},
		{model.Filter{Here: true, Stars: 5, Sector: 2}, "", "1 0 0 | 0 0 | 0 1 0 | 0 0 0 0 | 0"},
		{model.Filter{Sector: 3}, "", "3 2 1 | 0 0 | 0 0 0 | 0 0 0 0 | 0"},
	} {
		passing, n := model.Narrow(env(t, "vi"), c.filter, goods())
		var codes []string
		for _, card := range passing {
			codes = append(codes, card.Code)
		}
		tally := fmt.Sprint(n.Sector[1], n.Sector[2], n.Sector[4], "|", n.Province["01"], n.Province["86"], "|",
			n.Stars[5], n.Stars[4], n.Stars[3], "|", n.Price[1], n.Price[2], n.Price[3], n.Price[4], "|", n.Here)
		tally = strings.Join(strings.Fields(strings.ReplaceAll(tally, "|", " | ")), " ")
		if got := strings.Join(codes, " "); got != c.codes || tally != c.tally {
			t.Errorf("%+v: %q, %q; want %q, %q", c.filter, got, tally, c.codes, c.tally)
		}
	}
}

func TestChipsSayWhatTheyLeave(t *testing.T) {
	l, err := model.LoadList(context.Background(), env(t, "vi"), modeltest.New(), model.Filter{Sector: 1, Stars: 4})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, c := range append([]model.FilterChip{l.Sector, l.Province}, l.Chips...) {
		word := c.ID + " " + c.Label + " " + c.Count
		if c.On {
			word += " on"
		}
		if c.Off {
			word += " off"
		}
		said = append(said, word)
	}
	want := []string{
		"sector Thực phẩm 5 on", "province Tỉnh, thành phố ", "here Có tại đây 1",
		"stars.5 5 sao 5", "stars.4 4 sao 5 on", "stars.3 3 sao 6",
		"price.1 Dưới 50.000\u00a0₫ 1", "price.2 50.000–100.000\u00a0₫ 0 off", "price.3 100.000–300.000\u00a0₫ 3", "price.4 Từ 300.000\u00a0₫ 1",
	}
	if !slices.Equal(said, want) {
		t.Errorf("chips\n%q, want\n%q", said, want)
	}
}

func TestEveryChipLeadsWhereItSays(t *testing.T) {
	e, src := env(t, "vi"), modeltest.New()
	for _, f := range []model.Filter{{}, {Sector: 1}, {Province: "01", Stars: 4}, {Price: 2, Sector: 2}, {New: true}} {
		l, err := model.LoadList(context.Background(), e, src, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, chip := range slices.Concat(l.Chips, l.Sectors, l.Provinces) {
			next, err := model.LoadList(context.Background(), e, src, chip.To)
			if err != nil {
				t.Fatal(err)
			}
			if !chip.On && fmt.Sprint(next.Cards.Len()) != chip.Count {
				t.Errorf("%+v, %s: says %s, leads to %d", f, chip.ID, chip.Count, next.Cards.Len())
			}
			if chip.On && next.Cards.Len() < l.Cards.Len() {
				t.Errorf("%+v, %s: taken back, %d are left of %d", f, chip.ID, next.Cards.Len(), l.Cards.Len())
			}
		}
		if clear, _ := model.LoadList(context.Background(), e, src, l.Clear); clear.Narrowed || l.Narrowed != (f.New == false && f != model.Filter{}) {
			t.Errorf("%+v: narrowed %v, cleared %v", f, l.Narrowed, clear.Narrowed)
		}
	}
}

// many is a catalogue of 20,000 cards.
type many struct {
	*modeltest.Catalogue
	cards []catalog.Card
}

func (m many) Cards(context.Context, catalog.CardFilter) ([]catalog.Card, error) { return m.cards, nil }

func BenchmarkNarrow20000(b *testing.B) {
	e, err := modeltest.Env("vi")
	if err != nil {
		b.Fatal(err)
	}
	src := many{Catalogue: modeltest.New()}
	for i := range 20_000 {
		c := goods()[i%7]
		c.Code, c.Place.Province = fmt.Sprint(i), []string{"01", "86", "79", "15"}[i%4]
		src.cards = append(src.cards, c)
	}
	for b.Loop() {
		if _, err := model.LoadList(context.Background(), e, src, model.Filter{Stars: 4}); err != nil {
			b.Fatal(err)
		}
	}
}
