package store_test

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/store"
)

func codes(cards []catalog.Card) []string {
	list := []string{}
	for _, c := range cards {
		list = append(list, c.Code)
	}
	return list
}

func TestCardsByFilter(t *testing.T) {
	reader := opened(t)
	for name, test := range map[string]struct {
		filter catalog.CardFilter
		want   []string
	}{
		"all, by Vietnamese name, never a revoked one": {catalog.CardFilter{}, []string{"D", "TQ-001.A", "B"}},
		"sector":      {catalog.CardFilter{Sector: 1}, []string{"TQ-001.A"}},
		"set":         {catalog.CardFilter{Set: 21}, []string{"B"}},
		"province":    {catalog.CardFilter{Province: "08"}, []string{"TQ-001.A"}},
		"point":       {catalog.CardFilter{Point: "diem-2"}, []string{"TQ-001.A"}},
		"producer":    {catalog.CardFilter{Producer: "a-trong"}, []string{"B"}},
		"category":    {catalog.CardFilter{Category: "may-mac"}, []string{"D"}},
		"featured":    {catalog.CardFilter{Featured: true}, []string{"D", "TQ-001.A"}},
		"codes":       {catalog.CardFilter{Codes: []string{"B", "C", "D", "E"}}, []string{"D", "B"}},
		"no codes":    {catalog.CardFilter{Codes: []string{}}, []string{}},
		"two at once": {catalog.CardFilter{Featured: true, Province: "08"}, []string{"TQ-001.A"}},
		"none":        {catalog.CardFilter{Sector: 6}, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			for range 2 { // from the file, then from what was kept of it
				cards, err := reader.Cards(t.Context(), test.filter)
				if err != nil {
					t.Fatal(err)
				}
				if got := codes(cards); !slices.Equal(got, test.want) {
					t.Errorf("got %v, want %v", got, test.want)
				}
			}
		})
	}
}

func TestCardHoldsWhatTheProductDoes(t *testing.T) {
	cards, err := opened(t).Cards(t.Context(), catalog.CardFilter{Codes: []string{"TQ-001.A"}})
	if err != nil || len(cards) != 1 {
		t.Fatalf("%d cards, %v", len(cards), err)
	}
	want := full().Card(vi("HTX Na Hang"))
	want.Cover = &catalog.Photo{Full: want.Cover.Full, Thumb: want.Cover.Thumb}
	if !reflect.DeepEqual(cards[0], want) {
		t.Errorf("got\n%+v\nwant\n%+v", cards[0], want)
	}
}

func TestReadOne(t *testing.T) {
	reader := opened(t)
	if p, err := reader.Product(t.Context(), "TQ-001.A"); err != nil || !reflect.DeepEqual(p, full()) {
		t.Errorf("product: %+v, %v", p, err)
	}
	if p, err := reader.Product(t.Context(), "C"); err != nil || p.Shown() {
		t.Errorf("revoked product: %+v, %v", p, err)
	}
	if p, err := reader.Producer(t.Context(), "a-trong"); err != nil || p.Name["vi"] != "Ân Thành" {
		t.Errorf("producer: %+v, %v", p, err)
	}
	if _, err := reader.Product(t.Context(), "none"); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("missing product: %v", err)
	}
	if _, err := reader.Producer(t.Context(), "none"); !errors.Is(err, catalog.ErrNotFound) {
		t.Errorf("missing producer: %v", err)
	}
}

func TestOrdersPeopleLookThingsUpIn(t *testing.T) {
	reader := opened(t)
	producers, err := reader.Producers(t.Context())
	if err != nil || producers[0].ID != "a-trong" {
		t.Errorf("producers: %+v, %v", producers, err)
	}
	points, err := reader.Points(t.Context())
	if err != nil || points[0].ID != "diem-2" {
		t.Errorf("points: %+v, %v", points, err)
	}
	events, err := reader.Events(t.Context())
	if err != nil || events[0].ID != "tuan-le" {
		t.Errorf("events: %+v, %v", events, err)
	}
	rounds, err := reader.Rounds(t.Context())
	if err != nil || rounds[0].ID != "2027" {
		t.Errorf("rounds: %+v, %v", rounds, err)
	}
}

