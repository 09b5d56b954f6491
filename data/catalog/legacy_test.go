package catalog

import (
	"strings"
	"testing"
	"unicode"
)

// realTexts returns the columns of the 258 real products that hold text.
func realTexts(t *testing.T) (vietnamese, all []string) {
	t.Helper()
	for _, row := range realRows(t) {
		vietnamese = append(vietnamese, row[0], row[3], row[4], row[5])
		all = append(all, row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[9])
	}
	return vietnamese, all
}

func TestLegacyEncodingNeverNamesRealText(t *testing.T) {
	_, all := realTexts(t)
	for _, s := range all {
		if got := LegacyEncoding(s); got != "" {
			t.Errorf("%q is taken for %s", s, got)
		}
	}
	if got := LegacyEncoding(strings.Join(all, "\n")); got != "" {
		t.Errorf("the whole file is taken for %s", got)
	}
}

func TestLegacyEncodingNeverNamesOtherText(t *testing.T) {
	for _, s := range []string{
		"", "OCOP 4 sao", "Trà", "Tra Vinh", "Cà phê · Robusta", "Ca cao · Robusta", "Sâm®", "Nafoods®", "Collagen™ & C®",
		"5 µm", "Màng 5 µm", "10 × 20 cm", "25 m²", "1½ kg", "«Trà ngon»", "«Tra ngon»", "43 °N", "§ 5", "© 2026 HTX",
		"Café", "Crème brûlée", "Nestlé", "Häagen-Dazs", "Moët & Chandon", "Noël", "El Niño", "jalapeño", "piñata", "São Paulo",
		"Thé vert à la menthe, goût léger, récolté à la main", "Grüner Tee aus Thái Nguyên", "Früchte, Nüsse und Öl für die Küche",
		"Köln", "König", "Möbel", "Bär", "schön", "Röm", "août", "voûte", "naïve", "maïs", "garçon", "señor", "año", "coût",
		"pâté", "Hòa Bình", "Quý", "Tô Châu", "chùm ngây", "hoà", "toán", "xoong", "boong", "lành",
		"고려 인삼차", "ベトナム茶", "Thực\u00ADphẩm", "S¶n phẩm mới",
	} {
		if got := LegacyEncoding(s); got != "" {
			t.Errorf("%q is taken for %s", s, got)
		}
	}
}

func TestLegacyEncodingNames(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"S¶n phÈm", TCVN3},
		{"G¹o nÕp", TCVN3},
		{"MËt ong", TCVN3},
		{"N\u00ADíc m¾m Phó Quèc 40 ®é ®¹m", TCVN3},
		{"Hîp t¸c x· n«ng nghiÖp", TCVN3},
		{"Saûn phaåm", VNI},
		{"Gaïo neáp", VNI},
		{"Maät ong", VNI},
		{"Nöôùc maém Phuù Quoác 40 ñoä ñaïm", VNI},
		{"NÖÔÙC MAÉM", VNI},
		{"Hôïp taùc xaõ noâng nghieäp", VNI},
	} {
		if got := LegacyEncoding(c.in); got != c.want {
			t.Errorf("LegacyEncoding(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestLegacyEncodingFindsRealTexts writes every real text in both encodings and
// counts how many that lost an accent are noticed.
func TestLegacyEncodingFindsRealTexts(t *testing.T) {
	vietnamese, _ := realTexts(t)
	for encoding, letter := range map[string]func(rune) string{TCVN3: toTCVN3, VNI: toVNI} {
		write := remembered(letter)
		total, found := 0, 0
		for _, s := range vietnamese {
			if !strings.ContainsFunc(s, vietnameseOnly) {
				continue
			}
			var b strings.Builder
			for _, r := range s {
				b.WriteString(write(r))
			}
			total++
			if LegacyEncoding(b.String()) == encoding {
				found++
			}
		}
		t.Logf("%s: %d of %d texts are noticed", encoding, found, total)
		if total == 0 || found*100 < total*95 {
			t.Errorf("%s: only %d of %d texts are noticed", encoding, found, total)
		}
	}
}

// remembered asks write once for each letter.
func remembered(write func(rune) string) func(rune) string {
	known := map[rune]string{}
	return func(r rune) string {
		if _, ok := known[r]; !ok {
			known[r] = write(r)
		}
		return known[r]
	}
}

// toTCVN3 writes one letter as TCVN3 shows it; capitals with two marks have no
// code of their own and are written small, as typists did with a capital font.
func toTCVN3(r rune) string {
	for code := rune(0xA1); code <= 0xFE; code++ {
		if m := tcvn3Letter(code); m != code && (m == r || m == unicode.ToLower(r)) {
			if m == r || !strings.ContainsRune("ĂÂÊÔƠƯĐ", r) {
				return string(code)
			}
		}
	}
	return string(r)
}

func toVNI(r rune) string {
	lower := unicode.ToLower(r)
	written := string(lower)
	for _, single := range "ôöñæóòî" {
		if vniLetter(single) == lower {
			written = string(single)
		}
	}
	for _, base := range "aeoôuöy" {
		for _, mark := range "ùøûõïâáàåãäêéèúüë" {
			if vniPair(base, mark) == lower {
				written = string(base) + string(mark)
			}
		}
	}
	if r != lower {
		return strings.ToUpper(written)
	}
	return written
}

func TestIsSyllable(t *testing.T) {
	for word := range strings.FieldsSeq("đường gì gìn giếng giết quý quýt quyển khuỷu nghiêng ngoằn yến y ý ở oái ăn ớt xoong thuở tuần huyện Sản PHẨM") {
		if !isSyllable(word) {
			t.Errorf("%q is a syllable", word)
		}
	}
	for word := range strings.FieldsSeq("facebook zalo mắmm gòt đ ăă str ng ngg bàt hôts wa fê oỏt") {
		if isSyllable(word) {
			t.Errorf("%q is no syllable", word)
		}
	}
}
