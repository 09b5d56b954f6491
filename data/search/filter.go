package search

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// FilterKind says what a filter looks at.
type FilterKind string

// The kinds of filters that are understood in a query.
const (
	ByStars FilterKind = "stars" // Min to Max stars
	ByPrice FilterKind = "price" // Min to Max dong
)

// Filter is a condition that was understood in the text of a query.
type Filter struct {
	Kind       FilterKind
	Min, Max   int64 // both inclusive; a Max of 0 is no bound
	Start, End int   // bytes of [Answer.Text] that say so
}

// maxPrice is beyond every price of a product, in dong.
const maxPrice = 1 << 50

// takeFilters finds the filters and marks their tokens as used.
func (q *query) takeFilters() {
	for i := 0; i < len(q.tokens); i++ {
		for _, read := range []func(*query, int) (Filter, int, bool){(*query).stars, (*query).price} {
			f, next, ok := read(q, i)
			if !ok {
				continue
			}
			f.Start, f.End = q.tokens[i].start, q.end(next-1)
			for j := i; j < next; j++ {
				q.tokens[j].used = true
			}
			q.filters = append(q.filters, f)
			i = next - 1
			break
		}
	}
}

// end is where a filter ends that ends with token i, a star behind it included.
func (q *query) end(i int) int {
	end := q.tokens[i].end
	for _, r := range q.tokens[i].gap {
		if !strings.ContainsRune("*★⭐+", r) {
			break
		}
		end += len(string(r))
	}
	return end
}

// is tells whether the words from token i on are one of phrases, in letters or
// raw keystrokes, and where they end.
func (q *query) is(i int, phrases ...string) (next int, ok bool) {
	for _, p := range phrases {
		next = i
		for want := range strings.FieldsSeq(p) {
			if next >= len(q.tokens) || !q.says(next, want) {
				next = -1
				break
			}
			next++
		}
		if next > 0 {
			return next, true
		}
	}
	return i, false
}

func (q *query) says(i int, want string) bool {
	t := &q.tokens[i]
	if t.used || len(t.key) < len(want) {
		return false
	}
	return t.key == want || len(t.key) <= len(want)+5 &&
		slices.ContainsFunc(q.readings(i), func(f form) bool { return f.key == want })
}

// Words around the stars of a product.
var (
	atLeast  = []string{"tu", "tren", "it nhat", "toi thieu", "over", "above", "from", "at least", "more than", "hon", "lon hon"}
	atMost   = []string{"duoi", "toi da", "khong qua", "re hon", "nho hon", "it hon", "under", "below", "less than", "at most", "up to", "max"}
	andMore  = []string{"tro len", "and up", "or more"}
	andLess  = []string{"tro xuong", "tro lai", "do lai", "or less"}
	numerals = map[string]int64{"ba": 3, "bon": 4, "nam": 5, "three": 3, "four": 4, "five": 5}
)

// stars reads "5 sao", "OCOP 4*", "từ 4 sao", "bốn sao trở lên", "3 stars", and
// "OCOP" alone, which is everything that has stars.
func (q *query) stars(i int) (f Filter, next int, ok bool) {
	next, _ = q.is(i, "ocop", "hang", "dat")
	next, least := q.is(next, atLeast...)
	n, next, ok := q.starCount(next)
	if !ok {
		next, ok = q.is(i, "ocop")
		return Filter{Kind: ByStars, Min: 3}, next, ok
	}
	if after, more := q.is(next, andMore...); more {
		next, least = after, true
	}
	f = Filter{Kind: ByStars, Min: n, Max: n}
	if after, less := q.is(next, andLess...); less {
		next, f.Min = after, 1
	} else if least {
		f.Max = 0
	}
	if after, yes := q.is(next, "ocop"); yes {
		next = after
	}
	return f, next, true
}

// starCount reads a number of stars, 1 to 5.
func (q *query) starCount(i int) (n int64, next int, ok bool) {
	if i >= len(q.tokens) {
		return 0, i, false
	}
	t := q.tokens[i]
	digits := strings.TrimRightFunc(t.key, unicode.IsLetter)
	n, err := strconv.ParseInt(digits, 10, 8)
	if err != nil {
		n = numerals[t.key]
	}
	if n < 1 || n > 5 {
		return 0, i, false
	}
	switch rest := t.key[len(digits):]; {
	case err == nil && (rest == "sao" || rest == "star" || rest == "stars"):
		return n, i + 1, true
	case err == nil && rest == "" && strings.ContainsAny(firstRune(t.gap), "*★⭐"):
		return n, i + 1, true
	case err == nil && rest != "":
		return 0, i, false
	}
	next, ok = q.is(i+1, "sao", "star", "stars")
	return n, next, ok
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// passes tells whether a document meets every filter.
func (d *document) passes(filters []Filter) bool {
	for _, f := range filters {
		top := f.Max
		if top == 0 {
			top = maxPrice
		}
		switch f.Kind {
		case ByStars:
			if s := int64(d.stars); s == 0 || s < f.Min || s > top {
				return false
			}
		case ByPrice:
			if d.low == 0 || d.low > top || d.top < f.Min {
				return false
			}
		}
	}
	return true
}
