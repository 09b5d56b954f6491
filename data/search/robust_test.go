package search

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hangviet/data/catalog"
	"hangviet/ui/input"
)

// badInput is what no shopper means to type.
func badInput() map[string]string {
	return map[string]string{
		"10,000 letters":        strings.Repeat("a", 10_000),
		"10,000 in words":       strings.Repeat("mat ong ", 1250),
		"10,000 accented":       strings.Repeat("mật ", 2500),
		"10,000 joined":         strings.Repeat("matong", 1667),
		"10,000 keystrokes":     strings.Repeat("aaeeooddwwssff", 715),
		"10,000 digits":         strings.Repeat("1234567890", 1000),
		"10,000 marks":          strings.Repeat("\u0301", 10_000),
		"a word of marks":       "a" + strings.Repeat("\u0323\u0302", 3000),
		"twelve long words":     strings.Repeat(strings.Repeat("banh", 8)+" ", 12),
		"many numbers":          strings.Repeat("từ 1 đến 2 nghìn ", 300),
		"control characters":    "mat\x00ong\x01\x1b[31m\r\n\t\v",
		"emoji":                 "🍯🐝👩🏽‍🌾🇻🇳",
		"emoji and words":       "mật🍯ong",
		"lone marks":            "\u0301\u0302\u0323",
		"invalid UTF-8":         "mat\xff\xfeong\xc3\x28",
		"cut UTF-8":             "mậ"[:3],
		"surrogates":            "\xed\xa0\x80",
		"right to left":         "\u202Emat ong\u202C",
		"zero width":            "m\u200Bat\u200D \uFEFFong",
		"SQL":                   `'; DROP TABLE products; -- " OR 1=1`,
		"FTS":                   `mat* AND NEAR(ong "nha` + `n" NOT (*) ^ : - +`,
		"signs":                 "!@#$%^&*()[]{}<>?/\\|~`'\"",
		"stars":                 "***** 5* ***",
		"numbers without bound": "99999999999999999999999999999 nghìn dưới 1e309k",
		"other scripts":         "日本語 한국어 العربية ไทย",
		"fullwidth":             "ｍａｔ　ｏｎｇ",
	}
}

// TestBadInput holds that nothing fails and nothing takes long.
func TestBadInput(t *testing.T) {
	x := New(manyReal(t, 3000), lexicon(t))
	for name, query := range badInput() {
		best := time.Hour // of a few tries: the machine has other things to do
		for range 5 {
			start := time.Now()
			a := x.Ask(query, 60)
			x.Suggest(query, 7)
			best = min(best, time.Since(start))
			sound(t, a)
		}
		if best > 50*time.Millisecond {
			t.Errorf("%s took %v", name, best)
		}
	}
}

// sound checks what holds of every answer.
func sound(t *testing.T, a Answer) {
	t.Helper()
	if !utf8.ValidString(a.Text) || len(a.Text) > 4*maxRunes {
		t.Errorf("text %q", a.Text)
	}
	within := func(text string, start, end int) bool {
		return 0 <= start && start < end && end <= len(text) && utf8.ValidString(text[start:end])
	}
	for _, f := range a.Filters {
		if !within(a.Text, f.Start, f.End) || f.Max > 0 && f.Min > f.Max {
			t.Errorf("%q: filter %+v", a.Text, f)
		}
	}
	for _, p := range a.Drop {
		if !within(a.Text, p.Start, p.End) {
			t.Errorf("%q: drop %+v", a.Text, p)
		}
	}
	for _, h := range a.Hits {
		for _, m := range h.Marks {
			at := 0
			for _, p := range m.Spans {
				if p.Start < at || !within(m.Text, p.Start, p.End) {
					t.Errorf("%q: marks %+v", a.Text, m)
				}
				at = p.End
			}
		}
	}
	if len(a.Words) > 0 && len(a.Hits) == 0 {
		t.Errorf("%q is answered with nothing", a.Text)
	}
}

