package tally

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// The names of the counters that kiosks keep of what was on the screen. Their key
// is "<round>/<category>/<nominee>/<place in the list, from 1>".
const (
	CounterShown  = "nominee.shown"
	CounterChosen = "nominee.chosen"
)

// Showing is how often a nominee was on the screen at a place of its list, and
// how often it was chosen there. Ballots are not looked at: these are counters
// of kiosks, which a kiosk that never connects does not report.
type Showing struct {
	Category, Nominee string
	Place             int // from 1
	Shown, Chosen     int64
}

// ParseShowing reads the key of a counter.
func ParseShowing(round, key string) (s Showing, ok bool) {
	rest, ok := strings.CutPrefix(key, round+"/")
	category, rest, found := strings.Cut(rest, "/")
	at := strings.LastIndexByte(rest, '/')
	if !ok || !found || at <= 0 || category == "" {
		return Showing{}, false
	}
	place, err := strconv.Atoi(rest[at+1:])
	return Showing{Category: category, Nominee: rest[:at], Place: place}, err == nil && place >= 1
}

// Exposure is what the showings of a round say.
type Exposure struct {
	Categories []CategoryExposure // in the order of the round; those with showings
	Bias       Bias               // all categories together
}

// CategoryExposure is what they say of one category.
type CategoryExposure struct {
	Category Category // of the result
	Nominees []Showing
	Places   []Showing // all nominees together at each place
	Showings []Showing // each nominee at each place, in the order of both
	Bias     Bias
}

// Rate is choices per showing; 0 without showings.
func (s Showing) Rate() float64 {
	if s.Shown == 0 {
		return 0
	}
	return float64(s.Chosen) / float64(s.Shown)
}

// Bias tells whether nominees were chosen more at some places of the list than at
// others. It is Pearson's chi-square of a table with two columns, chosen and not
// chosen, and a row for each place p of each category:
//
//	r  = Σ chosen / Σ shown                     within the category
//	χ² = Σp (chosen(p) − r·shown(p))² / (r·(1−r)·shown(p))
//
// with one degree of freedom less than places for each category. Nominees are
// shown in an order drawn anew for each visit, so with many showings every place
// has the same nominees and P is the probability of a χ² as great or greater if
// places did not matter. A showing is taken for one independent chance, which is
// somewhat too strict: a ballot that may choose two of ten is not ten of them.
//
// Places with less than five choices expected are taken together with the next
// ones.
type Bias struct {
	ChiSquare float64
	Degrees   int     // 0: too few showings to tell
	P         float64 // 0 to 1
	First     float64 // choices per showing at the first place, in units of the whole list's
}

// leastExpected is how many choices a row of the table is expected to have at
// least, by the usual rule for chi-square.
const leastExpected = 5

// NewExposure sorts showings into the categories of a result.
func NewExposure(r Round, showings []Showing) Exposure {
	var e Exposure
	for _, c := range r.Categories {
		ce := CategoryExposure{Category: c}
		for _, s := range showings {
			if s.Category == c.ID && c.find(s.Nominee) >= 0 {
				ce.Showings = append(ce.Showings, s)
			}
		}
		if len(ce.Showings) == 0 {
			continue
		}
		ce.sum()
		e.Categories = append(e.Categories, ce)
		e.Bias.ChiSquare += ce.Bias.ChiSquare
		e.Bias.Degrees += ce.Bias.Degrees
	}
	e.Bias.P, e.Bias.First = chiSquareTail(e.Bias.ChiSquare, e.Bias.Degrees), e.first()
	return e
}

