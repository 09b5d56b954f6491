package search

import (
	"strconv"
	"strings"
)

// Units of money by their folded names, in dong.
var (
	units = map[string]float64{
		"k": 1e3, "nghin": 1e3, "ngan": 1e3, "ng": 1e3, "thousand": 1e3,
		"tr": 1e6, "trieu": 1e6, "million": 1e6, "d": 1, "dong": 1, "vnd": 1,
	}
	around  = []string{"khoang", "tam", "gan", "around", "about"}
	upTo    = []string{"den", "toi", "to", "and"}
	between = []string{"tu", "between", "from"}
	priced  = []string{"gia", "price", "gia ban"}
	// measures follow numbers that are no money.
	measures = []string{"g", "gr", "gram", "kg", "ml", "l", "lit", "do", "cm", "mm", "m", "nam", "tuoi", "phan", "hop", "goi", "chai", "sao", "star", "stars"}
)

// amount is a sum of money that was read.
type amount struct {
	value float64
	unit  float64 // 0: none was said
}

// dong is the sum in dong. Without a unit, what is too little to be a price is
// meant in thousands, as people say it.
func (a amount) dong() int64 {
	switch {
	case a.unit > 0:
		return int64(a.value * a.unit)
	case a.value < 1000:
		return int64(a.value * 1000)
	}
	return int64(a.value)
}

// price reads "dưới 100k", "từ 50 đến 200 nghìn", "50-200k", "trên 1,5 triệu",
// "khoảng 100.000đ", "under 100k".
func (q *query) price(i int) (f Filter, next int, ok bool) {
	i, _ = q.is(i, priced...)
	f.Kind = ByPrice
	if f, next, ok := q.span(i); ok {
		return f, next, true
	}
	if after, yes := q.is(i, atMost...); yes || q.sign(i, "<") {
		if a, next, ok := q.amount(after); ok {
			f.Max = a.dong()
			return f, next, true
		}
	}
	if after, yes := q.is(i, atLeast...); yes || q.sign(i, ">") {
		if a, next, ok := q.amount(after); ok {
			f.Min = a.dong()
			if less, yes := q.is(next, andMore...); yes {
				next = less
			}
			return f, next, true
		}
	}
	return q.about(i)
}

// span reads two sums with what joins them.
func (q *query) span(i int) (f Filter, next int, ok bool) {
	start, _ := q.is(i, between...)
	first, next, ok := q.amount(start)
	if !ok {
		return f, i, false
	}
	after, joined := q.is(next, upTo...)
	if !joined && !q.dash(next-1) {
		return f, i, false
	}
	second, next, ok := q.amount(after)
	if !ok || first.unit == 0 && second.unit == 0 && start == i {
		return f, i, false
	}
	if first.unit == 0 {
		first.unit = second.unit
	}
	one, other := first.dong(), second.dong()
	return Filter{Kind: ByPrice, Min: min(one, other), Max: max(one, other)}, next, true
}

// about reads one sum: about that much, or as a bound that follows it.
func (q *query) about(i int) (f Filter, next int, ok bool) {
	after, said := q.is(i, around...)
	a, next, ok := q.amount(after)
	if !ok || (a.unit == 0 && !said) || a.dong() < 1000 {
		return f, i, false
	}
	f = Filter{Kind: ByPrice, Min: a.dong() * 3 / 4, Max: a.dong() * 5 / 4}
	if more, yes := q.is(next, andMore...); yes {
		return Filter{Kind: ByPrice, Min: a.dong()}, more, true
	}
	if less, yes := q.is(next, andLess...); yes {
		return Filter{Kind: ByPrice, Max: a.dong()}, less, true
	}
	return f, next, true
}

// sign tells whether the comparison stands right before token i.
func (q *query) sign(i int, sign string) bool {
	if i >= len(q.tokens) {
		return false
	}
	before := 0
	if i > 0 {
		before = q.tokens[i-1].end
	}
	return strings.Contains(q.text[before:q.tokens[i].start], sign)
}

// dash tells whether a dash stands between token i and the next.
func (q *query) dash(i int) bool { return strings.ContainsAny(q.tokens[i].gap, "-–—~") }

// amount reads a sum: "100", "100k", "100.000đ", "1,5 triệu", "2 trăm nghìn".
func (q *query) amount(i int) (a amount, next int, ok bool) {
	if i >= len(q.tokens) || q.tokens[i].used {
		return a, i, false
	}
	digits, rest := number(q.tokens[i].key)
	if digits == "" {
		return a, i, false
	}
	for next = i + 1; rest == "" && next < len(q.tokens); next++ {
		gap := q.tokens[next-1].gap
		more, after := number(q.tokens[next].key)
		if more == "" || gap != "." && gap != "," {
			break
		}
		if len(more) != 3 {
			digits += "." + more
			rest, next = after, next+1
			break
		}
		digits, rest = digits+more, after
	}
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil || value > 1e12 {
		return a, i, false
	}
	return q.withUnit(amount{value: value}, rest, next)
}

// withUnit reads the unit: what follows the digits at once, or the next words.
func (q *query) withUnit(a amount, rest string, next int) (amount, int, bool) {
	if rest != "" {
		a.unit = units[rest]
		return a, next, a.unit > 0
	}
	if after, yes := q.is(next, "tram"); yes {
		a.value, next = a.value*100, after
	}
	if _, yes := q.is(next, measures...); yes {
		return a, next, false
	}
	for name, unit := range units {
		if after, yes := q.is(next, name); yes {
			a.unit = unit
			if end, yes := q.is(after, "dong", "vnd", "d"); yes {
				after = end
			}
			return a, after, true
		}
	}
	return a, next, true
}

// number cuts a word into the digits it begins with and the rest.
func number(word string) (digits, rest string) {
	digits = word[:len(word)-len(strings.TrimLeft(word, "0123456789"))]
	return digits, word[len(digits):]
}
