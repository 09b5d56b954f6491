package sample

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/sample/art"
	"hangviet/data/sheet"
	"hangviet/data/vote"
)

// source is where the sample that the programs carry was made.
const source = "../../assets/sample/source"

// today is the day on which every state of the sample can be met.
var today = time.Date(2026, time.November, 22, 9, 0, 0, 0, catalog.Zone)

func readSource(t *testing.T) *sheet.Book {
	t.Helper()
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		t.Fatal(err)
	}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Read(t.Context(), source, sheet.Options{
		Now: today, Provinces: provinces, Classification: classes, Work: t.TempDir(), CheckOnly: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if book.HasErrors() {
		t.Fatalf("the sample has errors: %v", book.Problems)
	}
	return book
}

func TestSampleHoldsEveryState(t *testing.T) {
	c := readSource(t).Catalogue
	if !c.Sample {
		t.Error("the sample does not say that it is one")
	}
	sectors, provinces, states := map[int]bool{}, map[string]bool{}, map[string]int{}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Products {
		if s, ok := classes.Set(p.Set); ok {
			sectors[s.Sector] = true
		}
		provinces[p.Place.Province] = true
		for _, state := range statesOf(p) {
			states[state]++
		}
	}
	if len(c.Products) < 120 || len(c.Producers) < 40 || len(sectors) != 6 || len(provinces) < 25 {
		t.Errorf("%d products, %d producers, %d sectors, %d provinces; want 120, 40, 6, 25",
			len(c.Products), len(c.Producers), len(sectors), len(provinces))
	}
	for _, want := range []string{
		"valid", "expiring", "expired", "grace", "revoked", "potential", "not OCOP", "alcohol", "health food", "no shop", "no photo", "110 characters",
	} {
		if states[want] == 0 {
			t.Errorf("no product is in the state %q", want)
		}
	}
}

func statesOf(p catalog.Product) []string {
	states := []string{string(p.Certificate.StateAt(today))}
	for state, holds := range map[string]bool{
		"potential":      p.Certificate.Status == catalog.PotentialFive,
		"not OCOP":       !p.OCOP(),
		"alcohol":        p.Alcohol(),
		"health food":    p.HealthFood(),
		"no shop":        len(p.Links) == 0,
		"no photo":       len(p.Photos) == 0,
		"110 characters": len([]rune(p.Name["vi"])) == 110,
	} {
		if holds {
			states = append(states, state)
		}
	}
	return states
}

func TestSampleRounds(t *testing.T) {
	phases := map[vote.Phase]vote.Round{}
	for _, r := range readSource(t).Rounds {
		phases[r.PhaseAt(today)] = r
	}
	if len(phases) != 3 {
		t.Fatalf("phases met: %v; want coming, open and closed", phases)
	}
	nominees := 0
	for _, c := range phases[vote.Open].Categories {
		nominees += len(c.Nominees)
	}
	if n := len(phases[vote.Open].Categories); n != 4 || nominees != 24 {
		t.Errorf("the open round has %d categories and %d nominees, want 4 and 24", n, nominees)
	}
}

// TestSampleRoundsOfEachMode: the open one takes anybody's ballot, so that a kiosk
// can be tried out.
func TestSampleRoundsOfEachMode(t *testing.T) {
	modes := map[vote.Mode]vote.Phase{}
	for _, r := range readSource(t).Rounds {
		modes[r.Admits()] = r.PhaseAt(today)
	}
	want := map[vote.Mode]vote.Phase{vote.ByPause: vote.Open, vote.ByTicket: vote.Coming, vote.ByStaff: vote.Closed}
	if !maps.Equal(modes, want) {
		t.Errorf("modes %v, want %v", modes, want)
	}
}

// TestLinksLeadNowhere holds that no link of the sample can reach a real shop:
// RFC 2606 keeps .example for that.
func TestLinksLeadNowhere(t *testing.T) {
	c := readSource(t).Catalogue
	for _, p := range c.Products {
		for _, l := range p.Links {
			if !strings.HasSuffix(l.Host(), ".example") {
				t.Errorf("%s links to %s", p.Code, l.URL)
			}
		}
	}
}

func TestSourceIsWhatTheGeneratorMakes(t *testing.T) {
	list, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	made := filepath.Join(t.TempDir(), Workbook)
	if err := writeBook(made, list); err != nil {
		t.Fatal(err)
	}
	if got, want := content(t, made), content(t, filepath.Join(source, Workbook)); !bytes.Equal(got, want) {
		t.Error("assets/sample/source holds another workbook than the generator makes; run make sample")
	}
	picture := filepath.Join(t.TempDir(), "mo-01-1.jpg")
	if err := drawOne(picture, "honey-jar amber", 0); err != nil {
		t.Fatal(err)
	}
	if got, want := content(t, picture), content(t, filepath.Join(source, "photos", "mo-01-1.jpg")); !bytes.Equal(got, want) {
		t.Error("assets/sample/source holds another picture than the generator draws; run make sample")
	}
}

func TestUnknownMotifIsNamed(t *testing.T) {
	if _, err := art.Draw("unheard-of amber", 0, 10); err == nil {
		t.Error("an unknown motif was drawn")
	}
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
