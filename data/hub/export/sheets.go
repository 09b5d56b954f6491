package export

import "iter"

// totalRows holds what the round is, and its nominees with a column for each
// kiosk.
func (d Document) totalRows() [][]any {
	rows := [][]any{
		{caption(d.Title)},
		{d.Notice},
		{say(d.lang, "phase."+string(d.Phase)), d.Opens.Format("02/01/2006 15:04") + " – " + d.Closes.Format("02/01/2006 15:04")},
		{say(d.lang, "col.ballots"), d.Ballots, say(d.lang, "col.unflagged"), d.Ballots - d.Flagged.Ballots},
		{say(d.lang, "col.choices"), d.Choices, say(d.lang, "col.unflagged"), d.Choices - d.Flagged.Choices},
		{say(d.lang, "col.sheets"), d.Paper.Sheets},
	}
	titles := d.heads("category", "code", "product", "producer", "choices", "unflagged", "sheets")
	for _, k := range d.Kiosks {
		titles = append(titles, head(k.label()))
	}
	rows = append(rows, titles)
	for _, c := range d.Categories {
		for _, n := range c.Nominees {
			cells := []any{c.Title, n.Product, n.Name, n.Maker, n.Choices, n.Choices - n.Flagged, n.Paper}
			for _, k := range d.Kiosks {
				cells = append(cells, n.Kiosks[k.ID])
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

// label returns what a kiosk is called in a heading.
func (k Kiosk) label() string {
	if k.Name == "" {
		return k.ID
	}
	return k.Name
}

func (d Document) kioskRows() [][]any {
	rows := [][]any{d.heads("kiosk", "name", "ballots", "choices", "flagged", "sheets")}
	for _, k := range d.Kiosks {
		rows = append(rows, []any{k.ID, k.Name, k.Ballots, k.Choices, k.Flagged.Ballots, k.Sheets})
	}
	return rows
}

func (d Document) ballotRows() iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		if !yield(d.heads("ballot", "hour", "kiosk", "category", "nominee", "mode", "flags")) {
			return
		}
		table := d.sheaf.Table()
		for b := range d.sheaf.All() {
			for _, choice := range b.Choices {
				c := table[choice]
				if !yield([]any{b.ID, showHour(b.Hour), b.Kiosk, c.Category, c.Nominee, string(b.Mode), flagCell(b.Flags.Rules())}) {
					return
				}
			}
		}
	}
}

func (d Document) uncountedRows() [][]any {
	rows := [][]any{d.heads("reason", "ballots")}
	for _, u := range d.Uncounted {
		rows = append(rows, []any{d.reason(u.Reason), u.Ballots})
	}
	return rows
}

func (d Document) batchRows() [][]any {
	rows := [][]any{d.heads("batch", "kiosk", "hour", "sheets", "invalid", "choices", "reason")}
	for _, b := range d.Batches {
		cells := []any{b.Number, b.Kiosk, showHour(b.Hour), b.Sheets, b.Invalid, b.Choices, ""}
		if b.Reason != "" {
			cells[6] = d.reason(b.Reason)
		}
		rows = append(rows, cells)
	}
	return rows
}

func (d Document) runRows() [][]any {
	rows := [][]any{d.heads("kiosk", "hour", "flags", "ballots")}
	for _, r := range d.Runs {
		rows = append(rows, []any{r.Kiosk, showHour(r.Hour), say(d.lang, "rule."+string(r.Rule)), r.Ballots})
	}
	return rows
}

// exposureRows has a row for each nominee at each place, and what the check of
// positions says below.
func (d Document) exposureRows() [][]any {
	rows := [][]any{d.heads("category", "nominee", "place", "shown", "chosen", "rate")}
	for _, s := range d.Exposure.Showings {
		rate := 0.0
		if s.Shown > 0 {
			rate = float64(s.Chosen) / float64(s.Shown)
		}
		rows = append(rows, []any{s.Category, s.Nominee, s.Place, s.Shown, s.Chosen, rate})
	}
	if b := d.Exposure.Bias; b.Degrees > 0 {
		rows = append(rows, []any{}, []any{say(d.lang, "bias"), b.String()})
	}
	return rows
}
