package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Severity says what an issue means for publishing.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // the catalogue is not published
	Warning Severity = "warning" // it is, and somebody should look
)

// Issue is one breach of a rule in a product or in what belongs to it.
type Issue struct {
	Kind     string // "catalogue", "product", "producer", "point" or "event"
	ID       string // code or id of the thing; empty for the catalogue
	Field    string // field as the workbook calls it: "stars", "issued", "name_en", "link", …
	Code     string // stable name of the rule: "stars-range"
	Severity Severity
	Message  Text // "vi" and "en"
}

// String returns the issue on one line in English.
func (i Issue) String() string {
	return strings.TrimSpace(i.Kind+" "+i.ID) + ", " + i.Field + ": " + string(i.Severity) + ": " + i.Message["en"]
}

// finding gathers the issues of one thing.
type finding struct {
	kind, id string
	issues   []Issue
}

// add notes a breach of the rule with that code in a field; args fill the
// rule's sentence.
func (f *finding) add(field, code string, args ...any) {
	r := ruleOf(code)
	f.issues = append(f.issues, Issue{
		Kind: f.kind, ID: f.id, Field: field, Code: code, Severity: r.severity,
		Message: both(fmt.Sprintf(r.vi, args...), fmt.Sprintf(r.en, args...)),
	})
}

// addIf notes a breach when it is one.
func (f *finding) addIf(breach bool, field, code string, args ...any) {
	if breach {
		f.add(field, code, args...)
	}
}

// Check returns the breaches of the whole catalogue at now: those of every
// product, producer, point and event, ids that are met twice, and ids that lead
// nowhere. The order follows the catalogue.
func Check(c Catalogue, now time.Time) []Issue {
	whole := finding{kind: "catalogue"}
	whole.addIf(c.Organiser["vi"] == "", "organiser", "name-missing")
	issues := whole.issues

	producers, points := map[string]bool{}, map[string]bool{}
	for _, p := range c.Producers {
		issues = append(issues, checkProducer(p, producers)...)
	}
	for _, p := range c.Points {
		issues = append(issues, checkPoint(p, points)...)
	}
	issues = append(issues, checkEvents(c.Events, points)...)

	products := map[string]bool{}
	for _, p := range c.Products {
		f := finding{kind: "product", id: p.Code}
		f.checkID("code", p.Code, products)
		f.addIf(p.Producer != "" && !producers[p.Producer], "producer", "producer-unknown", p.Producer)
		for _, point := range p.Points {
			f.addIf(!points[point], "points", "point-unknown", point)
		}
		issues = append(append(issues, f.issues...), CheckProduct(p, now)...)
	}
	return issues
}

func checkProducer(p Producer, seen map[string]bool) []Issue {
	f := finding{kind: "producer", id: p.ID}
	f.checkID("id", p.ID, seen)
	f.checkText("name", p.Name, true)
	f.checkText("form", p.Form, false)
	f.checkText("story", p.Story, false)
	f.checkPlace(p.Place)
	f.checkURL("website", p.Website)
	f.checkPhoto("photo", p.Photo)
	return f.issues
}

func checkPoint(p Point, seen map[string]bool) []Issue {
	f := finding{kind: "point", id: p.ID}
	f.checkID("id", p.ID, seen)
	f.checkText("name", p.Name, true)
	f.checkAddress("address", p.Address)
	f.checkPlace(p.Place)
	return f.issues
}

func checkEvents(events []Event, points map[string]bool) []Issue {
	var issues []Issue
	seen := map[string]bool{}
	for _, e := range events {
		f := finding{kind: "event", id: e.ID}
		f.checkID("id", e.ID, seen)
		f.checkText("name", e.Name, true)
		f.checkText("description", e.Description, false)
		f.checkAddress("venue", e.Venue)
		f.checkPlace(e.Place)
		f.addIf(e.Point != "" && !points[e.Point], "point", "point-unknown", e.Point)
		f.addIf(e.From.IsZero() || e.To.IsZero(), "from", "event-dates")
		f.addIf(e.From.After(e.To), "to", "event-order", e.From.Show(), e.To.Show())
		issues = append(issues, f.issues...)
	}
	return issues
}

