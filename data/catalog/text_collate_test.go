package catalog

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// dictionary is the order that CLDR 48 gives for Vietnamese.
var dictionary = []string{
	"Ca", "Cà", "Cả", "Cá", "Chè", "Cốm", "Cơm", "Da", "Dâu", "Dừa", "Dứa", "Đà", "Đậu", "Đường",
	"Em", "Ếch", "Êm", "Ong", "Ổi", "Ông", "Ớt",
}

// TestOurTableSortsAsTheDictionary sorts the list from its end with our table and
// with golang.org/x/text/collate: both know it.
func TestOurTableSortsAsTheDictionary(t *testing.T) {
	ours, theirs := backwards(), backwards()
	slices.SortStableFunc(ours, Compare)
	collate.New(language.Vietnamese).SortStrings(theirs)
	for who, list := range map[string][]string{"our table": ours, "x/text": theirs} {
		if !slices.Equal(list, dictionary) {
			t.Errorf("%s sorts\n%s, want\n%s", who, strings.Join(list, " "), strings.Join(dictionary, " "))
		}
	}
}

func backwards() []string {
	list := slices.Clone(dictionary)
	slices.Reverse(list)
	return list
}

// TestBothToneStylesSortTogether is what CLDR does not do: it puts hoá between
// hoà and hòa, by where the mark stands.
func TestBothToneStylesSortTogether(t *testing.T) {
	list := []string{"Hóa", "Hòa", "Hoá", "Hoà", "Hoa"}
	slices.SortStableFunc(list, Compare)
	if got := strings.Join(list, " "); got != "Hoa Hoà Hòa Hoá Hóa" {
		t.Errorf("sorted %s", got)
	}
	c := collate.New(language.Vietnamese)
	if c.CompareString("Hoá", "Hòa") >= 0 {
		t.Error("x/text parts the styles no more: our table may go")
	}
}
