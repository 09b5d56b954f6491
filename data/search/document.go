package search

import "hangviet/data/catalog"

// Between parts the sector, the group and the set in [Document.Group]. Their names
// hold commas.
const Between = "; "

// Document is what can be found of one product. All languages of a text are
// searched.
type Document struct {
	Code        string
	Barcode     string // digits, or ""
	Name        catalog.Text
	Producer    catalog.Text
	Place       catalog.Text // commune and province of today
	Group       catalog.Text // sector, group and criteria set, joined by Between
	Ingredients catalog.Text
	Story       catalog.Text
	Former      []string // province and address of before 1 July 2025, other names

	Province       string // code of today's province, "" when unknown
	FormerProvince string // the province before the merger when it differs, as in catalog.Place
	Sector         int    // 1 to 6, 0 outside OCOP
	Stars          int    // 0, or 3 to 5: breaks ties
	Here           bool   // on the shelf at this point: breaks ties, before Stars
	Price, Max     int64  // dong; as in catalog.Price
}

// field is a part of a document, the weightiest first.
type field uint8

const (
	inName field = iota
	inProducer
	inPlace
	inFormer
	inGroup
	inIngredients
	inStory
	fields

	// shortFields are those whose words are kept in their order.
	shortFields = inIngredients
)

// String is the name by which a field is known outside: "name", "producer",
// "place", "former", "group", "ingredients" or "story".
func (f field) String() string {
	return [fields]string{"name", "producer", "place", "former", "group", "ingredients", "story"}[f]
}

// weight returns what a match in the field is worth, in hundredths of one in the
// name.
func (f field) weight() int {
	return [fields]int{100, 45, 42, 40, 25, 14, 8}[f]
}

// texts returns the texts of a field.
func (d *Document) texts(f field) catalog.Text {
	switch f {
	case inName:
		return d.Name
	case inProducer:
		return d.Producer
	case inPlace:
		return d.Place
	case inGroup:
		return d.Group
	case inIngredients:
		return d.Ingredients
	case inStory:
		return d.Story
	}
	return nil
}

// document is what is kept of a Document beside its texts.
type document struct {
	code     string
	rank     int32 // place in the order of equally good ones
	order    int32 // place in the order of names
	province uint8 // index into Index.provinces
	former   uint8 // index into Index.provinces of the former province's name
	sector   uint8
	stars    uint8
	low, top int64 // dong; 0 when no price is given
}

// Index answers queries over a fixed set of documents. It may be used by several
// goroutines at once.
type Index struct {
	words     *Lexicon
	docs      []document
	byRank    []int32 // documents in the order of equally good ones
	entries   []entry // sorted by key, letters and tone
	keys      []keyed // the distinct keys of entries, sorted
	forms     map[string]int32
	texts     []text
	lines     []line  // where the texts stand, document after document
	firstLine []int32 // of each document, and the end
	langs     []string
	tokens    []int32  // entries of the words of the short texts, text after text
	pairs     []uint64 // pairs of keys that stand beside each other, sorted
	codes     []code   // sorted
	provinces []string // codes of provinces and names of former ones; the first is ""
	offers    *offers  // what Suggest offers; nil in an index of offers
	pool      chan *scratch
}

// entry is a word with the documents that hold it. A post is a document's number
// with, in its low byte, the fields the word stands in.
type entry struct {
	form
	shown string   // as it was met first, in lower case
	key   int32    // index into Index.keys
	posts []uint32 // in short fields
	deep  []uint32 // in ingredients and stories
}

// keyed is a key with its entries.
type keyed struct {
	text     string
	from, to int32
	letters  letterSet
	sound    string
	word     bool // letters only, so that slips are forgiven
}

// text is what documents say. Those that say the same share it.
type text struct {
	text  string
	from  int32 // its tokens; none for deep fields
	count int32
}

// line is a text where it stands in a document.
type line struct {
	text  int32 // index into Index.texts
	field field
	lang  uint8 // index into Index.langs; "" is one of them
}

// linesOf returns the texts of a document, the weightiest first.
func (x *Index) linesOf(doc int32) []line { return x.lines[x.firstLine[doc]:x.firstLine[doc+1]] }

// tokensOf returns the words of a short text.
func (x *Index) tokensOf(l line) []int32 {
	t := &x.texts[l.text]
	return x.tokens[t.from : t.from+t.count]
}

// name returns the name of a document.
func (x *Index) name(doc int32) catalog.Text {
	name := catalog.Text{}
	for _, l := range x.linesOf(doc) {
		if l.field == inName {
			name[x.langs[l.lang]] = x.texts[l.text].text
		}
	}
	return name
}

// code leads from a product code or barcode to its document.
type code struct {
	key string // folded letters and digits
	doc int32
}
