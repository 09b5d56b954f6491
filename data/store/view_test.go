package store_test

import (
	"database/sql"
	"path/filepath"
	"slices"
	"testing"

	"hangviet/data/catalog"
	"hangviet/data/store"
)

func viewed(t *testing.T, path string, v store.View) *store.Catalogue {
	t.Helper()
	c := openCatalogue(t, path)
	if err := c.Show(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	return c
}

func shownCodes(t *testing.T, c *store.Catalogue) []string {
	t.Helper()
	cards, err := c.Cards(t.Context(), catalog.CardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	list := codes(cards)
	slices.Sort(list)
	return list
}

// TestSelections: a kiosk set to a point or an event shows its products and
// takes their pictures only, and all where the release has no such selection.
func TestSelections(t *testing.T) {
	c, rounds := sample()
	path := write(t, c, rounds)
	every := []string{"B", "D", "TQ-001.A"}
	for selection, want := range map[string][]string{
		"": every, "point:diem-1": {"TQ-001.A"}, "event:hoi-cho": {"B", "D"}, "event:tuan-le": every, "point:none": every, "bad": every,
	} {
		file := viewed(t, path, store.View{Selection: selection})
		if got := shownCodes(t, file); !slices.Equal(got, want) {
			t.Errorf("%q shows %v, want %v", selection, got, want)
		}
		within, err := file.Within(t.Context())
		if err != nil || within("B") != slices.Contains(want, "B") || within("C") {
			t.Errorf("%q: within %v, %v", selection, within("B"), err)
		}
		sectors, err := file.SectorCounts(t.Context())
		sum := 0
		for _, n := range sectors {
			sum += n
		}
		if err != nil || sum != len(want) {
			t.Errorf("%q counts %v, %v", selection, sectors, err)
		}
	}
	pictures := map[string]int{}
	for _, selection := range []string{"", "point:diem-1", "event:hoi-cho"} {
		for image, err := range viewed(t, path, store.View{Selection: selection}).Photos(t.Context()) {
			if err != nil || image.Length == 0 {
				t.Fatal(err)
			}
			pictures[selection]++
		}
	}
	// photos a and b and the co-operative's; D has a alone
	if pictures[""] != 6 || pictures["point:diem-1"] != 6 || pictures["event:hoi-cho"] != 2 {
		t.Errorf("pictures %v", pictures)
	}
	if store.CheckSelection("event:tuan-le") != nil || store.CheckSelection("tuan-le") == nil || store.CheckSelection("point:") == nil {
		t.Error("selections are not checked")
	}
}

// TestWithdrawnProductsAreHidden wherever a revoked one would be.
func TestWithdrawnProductsAreHidden(t *testing.T) {
	c, rounds := sample()
	path := write(t, c, rounds)
	file := viewed(t, path, store.View{Hidden: []string{"B", "gone"}, Selection: "event:hoi-cho"})
	if got := shownCodes(t, file); !slices.Equal(got, []string{"D"}) {
		t.Errorf("shown are %v", got)
	}
	p, err := file.Product(t.Context(), "B")
	if err != nil || p.Shown() {
		t.Errorf("B is shown, %v", err)
	}
	if p, err = file.Product(t.Context(), "D"); err != nil || !p.Shown() {
		t.Errorf("D is hidden, %v", err)
	}
}

// TestVersionsApartCatalogue: failures.md. A file of an older publisher has no
// table of what events show.
func TestVersionsApartCatalogue(t *testing.T) {
	c, rounds := sample()
	path := filepath.Join(t.TempDir(), "old.db")
	if err := store.WriteCatalogue(t.Context(), path, c, rounds); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("DROP TABLE showings"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	file := viewed(t, path, store.View{Selection: "event:hoi-cho"})
	if got := shownCodes(t, file); !slices.Equal(got, []string{"TQ-001.A"}) { // of the event's point
		t.Errorf("shown are %v", got)
	}
	events, err := file.Events(t.Context())
	if err != nil || len(events) != 2 || events[1].Products != nil {
		t.Errorf("events %+v, %v", events, err)
	}
}
