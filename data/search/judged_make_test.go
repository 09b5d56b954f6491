package search_test

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hangviet/data/catalog"
	"hangviet/data/search"
)

// judged is a query with the products that are right answers to it.
type judged struct {
	family, query string
	held          bool // not looked at while the engine is tuned
	right         []string
}

// maker makes queries by a recipe for each family, always the same ones. A query
// is made of a few words of one product's name; right is every product of which
// the same can be said, told by comparing names and never by asking the engine.
type maker struct {
	corpus
	dice *rand.Rand
	made []judged
}

const perFamily = 36

// makeJudged returns the queries made by recipes.
func makeJudged(c corpus) []judged {
	m := &maker{corpus: c, dice: rand.New(rand.NewPCG(2026, 11))}
	for _, f := range []struct {
		name string
		make func(d *search.Document) (query string, right []string)
	}{
		{"exact", m.exact},
		{"no accents", m.plain},
		{"wrong tone", m.wrongTone},
		{"raw Telex", m.telex},
		{"raw VNI", m.vni},
		{"one slip", m.oneSlip},
		{"two slips", m.twoSlips},
		{"run together", m.together},
		{"word order", m.shuffled},
		{"prefix", m.begun},
		{"former province", m.former},
		{"synonym", m.synonym},
		{"producer", m.producer},
		{"filter", m.filtered},
		{"English", m.english},
	} {
		m.family(f.name, f.make)
	}
	return m.made
}

func (m *maker) family(name string, make func(*search.Document) (string, []string)) {
	seen := map[string]bool{}
	for tries := 0; len(seen) < perFamily && tries < 40_000; tries++ {
		query, right := make(&m.docs[m.dice.IntN(len(m.docs))])
		if query == "" || len(right) == 0 || len(right) > 12 || seen[query] {
			continue
		}
		seen[query] = true
		m.made = append(m.made, judged{name, query, held(query), right})
	}
}

// held keeps a third of the queries back, by a hash of the text.
func held(query string) bool {
	h := fnv.New32a()
	h.Write([]byte(query))
	return h.Sum32()%3 == 0
}

func lower(s string) string { return strings.ToLower(catalog.NFC(s)) }

// window draws least to most words that stand together in the name.
func (m *maker) window(d *search.Document, lang string, least, most int) []string {
	words := catalog.Words(lower(d.Name[lang]))
	n := least + m.dice.IntN(most-least+1)
	if len(words) < n {
		return nil
	}
	from := 0
	if m.dice.IntN(2) == 0 {
		from = m.dice.IntN(len(words) - n + 1)
	}
	return words[from : from+n]
}

// named returns the products whose name holds the words together in this order,
// compared by key.
func (m *maker) named(words []string, lang string, key func(string) string) []string {
	want := " " + key(strings.Join(words, " ")) + " "
	return m.where(func(d *search.Document) bool {
		return len(words) > 0 && strings.Contains(" "+key(strings.Join(catalog.Words(lower(d.Name[lang])), " "))+" ", want)
	})
}

func (m *maker) where(is func(*search.Document) bool) []string {
	var codes []string
	for i := range m.docs {
		if is(&m.docs[i]) {
			codes = append(codes, m.docs[i].Code)
		}
	}
	return codes
}

// toned compares with accents, wherever the tone stands.
func toned(s string) string {
	words := catalog.Words(s)
	for i, w := range words {
		letters, tone := catalog.SplitTone(w)
		words[i] = letters + strconv.Itoa(int(tone))
	}
	return strings.Join(words, " ")
}

func (m *maker) exact(d *search.Document) (string, []string) {
	words := m.window(d, "vi", 2, 5)
	return strings.Join(words, " "), m.named(words, "vi", toned)
}

func (m *maker) plain(d *search.Document) (string, []string) {
	words := m.window(d, "vi", 2, 5)
	return catalog.Fold(strings.Join(words, " ")), m.named(words, "vi", catalog.Fold)
}

