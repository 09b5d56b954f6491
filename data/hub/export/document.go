// Package export writes the result of a round as CSV, JSON or an Excel
// workbook. All three say the same: the totals by category and nominee, the
// same by kiosk, what came on paper, what is flagged, how often each nominee was
// on the screen, and every counted ballot with its hour, in an order that does
// not tell who voted when.
//
// A cell never becomes a formula, whatever a product is called. Ballots are
// written one by one as they are read, so that a million of them take no more
// memory than the tally itself.
//
// Start with [New].
package export

import (
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
	Lang     string // "vi" or "en"
	Release  int64  // newest release known to the hub
	At       time.Time
	Hub      string            // id
	Kiosks   map[string]string // name by id
	Exposure tally.Exposure
}

// Document is the result of one round as it is written. The names of its JSON
// fields are an interface: they are added to and not changed. Counted is there
// in a document that was read; one that was made has its ballots elsewhere.
type Document struct {
	Notice     string      `json:"notice"` // that this is not the result
	Round      string      `json:"round"`
	Title      string      `json:"title"`
	Phase      vote.Phase  `json:"phase"`
	Opens      time.Time   `json:"opens"`
	Closes     time.Time   `json:"closes"`
	Mode       vote.Mode   `json:"mode"`
	Release    int64       `json:"release"`
	Hub        string      `json:"hub"`
	At         time.Time   `json:"exportedAt"`
	Ballots    int         `json:"ballots"`
	Choices    int         `json:"choices"`
	Flagged    Sum         `json:"flagged"` // part of the two before
	Paper      Paper       `json:"paper"`   // in none of the numbers above
	Categories []Category  `json:"categories"`
	Kiosks     []Kiosk     `json:"kiosks"`
	Uncounted  []Uncounted `json:"uncounted"`
	Batches    []Batch     `json:"paperBatches"`
	Runs       []Run       `json:"flaggedRuns"`
	Exposure   Exposure    `json:"exposure"`
	Counted    []BallotRow `json:"countedBallots"` // the last field: see writeJSON
	lang       string
	sheaf      *tally.Sheaf
}

// Sum is a number of ballots and of the choices on them.
type Sum struct {
	Ballots int `json:"ballots"`
	Choices int `json:"choices"`
}

// Paper is what came on paper.
type Paper struct {
	Batches int `json:"batches"`
	Sheets  int `json:"sheets"`
	Invalid int `json:"invalid"`
	Choices int `json:"choices"`
}

// Category is the total of one category.
type Category struct {
	ID       string    `json:"category"`
	Title    string    `json:"title"`
	Ballots  int       `json:"ballots"`
	Choices  int       `json:"choices"`
	Flagged  Sum       `json:"flagged"`
	Paper    int       `json:"paperChoices"`
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
	Flagged   int            `json:"flaggedChoices"`
	Paper     int            `json:"paperSheets"`
	Kiosks    map[string]int `json:"kiosks"`
}

// Kiosk is what one kiosk brought.
type Kiosk struct {
	ID      string `json:"kiosk"`
	Name    string `json:"name"`
	Ballots int    `json:"ballots"`
	Choices int    `json:"choices"`
	Flagged Sum    `json:"flagged"`
	Sheets  int    `json:"paperSheets"`
}

// Uncounted is a number of ballots that do not count.
type Uncounted struct {
	Reason  tally.Reason `json:"reason"`
	Ballots int          `json:"ballots"`
}

// Batch is one entry of a batch of paper.
type Batch struct {
	ID       string       `json:"entry"`
	Number   string       `json:"batch"`
	Kiosk    string       `json:"kiosk"`
	Hour     time.Time    `json:"hour"`
	Staff    [2]string    `json:"staff"`
	Corrects string       `json:"corrects,omitempty"`
	Sheets   int          `json:"sheets"`
	Invalid  int          `json:"invalid"`
	Choices  int          `json:"choices"`
	Reason   tally.Reason `json:"notCounted,omitempty"`
}

// Run is a number of flagged ballots of one kiosk in one hour.
type Run struct {
	Kiosk   string     `json:"kiosk"`
	Hour    time.Time  `json:"hour"`
	Rule    tally.Rule `json:"rule"`
	Ballots int        `json:"ballots"`
}

// Exposure is how often nominees were on the screen.
type Exposure struct {
	Bias     Bias      `json:"bias"`
	Showings []Showing `json:"showings"`
}

