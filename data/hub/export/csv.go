package export

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"time"

	"hangviet/data/hub/cell"
	"hangviet/data/hub/tally"
)

// The kinds of row of a CSV file, in its first column.
const (
	rowRound    = "round"         // ballots and choices of the whole round
	rowCategory = "category"      // of one category
	rowNominee  = "nominee"       // choices of one nominee
	rowByKiosk  = "nominee-kiosk" // the same at one kiosk
	rowKiosk    = "kiosk"         // ballots and choices of one kiosk
	rowNot      = "not-counted"   // ballots that do not count; the reason stands in "title"
	rowPaper    = "paper-batch"   // an entry of paper; why it does not count stands in "reason"
	rowRun      = "flagged"       // ballots of one kiosk in one hour; the rule stands in "flags"
	rowShowing  = "exposure"      // how often a nominee was shown, and chosen, at a place of its list
	rowBias     = "position-bias" // chi-square, degrees of freedom and P stand in "title"
	rowBallot   = "ballot"        // one choice of one ballot
)

// columns are the names of the first line, the same in every language. New ones
// are put behind those that were there.
var columns = []string{
	"record", "round", "category", "nominee", "product", "title", "producer",
	"kiosk", "kiosk_name", "ballot", "hour", "ballots", "choices",
	"mode", "flags", "flagged_ballots", "flagged_choices", "paper_sheets", "paper_batch", "place", "shown", "reason",
}

// row is one line of the CSV file. A number that is none leaves its cell empty.
type row struct {
	record, category, nominee, product, title, producer string
	kiosk, kioskName, ballot, hour                      string
	ballots, choices                                    int
	mode, flags                                         string
	flaggedBallots, flaggedChoices, sheets              int
	batch                                               string
	place, shown                                        int
	reason                                              string
}

const none = -1

// newRow is a row without numbers.
func newRow(record string) row {
	return row{record: record, ballots: none, choices: none, flaggedBallots: none, flaggedChoices: none, sheets: none, place: none, shown: none}
}

// writeCSV writes one table that holds everything, each row saying what it is.
func (d Document) writeCSV(w io.Writer) error {
	buffer := bufio.NewWriterSize(w, 256<<10)
	table := cell.NewTable(buffer, columns...)
	for r := range d.rows() {
		table.Row(r.cells(d.Round)...)
	}
	if err := table.Close(); err != nil {
		return err
	}
	if err := d.writeBallots(buffer); err != nil {
		return err
	}
	return buffer.Flush()
}

func (r row) cells(round string) []string {
	return []string{
		r.record, round, r.category, r.nominee, r.product, r.title, r.producer,
		r.kiosk, r.kioskName, r.ballot, r.hour, count(r.ballots), count(r.choices),
		r.mode, r.flags, count(r.flaggedBallots), count(r.flaggedChoices), count(r.sheets), r.batch, count(r.place), count(r.shown), r.reason,
	}
}

func count(n int) string {
	if n == none {
		return ""
	}
	return strconv.Itoa(n)
}

// quoted returns a text as it stands between two commas.
func quoted(s string) string {
	s = cell.Harmless(s)
	if strings.ContainsAny(s, "\",\r\n") || strings.HasPrefix(s, " ") || s == `\.` {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// writeBallots writes a row for each choice of each ballot. There may be millions
// of them, so what rows share is made once.
func (d Document) writeBallots(w *bufio.Writer) error {
	var nominees []string // what stands before the kiosk, by number of the choice
	for _, c := range d.sheaf.Table() {
		nominees = append(nominees, rowBallot+","+quoted(d.Round)+","+quoted(c.Category)+","+quoted(c.Nominee)+",,,,")
	}
	kiosks := map[string]string{}
	for _, k := range d.Kiosks {
		kiosks[k.ID] = quoted(k.ID) + ",,"
	}
	hours := hourWriter{}
	var rest, text []byte
	for b := range d.sheaf.All() {
		rest = append(append(rest[:0], kiosks[b.Kiosk]...), b.ID...)
		rest = append(append(rest, ','), hours.show(b.Hour)...)
		rest = append(append(append(rest, ",,1,"...), b.Mode...), ',')
		rest = append(appendFlags(rest, b.Flags), ",,,,,,,\r\n"...)
		text = text[:0]
		for _, choice := range b.Choices {
			text = append(append(text, nominees[choice]...), rest...)
		}
		if _, err := w.Write(text); err != nil {
			return err
		}
	}
	return nil
}

// appendFlags writes flags, which most ballots have none of.
func appendFlags(text []byte, f tally.Flags) []byte {
	if f == 0 {
		return text
	}
	return append(text, flagCell(f.Rules())...)
}

// hourWriter writes hours, most of which are as the one before.
type hourWriter struct {
	last time.Time
	text string
}

func (h *hourWriter) show(t time.Time) string {
	if h.text == "" || !t.Equal(h.last) {
		h.last, h.text = t, showHour(t)
	}
	return h.text
}