func TestCounts(t *testing.T) {
	reader := opened(t)
	products, producers, photos, err := reader.Counts(t.Context())
	if products != 4 || producers != 2 || photos != 3 || err != nil {
		t.Errorf("counts: %d %d %d %v", products, producers, photos, err)
	}
	sectors, err := reader.SectorCounts(t.Context())
	if want := map[int]int{0: 1, 1: 1, 4: 1}; !maps.Equal(sectors, want) || err != nil {
		t.Errorf("sectors: %v %v", sectors, err)
	}
	provinces, err := reader.ProvinceCounts(t.Context())
	if want := map[string]int{"01": 1, "08": 1}; !maps.Equal(provinces, want) || err != nil {
		t.Errorf("provinces: %v %v", provinces, err)
	}
	organiser, isSample, err := reader.Info(t.Context())
	if organiser["vi"] != "Sở Công Thương" || !isSample || err != nil {
		t.Errorf("info: %v %v %v", organiser, isSample, err)
	}
}

func TestPhotosGivesEachFileOnce(t *testing.T) {
	var got []string
	for image, err := range opened(t).Photos(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, image.SHA256)
	}
	if len(got) != 6 || !slices.IsSorted(got) || len(slices.Compact(got)) != 6 {
		t.Errorf("got %d: %v", len(got), got)
	}
	for range opened(t).Photos(t.Context()) {
		break // must end the query, or Close below would wait
	}
}

func TestDocuments(t *testing.T) {
	docs, err := opened(t).Documents(t.Context(), instant(2026), "diem-1")
	if err != nil || len(docs) != 3 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	d := docs[1]
	if d.Code != "TQ-001.A" || d.Stars != 4 || !d.Here || d.Producer["vi"] != "HTX Na Hang" {
		t.Errorf("got %+v", d)
	}
	if d.Place["vi"] != "xã Hồng Thái, Tuyên Quang" || d.Place["en"] != "xã Hồng Thái, Tuyen Quang" {
		t.Errorf("place: %v", d.Place)
	}
	if !slices.Contains(d.Former, "Hà Giang") || d.Group["vi"] == "" || d.Group["en"] == "" {
		t.Errorf("former %v, group %v", d.Former, d.Group)
	}
	later, err := opened(t).Documents(t.Context(), instant(2030), "")
	if err != nil || later[1].Stars != 0 || later[1].Here {
		t.Errorf("later: %+v, %v", later[1], err)
	}
}

// big is a catalogue of n products of n/5 producers.
func big(n int) catalog.Catalogue {
	c := catalog.Catalogue{Organiser: vi("Sở"), Points: []catalog.Point{{ID: "diem-1", Name: vi("a")}, {ID: "diem-2", Name: vi("b")}}}
	for i := range n / 5 {
		c.Producers = append(c.Producers, catalog.Producer{ID: fmt.Sprint("p", i), Name: vi(fmt.Sprint("Hợp tác xã số ", i))})
	}
	for i := range n {
		p := full()
		p.Code, p.Producer, p.Set = fmt.Sprint("X-", i), fmt.Sprint("p", i/5), 1+i%26
		p.Name = vi(fmt.Sprint("Sản phẩm đặc sản số ", i*7919%n))
		p.Photos = []catalog.Photo{photo(fmt.Sprint("a", i)), photo(fmt.Sprint("b", i))}
		c.Products = append(c.Products, p)
	}
	return c
}

func BenchmarkCatalogue20000(b *testing.B) {
	c := big(20_000)
	path := write(b, c, nil)
	reader := openCatalogue(b, path)
	b.Run("Write", func(b *testing.B) {
		for b.Loop() {
			if err := store.WriteCatalogue(b.Context(), filepath.Join(b.TempDir(), "c.db"), c, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("CardsFirst", func(b *testing.B) {
		for b.Loop() {
			if _, err := openCatalogue(b, path).Cards(b.Context(), catalog.CardFilter{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, filter := range map[string]catalog.CardFilter{
		"Cards": {}, "CardsSector": {Sector: 3}, "CardsFew": {Codes: []string{"X-1", "X-2"}}, "CardsPoint": {Point: "diem-1", Province: "01"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := reader.Cards(b.Context(), filter); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("Open", func(b *testing.B) {
		for b.Loop() {
			openCatalogue(b, path)
		}
	})
	b.Run("Product", func(b *testing.B) {
		for b.Loop() {
			if _, err := reader.Product(b.Context(), "X-77"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("SectorCounts", func(b *testing.B) {
		for b.Loop() {
			if _, err := reader.SectorCounts(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Check", func(b *testing.B) {
		for b.Loop() {
			if err := reader.Check(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Documents", func(b *testing.B) {
		for b.Loop() {
			if _, err := reader.Documents(b.Context(), time.Now(), ""); err != nil {
				b.Fatal(err)
			}
		}
	})
}