// checkID checks an id and that nothing before had it.
func (f *finding) checkID(field, id string, seen map[string]bool) {
	f.addIf(!validID(id), field, "id-shape", id)
	f.addIf(id != "" && seen[id], field, "id-twice", id)
	seen[id] = true
}

// validID tells whether id is 1 to 64 ASCII letters, digits, dashes, dots or
// underscores and begins with a letter or digit.
func validID(id string) bool {
	if id == "" || len(id) > 64 || strings.ContainsRune("-._", rune(id[0])) {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return !asciiLetter(r) && (r < '0' || r > '9') && !strings.ContainsRune("-._", r)
	})
}

// checkText checks a text in all its languages. Vietnamese must be there when
// the text is needed or another language is.
func (f *finding) checkText(field string, t Text, needed bool) {
	f.addIf(t["vi"] == "" && (needed || len(t) > 0), field, "text-missing")
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		f.checkWords(inLanguage(field, lang), lang, t[lang])
	}
}

// inLanguage names the column of a text's other languages: "name_en".
func inLanguage(field, lang string) string {
	if lang == "vi" {
		return field
	}
	return field + "_" + lang
}

// checkAddress checks a text that says where something is: the letters only,
// for "số 1" is a house there and no claim.
func (f *finding) checkAddress(field string, t Text) {
	f.addIf(t["vi"] == "" && len(t) > 0, field, "text-missing")
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		f.checkLetters(inLanguage(field, lang), t[lang])
	}
}

// checkWords checks the letters of a text in one language, and what it claims.
func (f *finding) checkWords(field, lang, text string) {
	f.checkLetters(field, text)
	for _, c := range findClaims(lang, text) {
		f.add(field, c.code, strings.Join(c.words, " "))
	}
}

func (f *finding) checkLetters(field, text string) {
	f.addIf(NFC(text) != text, field, "text-form")
	if encoding := LegacyEncoding(text); encoding != "" {
		f.add(field, "text-legacy", encoding)
	}
	f.addIf(strings.ContainsFunc(text, forbidden), field, "text-control")
}

// forbidden tells whether r has no place in any text: control characters other
// than line feed and tab, what stands for broken bytes, and marks that turn the
// direction of writing.
func forbidden(r rune) bool {
	return (r < ' ' && r != '\n' && r != '\t') || r == 0x7F || r == '\uFFFD' ||
		('\u202A' <= r && r <= '\u202E') || ('\u2066' <= r && r <= '\u2069')
}

// checkPlace checks the shape of a province's code; whether there is such a
// province is for [Provinces] to say.
func (f *finding) checkPlace(p Place) {
	f.addIf(p.Province == "", "province", "province-missing")
	f.addIf(p.Province != "" && (len(p.Province) != 2 || !digits(p.Province)), "province", "province-code", p.Province)
	f.checkLetters("commune", p.Commune)
	f.checkLetters("address", p.AsCertified)
}

// checkURL checks a link that was cleaned, or its absence.
func (f *finding) checkURL(field, link string) {
	if link == "" {
		return
	}
	clean, err := CleanLink(link)
	switch {
	case err != nil:
		f.add(field, linkRule(err), link)
	case clean.URL != link:
		f.add(field, "link-unclean", clean.URL)
	default:
		f.addIf(!QRFits(link), field, "link-long", len(link), MaxQR)
	}
}

// checkPhoto checks the names and sizes of a picture's files.
func (f *finding) checkPhoto(field string, photo *Photo) {
	if photo == nil {
		return
	}
	for _, image := range []Image{photo.Full, photo.Thumb} {
		f.addIf(!image.valid(), field, "photo-shape")
	}
}

func (i Image) valid() bool {
	return len(i.SHA256) == 64 && strings.Trim(i.SHA256, "0123456789abcdef") == "" && i.Length > 0 && i.Width > 0 && i.Height > 0
}
