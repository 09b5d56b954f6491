package many

import (
	"fmt"
	"slices"
	"strings"

	"hangviet/data/catalog"
)

// source knows the whole catalogue without holding it.
type source struct {
	*words
	opt       Options
	producers int
	weights   []int // of the sets 0 to 26
}

// newSource returns the catalogue of the options.
func newSource(opt Options) (*source, error) {
	w, err := readWords()
	if err != nil {
		return nil, err
	}
	return &source{w, opt, (opt.Products + 2) / 3, setWeights()}, nil
}

// setWeights returns how many goods in some 190 each set has; most are food.
func setWeights() []int {
	return []int{9, 16, 8, 11, 8, 6, 15, 20, 16, 11, 10, 12, 7, 7, 3, 3, 2, 6, 4, 3, 4, 8, 4, 2, 2, 1, 3}
}

// today is the day on which the catalogue is made; certificates are dated about
// it. It is fixed, so that the bytes are.
var today = catalog.Date{Year: 2026, Month: 11, Day: 22}

// producer is one row of the sheet Producers.
type producer struct {
	id       string
	set      int // most of its goods are of this set
	village  string
	name     pair
	form     form
	commune  string
	province catalog.Province
	former   string // name of the province before 2025, or ""
	story    pair
	contact  bool
	website  bool
}

// producer draws the j-th producer. The first ones go through all sets and all
// provinces, so that a small catalogue has all of them.
func (s *source) producer(j int) producer {
	l := s.lot(ofProducer, j)
	p := producer{id: fmt.Sprintf("ct%05d", j+1), village: s.village(l), set: s.anySet(l), province: one(l, s.provinces)}
	if j < len(s.weights) {
		p.set = j
	}
	if j < len(s.provinces) {
		p.province = s.provinces[j]
	}
	p.former = one(l, slices.Concat(p.province.Former, []string{""}))
	p.commune = one(l, []string{"xã ", "xã ", "xã ", "phường "}) + s.village(l)
	p.nameBy(s, l)
	p.contact, p.website = l.in(35), l.in(40)
	if l.in(80) {
		p.story = s.tale(l, "a", 1+l.IntN(4), p.village, p.commune)
	}
	return p
}

func (s *source) anySet(l lot) int {
	total := 0
	for _, w := range s.weights {
		total += w
	}
	at := l.IntN(total)
	for set, w := range s.weights {
		if at -= w; at < 0 {
			return set
		}
	}
	return 0
}

// nameBy gives the producer a legal form and a name of a likely length.
func (p *producer) nameBy(s *source, l lot) {
	english := plain(p.village)
	p.name = nearest(l.length(producerLengths), 66, func() pair {
		f, trade, tail := one(l, s.forms), one(l, s.trades), one(l, s.tails)
		return pair{
			joined(" ", f.name.vi, trade.vi, p.village, tail.vi),
			joined(" ", english, tail.en, trade.en, f.name.en),
		}
	})
	for _, f := range s.forms { // the one of the name that was taken
		if strings.HasPrefix(p.name.vi, f.name.vi+" ") {
			p.form = f
		}
	}
}

// tale strings sentences of a use together, none twice.
func (s *source) tale(l lot, use string, count int, village, commune string) pair {
	list := s.stories["a"]
	if use != "a" {
		list = slices.Concat(s.stories[use], list)
	}
	var vi, en []string
	for _, i := range l.Perm(len(list))[:min(count, len(list))] {
		vi, en = append(vi, list[i].vi), append(en, list[i].en)
	}
	fill := strings.NewReplacer("{brand}", village, "{commune}", commune, "{brand_en}", plain(village), "{commune_en}", plain(bare(commune)))
	return pair{fill.Replace(strings.Join(vi, " ")), fill.Replace(strings.Join(en, " "))}
}

// bare returns a commune's name without the word for what it is.
func bare(commune string) string {
	_, name, _ := strings.Cut(commune, " ")
	return name
}
