package sheet

import (
	"strings"

	"hangviet/data/catalog"
)

// columnsOf leads from the fields that the catalogue's rules speak of to
// columns, where the two are not called the same.
var columnsOf = map[string]string{"trace": "trace_url", "alcohol": "alcohol_vol", "price_unit": "unit"}

// saysNothingThere holds the codes of the catalogue's rules that miss something.
var saysNothingThere = map[string]bool{
	"text-missing": true, "producer-missing": true, "set-missing": true, "province-missing": true, "photo-missing": true,
	"certificate-number": true, "certificate-authority": true, "certificate-undated": true, "alcohol-missing": true, "health-use": true,
}

// checkCatalogue adds what the catalogue's own rules say, at the cells that the
// rules speak of. A cell that could not be read is not blamed again for being
// empty.
func (r *reader) checkCatalogue() {
	broken := map[string]bool{}
	for _, p := range r.book.Problems {
		if p.Severity == catalog.Error {
			broken[p.Sheet+"!"+p.Cell] = true
		}
	}
	for _, issue := range catalog.Check(r.book.Catalogue, r.opt.Now) {
		if r.alreadySaid(issue) {
			continue
		}
		if p := r.problemOf(issue); p.Sheet == "" || !broken[p.Sheet+"!"+p.Cell] {
			r.add(p)
		}
	}
}

// alreadySaid tells whether the reader says the same more precisely, or whether
// the issue is of photos that were looked at but not prepared.
func (r *reader) alreadySaid(issue catalog.Issue) bool {
	return issue.Kind == "catalogue" && issue.Field == "organiser" ||
		issue.Code == "photo-shape" && r.opt.CheckOnly
}

func (r *reader) problemOf(issue catalog.Issue) Problem {
	p := Problem{File: r.file, Severity: issue.Severity, Code: issue.Code, Message: issue.Message}
	rec, column, lang, ok := r.locate(issue)
	if !ok {
		return p
	}
	p.Sheet, p.Row, p.Column = rec.t.grid.name, rec.line.number, column
	p.Cell = rec.cell(column, lang)
	if c, absent := rec.absent(issue.Field); absent && saysNothingThere[issue.Code] {
		// Said once, at the header, and not in each of a thousand rows.
		p.Row, p.Cell, p.Column = rec.t.header, cellName(0, rec.t.header), c.key
		p.Message = catalog.Text{
			"vi": issue.Message["vi"] + " (trang không có cột “" + c.vi + "”).",
			"en": issue.Message["en"] + " (the sheet has no column “" + c.key + "”).",
		}
	}
	return p
}

// absent returns the column of the plan that holds a field when the sheet does
// not have it, in any language.
func (c record) absent(field string) (column, bool) {
	if other, ok := columnsOf[field]; ok {
		field = other
	}
	for _, col := range c.t.plan.columns {
		if _, has := c.t.column[col.key]; col.key == field && !has {
			return col, true
		}
	}
	return column{}, false
}

// locate returns the row and column an issue is about; ok is false when it is
// about no row.
func (r *reader) locate(issue catalog.Issue) (rec record, column, lang string, ok bool) {
	to := map[string]*register{"product": r.products, "producer": r.producers, "point": r.points, "event": r.events}[issue.Kind]
	if to == nil {
		return record{}, "", "", false
	}
	if rows := r.linkRows[issue.ID]; issue.Field == "link" && len(rows) > 0 {
		return blamed(rows, issue.Message["vi"]).row, "url", "vi", true
	}
	if rec, ok = to.rows[issue.ID]; !ok {
		return record{}, "", "", false
	}
	column, lang = rec.columnFor(issue.Field)
	return rec, column, lang, true
}

// blamed returns the row whose link or host the sentence quotes, or the first.
func blamed(rows []linkRow, sentence string) linkRow {
	for _, row := range rows {
		if strings.Contains(sentence, row.link.URL) {
			return row
		}
	}
	for _, row := range rows {
		if strings.Contains(sentence, row.link.Host()) {
			return row
		}
	}
	return rows[0]
}

// columnFor returns the column and language of a field, "story_en"; the column
// of the code when the sheet has none for it.
func (c record) columnFor(field string) (column, lang string) {
	for _, name := range []string{field, columnsOf[field]} {
		if _, ok := c.t.column[name]; ok {
			return name, "vi"
		}
	}
	if at := strings.LastIndexByte(field, '_'); at > 0 {
		base := field[:at]
		if other, ok := columnsOf[base]; ok {
			base = other
		}
		if _, ok := c.t.column[base][field[at+1:]]; ok {
			return base, field[at+1:]
		}
	}
	return c.t.plan.columns[0].key, "vi"
}
