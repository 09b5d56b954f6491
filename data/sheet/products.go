package sheet

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"hangviet/data/catalog"
)

// codeSigns are allowed in the codes of a catalogue beside letters, digits and
// dash; those of rounds and their categories have none of them.
const codeSigns = "._"

// readProducts reads the sheet of products and returns them by code. The
// pointers lead into the catalogue and stay good: it does not grow afterwards.
func (r *reader) readProducts() map[string]*catalog.Product {
	byCode := map[string]*catalog.Product{}
	t := r.tables[productPlan.key]
	if t == nil {
		return byCode
	}
	for _, c := range t.records(r) {
		photos := c.photoNames("photos", "photo_alt")
		p := c.readProduct()
		if p.Code == "" || !r.products.enter(p.Code, p.Name, c, "code") {
			continue
		}
		at := len(r.book.Catalogue.Products)
		r.book.Catalogue.Products = append(r.book.Catalogue.Products, p)
		for _, photo := range photos {
			photo.give = func(photo catalog.Photo) {
				product := &r.book.Catalogue.Products[at]
				product.Photos = append(product.Photos, photo)
			}
			r.wanted = append(r.wanted, photo)
		}
	}
	if len(t.records(r)) == 0 {
		r.faultRow(t, t.header, noProducts)
	}
	for i := range r.book.Catalogue.Products {
		p := &r.book.Catalogue.Products[i]
		byCode[p.Code] = p
	}
	return byCode
}

func (c record) readProduct() catalog.Product {
	p := catalog.Product{
		Code: c.code("code", codeSigns), Name: c.heading("name"), Set: c.set(), Category: c.category(),
		Producer: c.producer(), Place: c.place(), Certificate: c.certificate(),
		Quality: list(c.raw("quality", "vi")), Price: c.price(), NetContent: c.heading("net_content"),
		Short: c.heading("short"), Story: c.text("story"), Ingredients: c.text("ingredients"), Use: c.text("use"),
		Notices: c.text("notices"), AlcoholVol: c.percent("alcohol_vol"),
		Barcode: c.barcode("barcode"), Export: c.yes("export"), Distributors: c.text("distributors"),
		Points: c.points("points"), Featured: c.yes("featured"), Added: c.date("added"),
	}
	c.need("name")
	if link, ok := c.link("trace_url"); ok {
		p.TraceURL = link.URL
	}
	return p
}

// set finds the criteria set by the column set, or by group or sector when that
// names a single one. A rated product needs a set; others may have none.
func (c record) set() int {
	if text := c.word("set"); text != "" {
		return c.setNamed("set", text)
	}
	for _, column := range []string{"group", "sector"} {
		text := c.word(column)
		if text == "" || digits(text) == text { // a number of a group is no number of a set
			continue
		}
		if set, ok := c.r.opt.Classification.Find(text); ok || !c.rated() {
			return set.Number
		}
		return c.setNamed(column, text)
	}
	return 0
}

func (c record) setNamed(column, text string) int {
	set, ok := c.r.opt.Classification.Find(strings.TrimSuffix(text, ".0"))
	if !ok {
		c.faultSet(column, text)
		return 0
	}
	c.compareSector(set)
	return set.Number
}

// rated tells whether the row says anything of a rating.
func (c record) rated() bool {
	status, err := parseStatus(c.word("status"))
	return c.word("stars") != "" || err == nil && status != catalog.NotOCOP
}

// faultSet tells a name of a sector or group, which is not precise enough, from
// one that is not known.
func (c record) faultSet(column, text string) {
	if _, ok := c.t.column["set"]; ok {
		column = "set" // it is mended there, wherever the name stands
	}
	classes, k := c.r.opt.Classification, key(text)
	var vi, en, names []string
	for _, s := range classes.Sets() {
		names = append(names, s.Name["vi"], s.GroupName["vi"])
		sector := catalog.Text{}
		for _, each := range classes.Sectors() {
			if each.Number == s.Sector {
				sector = each.Name
			}
		}
		if k == key(sector["vi"]) || k == key(sector["en"]) || k == key(s.GroupName["vi"]) || k == key(s.GroupName["en"]) {
			vi = append(vi, fmt.Sprintf("%d (%s)", s.Number, s.Name.In("vi")))
			en = append(en, fmt.Sprintf("%d (%s)", s.Number, s.Name.In("en")))
		}
	}
	if vi != nil {
		c.fault(column, setOfSector, text, catalog.Text{"vi": strings.Join(vi, "; "), "en": strings.Join(en, "; ")})
		return
	}
	c.fault(column, setUnknown, text, c.r.suggest(text, names))
}

