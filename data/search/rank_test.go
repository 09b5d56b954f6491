package search

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"hangviet/data/catalog"
)

func vi(s string) catalog.Text { return catalog.Text{"vi": s} }

// TestWhatIsMetBetterStandsFirst has the same word met in every way, all in names.
func TestWhatIsMetBetterStandsFirst(t *testing.T) {
	x := New([]Document{
		doc("5start", "Đườngphèn"), doc("4folded", "Dưỡng"), doc("3letters", "Đượng"), doc("2notone", "Đương"), doc("1exact", "Đường"),
	}, nil)
	if got := answered(x.Ask("đườn", 0)); got != "1exact 5start" {
		t.Errorf("while it is typed: %q", got)
	}
	if got := answered(x.Ask("duong", 0)); !strings.HasSuffix(got, "5start") || len(x.Ask("duong", 0).Hits) != 5 {
		t.Errorf("without accents: %q", got)
	}
	if got := answered(x.Ask("đường", 0)); got != "1exact 5start" {
		t.Errorf("with accents: %q", got)
	}
	x = New([]Document{doc("3start", "Đượngphèn"), doc("2folded", "Dưỡng"), doc("1letters", "Đượng")}, nil)
	if got := answered(x.Ask("đường", 0)); got != "1letters 2folded 3start" {
		t.Errorf("when nothing has the accents: %q", got)
	}
	x = New([]Document{doc("inside", "Nescafe"), doc("slip", "Cate")}, nil)
	if got := answered(x.Ask("cafe", 0)); got != "inside slip" {
		t.Errorf("within, then by a slip: %q", got)
	}
}

// TestFieldsInTheirOrder has the same word in every field.
func TestFieldsInTheirOrder(t *testing.T) {
	x := New([]Document{
		{Code: "7story", Story: vi("dứa")},
		{Code: "6ingredients", Ingredients: vi("dứa")},
		{Code: "5group", Group: vi("dứa")},
		{Code: "4former", Former: []string{"dứa"}},
		{Code: "3place", Place: vi("dứa")},
		{Code: "2producer", Producer: vi("dứa")},
		{Code: "1name", Name: vi("dứa")},
	}, nil)
	for _, query := range []string{"dứa", "dua", "duws"} {
		if got := answered(x.Ask(query, 0)); got != "1name 2producer 3place 4former 5group 6ingredients 7story" {
			t.Errorf("Ask(%q) = %q", query, got)
		}
	}
}

func TestTies(t *testing.T) {
	docs := []Document{doc("z", "Chè Zú"), doc("a", "Chè A"), doc("d", "Chè Đại"), doc("star", "Chè Ô"), doc("here", "Chè Ươm")}
	docs[3].Stars = 4
	docs[4].Here = true
	x := New(docs, nil)
	if got := answered(x.Ask("che", 0)); got != "here star a d z" {
		t.Errorf("order is %q", got)
	}
	if got := answered(x.Ask("che", 2)); got != "here star" {
		t.Errorf("two of them are %q", got)
	}
}

func TestWordsTogetherOutweighScatteredOnes(t *testing.T) {
	x := New([]Document{
		doc("vase", "Bình hoa lam"),
		{Code: "tea", Name: vi("Trà Shan"), Former: []string{"Hòa Bình"}},
		{Code: "coop", Name: vi("Cam"), Producer: vi("HTX Hoà Bình")},
		doc("named", "Măng Hòa Bình"),
	}, nil)
	for query, want := range map[string]string{"hoa binh": "named coop tea vase", "Hòa Bình": "named coop tea", "hoà bì": "named coop tea"} {
		if got := answered(x.Ask(query, 0)); got != want {
			t.Errorf("Ask(%q) = %q, want %q", query, got, want)
		}
	}
}

