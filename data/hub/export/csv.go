package export

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"
)

// bom tells Excel that the file is UTF-8; without it Vietnamese is unreadable.
const bom = "\ufeff"

// The kinds of row of a CSV file, in its first column.
const (
	rowRound    = "round"         // ballots and choices of the whole round
	rowCategory = "category"      // of one category
	rowNominee  = "nominee"       // choices of one nominee
	rowByKiosk  = "nominee-kiosk" // the same at one kiosk
	rowKiosk    = "kiosk"         // ballots and choices of one kiosk
	rowNot      = "not-counted"   // ballots that do not count; the reason stands in "title"
	rowBallot   = "ballot"        // one choice of one ballot
)

// columns are the names of the first line, the same in every language.
var columns = []string{
	"record", "round", "category", "nominee", "product", "title", "producer",
	"kiosk", "kiosk_name", "ballot", "hour", "ballots", "choices",
}

// row is one line of the CSV file.
type row struct {
	record, category, nominee, product, title, producer string
	kiosk, kioskName, ballot, hour                      string
	ballots, choices                                    int // −1 leaves the cell empty
}

const none = -1

// writeCSV writes one table that holds everything, each row saying what it is.
func (d Document) writeCSV(w io.Writer) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(columns); err != nil {
		return err
	}
	for _, r := range d.rows() {
		if err := out.Write(r.cells(d.Round)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (r row) cells(round string) []string {
	cells := []string{
		r.record, round, r.category, r.nominee, r.product, r.title, r.producer,
		r.kiosk, r.kioskName, r.ballot, r.hour, count(r.ballots), count(r.choices),
	}
	for i := range cells {
		cells[i] = harmless(cells[i])
	}
	return cells
}

func count(n int) string {
	if n == none {
		return ""
	}
	return strconv.Itoa(n)
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}

func (d Document) rows() []row {
	rows := []row{{record: rowRound, title: d.Title, ballots: d.Ballots, choices: d.Choices}}
	for _, c := range d.Categories {
		rows = append(rows, d.categoryRows(c)...)
	}
	for _, k := range d.Kiosks {
		rows = append(rows, row{record: rowKiosk, kiosk: k.ID, kioskName: k.Name, ballots: k.Ballots, choices: k.Choices})
	}
	for _, u := range d.Uncounted {
		rows = append(rows, row{record: rowNot, title: d.reason(u), ballots: u.Ballots, choices: none})
	}
	for _, b := range d.Counted {
		for _, c := range b.Choices {
			rows = append(rows, row{
				record: rowBallot, category: c.Category, nominee: c.Nominee, kiosk: b.Kiosk, ballot: b.ID,
				hour: showHour(b.Hour), ballots: none, choices: 1,
			})
		}
	}
	return rows
}

func (d Document) categoryRows(c Category) []row {
	rows := []row{{record: rowCategory, category: c.ID, title: c.Title, ballots: c.Ballots, choices: c.Choices}}
	for _, n := range c.Nominees {
		r := row{
			record: rowNominee, category: c.ID, nominee: n.ID, product: n.Product, title: n.Name, producer: n.Maker,
			ballots: none, choices: n.Choices,
		}
		rows = append(rows, r)
		for _, k := range d.Kiosks {
			if n.Kiosks[k.ID] > 0 {
				r.record, r.kiosk, r.kioskName, r.choices = rowByKiosk, k.ID, k.Name, n.Kiosks[k.ID]
				rows = append(rows, r)
			}
		}
	}
	return rows
}

func (d Document) reason(u Uncounted) string { return say(d.lang, string(u.Reason)) }

// showHour writes the hour in Vietnam's time.
func showHour(t time.Time) string { return t.Format("2006-01-02 15:00") }

func (d Document) writeJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(d)
}
