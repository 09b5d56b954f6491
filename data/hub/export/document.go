// Package export writes the result of a round as CSV, JSON or an Excel
// workbook. All three say the same: the totals by category and nominee, the
// same by kiosk, and every counted ballot with its hour, in an order that does
// not tell who voted when.
//
// A cell never becomes a formula, whatever a product is called.
//
// Start with [New].
package export

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/tally"
	"hangviet/data/vote"
)

// Format is a kind of file; its value is the file name's ending.
type Format string

// The formats.
const (
	CSV  Format = "csv"
	JSON Format = "json"
	XLSX Format = "xlsx"
)

// ErrFormat says that there is no such format.
var ErrFormat = errors.New("format is none of csv, json, xlsx")

// ParseFormat reads the name of a format.
func ParseFormat(name string) (Format, error) {
	f := Format(name)
	if !slices.Contains([]Format{CSV, JSON, XLSX}, f) {
		return "", fmt.Errorf("%w: %q", ErrFormat, name)
	}
	return f, nil
}

// ContentType returns the format's media type.
func (f Format) ContentType() string {
	switch f {
	case CSV:
		return "text/csv; charset=utf-8"
	case JSON:
		return "application/json; charset=utf-8"
	}
	return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

// About is what a document says beside the numbers.
type About struct {
	Lang    string // "vi" or "en"
	Release int64  // newest release known to the hub
	At      time.Time
	Hub     string            // id
	Kiosks  map[string]string // name by id
}

// Document is the result of one round as it is written. The names of its JSON
// fields are an interface: they are added to and not changed.
type Document struct {
	Notice     string      `json:"notice"` // that this is not the result
	Round      string      `json:"round"`
	Title      string      `json:"title"`
	Phase      vote.Phase  `json:"phase"`
	Opens      time.Time   `json:"opens"`
	Closes     time.Time   `json:"closes"`
	Release    int64       `json:"release"`
	Hub        string      `json:"hub"`
	At         time.Time   `json:"exportedAt"`
	Ballots    int         `json:"ballots"`
	Choices    int         `json:"choices"`
	Categories []Category  `json:"categories"`
	Kiosks     []Kiosk     `json:"kiosks"`
	Uncounted  []Uncounted `json:"uncounted"`
	Counted    []BallotRow `json:"countedBallots"`
	lang       string
}

// Category is the total of one category.
type Category struct {
	ID       string    `json:"category"`
	Title    string    `json:"title"`
	Ballots  int       `json:"ballots"`
	Choices  int       `json:"choices"`
	Nominees []Nominee `json:"nominees"`
}

// Nominee is the total of one nominee, and its part by kiosk.
type Nominee struct {
	ID        string         `json:"nominee"`
	Product   string         `json:"product"`
	Name      string         `json:"name"`
	Maker     string         `json:"producer"`
	Withdrawn bool           `json:"withdrawn,omitempty"`
	Choices   int            `json:"choices"`
	Kiosks    map[string]int `json:"kiosks"`
}

// Kiosk is what one kiosk brought.
type Kiosk struct {
	ID      string `json:"kiosk"`
	Name    string `json:"name"`
	Ballots int    `json:"ballots"`
	Choices int    `json:"choices"`
}

// Uncounted is a number of ballots that do not count.
type Uncounted struct {
	Reason  tally.Reason `json:"reason"`
	Ballots int          `json:"ballots"`
}

// BallotRow is one counted ballot.
type BallotRow struct {
	ID      string         `json:"ballot"`
	Kiosk   string         `json:"kiosk"`
	Hour    time.Time      `json:"hour"`
	Choices []BallotChoice `json:"choices"`
}

// BallotChoice is one choice of a ballot.
type BallotChoice struct {
	Category string `json:"category"`
	Nominee  string `json:"nominee"`
}

// New makes the document of a round, whose counted ballots were kept.
func New(r tally.Round, about About) Document {
	d := Document{
		Notice: say(about.Lang, "notice"), Round: r.ID, Title: catalog.Text(r.Title).In(about.Lang), Phase: r.Phase(about.At),
		Opens: r.Opens.In(catalog.Zone), Closes: r.Closes.In(catalog.Zone), Release: about.Release, Hub: about.Hub,
		At: about.At.In(catalog.Zone).Truncate(time.Second), Ballots: r.Ballots, Choices: r.Choices,
		Categories: []Category{}, Kiosks: []Kiosk{}, Uncounted: []Uncounted{}, Counted: []BallotRow{}, lang: about.Lang,
	}
	for _, c := range r.Categories {
		d.Categories = append(d.Categories, newCategory(c, about.Lang))
	}
	for _, k := range r.Kiosks {
		d.Kiosks = append(d.Kiosks, Kiosk{ID: k.ID, Name: about.Kiosks[k.ID], Ballots: k.Ballots, Choices: k.Choices})
	}
	for _, reason := range tally.Reasons() {
		if n := r.Uncounted[reason]; n > 0 {
			d.Uncounted = append(d.Uncounted, Uncounted{Reason: reason, Ballots: n})
		}
	}
	d.addBallots(r)
	return d
}

func newCategory(c tally.Category, lang string) Category {
	out := Category{ID: c.ID, Title: catalog.Text(c.Title).In(lang), Ballots: c.Ballots, Choices: c.Choices, Nominees: []Nominee{}}
	for _, n := range c.Nominees {
		out.Nominees = append(out.Nominees, Nominee{
			ID: n.ID, Product: n.Product, Name: catalog.Text(n.Name).In(lang), Maker: catalog.Text(n.Maker).In(lang),
			Withdrawn: n.Withdrawn, Choices: n.Choices, Kiosks: n.Kiosks,
		})
	}
	return out
}

// addBallots adds the ballots by hour and then by their random ids, so that
// nobody can tell in which order they were cast.
func (d *Document) addBallots(r tally.Round) {
	for i, b := range r.Counted {
		row := BallotRow{ID: b.ID, Kiosk: r.CountedBy[i], Hour: b.Hour.In(catalog.Zone)}
		for _, c := range b.Choices {
			row.Choices = append(row.Choices, BallotChoice(c))
		}
		d.Counted = append(d.Counted, row)
	}
	slices.SortFunc(d.Counted, func(a, b BallotRow) int {
		return cmp.Or(a.Hour.Compare(b.Hour), cmp.Compare(a.ID, b.ID))
	})
}

// Write writes the document.
func (d Document) Write(w io.Writer, f Format) error {
	switch f {
	case CSV:
		return d.writeCSV(w)
	case JSON:
		return d.writeJSON(w)
	case XLSX:
		return d.writeXLSX(w)
	}
	return ErrFormat
}
