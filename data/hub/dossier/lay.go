package dossier

import (
	"maps"
	"slices"

	"hangviet/data/sheet"
)

// Lay returns a workbook's rows with an accepted entry put in by its code. Columns
// that no form asks for stay as the workbook has them: who stands at which point,
// which texts there are in a third language. Photos of the entry are names below
// the workbook's folder of photos; without any the workbook's stay.
func Lay(rows sheet.Rows, producer string, entry Entry) sheet.Rows {
	laid := maps.Clone(rows)
	if laid == nil {
		laid = sheet.Rows{}
	}
	if entry.Form == Firm {
		laid["Producers"] = put(rows["Producers"], "id", entry, firmRow(entry))
		return laid
	}
	laid["Products"] = put(rows["Products"], "code", entry, productRow(Entry{Code: producer}, entry))
	laid["Links"] = putLinks(rows["Links"], entry)
	maps.DeleteFunc(laid, func(_ string, all []sheet.Row) bool { return len(all) == 0 })
	return laid
}

// put lays one row over that of the same key, or adds it.
func put(rows []sheet.Row, key string, entry Entry, row sheet.Row) []sheet.Row {
	at := slices.IndexFunc(rows, func(r sheet.Row) bool { return r[key] == entry.Code })
	if at < 0 {
		return append(slices.Clone(rows), row)
	}
	next := maps.Clone(rows[at])
	for _, f := range entry.Form.Fields() {
		if f.Public {
			delete(next, f.Key)
		}
	}
	maps.Copy(next, row)
	laid := slices.Clone(rows)
	laid[at] = next
	return laid
}

// putLinks puts an entry's shops where those of its product stood. A shop that
// stays keeps what else the workbook says of it.
func putLinks(rows []sheet.Row, entry Entry) (laid []sheet.Row) {
	shops := linkRows(entry)
	for i, shop := range shops {
		for _, row := range rows {
			if row["product"] == entry.Code && row["url"] == shop["url"] {
				shops[i] = row
			}
		}
	}
	placed := false
	for _, row := range rows {
		if row["product"] != entry.Code {
			laid = append(laid, row)
			continue
		}
		if !placed {
			laid, placed = append(laid, shops...), true
		}
	}
	if !placed {
		laid = append(laid, shops...)
	}
	return laid
}

// Lift returns a workbook's rows without what an entry was in it: the product with
// its links, or the firm.
func Lift(rows sheet.Rows, entry Entry) sheet.Rows {
	lifted := maps.Clone(rows)
	drop := func(name, key string) {
		left := slices.DeleteFunc(slices.Clone(rows[name]), func(r sheet.Row) bool { return r[key] == entry.Code })
		if lifted[name] = left; len(left) == 0 {
			delete(lifted, name)
		}
	}
	if entry.Form == Firm {
		drop("Producers", "id")
		return lifted
	}
	drop("Products", "code")
	drop("Links", "product")
	return lifted
}

// Holds tells whether a workbook has the entry's code.
func Holds(rows sheet.Rows, entry Entry) bool {
	name, key := "Products", "code"
	if entry.Form == Firm {
		name, key = "Producers", "id"
	}
	return slices.ContainsFunc(rows[name], func(r sheet.Row) bool { return r[key] == entry.Code })
}

// Foreign tells whether a workbook has the entry's code as that of a product of
// another producer: then the entry has no business there.
func Foreign(rows sheet.Rows, producer string, entry Entry) bool {
	return entry.Form == Product && slices.ContainsFunc(rows["Products"], func(r sheet.Row) bool {
		return r["code"] == entry.Code && r["producer"] != producer
	})
}

// Follow returns an entry's answers as a workbook has them by now, and whether they
// differ: the office may change there what it has accepted. What never goes into a
// workbook stays.
func Follow(entry Entry, producer string, rows sheet.Rows) (answers Answers, differ bool) {
	said, ok := saidOf(entry, producer, rows)
	if !ok {
		return entry.Answers, false
	}
	entry.Photos = said.Photos
	if len(sheet.DiffRows(rows, Lay(rows, producer, entry))) == 0 {
		return entry.Answers, false
	}
	answers = maps.Clone(entry.Answers)
	for _, f := range entry.Form.Fields() {
		if !f.Public || slices.Contains(ofDistributors, f.Key) {
			continue
		}
		if delete(answers, f.Key); said.Answers[f.Key] != "" {
			answers[f.Key] = said.Answers[f.Key]
		}
	}
	if distributorText(entry.Answers) == said.Answers["distributors"] {
		answers["distributors"] = entry.Answers["distributors"]
	} else {
		for _, key := range ofDistributors {
			delete(answers, key)
		}
	}
	maps.DeleteFunc(answers, func(_, answer string) bool { return answer == "" })
	return answers, true
}

// saidOf is what a workbook says of an entry.
func saidOf(entry Entry, producer string, rows sheet.Rows) (said Entry, ok bool) {
	firm, products := FromRows(rows, producer)
	for _, e := range append(products, firm) {
		if e.Code == entry.Code && e.Form == entry.Form {
			return e, true
		}
	}
	return said, false
}
