package search

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

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
			Place:    catalog.Text{"vi": row[4] + ", " + row[6]},
			Alias:    []string{row[5]},
		})
	}
	return docs
}

func TestEveryRealNameIsFound(t *testing.T) {
	docs := realDocuments(t)
	x := New(docs)
	for _, d := range docs {
		name := d.Name["vi"]
		words := catalog.Words(name)
		slices.Reverse(words)
		for _, query := range []string{
			name, strings.ToUpper(name), norm.NFD.String(name), catalog.Fold(name),
			strings.ReplaceAll(wordKey(name), " ", "")[:min(12, len(strings.ReplaceAll(wordKey(name), " ", "")))],
			strings.Join(words, " "), d.Name["en"],
		} {
			if !slices.ContainsFunc(x.Search(query, 0), func(h Hit) bool { return h.Code == d.Code }) {
				t.Errorf("%q does not find %q", query, name)
			}
		}
		if first := x.Search(name, 1); len(first) != 1 || x.name(first[0].Code) != name {
			t.Errorf("%q finds %v first", name, first)
		}
	}
}

func (x *Index) name(code string) string {
	i := slices.IndexFunc(x.docs, func(d document) bool { return d.code == code })
	return x.docs[i].name
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

func sample() *Index {
	return New([]Document{
		{
			Code: "honey", Name: catalog.Text{"vi": "Mật ong bạc hà", "en": "Mint honey"}, Producer: catalog.Text{"vi": "HTX Hoa Đá"},
			Place: catalog.Text{"vi": "xã Đồng Văn, Tuyên Quang"}, Alias: []string{"Hà Giang", "8938501234567"},
		},
		{
			Code: "candy", Name: catalog.Text{"vi": "Kẹo dừa"}, Producer: catalog.Text{"vi": "Cơ sở Mật Hoa"},
			Place: catalog.Text{"vi": "Vĩnh Long"}, Alias: []string{"Bến Tre"}, Story: catalog.Text{"vi": "Nấu với mật ong rừng."},
		},
		{Code: "pine", Name: catalog.Text{"vi": "Mứt dứa"}, Place: catalog.Text{"vi": "Mật, Ninh Bình"}},
		{Code: "melon", Name: catalog.Text{"vi": "Dưa lưới"}},
		{Code: "rice", Name: catalog.Text{"vi": "Gạo ST25"}, Group: catalog.Text{"vi": "Gạo, ngũ cốc"}},
		{Code: "art", Name: catalog.Text{"vi": "Trà Actiso Sapa"}, Place: catalog.Text{"vi": "phường Sa Pa, Lào Cai"}},
		{Code: "noodle", Name: catalog.Text{"vi": "Mỳ gạo Hùng Lô"}},
		{Code: "silk", Name: catalog.Text{"vi": "Lụa đũi Nam Cao"}},
	})
}

func TestSearch(t *testing.T) {
	x := sample()
	for _, c := range []struct{ query, want string }{
		{"", ""},
		{"  ,. ", ""},
		{"khong co", ""},
		{"mat ong", "honey candy"},
		{"ong mat", "honey candy"},
		{"mậ on", "honey candy"},
		{"matong", "honey"},
		{"matongbac", "honey"},
		{"mat ong bacha", "honey"},
		{"mat", "honey candy pine"}, // name, producer, place
		{"dung van", ""},
		{"dong van", "honey"},
		{"đồng văn", "honey"},
		{"ha giang", "honey"},
		{"Bến Tre", "candy"},
		{"bentre", "candy"},
		{"8938501", "honey"},
		{"mint", "honey"},
		{"duii", ""},
		{"đũi", "silk"},
		{"dui", "silk"},
		{"dừa", "candy melon pine"}, // exact, then right letters, then other tone of the same letters
		{"dứa", "pine melon candy"},
		{"dưa", "melon candy pine"},
		{"st25", "rice"},
		{"st 25", "rice"},
		{"sa pa", "art"},
		{"sapa", "art"},
		{"mi gao", "noodle"},
		{"mì gạo", "noodle"},
		{"gạo", "rice noodle"},
		{"hoa da", "honey"},
	} {
		if got := codes(x.Search(c.query, 0)); got != c.want {
			t.Errorf("Search(%q) = %q, want %q", c.query, got, c.want)
		}
	}
}

func TestSearchField(t *testing.T) {
	x := sample()
	for _, c := range []struct{ query, code, field string }{
		{"bạc hà", "honey", "name"},
		{"hoa đá", "honey", "producer"},
		{"tuyen quang", "honey", "place"},
		{"ha giang", "honey", "alias"},
		{"hà", "honey", "name"},
		{"ngu coc", "rice", "group"},
		{"rung", "candy", "story"},
	} {
		if hits := x.Search(c.query, 1); len(hits) != 1 || hits[0].Code != c.code || hits[0].Field != c.field {
			t.Errorf("Search(%q) = %v, want %s by %s", c.query, hits, c.code, c.field)
		}
	}
}

// TestFieldsOutweighAccents has the worst match of a weightier field against the
// best of the next.
func TestFieldsOutweighAccents(t *testing.T) {
	word, alike := "dứa", "dùabe"
	text := func(s string) catalog.Text { return catalog.Text{"vi": s} }
	x := New([]Document{
		{Code: "6story", Story: text(word)},
		{Code: "5group", Group: text(alike)},
		{Code: "3place", Place: text(alike)},
		{Code: "2producer", Producer: text(alike)},
		{Code: "1name", Name: text(alike)},
		{Code: "2producer-exact", Producer: text(word)},
		{Code: "3place-exact", Place: text(word)},
		{Code: "5group-exact", Group: text(word)},
	})
	want := "1name 2producer-exact 2producer 3place-exact 3place 5group-exact 5group 6story"
	if got := codes(x.Search(word, 0)); got != want {
		t.Errorf("order is %q, want %q", got, want)
	}
}

func TestTies(t *testing.T) {
	docs := []Document{doc("z", "Chè Zú"), doc("a", "Chè A"), doc("d", "Chè Đại"), doc("star", "Chè Ô"), doc("here", "Chè Ươm")}
	docs[3].Stars = 4
	docs[4].Here = true
	x := New(docs)
	if got := codes(x.Search("che", 0)); got != "here star a d z" {
		t.Errorf("order is %q", got)
	}
	if got := codes(x.Search("che", 2)); got != "here star" {
		t.Errorf("two of them are %q", got)
	}
}

func TestNamesWithThePhraseStandFirst(t *testing.T) {
	x := New([]Document{doc("mixed", "Ong mật hoa"), doc("inside", "Kẹo mật ong"), doc("starts", "Mật ong hoa")})
	if got := codes(x.Search("mat ong", 0)); got != "starts inside mixed" {
		t.Errorf("order is %q", got)
	}
}

func TestWordsTogetherOutweighScatteredOnes(t *testing.T) {
	x := New([]Document{
		doc("vase", "Bình hoa lam"),
		{Code: "tea", Name: catalog.Text{"vi": "Trà Shan"}, Alias: []string{"Hòa Bình"}},
		{Code: "coop", Name: catalog.Text{"vi": "Cam"}, Producer: catalog.Text{"vi": "HTX Hoà Bình"}},
		doc("named", "Măng Hòa Bình"),
	})
	for _, query := range []string{"hoa binh", "Hòa Bình", "hoà bì"} {
		if got := codes(x.Search(query, 0)); got != "named coop tea vase" {
			t.Errorf("Search(%q) = %q", query, got)
		}
	}
	if hit := x.Search("hoa binh", 3)[2]; hit.Field != "alias" {
		t.Errorf("the tea is found by its %s", hit.Field)
	}
}

func TestSuggest(t *testing.T) {
	x := New([]Document{doc("1", "Mật ong bạc hà"), doc("2", "Mật ong rừng U Minh"), doc("3", "Mắm tôm"), doc("4", "Trà mật"), doc("5", "Nước mắm")})
	for _, c := range []struct {
		query string
		limit int
		want  string
	}{
		{"ma", 10, "Mật ong|Mắm tôm|Mật ong bạc hà|Mật ong rừng U Minh|Nước mắm|Trà mật"},
		{"ma", 1, "Mật ong"},
		{"mật o", 2, "Mật ong|Mật ong bạc hà"},
		{"bac ha", 5, "Mật ong bạc hà"},
		{"matong", 5, "Mật ong bạc hà|Mật ong rừng U Minh"},
		{"", 1, "Mật ong"},
		{"xyz", 5, ""},
		{"ma", 0, ""},
	} {
		if got := strings.Join(x.Suggest(c.query, c.limit), "|"); got != c.want {
			t.Errorf("Suggest(%q, %d) = %q, want %q", c.query, c.limit, got, c.want)
		}
	}
}

func TestEmptyIndex(t *testing.T) {
	x := New(nil)
	if x.Search("a", 5) != nil && len(x.Search("a", 5)) > 0 || len(x.Suggest("a", 5)) > 0 {
		t.Error("an empty index finds something")
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"mat ong", "đ", "\xff", "\u0301", strings.Repeat("a ", 50), "qu", "y", "ơ\u0323", "고", "İ"} {
		f.Add(s)
	}
	x := sample()
	f.Fuzz(func(t *testing.T, query string) {
		hits := x.Search(query, 0)
		if !slices.IsSortedFunc(hits, func(a, b Hit) int { return int(b.Score*100) - int(a.Score*100) }) {
			t.Errorf("Search(%q) is out of order: %v", query, hits)
		}
		if composed, decomposed := codes(x.Search(norm.NFC.String(query), 0)), codes(x.Search(norm.NFD.String(query), 0)); composed != decomposed {
			t.Errorf("Search(%q) depends on the form: %q, %q", query, composed, decomposed)
		}
		x.Suggest(query, 5)
	})
}

// many returns n documents made of real names, producers and places, with
// stories of that many sentences of about seven words.
func many(t testing.TB, n, sentences int) []Document {
	real := realDocuments(t)
	docs := make([]Document, n)
	for i := range docs {
		a, b, c := real[i%len(real)], real[(i*7+3)%len(real)], real[(i*13+5)%len(real)]
		story := ""
		for j := range sentences {
			story += real[(i*17+j*31)%len(real)].Name["vi"] + ". "
		}
		docs[i] = Document{
			Code: fmt.Sprintf("P%05d", i), Name: catalog.Text{"vi": a.Name["vi"] + fmt.Sprintf(" số %d", i), "en": a.Name["en"]},
			Producer: b.Producer, Place: c.Place, Group: a.Group, Alias: c.Alias, Story: catalog.Text{"vi": story}, Stars: i % 6,
		}
	}
	return docs
}

// TestTwentyThousandDocuments guards against an answer that takes many times
// what it should; the figures are the benchmark's.
func TestTwentyThousandDocuments(t *testing.T) {
	x := New(many(t, 20_000, 2))
	start := time.Now()
	queries := []string{"m", "mat ong", "nuoc mam phu quoc", "bentre", "chè htx", "t", "gao st24 so 1"}
	for _, q := range queries {
		if len(x.Search(q, 50)) == 0 {
			t.Errorf("nothing found for %q", q)
		}
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("%d queries took %v", len(queries), took)
	}
}

func BenchmarkNew(b *testing.B) {
	docs := many(b, 20_000, 15)
	for b.Loop() {
		New(docs)
	}
}

func BenchmarkSearch(b *testing.B) {
	x := New(many(b, 20_000, 15))
	for _, q := range []string{"m", "t", "mat ong", "nuoc mam phu quoc", "matong", "chè thái nguyên htx", "khongco"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				x.Search(q, 50)
			}
		})
	}
	b.Run("suggest", func(b *testing.B) {
		for b.Loop() {
			x.Suggest("ma", 8)
		}
	})
}
