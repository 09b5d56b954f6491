package input

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// corpus returns the distinct words, in lower case and NFC, of the tables of real
// products and provinces.
func corpus(t testing.TB) []string {
	t.Helper()
	var words []string
	for _, name := range []string{"products.csv", "provinces.csv", "provinces_old.csv"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		lower := strings.ToLower(norm.NFC.String(string(text)))
		words = append(words, strings.FieldsFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) })...)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// alphabet generates every syllable the tables allow, each with its tones, in the
// old style.
func alphabet() []string {
	var found []string
	for _, onset := range onsets {
		for rime, complete := range rimes() {
			if !complete || !joins(onset, rime) || onset == "q" {
				continue
			}
			for tone := level; tone <= heavy; tone++ {
				if w := load(onset + rime); !w.dead() && whole(onset, rime, tone) {
					w.tone = tone
					found = append(found, w.compose(OldStyle))
				}
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// encoding is how one person types: what follows each letter at once, and the
// order of what comes at the end of the syllable: b the bar of đ, m the other
// marks, t the tone.
type encoding struct {
	name   string
	atOnce string
	late   string
}

var encodings = []encoding{
	{"all at once", "bmt", ""},
	{"tone at the end", "bm", "t"},
	{"marks and tone at the end", "b", "mt"},
	{"tone and marks at the end", "b", "tm"},
	{"everything at the end", "", "bmt"},
	{"everything at the end, backwards", "", "tmb"},
	{"tone at once, marks at the end", "bt", "m"},
}

// keyboards says which keys a method has for the combining marks.
var keyboards = map[Method]map[rune]string{
	Telex: {'\u0302': "", '\u0306': "w", '\u031b': "w", '\u0300': "f", '\u0301': "s", '\u0303': "x", '\u0309': "r", '\u0323': "j", 'đ': "d"},
	VNI:   {'\u0302': "6", '\u0306': "8", '\u031b': "7", '\u0300': "2", '\u0301': "1", '\u0303': "4", '\u0309': "3", '\u0323': "5", 'đ': "9"},
}

// keys returns the keys for a syllable.
func (e encoding) keys(syllable string, m Method) string {
	var b strings.Builder
	late := map[rune]string{}
	for _, r := range norm.NFC.String(syllable) {
		parts := []rune(norm.NFD.String(string(r)))
		if r == 'đ' {
			parts = []rune{'d', 'đ'}
		}
		b.WriteRune(parts[0])
		for _, kind := range "bmt" {
			key := keyFor(parts, kind, m)
			if strings.ContainsRune(e.atOnce, kind) {
				b.WriteString(key)
			} else if key != "" && (late[kind] != key || m == Telex && key != "w") {
				late[kind] += key
			}
		}
	}
	for _, kind := range e.late {
		b.WriteString(late[kind])
	}
	return b.String()
}

// keyFor returns the key for the mark of a kind on a letter, if it has one.
func keyFor(parts []rune, kind rune, m Method) string {
	for _, mark := range parts[1:] {
		if kindOf(mark) != kind {
			continue
		}
		if key := keyboards[m][mark]; key != "" {
			return key
		}
		return string(parts[0]) // Telex doubles the letter
	}
	return ""
}

func kindOf(mark rune) rune {
	switch mark {
	case 'đ':
		return 'b'
	case '\u0302', '\u0306', '\u031b':
		return 'm'
	}
	return 't'
}

// inStyle brings a syllable that may be in either style to s.
func inStyle(syllable string, s Style) string {
	from := []string{"òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"}
	to := []string{"oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"}
	if s == OldStyle {
		from, to = to, from
	}
	for i := range from {
		rest, ok := strings.CutSuffix(syllable, from[i])
		if ok && !strings.HasSuffix(rest, "q") {
			return rest + to[i]
		}
	}
	return syllable
}

// typeEverywhere types a syllable in both methods and styles and every order.
func typeEverywhere(t *testing.T, syllable string) (typed int) {
	for m := range keyboards {
		for _, e := range encodings {
			keys := e.keys(syllable, m)
			for _, s := range []Style{OldStyle, NewStyle} {
				typed++
				want := inStyle(syllable, s)
				if got := Compose(keys+" ", m, s); got != want+" " {
					t.Errorf("method %d, style %d, %s: %s is %q, want %q", m, s, e.name, keys, got, want)
				}
			}
		}
	}
	return typed
}

// doubleO tells whether a syllable has the rime of xoong, whose keys in Telex
// are those of ô.
func doubleO(syllable string) bool {
	return strings.Count(unmarked(load(syllable).spelling()), "oo") > 0
}

func TestRealSyllables(t *testing.T) {
	syllables, typed := 0, 0
	var others []string
	for _, w := range corpus(t) {
		switch {
		case Valid(w):
			syllables++
			typed += typeEverywhere(t, w)
		case unmarked(w) != w || strings.ContainsFunc(w, func(r rune) bool { return r > unicode.MaxASCII }):
			others = append(others, w)
		}
	}
	t.Logf("%d syllables typed in %d ways", syllables, typed)
	if got, want := strings.Join(others, " "), "dlcđ qđ rươne vpđp"; got != want {
		t.Errorf("words with accents that are no syllables: %s, want %s", got, want)
	}
}

func TestEveryPossibleSyllable(t *testing.T) {
	syllables := alphabet()
	for i, s := range syllables {
		if !Valid(s) {
			t.Errorf("%s is not valid", s)
		}
		if !doubleO(s) && (i%7 == 0 || !testing.Short()) {
			typeEverywhere(t, s)
		}
	}
	t.Logf("%d syllables", len(syllables))
}