// Bias is the check of positions: see [tally.Bias].
type Bias struct {
	ChiSquare float64 `json:"chiSquare"`
	Degrees   int     `json:"degrees"`
	P         float64 `json:"p"`
	First     float64 `json:"firstPlace"`
}

// Showing is one nominee at one place of its list.
type Showing struct {
	Category string `json:"category"`
	Nominee  string `json:"nominee"`
	Place    int    `json:"place"`
	Shown    int64  `json:"shown"`
	Chosen   int64  `json:"chosen"`
}

// BallotRow is one counted ballot.
type BallotRow struct {
	ID      string         `json:"ballot"`
	Kiosk   string         `json:"kiosk"`
	Hour    time.Time      `json:"hour"`
	Mode    vote.Mode      `json:"mode,omitempty"`
	Flags   []tally.Rule   `json:"flags,omitempty"`
	Choices []BallotChoice `json:"choices"`
}

// BallotChoice is one choice of a ballot.
type BallotChoice struct {
	Category string `json:"category"`
	Nominee  string `json:"nominee"`
}

// New makes the document of a round and its counted ballots.
func New(r tally.Round, ballots *tally.Sheaf, about About) Document {
	d := Document{
		Notice: say(about.Lang, "notice"), Round: r.ID, Title: catalog.Text(r.Title).In(about.Lang), Phase: r.Phase(about.At),
		Opens: r.Opens.In(catalog.Zone), Closes: r.Closes.In(catalog.Zone), Mode: r.Newest.Admits(), Release: about.Release, Hub: about.Hub,
		At: about.At.In(catalog.Zone).Truncate(time.Second), Ballots: r.Ballots, Choices: r.Choices,
		Flagged: Sum(r.Flagged), Paper: Paper(r.Paper), Categories: []Category{}, Kiosks: []Kiosk{}, Uncounted: []Uncounted{},
		Batches: []Batch{}, Runs: []Run{}, Exposure: newExposure(about.Exposure), Counted: []BallotRow{}, lang: about.Lang, sheaf: ballots,
	}
	for _, c := range r.Categories {
		d.Categories = append(d.Categories, newCategory(c, r.Kiosks, about.Lang))
	}
	for _, k := range r.Kiosks {
		d.Kiosks = append(d.Kiosks, Kiosk{
			ID: k.ID, Name: about.Kiosks[k.ID], Ballots: k.Ballots, Choices: k.Choices, Flagged: Sum(k.Flagged), Sheets: k.Sheets,
		})
	}
	for _, reason := range tally.Reasons() {
		if n := r.Uncounted[reason]; n > 0 {
			d.Uncounted = append(d.Uncounted, Uncounted{Reason: reason, Ballots: n})
		}
	}
	for _, b := range r.Batches {
		d.Batches = append(d.Batches, Batch{
			ID: b.ID, Number: b.Number, Kiosk: b.Kiosk, Hour: b.Hour.In(catalog.Zone), Staff: b.Staff, Corrects: b.Corrects,
			Sheets: b.Sheets, Invalid: b.Invalid, Choices: b.Choices, Reason: b.Reason,
		})
	}
	for _, run := range r.Runs {
		d.Runs = append(d.Runs, Run{Kiosk: run.Kiosk, Hour: run.Hour.In(catalog.Zone), Rule: run.Rule, Ballots: run.Ballots})
	}
	return d
}

func newCategory(c tally.Category, kiosks []tally.Kiosk, lang string) Category {
	out := Category{
		ID: c.ID, Title: catalog.Text(c.Title).In(lang), Ballots: c.Ballots, Choices: c.Choices, Flagged: Sum(c.Flagged), Paper: c.Paper,
		Nominees: []Nominee{},
	}
	for _, n := range c.Nominees {
		byKiosk := map[string]int{}
		for i, choices := range n.ByKiosk {
			if choices > 0 {
				byKiosk[kiosks[i].ID] = choices
			}
		}
		out.Nominees = append(out.Nominees, Nominee{
			ID: n.ID, Product: n.Product, Name: catalog.Text(n.Name).In(lang), Maker: catalog.Text(n.Maker).In(lang),
			Withdrawn: n.Withdrawn, Choices: n.Choices, Flagged: n.Flagged, Paper: n.Paper, Kiosks: byKiosk,
		})
	}
	return out
}

func newExposure(e tally.Exposure) Exposure {
	out := Exposure{Bias: Bias(e.Bias), Showings: []Showing{}}
	for _, c := range e.Categories {
		for _, s := range c.Showings {
			out.Showings = append(out.Showings, Showing(s))
		}
	}
	return out
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