// TestTonesAreNeverMixed asks for three fruits that fold alike, in every way the
// accents can be typed.
func TestTonesAreNeverMixed(t *testing.T) {
	var docs []Document
	for i, fruit := range []string{"dừa", "dứa", "dưa"} {
		for j, kind := range []string{"Kẹo", "Mứt", "Nước ép", "Bánh"} {
			docs = append(docs, doc(fmt.Sprintf("%s%d", fruit, j), kind+" "+fruit+[]string{"", " sấy", " tươi"}[i]))
		}
	}
	x := New(docs, lexicon(t))
	for fruit, ways := range map[string][]string{
		"dừa": {"dừa", "Dừa", "duwaf", "duwfa", "du72a", "du7a2", "kẹo dừa", "kẹo duwaf", "dừa kẹo"},
		"dứa": {"dứa", "duwas", "du7a1", "kẹo dứa", "ứ dứa"},
		"dưa": {"dưa", "duwa", "du7a", "kẹo dưa"},
	} {
		for _, query := range ways {
			a := x.Ask(query, 0)
			if len(a.Hits) == 0 {
				t.Errorf("%q finds nothing", query)
			}
			for _, h := range a.Hits {
				if !strings.HasPrefix(h.Code, fruit) && !a.Near {
					t.Errorf("%q finds %s", query, h.Name["vi"])
				}
			}
		}
	}
	if n := len(x.Ask("dua", 0).Hits); n != len(docs) {
		t.Errorf("without accents %d are found, want all", n)
	}
}

func TestMarks(t *testing.T) {
	x := sample(t)
	for query, want := range map[string]string{
		"mat on":          "[Mật] [on]g bạc hà",
		"mật ong":         "[Mật] [ong] bạc hà",
		"maatj o":         "[Mật] [o]ng bạc hà",
		"matong":          "[Mật] [ong] bạc hà",
		"keo dua ben tre": "[Kẹo] [dừa]|[Bến] [Tre]",
		"rung":            "Nấu với mật ong [rừng].",
		"keo fua":         "[Kẹo] [dừa]",
		"sa pa":           "Trà Actiso [Sapa]",
	} {
		var got []string
		for _, m := range x.Ask(query, 1).Hits[0].Marks {
			line, at := "", 0
			for _, p := range m.Spans {
				line += m.Text[at:p.Start] + "[" + m.Text[p.Start:p.End] + "]"
				at = p.End
			}
			got = append(got, line+m.Text[at:])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("Ask(%q) marks %q, want %q", query, got, want)
		}
	}
}

func TestLongTextsAreCutAroundTheMatch(t *testing.T) {
	story := strings.Repeat("một hai ba bốn ", 40) + "đặc biệt " + strings.Repeat("năm sáu bảy tám ", 40)
	x := New([]Document{{Code: "a", Name: vi("Chè"), Story: vi(story)}}, nil)
	m := x.Ask("đặc biệt", 1).Hits[0].Marks
	if len(m) != 1 || len([]rune(m[0].Text)) > 2*snippet+20 || !strings.HasPrefix(m[0].Text, "… ") || !strings.HasSuffix(m[0].Text, " …") {
		t.Fatalf("marks %+v", m)
	}
	for i, word := range []string{"đặc", "biệt"} {
		if p := m[0].Spans[i]; m[0].Text[p.Start:p.End] != word {
			t.Errorf("mark %d is %q", i, m[0].Text[p.Start:p.End])
		}
	}
}

// TestNeverNothing holds that whatever has letters is answered with something.
func TestNeverNothing(t *testing.T) {
	x := sample(t)
	for _, c := range []struct{ query, first, drop string }{
		{"mật ong xyzt", "honey", "xyzt"},
		{"mật ong 5 sao", "honey", "5 sao"},
		{"kẹo dừa trên 1 triệu", "candy", "trên 1 triệu"},
		{"kẹo dừa qqqq wwww", "candy", "qqqq|wwww"},
		{"dưới 1k", "", "dưới 1k"},
		{"xyz", "", ""},
		{"zzzzzzzz zzzzz", "", ""},
		{"漢字", "", "漢字"},
	} {
		a := x.Ask(c.query, 0)
		var drop []string
		for _, p := range a.Drop {
			drop = append(drop, a.Text[p.Start:p.End])
		}
		if len(a.Hits) == 0 || !a.Near {
			t.Errorf("Ask(%q): %d hits, near %v", c.query, len(a.Hits), a.Near)
			continue
		}
		if c.first != "" && (a.Hits[0].Code != c.first || strings.Join(drop, "|") != c.drop) {
			t.Errorf("Ask(%q) = %s first, drop %q", c.query, a.Hits[0].Code, drop)
		}
	}
	a := x.Ask("mật ong 5 sao", 0)
	if again := a.Without(a.Drop[0]); again != "mật ong" || x.Ask(again, 1).Near {
		t.Errorf("without what stands in the way: %q", again)
	}
}