func FuzzAsk(f *testing.F) {
	for _, s := range []string{"mat ong", "đ", "\xff", "\u0301", "qu", "y", "ơ\u0323", "고", "İ", "từ 50 đến 200k 5 sao", "keo dua ben tre", "8938501234568"} {
		f.Add(s)
	}
	for _, s := range badInput() {
		f.Add(s)
	}
	x := sample(f)
	f.Fuzz(func(t *testing.T, query string) {
		sound(t, x.Ask(query, 0))
		x.Suggest(query, 5)
		if len(query) > maxRunes/2 || !utf8.ValidString(query) {
			return // the forms may be cut at other letters
		}
		composed, decomposed := x.Ask(norm.NFC.String(query), 0), x.Ask(norm.NFD.String(query), 0)
		if !reflect.DeepEqual(composed, decomposed) {
			t.Errorf("%q is answered by its form: %s, %s", query, answered(composed), answered(decomposed))
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, s := range badInput() {
		f.Add(s)
	}
	f.Add("Đường thốt nốt – Nước mắm Phú Quốc 43°N")
	f.Fuzz(func(t *testing.T, s string) {
		once := catalog.Fold(s)
		if again := catalog.Fold(once); again != once {
			t.Errorf("%q folds to %q and that to %q", s, once, again)
		}
		if !utf8.ValidString(s) {
			return
		}
		if composed, decomposed := catalog.Fold(norm.NFC.String(s)), catalog.Fold(norm.NFD.String(s)); composed != once || decomposed != once {
			t.Errorf("%q folds to %q, composed to %q, decomposed to %q", s, once, composed, decomposed)
		}
	})
}

// TestKeystrokesAreReadAsTheKeyboardMeansThem types the words of real names on
// the kiosk's own keyboard, in both methods, and reads the keys back.
func TestKeystrokesAreReadAsTheKeyboardMeansThem(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range realDocuments(t) {
		for _, word := range catalog.Words(strings.ToLower(d.Name["vi"])) {
			if seen[word] || ascii(word) {
				continue
			}
			seen[word] = true
			for method, keys := range map[input.Method]string{input.Telex: keysOf(word, true), input.VNI: keysOf(word, false)} {
				if typed := input.Compose(keys+" ", method, input.OldStyle); formOf(strings.TrimSpace(typed)) != formOf(word) {
					continue // the keyboard takes it for something else
				}
				if !contains(readKeys(keys), formOf(word)) {
					t.Errorf("%s is not read as %s", keys, word)
				}
			}
		}
	}
	if len(seen) < 300 {
		t.Errorf("only %d words", len(seen))
	}
}

func contains(forms []form, want form) bool {
	for _, f := range forms {
		if f == want {
			return true
		}
	}
	return false
}

// keysOf writes a word as keys: marks behind their letters, the tone at the end.
func keysOf(word string, telex bool) string {
	letters, tone := catalog.SplitTone(word)
	var b strings.Builder
	for _, r := range norm.NFD.String(letters) {
		switch r {
		case '\u0302':
			s := b.String()
			b.WriteString(pickKey(telex, s[len(s)-1:], "6"))
		case '\u0306':
			b.WriteString(pickKey(telex, "w", "8"))
		case '\u031b':
			b.WriteString(pickKey(telex, "w", "7"))
		case 'đ':
			b.WriteString(pickKey(telex, "dd", "d9"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + pickKey(telex, []string{"", "f", "r", "x", "s", "j"}[tone], []string{"", "2", "3", "4", "1", "5"}[tone])
}

func pickKey(telex bool, a, b string) string {
	if telex {
		return a
	}
	return b
}

func TestFiltersThatAreUnderstood(t *testing.T) {
	x := sample(t)
	for query, want := range map[string]string{
		"5 sao": "stars 5 5", "ocop 4 sao": "stars 4 4", "4*": "stars 4 4", "bốn sao": "stars 4 4", "3sao": "stars 3 3",
		"từ 4 sao": "stars 4 0", "4 sao trở lên": "stars 4 0", "5 stars": "stars 5 5", "chè 5 sao ngon": "stars 5 5",
		"dưới 100k": "price 0 100000", "duoi 100 nghin": "price 0 100000", "dưới 100.000đ": "price 0 100000", "dưới 100": "price 0 100000",
		"< 100k": "price 0 100000", "không quá 1 triệu": "price 0 1000000", "under 50k": "price 0 50000", "tối đa 1,5 triệu": "price 0 1500000",
		"trên 200k": "price 200000 0", "> 200 nghìn": "price 200000 0", "từ 200k trở lên": "price 200000 0",
		"từ 50 đến 200 nghìn": "price 50000 200000", "50-200k": "price 50000 200000", "50k đến 200k": "price 50000 200000",
		"tu 50 den 200 nghin": "price 50000 200000", "từ 50.000 đến 200.000 đồng": "price 50000 200000", "between 50k and 200k": "price 50000 200000",
		"khoảng 100k": "price 75000 125000", "100k": "price 75000 125000", "2 trăm nghìn trở lại": "price 0 200000",
		"giá dưới 80 ngàn": "price 0 80000", "dduwowis 100k": "price 0 100000", "du7o7i1 100k": "price 0 100000",
		"chè 5 sao dưới 300k": "stars 5 5|price 0 300000",
		"ocop":                "stars 3 0", "chè OCOP": "stars 3 0", "ocop 5 sao chè": "stars 5 5",
		"43 độ đạm": "", "st25": "", "500g": "", "hộp 500 g": "", "sao la": "", "sầu riêng ri6": "", "nam sao": "stars 5 5", "6 sao": "", "7up": "",
		"từ sơn": "", "đến giờ": "", "200k đến 50k": "price 50000 200000",
	} {
		var got []string
		q := x.parse(query)
		for _, f := range q.filters {
			got = append(got, fmt.Sprintf("%s %d %d", f.Kind, f.Min, f.Max))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q is understood as %q, want %q", query, got, want)
		}
	}
}

// manyReal returns n documents made of real names, producers and places.
func manyReal(t testing.TB, n int) []Document {
	real := realDocuments(t)
	docs := make([]Document, n)
	for i := range docs {
		a, b, c := real[i%len(real)], real[(i*7+3)%len(real)], real[(i*13+5)%len(real)]
		docs[i] = Document{
			Code: fmt.Sprintf("P%05d", i), Name: catalog.Text{"vi": a.Name["vi"] + fmt.Sprintf(" số %d", i), "en": a.Name["en"]},
			Producer: b.Producer, Place: c.Place, Group: a.Group, Former: c.Former, Story: b.Name, Stars: i % 6, Price: int64(i%90+1) * 10_000,
		}
	}
	return docs
}

func BenchmarkAsk(b *testing.B) {
	x := New(manyReal(b, 20_000), lexicon(b))
	for _, q := range []string{"m", "mat ong", "nuoc mam phu quoc", "matong", "chè thái nguyên htx", "nuov mma phu qouc", "khongco"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				x.Ask(q, 60)
			}
		})
	}
}
