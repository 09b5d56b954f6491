package many

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"hangviet/assets"
	"hangviet/data/catalog"
)

//go:embed *.txt
var texts embed.FS

// pair is the same words in two languages.
type pair struct{ vi, en string }

// kind is a kind of goods.
type kind struct {
	set       int    // 1 to 26; 0 outside OCOP
	use       string // which grades and stories fit: a letter of the .txt files
	category  string // id of a vote category
	name      pair
	varieties []pair
	looks     []string // what package art draws: "honey-jar amber"
	packs     []pair
	low, high int // price in thousand dong
}

// form is a legal form, as it stands in a name and as it is written in full.
type form struct{ name, full pair }

// words is what the .txt files hold.
type words struct {
	kinds           map[int][]kind // by set
	names           [3][]string    // parts of the names of villages
	forms           []form
	trades, tails   []pair
	grades, stories map[string][]pair // by use
	provinces       []catalog.Province
}

func readWords() (*words, error) {
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		return nil, fmt.Errorf("read provinces: %w", err)
	}
	w := &words{kinds: map[int][]kind{}, grades: map[string][]pair{}, stories: map[string][]pair{}, provinces: provinces.All()}
	for name, take := range map[string]func(cells []string) error{
		"kinds": w.takeKind, "names": w.takeName, "forms": w.takeForm, "trades": taker(&w.trades), "tails": taker(&w.tails),
		"grades": sorter(w.grades), "stories": sorter(w.stories),
	} {
		if err := read(name, take); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// read hands every row of a file to take; the first only names the columns.
func read(name string, take func(cells []string) error) error {
	b, err := texts.ReadFile(name + ".txt")
	if err != nil {
		return fmt.Errorf("read words: %w", err)
	}
	lines := strings.Split(strings.TrimRight(string(b), "\n"), "\n")
	columns := strings.Count(lines[0], "|")
	for i, line := range lines[1:] {
		cells := strings.Split(line, "|")
		if len(cells) != columns+1 {
			return fmt.Errorf("%s.txt line %d has %d cells, want %d", name, i+2, len(cells), columns+1)
		}
		if err := take(cells); err != nil {
			return fmt.Errorf("%s.txt line %d: %w", name, i+2, err)
		}
	}
	return nil
}

func (w *words) takeKind(c []string) error {
	set, err := strconv.Atoi(c[0])
	if err != nil {
		return err
	}
	k := kind{set: set, use: c[1], category: c[2], name: pair{c[3], c[4]}, varieties: pairs(c[5]), looks: strings.Split(c[6], ","), packs: pairs(c[7])}
	if _, err := fmt.Sscanf(c[8], "%d-%d", &k.low, &k.high); err != nil {
		return fmt.Errorf("read price %q: %w", c[8], err)
	}
	w.kinds[set] = append(w.kinds[set], k)
	return nil
}

// pairs reads "hoa nhãn=longan-blossom;hoa rừng=forest-blossom".
func pairs(s string) []pair {
	var list []pair
	for part := range strings.SplitSeq(s, ";") {
		vi, en, _ := strings.Cut(part, "=")
		list = append(list, pair{vi, en})
	}
	return list
}

func (w *words) takeName(c []string) error {
	for i, part := range c {
		if part != "" {
			w.names[i] = append(w.names[i], part)
		}
	}
	return nil
}

func (w *words) takeForm(c []string) error {
	w.forms = append(w.forms, form{pair{c[0], c[1]}, pair{c[2], c[3]}})
	return nil
}

func taker(to *[]pair) func([]string) error {
	return func(c []string) error {
		*to = append(*to, pair{c[0], c[1]})
		return nil
	}
}

func sorter(to map[string][]pair) func([]string) error {
	return func(c []string) error {
		to[c[0]] = append(to[c[0]], pair{c[1], c[2]})
		return nil
	}
}
