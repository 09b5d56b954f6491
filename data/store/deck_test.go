package store_test

import (
	"fmt"
	"runtime"
	"testing"

	"hangviet/data/catalog"
)

// TestCardsAreSmall holds what a catalogue keeps of 5,000 cards to a kilobyte each.
func TestCardsAreSmall(t *testing.T) {
	const n, most = 5000, 1000
	path := write(t, big(n), nil)
	reader := openCatalogue(t, path)
	if _, err := reader.Cards(t.Context(), catalog.CardFilter{Codes: []string{"X-1"}}); err != nil {
		t.Fatal(err)
	}
	before := inUse()
	for range 3 {
		cards, err := reader.Cards(t.Context(), catalog.CardFilter{})
		if err != nil || len(cards) != n {
			t.Fatalf("%d cards, %v", len(cards), err)
		}
	}
	if held := (inUse() - before) / n; held > most {
		t.Errorf("a card takes %d bytes, more than %d", held, most)
	}
	runtime.KeepAlive(reader)
}

// TestAllCardsAreLent asks for every card again and again, as the first page and
// every list do: that must not cost a copy of them.
func TestAllCardsAreLent(t *testing.T) {
	reader := openCatalogue(t, write(t, big(1000), nil))
	ask := func() []catalog.Card {
		cards, err := reader.Cards(t.Context(), catalog.CardFilter{})
		if err != nil || len(cards) != 1000 {
			t.Fatalf("%d cards, %v", len(cards), err)
		}
		return cards
	}
	if first, again := ask(), ask(); &first[0] != &again[0] {
		t.Error("all cards are copied")
	}
}

// TestCardsReadApartComeInOrder reads some, then others, then all: each is there
// once, and what was lent before stays as it was.
func TestCardsReadApartComeInOrder(t *testing.T) {
	reader := openCatalogue(t, write(t, big(60), nil))
	fresh := openCatalogue(t, write(t, big(60), nil))
	want, err := fresh.Cards(t.Context(), catalog.CardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []int{7, 3, 7, 20} {
		some, err := reader.Cards(t.Context(), catalog.CardFilter{Set: set})
		if err != nil || len(some) == 0 {
			t.Fatalf("set %d: %d cards, %v", set, len(some), err)
		}
		for _, c := range some {
			if c.Set != set {
				t.Errorf("set %d: card %s is of set %d", set, c.Code, c.Set)
			}
		}
	}
	got, err := reader.Cards(t.Context(), catalog.CardFilter{})
	if err != nil || len(got) != len(want) {
		t.Fatalf("%d cards, want %d, %v", len(got), len(want), err)
	}
	for i := range want {
		if got[i].Code != want[i].Code {
			t.Fatalf("card %d is %s, want %s", i, got[i].Code, want[i].Code)
		}
	}
}

func inUse() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// TestAFewMoreCardsCostLittle reads one card beside 2,000 that are kept, as each
// letter of a search may: those that are kept must not be moved for it.
func TestAFewMoreCardsCostLittle(t *testing.T) {
	reader := openCatalogue(t, write(t, big(2100), nil))
	codes := func(from, to int) (out []string) {
		for n := from; n < to; n++ {
			out = append(out, fmt.Sprintf("X-%d", n))
		}
		return out
	}
	read := func(codes []string) {
		if cards, err := reader.Cards(t.Context(), catalog.CardFilter{Codes: codes}); err != nil || len(cards) == 0 {
			t.Fatalf("%d cards, %v", len(cards), err)
		}
	}
	read(codes(0, 2000))
	read(codes(2000, 2001))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for n := 2001; n < 2041; n++ {
		read(codes(n, n+1))
	}
	runtime.ReadMemStats(&after)
	if each := (after.TotalAlloc - before.TotalAlloc) / 40; each > 200_000 {
		t.Errorf("one more card takes %d bytes", each)
	}
}
