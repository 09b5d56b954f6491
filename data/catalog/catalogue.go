package catalog

import "time"

// Catalogue is everything a release shows, apart from the voting rounds.
type Catalogue struct {
	Organiser Text // who answers for the content
	Sample    bool // "Dữ liệu mẫu" is shown wherever the catalogue is
	Producers []Producer
	Products  []Product
	Points    []Point
	Events    []Event
}

// Text is one text in several languages, by BCP 47 language tag ("vi", "en",
// "ko"). Vietnamese is the language every text has; the others may be missing.
type Text map[string]string

// In returns the text in lang, or in Vietnamese when lang is missing.
func (t Text) In(lang string) string {
	if s := t[lang]; s != "" {
		return s
	}
	return t["vi"]
}

// Producer is an "OCOP subject": a co-operative, a small firm, a farm, a
// household, or (outside OCOP) any firm the campaign honours.
type Producer struct {
	ID      string // stable within an organiser: ASCII letters, digits, dash
	Name    Text
	Form    Text // legal form, as the producer writes it
	Place   Place
	Story   Text
	Website string // cleaned http(s) address or ""
	Phone   string
	Contact bool // the producer agreed in writing that the phone is shown
	Photo   *Photo
}

// Place is where something is made or held. Districts ended on 1 July 2025, so
// a place is a commune and a province; the address on an older certificate is
// kept word for word.
type Place struct {
	Commune     string // "xã Hoàng Su Phì"; may be empty
	Province    string // code of [Provinces], two digits; "" when unknown
	FormerName  string // the province before the merger of 2025 when it differs, e.g. "Bến Tre"
	AsCertified string // address as certified, verbatim
}

// Point is a place where a kiosk stands: a point of introduction and sale, a
// shop, an industrial park.
type Point struct {
	ID      string
	Name    Text
	Address Text
	Place   Place
}

// Event is a product week or a fair.
type Event struct {
	ID          string
	Name        Text
	Description Text
	Venue       Text
	Place       Place
	Point       string   // the point it is held at, or ""
	From, To    Date     // first and last day, both inclusive
	Products    []string // codes of what is shown there; none: all of the point
}

// Over tells whether the event's last day has passed at t.
func (e Event) Over(t time.Time) bool { return DateOf(t).After(e.To) }

// Running tells whether the event is on at t.
func (e Event) Running(t time.Time) bool {
	d := DateOf(t)
	return !d.Before(e.From) && !d.After(e.To)
}

// Photo is one picture in its two published sizes, both JPEG, both named by the
// SHA-256 of their bytes in lower-case hexadecimal.
type Photo struct {
	Full  Image // at most 1600 px on the longer side
	Thumb Image // at most 480 px on the longer side
	Alt   Text  // what is to be seen; may be empty
}

// Image is one published picture file.
type Image struct {
	SHA256        string // 64 lower-case hexadecimal digits
	Length        int64  // bytes
	Width, Height int    // pixels
}
