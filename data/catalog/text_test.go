package catalog

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Đường thốt nốt – Nước mắm Phú Quốc 43°N", "duong thot not - nuoc mam phu quoc 43°n"},
		{"đ Đ ð Ð Ɖ ɖ", "d d d d d d"},
		{"  Mật\u00A0ong \t rừng\n", "mat ong rung"},
		{"“Khải Hoàn” ‘40’ `x`", `"khai hoan" '40' 'x'`},
		{"a—b‑c−d", "a-b-c-d"},
		{"Thực\u00ADphẩm\u200B sạch\uFEFF", "thucpham sach"},
		{"ưươơăâêô ƯƯƠƠĂÂÊÔ", "uuooaaeo uuooaaeo"},
		{"Thanh Hoá", "thanh hoa"},
		{"Thanh Hòa", "thanh hoa"},
		{"ST25", "st25"},
		{"고려 인삼", "고려 인삼"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestFoldOfEveryLetter compares the table of Latin with the way of other scripts.
func TestFoldOfEveryLetter(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		s := "a" + string(r) + "\u0301b" + string(r)
		if fast, slow := Fold(s), foldAny(s); fast != slow {
			t.Errorf("%U folds to %q, by the way of other scripts to %q", r, fast, slow)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Đường", "Thừa Thiên – Huế", "a\u0301\u0323", "İ Å K ẞ", "\xff\xfe", "\xf5Ќ", "ê\u0301", "\u00AD", "고려", "หมาก", " \u0301a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key := Fold(s)
		if slow := foldAny(s); slow != key {
			t.Errorf("Fold(%q) = %q, by the way of other scripts %q", s, key, slow)
		}
		if again := Fold(key); again != key {
			t.Errorf("Fold(Fold(%q)) = %q, want %q", s, again, key)
		}
		if composed, decomposed := Fold(norm.NFC.String(s)), Fold(norm.NFD.String(s)); composed != decomposed {
			t.Errorf("Fold(NFC(%q)) = %q, Fold(NFD) = %q", s, composed, decomposed)
		}
		if strings.TrimSpace(key) != key || strings.Contains(key, "  ") {
			t.Errorf("Fold(%q) = %q holds needless space", s, key)
		}
	})
}

func TestNFC(t *testing.T) {
	for _, in := range []string{"Ế", "E\u0302\u0301", "Ê\u0301", "E\u0302\u0301"} {
		if got := NFC(in); got != "Ế" {
			t.Errorf("NFC(%+q) = %+q", in, got)
		}
	}
}

func TestWords(t *testing.T) {
	got := Words("Nước mắm “Khải-Hoàn” 40°N, ST25/2 e\u0302\u0301")
	want := []string{"Nước", "mắm", "Khải", "Hoàn", "40", "N", "ST25", "2", "e\u0302\u0301"}
	if !slices.Equal(got, want) {
		t.Errorf("Words = %q, want %q", got, want)
	}
}

func TestSplitTone(t *testing.T) {
	for _, c := range []struct {
		word, letters string
		tone          Tone
	}{
		{"Đường", "đương", Falling},
		{"hòa", "hoa", Falling},
		{"hoà", "hoa", Falling},
		{"THUỶ", "thuy", Dipping},
		{"Thủy", "thuy", Dipping},
		{"ngã", "nga", Broken},
		{"Ốc", "ôc", Rising},
		{"nặng", "năng", Heavy},
		{"OCOP", "ocop", Level},
		{"ượ", "ươ", Heavy},
		{"u\u031B\u0323", "ư", Heavy},
		{"", "", Level},
	} {
		if letters, tone := SplitTone(c.word); letters != c.letters || tone != c.tone {
			t.Errorf("SplitTone(%q) = %q %d, want %q %d", c.word, letters, tone, c.letters, c.tone)
		}
	}
}

func TestCompare(t *testing.T) {
	// The first line is the order that CLDR gives for Vietnamese.
	for _, ordered := range [][]string{
		{"Ca", "Cà", "Cả", "Cá", "Chè", "Cốm", "Cơm", "Da", "Dâu", "Dừa", "Dứa", "Đà", "Đậu", "Đường", "Em", "Ếch", "Êm", "Ong", "Ổi", "Ông", "Ớt"},
		{"a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "â", "ầ", "b"},
		{"Da", "Dứa", "Đà", "Đường", "Zebra"},
		{"hoa", "hoà", "hòa", "hỏa", "hoá", "hoang"},
		{"ca", "Ca", "cà", "Cà"},
		{"Gạo", "Gạo nếp", "Gạo tẻ"},
		{"Ba Vì", "Bà Vì", "Ba Vì 2"},
		{"2 sao", "3 sao", "Ba sao"},
		{"Cha", "Công", "Cua"},
		{"Zalo", "고려"},
	} {
		for i, a := range ordered {
			for j, b := range ordered {
				if got, want := Compare(a, b), sign(i-j); got != want {
					t.Errorf("Compare(%q, %q) = %d, want %d", a, b, got, want)
				}
			}
		}
	}
	if Compare("Ế", "E\u0302\u0301") != 0 {
		t.Error("composed and decomposed texts differ in order")
	}
}

func sign(n int) int { return min(1, max(-1, n)) }

func TestSortKeyHasNoZeroByte(t *testing.T) {
	if key := SortKey("a\x00 \u00ADẾ – 고 9"); strings.ContainsRune(key, 0) {
		t.Errorf("SortKey holds a zero byte: %q", key)
	}
}
