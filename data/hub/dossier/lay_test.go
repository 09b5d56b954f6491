package dossier_test

import (
	"reflect"
	"testing"

	"hangviet/data/hub/dossier"
	"hangviet/data/sheet"
)

// TestLayByCode: an accepted entry takes the place of what the workbook says in
// the columns that the form asks for, and of nothing else; laid again it changes
// nothing, and lifted it leaves nothing behind.
func TestLayByCode(t *testing.T) {
	entry, _ := product(t)
	entry.Photos = []string{"rooms/htx-1/1.jpg"}
	others := sheet.Row{"code": "SP-0", "name": "Gạo"}
	rows := sheet.Rows{
		"About":    {{"organiser": "Ban tổ chức"}},
		"Products": {others, {"code": "SP-1", "name": "Cũ", "price": "1", "use": "Cũ", "points": "diem-1", "story_ko": "차", "photos": "cu.jpg"}},
		"Links": {
			{"product": "SP-0", "url": "https://gao.example"},
			{"product": "SP-1", "url": "https://gian-hang.example/tra", "label": "Gian hàng"},
			{"product": "SP-1", "url": "https://cu.example"},
		},
	}
	laid := dossier.Lay(rows, "htx-1", entry)
	got := laid["Products"][1]
	for key, want := range map[string]string{
		"name": "Trà shan tuyết", "price": "185.000", "use": "", "points": "diem-1", "story_ko": "차", "producer": "htx-1", "photos": "rooms/htx-1/1.jpg",
	} {
		if got[key] != want {
			t.Errorf("%s = %q, want %q", key, got[key], want)
		}
	}
	if !reflect.DeepEqual(laid["Links"], rows["Links"][:2]) || !reflect.DeepEqual(laid["Products"][0], others) {
		t.Errorf("links and others: %v", laid)
	}
	if rows["Products"][1]["name"] != "Cũ" || len(rows["Links"]) != 3 {
		t.Error("the workbook's own rows were changed")
	}
	if again := dossier.Lay(laid, "htx-1", entry); !reflect.DeepEqual(again, laid) {
		t.Errorf("laid again: %v", again)
	}
	lifted := dossier.Lift(laid, entry)
	if dossier.Holds(lifted, entry) || len(lifted["Products"]) != 1 || len(lifted["Links"]) != 1 {
		t.Errorf("lifted: %v", lifted)
	}
	fresh := dossier.Lay(nil, "htx-1", entry)
	if !dossier.Holds(fresh, entry) || len(fresh["Links"]) != 1 {
		t.Errorf("laid into nothing: %v", fresh)
	}
	if firm := dossier.Lay(fresh, "htx-1", firm()); !dossier.Holds(firm, dossier.Entry{Form: dossier.Firm, Code: "htx-1"}) || firm["Producers"][0]["registration"] != "" {
		t.Errorf("the firm: %v", firm)
	}
}

// TestFollowTheWorkbook: what the office changes in the workbook is what the producer
// goes on from, and what no workbook holds stays.
func TestFollowTheWorkbook(t *testing.T) {
	entry, _ := product(t)
	entry.Answers["enter"] = "có"
	rows := dossier.Lay(nil, "htx-1", entry)
	if _, differ := dossier.Follow(entry, "htx-1", rows); differ {
		t.Error("the same differs")
	}
	rows["Products"][0]["price"], rows["Products"][0]["story"] = "200.000", "Câu chuyện mới"
	rows["Links"][0] = sheet.Row{"product": "SP-1", "url": "https://moi.example"}
	answers, differ := dossier.Follow(entry, "htx-1", rows)
	for key, want := range map[string]string{
		"price": "200.000", "story": "Câu chuyện mới", "link1": "https://moi.example", "enter": "có", "capacity": "2 tấn một tháng", "distributors": "Giao toàn quốc", "name": "Trà shan tuyết",
	} {
		if !differ || answers[key] != want {
			t.Errorf("%s = %q, want %q", key, answers[key], want)
		}
	}
	entry.Answers = answers
	if _, differ := dossier.Follow(entry, "htx-1", rows); differ {
		t.Error("followed, it still differs")
	}
	rows["Products"][0]["distributors"] = "Hỏi ban tổ chức"
	if answers, _ := dossier.Follow(entry, "htx-1", rows); answers["capacity"] != "" || answers["distributors"] != "Hỏi ban tổ chức" {
		t.Errorf("for distributors: %v", answers)
	}
	if _, differ := dossier.Follow(entry, "htx-1", sheet.Rows{}); differ {
		t.Error("what the workbook does not have differs")
	}
}

// TestForeign: no producer's entry takes the place of another producer's product.
func TestForeign(t *testing.T) {
	rows := sheet.Rows{"Products": {{"code": "A-01", "producer": "a"}}, "Producers": {{"id": "a"}}}
	for name, test := range map[string]struct {
		producer string
		entry    dossier.Entry
		want     bool
	}{
		"one's own":       {"a", dossier.Entry{Form: dossier.Product, Code: "A-01"}, false},
		"another's":       {"b", dossier.Entry{Form: dossier.Product, Code: "A-01"}, true},
		"a new one":       {"b", dossier.Entry{Form: dossier.Product, Code: "B-01"}, false},
		"a firm, no good": {"b", dossier.Entry{Form: dossier.Firm, Code: "A-01"}, false},
	} {
		if got := dossier.Foreign(rows, test.producer, test.entry); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
