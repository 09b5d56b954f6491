package search

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"hangviet/data/catalog"
)

// realDocuments returns the 258 real products, coded by their row.
func realDocuments(t testing.TB) []Document {
	t.Helper()
	file, err := os.Open("testdata/products.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var docs []Document
	for i, row := range rows[1:] {
		docs = append(docs, Document{
			Code:     fmt.Sprintf("P%03d", i+1),
			Name:     catalog.Text{"vi": row[0], "en": row[1]},
			Group:    catalog.Text{"vi": row[2]},
			Producer: catalog.Text{"vi": row[3]},
			Place:    catalog.Text{"vi": row[6]},
			Former:   []string{row[4] + ", " + row[5]},
		})
	}
	return docs
}

func TestEveryRealNameIsFound(t *testing.T) {
	docs := realDocuments(t)
	x := New(docs, lexicon(t))
	for _, d := range docs {
		name := d.Name["vi"]
		words := catalog.Words(name)
		slices.Reverse(words)
		for _, query := range []string{
			name, strings.ToUpper(name), norm.NFD.String(name), catalog.Fold(name),
			joinedKey(name)[:min(12, len(joinedKey(name)))],
			strings.Join(words, " "), d.Name["en"],
		} {
			if !slices.ContainsFunc(x.Ask(query, 0).Hits, func(h Hit) bool { return h.Code == d.Code }) {
				t.Errorf("%q does not find %q", query, name)
			}
		}
		if first := x.Ask(name, 1).Hits; len(first) != 1 || first[0].Name["vi"] != name {
			t.Errorf("%q finds %v first", name, first)
		}
	}
}

func lexicon(t testing.TB) *Lexicon {
	t.Helper()
	l, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func doc(code, name string) Document {
	return Document{Code: code, Name: catalog.Text{"vi": name}}
}

func codes(hits []Hit) string {
	var all []string
	for _, h := range hits {
		all = append(all, h.Code)
	}
	return strings.Join(all, " ")
}

// sample returns an index of eight products.
func sample(t testing.TB) *Index {
	return New([]Document{
		{
			Code: "honey", Barcode: "8938501234568", Name: catalog.Text{"vi": "Mật ong bạc hà", "en": "Mint honey"}, Producer: catalog.Text{"vi": "HTX Hoa Đá"},
			Place: catalog.Text{"vi": "xã Đồng Văn, Tuyên Quang"}, Former: []string{"Hà Giang"}, Province: "08", FormerProvince: "Hà Giang", Stars: 4, Price: 180_000, Sector: 1,
		},
		{
			Code: "candy", Name: catalog.Text{"vi": "Kẹo dừa"}, Producer: catalog.Text{"vi": "Cơ sở Mật Hoa"},
			Place: catalog.Text{"vi": "Vĩnh Long"}, Former: []string{"Bến Tre"}, Province: "86", FormerProvince: "Bến Tre",
			Story: catalog.Text{"vi": "Nấu với mật ong rừng."}, Stars: 3, Price: 45_000, Sector: 1,
		},
		{Code: "pine", Name: catalog.Text{"vi": "Mứt dứa"}, Place: catalog.Text{"vi": "Mật, Ninh Bình"}, Province: "37", Stars: 5, Price: 60_000, Max: 120_000, Sector: 1},
		{Code: "melon", Name: catalog.Text{"vi": "Dưa lưới"}},
		{Code: "rice", Name: catalog.Text{"vi": "Gạo ST25"}, Group: catalog.Text{"vi": "Gạo, ngũ cốc"}},
		{Code: "art", Name: catalog.Text{"vi": "Trà Actiso Sapa"}, Place: catalog.Text{"vi": "phường Sa Pa, Lào Cai"}, Province: "15"},
		{Code: "noodle", Name: catalog.Text{"vi": "Mỳ gạo Hùng Lô"}, Ingredients: catalog.Text{"vi": "bột gạo tẻ"}},
		{Code: "silk", Name: catalog.Text{"vi": "Lụa đũi Nam Cao"}},
	}, lexicon(t))
}

func answered(a Answer) string { return codes(a.Hits) }

// TestLongNamesRunTogetherAreFound types names on without a space, longer than any
// word is looked at.
func TestLongNamesRunTogetherAreFound(t *testing.T) {
	docs := realDocuments(t)
	x := New(docs, lexicon(t))
	long := 0
	for _, d := range docs {
		key := joinedKey(d.Name["vi"])
		if len(key) <= maxLetters {
			continue
		}
		long++
		for n := maxLetters + 1; n <= len(key); n++ {
			if !slices.ContainsFunc(x.Ask(key[:n], 10).Hits, func(h Hit) bool { return h.Code == d.Code }) {
				t.Errorf("%q does not find %q", key[:n], d.Name["vi"])
			}
		}
	}
	if long < 10 {
		t.Errorf("only %d long names", long)
	}
}

func TestAsk(t *testing.T) {
	x := sample(t)
	for _, c := range []struct{ query, want string }{
		{"", ""},
		{"  ,. ", ""},
		{"mat ong", "honey candy"},
		{"ong mat", "honey candy"},
		{"mậ on", "honey candy"},
		{"matong", "honey"},
		{"matongbac", "honey"},
		{"ongbacha", "honey"},
		{"mat ong bacha", "honey"},
		{"mataj ong", "honey candy"},
		{"maatj ong bacj haf", "honey"},
		{"mat6 ong", "honey candy"},
		{"ma65t ong", "honey candy"},
		{"d9o62ng va8n", "honey"},
		{"ddoongf vawn", "honey"},
		{"mat", "honey candy pine"}, // name, producer, place
		{"dong van", "honey"},
		{"đồng văn", "honey"},
		{"ha giang", "honey"},
		{"Bến Tre", "candy"},
		{"bentre", "candy"},
		{"8938501", "honey"},
		{"8938501234568", "honey"},
		{"893 8501-234568", "honey"},
		{"08938501234568", "honey"},
		{"mint", "honey"},
		{"đũi", "silk"},
		{"dui", "silk"},
		{"duix", "silk"},
		{"dừa", "candy"},
		{"dứa", "pine"},
		{"dưa", "melon"},
		{"duwsa", "pine"},
		{"dua", "melon pine candy"},
		{"khóm", "pine"},
		{"chè actiso", "art"},
		{"che", "art"},
		{"st25", "rice"},
		{"st 25", "rice"},
		{"sa pa", "art"},
		{"sapa", "art"},
		{"mi gao", "noodle"},
		{"mì gạo", "noodle"},
		{"gạo", "rice noodle"},
		{"hoa da", "honey"},
		{"bột", "noodle"},
		{"mat onh", "honey"},
		{"nat ong", "honey"},
		{"mta ong", "honey"},
		{"keo dau", "candy"}, // a letter beside the right one twice
		{"5 sao", "pine"},
		{"4 sao trở lên", "pine honey"},
		{"mứt 5*", "pine"},
		{"dưới 100k", "pine candy"},
		{"tu 50 den 150 nghin", "pine"},
		{"kẹo dừa dưới 50 nghìn", "candy"},
		{"mật ong trên 100.000đ", "honey"},
		{"dduwowis 50k", "candy"},
		{"đặc sản Bến Tre", "candy"},
	} {
		if got := answered(x.Ask(c.query, 0)); got != c.want {
			t.Errorf("Ask(%q) = %q, want %q", c.query, got, c.want)
		}
	}
}
