package sheet

import (
	"fmt"

	"hangviet/data/catalog"
)

// place reads the columns commune, province and address.
func (c record) place() catalog.Place {
	p := catalog.Place{Commune: c.word("commune")}
	p.Province, p.FormerName = c.province("province")
	if c.t.plan.key != pointPlan.key { // its address is text of its own
		p.AsCertified = c.word("address")
	}
	return p
}

// province reads a province by its code, which may have lost its zero, or by
// its name of today or of before the merger.
func (c record) province(column string) (code, former string) {
	s := c.word(column)
	if s == "" {
		return "", ""
	}
	if n, err := parseWhole(s, 0, 99); err == nil {
		if p, ok := c.r.opt.Provinces.ByCode(fmt.Sprintf("%02d", n)); ok {
			return p.Code, ""
		}
	} else if p, former, ok := c.r.opt.Provinces.Find(s); ok {
		return p.Code, former
	}
	c.fault(column, provinceUnknown, s, c.r.suggest(s, c.r.provinceNames()))
	return "", ""
}

func (r *reader) provinceNames() []string {
	var names []string
	for _, p := range r.opt.Provinces.All() {
		names = append(append(names, p.Name["vi"]), p.Former...)
	}
	return names
}

// readProducers reads the sheet of producers.
func (r *reader) readProducers() {
	t := r.tables[producerPlan.key]
	if t == nil {
		return
	}
	for _, c := range t.records(r) {
		p := catalog.Producer{
			ID: c.code("id", codeSigns), Name: c.heading("name"), Form: c.heading("form"), Place: c.place(),
			Story: c.text("story"), Phone: c.phone("phone"), Contact: c.yes("contact"),
		}
		c.need("name")
		if link, ok := c.link("website"); ok {
			p.Website = link.URL
		}
		photos := c.photoNames("photo", "photo_alt")
		if p.ID == "" || !r.producers.enter(p.ID, p.Name, c, "id") {
			continue
		}
		at := len(r.book.Catalogue.Producers)
		r.book.Catalogue.Producers = append(r.book.Catalogue.Producers, p)
		for _, photo := range photos[:min(1, len(photos))] {
			photo.give = func(photo catalog.Photo) { r.book.Catalogue.Producers[at].Photo = &photo }
			r.wanted = append(r.wanted, photo)
		}
	}
}

// phone reads a phone number.
func (c record) phone(column string) string {
	s := c.word(column)
	if s == "" {
		return ""
	}
	number, err := parsePhone(s)
	if err == nil {
		return number
	}
	for _, sign := range []string{"/", ";", ",", " - "} {
		if first, err := firstPhone(s, sign); err == nil {
			c.fault(column, phoneSeveral, first)
			return first
		}
	}
	c.fault(column, phoneUnreadable, s)
	return ""
}

// readPoints reads the sheet of points.
func (r *reader) readPoints() {
	t := r.tables[pointPlan.key]
	if t == nil {
		return
	}
	for _, c := range t.records(r) {
		p := catalog.Point{ID: c.code("id", codeSigns), Name: c.heading("name"), Address: c.heading("address"), Place: c.place()}
		c.need("name")
		if p.ID != "" && r.points.enter(p.ID, p.Name, c, "id") {
			r.book.Catalogue.Points = append(r.book.Catalogue.Points, p)
		}
	}
}

// readEvents reads the sheet of events.
func (r *reader) readEvents() {
	t := r.tables[eventPlan.key]
	if t == nil {
		return
	}
	for _, c := range t.records(r) {
		e := catalog.Event{
			ID: c.code("id", codeSigns), Name: c.heading("name"), Description: c.text("description"), Venue: c.heading("venue"),
			Place: c.place(), From: c.date("from"), To: c.date("to"),
		}
		c.need("name")
		c.need("from")
		c.need("to")
		if s := c.word("point"); s != "" {
			e.Point = c.refer("point", s, r.points)
		}
		if e.ID != "" && r.events.enter(e.ID, e.Name, c, "id") {
			r.book.Catalogue.Events = append(r.book.Catalogue.Events, e)
			r.eventRows = append(r.eventRows, c)
		}
	}
}

// readShown reads what the events show, once the products are known.
func (r *reader) readShown() {
	for i, c := range r.eventRows {
		e := &r.book.Catalogue.Events[i]
		for _, text := range list(c.raw("products", "vi")) {
			if code := c.refer("products", text, r.products); code != "" {
				e.Products = append(e.Products, code)
			}
		}
	}
}

// readAbout reads who answers for the content.
func (r *reader) readAbout() {
	t := r.tables[aboutPlan.key]
	if t != nil {
		for _, c := range t.records(r) {
			r.book.Catalogue.Organiser = c.heading("organiser")
			c.needVietnamese("organiser", r.book.Catalogue.Organiser)
			r.book.Catalogue.Sample = c.yes("sample")
			break
		}
	}
	if len(r.book.Catalogue.Organiser) == 0 {
		r.add(Problem{File: r.file, Severity: organiserMissing.severity, Code: organiserMissing.code, Message: organiserMissing.message()})
	}
}
