package main

import (
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/clock"
	"hangviet/data/exchange"
	"hangviet/data/store"
)

func TestSearchesThatNothingMetAreKeptByDay(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h := &home{store: s, clock: clock.New(time.Now, time.Time{})}
	for range 3 {
		if err := h.countUnmet(t.Context(), "bun dau mam tom"); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := counters{s}.Counts(t.Context())
	if err != nil || len(kept) == 0 || kept[0].Name != exchange.UnmetSearch || kept[0].Key != "bun dau mam tom" {
		t.Fatalf("kept %+v, %v", kept, err)
	}
	tomorrow := time.Now().In(catalog.Zone).AddDate(0, 0, 1).Format(time.DateOnly)
	if err := (counters{s}).Forget(t.Context(), tomorrow); err != nil {
		t.Fatal(err)
	}
	if kept, err := (counters{s}).Counts(t.Context()); len(kept) > 0 || err != nil {
		t.Errorf("after forgetting: %+v, %v", kept, err)
	}
}
