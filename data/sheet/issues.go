package sheet

import "hangviet/data/catalog"

// columnsOf leads from the fields that catalogue rules speak of to columns, where
// the two are not called the same.
var columnsOf = map[string]string{
	"id": "id", "links": "code", "titles": "code", "photo": "photos", "trace": "trace_url", "max": "price",
	"number": "certificate", "alcohol": "alcohol_vol", "place": "province", "legal": "legal_basis", "dong": "price",
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
		p := r.problemOf(issue)
		if p.Sheet == "" || !broken[p.Sheet+"!"+p.Cell] {
			r.add(p)
		}
	}
}

func (r *reader) problemOf(issue catalog.Issue) Problem {
	p := Problem{File: r.file, Severity: issue.Severity, Code: issue.Code, Message: issue.Message}
	to := map[string]*register{"product": r.products, "producer": r.producers, "point": r.points, "event": r.events}[issue.Kind]
	if to == nil {
		return p
	}
	rec, ok := to.rows[issue.ID]
	if !ok {
		return p
	}
	p.Sheet, p.Row, p.Column = rec.t.grid.name, rec.line.number, rec.columnFor(issue.Field)
	p.Cell = rec.cell(p.Column, "vi")
	return p
}

// columnFor returns the column that holds a field; that of the code when the
// sheet has none for it.
func (c record) columnFor(field string) string {
	for _, name := range []string{field, columnsOf[field]} {
		if _, ok := c.t.column[name]; ok {
			return name
		}
	}
	return c.t.plan.columns[0].key
}
