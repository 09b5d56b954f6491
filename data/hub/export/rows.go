package export

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/tally"
)

// rows are all lines of a CSV file but those of ballots. There are many: one for
// each nominee at each kiosk.
func (d Document) rows() iter.Seq[row] {
	return func(yield func(row) bool) {
		r := sumRow(newRow(rowRound), d.Ballots, d.Choices, d.Flagged)
		r.title, r.mode, r.sheets = d.Title, string(d.Mode), d.Paper.Sheets
		if !yield(r) {
			return
		}
		for _, c := range d.Categories {
			if !d.categoryRows(c, yield) {
				return
			}
		}
		for _, r := range slices.Concat(d.kioskTotals(), d.notCounted(), d.paperRows(), d.flaggedRows(), d.showingRows()) {
			if !yield(r) {
				return
			}
		}
	}
}

func (d Document) kioskTotals() (rows []row) {
	for _, k := range d.Kiosks {
		r := sumRow(newRow(rowKiosk), k.Ballots, k.Choices, k.Flagged)
		r.kiosk, r.kioskName, r.sheets = k.ID, k.Name, k.Sheets
		rows = append(rows, r)
	}
	return rows
}

func (d Document) notCounted() (rows []row) {
	for _, u := range d.Uncounted {
		r := newRow(rowNot)
		r.title, r.ballots, r.reason = d.reason(u.Reason), u.Ballots, string(u.Reason)
		rows = append(rows, r)
	}
	return rows
}

func sumRow(r row, ballots, choices int, flagged Sum) row {
	r.ballots, r.choices, r.flaggedBallots, r.flaggedChoices = ballots, choices, flagged.Ballots, flagged.Choices
	return r
}

// categoryRows yields the rows of a category and tells whether there may be more.
func (d Document) categoryRows(c Category, yield func(row) bool) bool {
	total := sumRow(newRow(rowCategory), c.Ballots, c.Choices, c.Flagged)
	total.category, total.title = c.ID, c.Title
	if !yield(total) {
		return false
	}
	for _, n := range c.Nominees {
		r := newRow(rowNominee)
		r.category, r.nominee, r.product, r.title, r.producer = c.ID, n.ID, n.Product, n.Name, n.Maker
		r.choices, r.flaggedChoices, r.sheets = n.Choices, n.Flagged, n.Paper
		if !yield(r) {
			return false
		}
		r.record, r.flaggedChoices, r.sheets = rowByKiosk, none, none
		for _, k := range d.Kiosks {
			r.kiosk, r.kioskName, r.choices = k.ID, k.Name, n.Kiosks[k.ID]
			if r.choices > 0 && !yield(r) {
				return false
			}
		}
	}
	return true
}

func (d Document) paperRows() (rows []row) {
	for _, b := range d.Batches {
		r := newRow(rowPaper)
		r.kiosk, r.ballot, r.hour, r.batch, r.sheets, r.choices, r.reason = b.Kiosk, b.ID, showHour(b.Hour), b.Number, b.Sheets, b.Choices, string(b.Reason)
		if b.Reason != "" {
			r.title = d.reason(b.Reason)
		}
		rows = append(rows, r)
	}
	return rows
}

func (d Document) flaggedRows() (rows []row) {
	for _, run := range d.Runs {
		r := newRow(rowRun)
		r.kiosk, r.hour, r.flags, r.ballots, r.title = run.Kiosk, showHour(run.Hour), string(run.Rule), run.Ballots, say(d.lang, "rule."+string(run.Rule))
		rows = append(rows, r)
	}
	return rows
}

func (d Document) showingRows() (rows []row) {
	for _, s := range d.Exposure.Showings {
		r := newRow(rowShowing)
		r.category, r.nominee, r.place, r.shown, r.choices = s.Category, s.Nominee, s.Place, int(s.Shown), int(s.Chosen)
		rows = append(rows, r)
	}
	if b := d.Exposure.Bias; b.Degrees > 0 {
		r := newRow(rowBias)
		r.title = b.String()
		rows = append(rows, r)
	}
	return rows
}

// String writes the measure in one line.
func (b Bias) String() string {
	return fmt.Sprintf("χ²=%.2f df=%d P=%.4g", b.ChiSquare, b.Degrees, b.P)
}

func (d Document) reason(r tally.Reason) string { return say(d.lang, string(r)) }

// showHour writes the hour in Vietnam's time.
func showHour(t time.Time) string { return t.In(catalog.Zone).Format("2006-01-02 15:00") }

// flagCell writes flags in one cell.
func flagCell(rules []tally.Rule) string {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = string(r)
	}
	return strings.Join(names, " ")
}