// sum adds up the showings of a category.
func (c *CategoryExposure) sum() {
	slices.SortFunc(c.Showings, func(a, b Showing) int {
		return cmp.Or(cmp.Compare(c.Category.find(a.Nominee), c.Category.find(b.Nominee)), cmp.Compare(a.Place, b.Place))
	})
	places := map[int]*Showing{}
	for _, s := range c.Showings {
		if n := len(c.Nominees); n == 0 || c.Nominees[n-1].Nominee != s.Nominee {
			c.Nominees = append(c.Nominees, Showing{Category: s.Category, Nominee: s.Nominee})
		}
		c.Nominees[len(c.Nominees)-1].add(s)
		if places[s.Place] == nil {
			places[s.Place] = &Showing{Category: s.Category, Place: s.Place}
		}
		places[s.Place].add(s)
	}
	for _, p := range places {
		c.Places = append(c.Places, *p)
	}
	slices.SortFunc(c.Places, func(a, b Showing) int { return cmp.Compare(a.Place, b.Place) })
	c.Bias = newBias(c.Places)
}

func (s *Showing) add(o Showing) { s.Shown, s.Chosen = s.Shown+o.Shown, s.Chosen+o.Chosen }

// first returns the rate at the first places in units of the rate at all.
func (e Exposure) first() float64 {
	var first, all Showing
	for _, c := range e.Categories {
		for _, p := range c.Places {
			all.add(p)
			if p.Place == 1 {
				first.add(p)
			}
		}
	}
	return ratio(first.Rate(), all.Rate())
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// newBias computes the chi-square of the places of a category. Without showings,
// or when all or none were chosen, it tells nothing.
func newBias(places []Showing) Bias {
	var all Showing
	for _, p := range places {
		all.add(p)
	}
	b := Bias{P: 1}
	if len(places) > 0 && places[0].Place == 1 {
		b.First = ratio(places[0].Rate(), all.Rate())
	}
	rate := all.Rate()
	if rate <= 0 || rate >= 1 {
		return b
	}
	rows := joined(places, rate)
	for _, row := range rows {
		expected := rate * float64(row.Shown)
		off := float64(row.Chosen) - expected
		b.ChiSquare += off * off / (expected * (1 - rate))
	}
	b.Degrees = max(len(rows)-1, 0)
	b.P = chiSquareTail(b.ChiSquare, b.Degrees)
	return b
}

// joined takes places together until enough choices are expected of each row.
func joined(places []Showing, rate float64) []Showing {
	var rows []Showing
	var row Showing
	for _, p := range places {
		row.add(p)
		if rate*float64(row.Shown) >= leastExpected {
			rows, row = append(rows, row), Showing{}
		}
	}
	if len(rows) > 0 {
		rows[len(rows)-1].add(row) // what is left over
	}
	return rows
}

// chiSquareTail returns the probability that a chi-square variable of that many
// degrees of freedom is at least x: the regularised upper incomplete gamma
// function Q(degrees/2, x/2), by its series below degrees/2 + 1 and by its
// continued fraction (Lentz) above.
func chiSquareTail(x float64, degrees int) float64 {
	if degrees <= 0 || x <= 0 {
		return 1
	}
	a, z := float64(degrees)/2, x/2
	logGamma, _ := math.Lgamma(a)
	front := math.Exp(a*math.Log(z) - z - logGamma)
	if z < a+1 {
		return max(0, 1-front*gammaSeries(a, z))
	}
	return front * gammaFraction(a, z)
}

const (
	precision = 1e-14
	mostSteps = 100_000
)

func gammaSeries(a, z float64) float64 {
	term := 1 / a
	sum := term
	for n := 1; n < mostSteps && term > sum*precision; n++ {
		term *= z / (a + float64(n))
		sum += term
	}
	return sum
}

func gammaFraction(a, z float64) float64 {
	b := z + 1 - a
	c, d := math.Inf(1), 1/b
	h := d
	for n := 1; n < mostSteps; n++ {
		an := -float64(n) * (float64(n) - a)
		b += 2
		d = 1 / (an*d + b)
		c = b + an/c
		h *= d * c
		if math.Abs(d*c-1) < precision {
			break
		}
	}
	return h
}
