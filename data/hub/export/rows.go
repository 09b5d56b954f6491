package export

import (
	"fmt"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub/tally"
)

// rows are all lines of a CSV file but those of ballots.
func (d Document) rows() []row {
	rows := []row{sumRow(newRow(rowRound), d.Ballots, d.Choices, d.Flagged)}
	rows[0].title, rows[0].mode, rows[0].sheets = d.Title, string(d.Mode), d.Paper.Sheets
	for _, c := range d.Categories {
		rows = append(rows, d.categoryRows(c)...)
	}
	for _, k := range d.Kiosks {
		r := sumRow(newRow(rowKiosk), k.Ballots, k.Choices, k.Flagged)
		r.kiosk, r.kioskName, r.sheets = k.ID, k.Name, k.Sheets
		rows = append(rows, r)
	}
	for _, u := range d.Uncounted {
		r := newRow(rowNot)
		r.title, r.ballots, r.reason = d.reason(u.Reason), u.Ballots, string(u.Reason)
		rows = append(rows, r)
	}
	rows = append(rows, d.paperRows()...)
	rows = append(rows, d.flaggedRows()...)
	return append(rows, d.showingRows()...)
}

func sumRow(r row, ballots, choices int, flagged Sum) row {
	r.ballots, r.choices, r.flaggedBallots, r.flaggedChoices = ballots, choices, flagged.Ballots, flagged.Choices
	return r
}

func (d Document) categoryRows(c Category) []row {
	total := sumRow(newRow(rowCategory), c.Ballots, c.Choices, c.Flagged)
	total.category, total.title = c.ID, c.Title
	rows := []row{total}
	for _, n := range c.Nominees {
		r := newRow(rowNominee)
		r.category, r.nominee, r.product, r.title, r.producer = c.ID, n.ID, n.Product, n.Name, n.Maker
		r.choices, r.flaggedChoices, r.sheets = n.Choices, n.Flagged, n.Paper
		rows = append(rows, r)
		for _, k := range d.Kiosks {
			if n.Kiosks[k.ID] > 0 {
				r.record, r.kiosk, r.kioskName, r.choices = rowByKiosk, k.ID, k.Name, n.Kiosks[k.ID]
				r.flaggedChoices, r.sheets = none, none
				rows = append(rows, r)
			}
		}
	}
	return rows
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
