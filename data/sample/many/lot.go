package many

import (
	"math/rand/v2"
	"sort"
	"strings"
	"unicode/utf8"

	"hangviet/data/catalog"
)

// The things that are drawn by lot, each with chance of its own, so that one
// more question about a product changes nothing of its photos.
const (
	ofProducer = iota + 1
	ofProduct
	ofPhoto
	ofLinks
	ofRest
	ofLook
)

// lot is the chance of one thing.
type lot struct{ *rand.Rand }

func (s *source) lot(of, number int) lot {
	return lot{rand.New(rand.NewPCG(s.opt.Seed, uint64(of)<<40|uint64(number)))} // #nosec G404 -- spreads, draws or simulates; nothing secret comes of it
}

// in tells whether a chance of so many in a hundred comes true.
func (l lot) in(hundredths int) bool { return l.IntN(100) < hundredths }

func one[T any](l lot, list []T) T { return list[l.IntN(len(list))] }

// mark says that share of all lengths, 0 to 1, are at most length runes.
type mark struct {
	share  float64
	length int
}

// The lengths of the names in lists of certified goods.
var (
	productLengths  = []mark{{0, 7}, {0.05, 11}, {0.25, 16}, {0.5, 20}, {0.75, 26}, {0.95, 40}, {0.99, 60}, {1, 110}}
	producerLengths = []mark{{0, 9}, {0.05, 14}, {0.25, 23}, {0.5, 28}, {0.75, 35}, {0.95, 50}, {1, 66}}
)

// length draws a length.
func (l lot) length(marks []mark) int {
	u := l.Float64()
	i := max(1, sort.Search(len(marks)-1, func(i int) bool { return marks[i].share >= u }))
	from, to := marks[i-1], marks[i]
	return from.length + int((u-from.share)/(to.share-from.share)*float64(to.length-from.length)+0.5)
}

// tries is how many names are made to take the one whose length is nearest.
const tries = 24

// nearest makes names until one has a length near to the wanted, none longer
// than most; the first is the fallback.
func nearest(want, most int, make func() pair) pair {
	best, off := pair{}, 1<<30
	for range tries {
		name := make()
		n := utf8.RuneCountInString(name.vi)
		if d := max(n-want, want-n); d < off && n <= most {
			best, off = name, d
		}
	}
	return best
}

// village invents the name of a village, "Suối Mây".
func (w *words) village(l lot) string {
	name := one(l, w.names[0]) + " " + one(l, w.names[1])
	if l.in(30) {
		name += " " + one(l, w.names[2])
	}
	return name
}

// plain writes a name without accents, "Suoi May".
func plain(name string) string {
	list := strings.Fields(catalog.Fold(name))
	for i, word := range list {
		list[i] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(list, " ")
}

// slug writes a name for an address, "suoimay".
func slug(name string) string { return strings.ReplaceAll(catalog.Fold(name), " ", "") }

// joined joins the parts that are not empty.
func joined(sign string, parts ...string) string {
	var list []string
	for _, p := range parts {
		if p != "" {
			list = append(list, p)
		}
	}
	return strings.Join(list, sign)
}
