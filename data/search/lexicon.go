package search

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"hangviet/assets"
	"hangviet/data/catalog"
)

// Lexicon is what search knows of the language and the country beside what
// stands in the documents. It never changes once it is read.
type Lexicon struct {
	synonyms  map[string][]synonym // by the joined key of the phrase
	fillers   map[string][]filler  // by the joined key of the phrase
	districts map[string][]string  // names of former provinces by the joined key of a district's
	names     map[string]string    // of districts, as written, by joined key
	places    *catalog.Provinces
}

// synonym is a phrase and what it may mean.
type synonym struct {
	phrase []form
	means  [][]form
}

// filler is a phrase that says nothing about a product.
type filler struct {
	phrase []form
	bare   bool // without its accents too
}

// Builtin returns the lexicon made of the tables in package assets.
func Builtin() (*Lexicon, error) {
	places, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		return nil, err
	}
	return readLexicon(assets.Synonyms, assets.Fillers, assets.FormerDistricts, places)
}

// readLexicon reads the tables; package assets says what stands in them.
func readLexicon(synonyms, fillers, districts []byte, places *catalog.Provinces) (*Lexicon, error) {
	l := &Lexicon{
		synonyms: map[string][]synonym{}, fillers: map[string][]filler{}, districts: map[string][]string{},
		names: map[string]string{}, places: places,
	}
	for _, read := range []struct {
		what string
		data []byte
		head []string
		row  func(cells []string) error
	}{
		{"synonyms", synonyms, []string{"phrase", "means", "both_ways"}, l.addSynonyms},
		{"fillers", fillers, []string{"phrase", "unaccented"}, l.addFiller},
		{"districts", districts, []string{"province", "districts"}, l.addDistricts},
	} {
		if err := eachRow(read.data, read.head, read.row); err != nil {
			return nil, fmt.Errorf("read %s: %w", read.what, err)
		}
	}
	return l, nil
}

func eachRow(data []byte, head []string, f func(cells []string) error) error {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], head) {
		return fmt.Errorf("header is not %q", head)
	}
	for i, cells := range rows[1:] {
		if err := f(cells); err != nil {
			return fmt.Errorf("row %d: %w", i+2, err)
		}
	}
	return nil
}

// addSynonyms takes a phrase and, parted by semicolons, what it means.
func (l *Lexicon) addSynonyms(cells []string) error {
	phrase, others := phraseOf(cells[0]), phrasesOf(cells[1])
	if len(phrase) == 0 || len(others) == 0 {
		return fmt.Errorf("%q means %q", cells[0], cells[1])
	}
	switch cells[2] {
	case "yes":
		all := append([][]form{phrase}, others...)
		for i := range all {
			l.addSynonym(all[i], slices.Concat(all[:i], all[i+1:]))
		}
	case "no":
		l.addSynonym(phrase, others)
	default:
		return fmt.Errorf("both_ways is %q, not yes or no", cells[2])
	}
	return nil
}

func (l *Lexicon) addSynonym(phrase []form, means [][]form) {
	key := joined(phrase)
	l.synonyms[key] = append(l.synonyms[key], synonym{phrase, means})
}

func (l *Lexicon) addFiller(cells []string) error {
	phrase := phraseOf(cells[0])
	if len(phrase) == 0 || cells[1] != "yes" && cells[1] != "no" {
		return fmt.Errorf("filler %q, unaccented %q", cells[0], cells[1])
	}
	key := joined(phrase)
	l.fillers[key] = append(l.fillers[key], filler{phrase, cells[1] == "yes"})
	return nil
}

func joined(phrase []form) string {
	key := ""
	for _, f := range phrase {
		key += f.key
	}
	return key
}

// addDistricts takes a former province and, parted by semicolons, its districts.
func (l *Lexicon) addDistricts(cells []string) error {
	if _, _, ok := l.places.Find(cells[0]); !ok {
		return fmt.Errorf("%q is no province", cells[0])
	}
	for name := range strings.SplitSeq(cells[1], ";") {
		name = strings.TrimSpace(name)
		key := joinedKey(name)
		if key == "" || slices.Contains(l.districts[key], cells[0]) {
			return fmt.Errorf("district %q of %s is empty or met twice", name, cells[0])
		}
		l.districts[key] = append(l.districts[key], cells[0])
		l.names[key] = name
	}
	return nil
}

// phrasesOf reads phrases parted by semicolons.
func phrasesOf(s string) [][]form {
	var all [][]form
	for part := range strings.SplitSeq(s, ";") {
		if p := phraseOf(part); len(p) > 0 {
			all = append(all, p)
		}
	}
	return all
}

func phraseOf(s string) []form {
	var forms []form
	for _, word := range catalog.Words(catalog.NFC(s)) {
		forms = append(forms, formOf(word))
	}
	return forms
}

// meaning is a place that a phrase of a query means.
type meaning struct {
	province string // code of today
	former   string // the province of before the merger, "" for today's
	district string // the former district, "" for a province
}

// placesOf returns the places of that name: a spelling of a province of today or
// of yesterday, or former districts.
func (l *Lexicon) placesOf(name, joined string) []meaning {
	if l.places == nil {
		return nil
	}
	var all []meaning
	if p, former, ok := l.places.Find(name); ok {
		all = append(all, meaning{province: p.Code, former: former})
	}
	for _, former := range l.districts[joined] {
		if p, old, ok := l.places.Find(former); ok {
			all = append(all, meaning{province: p.Code, former: old, district: l.names[joined]})
		}
	}
	return all
}