func TestWhatWordsAreTakenFor(t *testing.T) {
	x := sample(t)
	for query, want := range map[string]string{
		"mataj ong": "mật|", "matong": "mật ong", "mật ong": "|", "ma": "", "keo fua": "|dừa", "đồng văn": "|", "trà": "",
	} {
		var as []string
		for _, w := range x.Ask(query, 1).Words {
			as = append(as, w.As)
		}
		if strings.Join(as, "|") != want {
			t.Errorf("Ask(%q) took %q, want %q", query, as, want)
		}
	}
}

// TestFewerHitsAreTheFirstOfAll holds that what is passed over, because it cannot
// be among the best, is none of the best.
func TestFewerHitsAreTheFirstOfAll(t *testing.T) {
	x := New(manyReal(t, 2000), lexicon(t))
	for _, query := range []string{
		"t", "m", "ng", "mat", "mat ong", "mật ong", "matong", "ong mat", "banh trang", "bnah tarng tu nugyen leiu",
		"nuoc mam phu quoc 40 do", "nước mắm", "chè thái nguyên htx", "hoa binh", "tra sen tay ho an giang", "khongco", "ca",
	} {
		all := x.Ask(query, 0).Hits
		for _, limit := range []int{1, 7, 60} {
			if few := x.Ask(query, limit).Hits; !reflect.DeepEqual(few, all[:min(limit, len(all))]) {
				t.Errorf("the first %d hits of %q are others when they alone are asked for", limit, query)
			}
		}
	}
}

func TestFacets(t *testing.T) {
	f := sample(t).Ask("mat", 1).Facets
	if f.Sectors[1] != 3 || f.Provinces["08"] != 1 || f.Provinces["86"] != 1 || f.Stars[4] != 1 || f.Stars[5] != 1 {
		t.Errorf("facets %+v", f)
	}
}

func TestSuggest(t *testing.T) {
	docs := []Document{
		doc("1", "Mật ong bạc hà"), doc("2", "Mật ong rừng U Minh"), doc("3", "Mắm tôm"), doc("4", "Trà mật"),
		{Code: "5", Name: vi("Nước mắm"), Producer: vi("HTX Mây Ngàn"), Place: vi("xã Mường Hoa, Lào Cai"), Group: vi("Thực phẩm; Mắm")},
	}
	x := New(docs, lexicon(t))
	kinds := map[OfferKind]bool{}
	for _, o := range x.Suggest("m", 8) {
		kinds[o.Kind] = true
	}
	if len(kinds) != 4 {
		t.Errorf("from the first letter on: kinds %v", kinds)
	}
	for query, want := range map[string]string{
		"mật o": "Mật ong", "matong": "Mật ong", "maatj": "Mật ong", "bac ha": "Mật ong bạc hà", "mây ng": "HTX Mây Ngàn", "lao": "Lào Cai", "": "", "!": "",
	} {
		got := ""
		if offers := x.Suggest(query, 3); len(offers) > 0 {
			got = offers[0].Text["vi"]
		}
		if got != want {
			t.Errorf("Suggest(%q) begins with %q, want %q", query, got, want)
		}
	}
	if x.Suggest("m", 0) != nil || slices.ContainsFunc(x.Suggest("mật ong", 9), func(o Offer) bool { return o.Text["vi"] == "Mật ong" }) {
		t.Error("what stands there is offered")
	}
}

func TestUnmet(t *testing.T) {
	x := sample(t)
	for query, want := range map[string]string{
		"mật ong": "", "Bún đậu mắm tôm": "bun dau mam tom", "0912 345 678 nguyen": "", "x y": "", "ai@vi.vn abc": "",
		strings.Repeat("khong co ", 6): "",
	} {
		if got := x.Ask(query, 1).Unmet(); got != want {
			t.Errorf("%q is counted as %q, want %q", query, got, want)
		}
	}
}