// wrongTone gives one syllable another tone.
func (m *maker) wrongTone(d *search.Document) (string, []string) {
	words := m.window(d, "vi", 2, 4)
	if words == nil {
		return "", nil
	}
	right := m.named(words, "vi", toned)
	words = slices.Clone(words)
	i := m.dice.IntN(len(words))
	letters, tone := catalog.SplitTone(words[i])
	if tone == catalog.Level {
		return "", nil
	}
	marks := []string{"\u0300", "\u0309", "\u0303", "\u0301", "\u0323"}
	mark := marks[m.dice.IntN(len(marks))]
	bare := []rune(norm.NFD.String(words[i]))
	at := slices.IndexFunc(bare, func(r rune) bool { return slices.Contains(marks, string(r)) })
	bare[at] = []rune(mark)[0]
	words[i] = norm.NFC.String(string(bare))
	if again, other := catalog.SplitTone(words[i]); other == tone || again != letters {
		return "", nil
	}
	return strings.Join(words, " "), right
}

func (m *maker) telex(d *search.Document) (string, []string) { return m.keys(d, telexKeys) }
func (m *maker) vni(d *search.Document) (string, []string)   { return m.keys(d, vniKeys) }

func (m *maker) keys(d *search.Document, keys map[rune]string) (string, []string) {
	words := m.window(d, "vi", 2, 4)
	var typed []string
	late := m.dice.IntN(3)
	for _, w := range words {
		typed = append(typed, keystrokes(w, keys, late))
	}
	query := strings.Join(typed, " ")
	if query == catalog.Fold(query) && query == strings.Join(words, " ") {
		return "", nil
	}
	return query, m.named(words, "vi", toned)
}

var (
	telexKeys = map[rune]string{'\u0302': "", '\u0306': "w", '\u031b': "w", '\u0300': "f", '\u0301': "s", '\u0303': "x", '\u0309': "r", '\u0323': "j", 'đ': "dd"}
	vniKeys   = map[rune]string{'\u0302': "6", '\u0306': "8", '\u031b': "7", '\u0300': "2", '\u0301': "1", '\u0303': "4", '\u0309': "3", '\u0323': "5", 'đ': "d9"}
)

// keystrokes writes a syllable as keys: late 0 puts marks and tone behind their
// letter, 1 the tone at the end, 2 both.
func keystrokes(word string, keys map[rune]string, late int) string {
	var out, marks, tone strings.Builder
	last := ""
	for _, r := range norm.NFD.String(word) {
		switch r {
		case 'đ':
			out.WriteString(keys[r])
		case '\u0302', '\u0306', '\u031b':
			key := keys[r]
			if key == "" {
				key = last
			}
			switch {
			case late < 2:
				out.WriteString(key)
			case !strings.Contains(marks.String(), key):
				marks.WriteString(key)
			}
		case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
			if late == 0 {
				out.WriteString(keys[r])
			} else {
				tone.WriteString(keys[r])
			}
		default:
			out.WriteRune(r)
			last = string(r)
		}
	}
	return out.String() + marks.String() + tone.String()
}

func (m *maker) shuffled(d *search.Document) (string, []string) {
	words := slices.Clone(m.window(d, "vi", 3, 5))
	if words == nil {
		return "", nil
	}
	right := m.where(func(o *search.Document) bool {
		has := catalog.Words(catalog.Fold(o.Name["vi"]))
		return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(has, catalog.Fold(w)) })
	})
	m.dice.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	query := strings.Join(words, " ")
	if m.dice.IntN(2) == 0 {
		query = catalog.Fold(query)
	}
	return query, right
}

// begun types the first 2 to 4 letters of each word.
func (m *maker) begun(d *search.Document) (string, []string) {
	words := catalog.Words(catalog.Fold(strings.Join(m.window(d, "vi", 2, 4), " ")))
	if len(words) == 0 {
		return "", nil
	}
	for i, w := range words {
		words[i] = w[:min(len(w), 2+m.dice.IntN(3))]
	}
	return strings.Join(words, " "), m.where(func(o *search.Document) bool {
		has := catalog.Words(catalog.Fold(o.Name["vi"]))
		return !slices.ContainsFunc(words, func(w string) bool {
			return !slices.ContainsFunc(has, func(h string) bool { return strings.HasPrefix(h, w) })
		})
	})
}

func (m *maker) together(d *search.Document) (string, []string) {
	words := m.window(d, "vi", 2, 4)
	right := m.named(words, "vi", catalog.Fold)
	query, joints := "", 0
	for i, w := range words {
		if i > 0 && m.dice.IntN(4) == 0 {
			query += " "
		} else if i > 0 {
			joints++
		}
		query += catalog.Fold(w)
	}
	if joints == 0 {
		return "", nil
	}
	return query, right
}
