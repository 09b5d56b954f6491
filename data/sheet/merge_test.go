package sheet

import (
	"reflect"
	"testing"
)

// TestMergeByCode: what is named is laid over, what is not named stays.
func TestMergeByCode(t *testing.T) {
	base := Rows{
		"Products": {{"code": "A", "name": "Trà", "price": "100", "points": "d1"}, {"code": "B", "name": "Gạo", "price": "50"}},
		"Links":    {{"product": "A", "url": "https://a.example"}, {"product": "B", "url": "https://b.example"}, {"product": "A", "url": "https://a2.example"}},
		"About":    {{"organiser": "Ban tổ chức", "valid": "1"}},
	}
	given := Rows{
		"Products": {{"code": "C", "name": "Mật ong", "price": "7"}, {"code": "A", "name": "Trà shan"}},
		"Links":    {{"product": "A", "url": "https://new.example"}},
	}
	want := Rows{
		"Products": {{"code": "A", "name": "Trà shan", "points": "d1"}, {"code": "B", "name": "Gạo", "price": "50"}, {"code": "C", "name": "Mật ong", "price": "7"}},
		"Links":    {{"product": "A", "url": "https://new.example"}, {"product": "B", "url": "https://b.example"}},
		"About":    base["About"],
	}
	got := MergeRows(base, given)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("merged: %v", got)
	}
	changes := DiffRows(base, got)
	wanted := []RowChange{
		{RowChanged, "Products", "A", []CellChange{{"name", "Trà", "Trà shan"}, {"price", "100", ""}}},
		{RowAdded, "Products", "C", []CellChange{{"code", "", "C"}, {"name", "", "Mật ong"}, {"price", "", "7"}}},
		{RowChanged, "Links", "A", []CellChange{{"1. url", "https://a.example", "https://new.example"}, {"2. product", "A", ""}, {"2. url", "https://a2.example", ""}}},
	}
	if !reflect.DeepEqual(changes, wanted) {
		t.Errorf("changes: %v", changes)
	}
	if base["Products"][0]["name"] != "Trà" {
		t.Error("the base was changed")
	}
}

// TestMergingItselfChangesNothing: into nothing and into itself, a workbook stays
// what it is, in its order.
func TestMergingItselfChangesNothing(t *testing.T) {
	for name, path := range books(t) {
		rows := rowsIn(t, path)
		rows["Links"] = []Row{{"product": "A", "url": "1"}, {"product": "B", "url": "2"}, {"product": "A", "url": "3"}}
		for _, base := range []Rows{nil, rows} {
			if got := MergeRows(base, rows); !reflect.DeepEqual(got, rows) || len(DiffRows(rows, got)) > 0 {
				t.Errorf("%s: %v became %v", name, rows, got)
			}
		}
	}
}