// compareSector reports a set that is not of the sector beside it.
func (c record) compareSector(set catalog.Set) {
	text := c.word("sector")
	if text == "" {
		return
	}
	said, of := catalog.Sector{}, catalog.Sector{}
	for _, s := range c.r.opt.Classification.Sectors() {
		if key(text) == key(s.Name["vi"]) || key(text) == key(s.Name["en"]) || text == fmt.Sprint(s.Number) {
			said = s
		}
		if s.Number == set.Sector {
			of = s
		}
	}
	if said.Number != 0 && said.Number != set.Sector {
		c.fault("sector", setOtherSector, set.Number, of.Name, said.Name)
	}
}

func (c record) category() string {
	text := c.word("category")
	if text == "" {
		return ""
	}
	if v, ok := catalog.FindVoteCategory(text); ok {
		return v.ID
	}
	var names []string
	for _, v := range catalog.VoteCategories() {
		names = append(names, v.Name["vi"], v.Name["en"])
	}
	c.fault("category", categoryUnknown, text, c.r.suggest(text, names))
	return ""
}

func (c record) producer() string {
	text := c.word("producer")
	if text == "" {
		c.need("producer")
		return ""
	}
	return c.refer("producer", text, c.r.producers)
}

// certificate reads the columns of the rating. A row that states stars but no
// status means that they are certified.
func (c record) certificate() catalog.Certificate {
	out := catalog.Certificate{
		Number: c.word("certificate"), Authority: c.word("authority"), Issued: c.date("issued"),
		Expires: c.date("expires"), Refiled: c.yes("refiled"), LegalBasis: c.word("legal_basis"),
	}
	if s := c.word("stars"); s != "" {
		n, err := parseStars(s)
		if err != nil {
			c.fault("stars", starsUnreadable, s)
		}
		out.Stars = n
	}
	s := c.word("status")
	status, err := parseStatus(s)
	if err != nil {
		c.fault("status", statusUnreadable, s)
	}
	if s == "" && out.Stars != 0 {
		status = catalog.Certified
	}
	out.Status = status
	return out
}

func (c record) price() catalog.Price {
	out := catalog.Price{Unit: c.heading("unit")}
	s := c.word("price")
	if s == "" {
		return out
	}
	m, err := parseMoney(s)
	switch {
	case errors.Is(err, errFraction):
		c.fault("price", priceFraction, s)
	case errors.Is(err, errRange):
		c.fault("price", priceRange, s)
	case err != nil:
		c.fault("price", priceUnreadable, s)
	}
	if err != nil {
		return out
	}
	out.Dong, out.Max = m.low, m.high
	if out.Unit == nil && m.unit != "" {
		out.Unit = catalog.Text{"vi": m.unit}
	}
	return out
}

func (c record) percent(column string) float64 {
	s := c.word(column)
	if s == "" {
		return 0
	}
	v, err := parsePercent(s)
	switch {
	case err != nil:
		c.fault(column, numberUnreadable, s, interval(0, 100))
	case v > 0 && v < 1: // as Excel keeps a cell that is shown in percent
		c.fault(column, percentLow, s, strconv.FormatFloat(v*100, 'f', -1, 64))
	}
	return v
}

func (c record) barcode(column string) string {
	s := c.word(column)
	if s == "" {
		return ""
	}
	code, err := parseBarcode(s)
	switch {
	case errors.Is(err, errDigitsLost):
		c.fault(column, barcodeLost, s)
	case err != nil:
		c.fault(column, barcodeWrong, s)
	}
	return code
}

func (c record) points(column string) []string {
	var out []string
	for _, text := range list(c.raw(column, "vi")) {
		if id := c.refer(column, text, c.r.points); id != "" {
			out = append(out, id)
		}
	}
	return out
}
