package search

import (
	"strings"
	"testing"

	"hangviet/assets"
	"hangviet/data/catalog"
)

func TestLexiconRefusesWhatItCannotRead(t *testing.T) {
	places, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		t.Fatal(err)
	}
	const synonyms, fillers, districts = "phrase,means,both_ways\nchè,trà,yes\n", "phrase,unaccented\ncủa,no\n", "province,districts\nBến Tre,Ba Tri\n"
	for _, c := range []struct{ synonyms, fillers, districts, says string }{
		{synonyms, fillers, districts, ""},
		{"a,b\n", fillers, districts, "read synonyms: header"},
		{synonyms + "dứa,,no\n", fillers, districts, "read synonyms: row 3"},
		{synonyms + "dứa,khóm,maybe\n", fillers, districts, "both_ways"},
		{synonyms, fillers + ",no\n", districts, "read fillers: row 3"},
		{synonyms, fillers + "của,\n", districts, "read fillers: row 3"},
		{synonyms, fillers, districts + "Nơi Đâu,Ba Tri\n", "is no province"},
		{synonyms, fillers, districts + "Vĩnh Long,Trà Ôn;Trà Ôn\n", "met twice"},
	} {
		_, err := readLexicon([]byte(c.synonyms), []byte(c.fillers), []byte(c.districts), places)
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("error %v, want %q", err, c.says)
		}
	}
}

// TestFormerDistrictsLeadToTheirProvince asks for a district that no text names.
func TestFormerDistrictsLeadToTheirProvince(t *testing.T) {
	x := New([]Document{
		{Code: "here", Name: catalog.Text{"vi": "Bưởi"}, Province: "86", FormerProvince: "Bến Tre"},
		{Code: "beside", Name: catalog.Text{"vi": "Cam"}, Province: "86", FormerProvince: "Trà Vinh"},
		{Code: "away", Name: catalog.Text{"vi": "Mận"}, Province: "14"},
	}, lexicon(t))
	for _, query := range []string{"Giồng Trôm", "giong trom", "huyện Giồng Trôm"} {
		if got := answered(x.Ask(query, 0)); got != "here" {
			t.Errorf("Ask(%q) = %q", query, got)
		}
	}
	for query, want := range map[string]string{"Bến Tre": "here", "TP. Hồ Chí Minh": "", "vinh long": "here beside"} {
		if got := answered(x.Ask(query, 0)); want != "" && got != want {
			t.Errorf("Ask(%q) = %q, want %q", query, got, want)
		}
	}
}
