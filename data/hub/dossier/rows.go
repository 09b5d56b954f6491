package dossier

import (
	"maps"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/sheet"
)

// Rows returns the firm and its products as rows of the workbook: only public
// answers, under the codes that the organiser gave.
func Rows(firm Entry, products ...Entry) sheet.Rows {
	rows := sheet.Rows{"Producers": {firmRow(firm)}}
	for _, p := range products {
		rows["Products"] = append(rows["Products"], productRow(firm, p))
		rows["Links"] = append(rows["Links"], linkRows(p)...)
	}
	maps.DeleteFunc(rows, func(_ string, all []sheet.Row) bool { return len(all) == 0 })
	return rows
}

func firmRow(firm Entry) sheet.Row {
	row := public(Firm, firm.Answers)
	row["id"] = firm.Code
	if len(firm.Photos) > 0 {
		row["photo"] = firm.Photos[0]
	}
	return row
}

// ofDistributors are answers that the workbook has in one column together.
var ofDistributors = []string{"capacity", "minimum_order"}

func productRow(firm, p Entry) sheet.Row {
	row := public(Product, p.Answers)
	row["code"], row["producer"] = p.Code, firm.Code
	if text := distributorText(p.Answers); text != "" {
		row["distributors"] = text
	}
	for _, key := range ofDistributors {
		delete(row, key)
	}
	for n := 1; n <= MaxLinks; n++ {
		delete(row, linkKey(n))
	}
	if len(p.Photos) > 0 {
		row["photos"] = strings.Join(p.Photos, "; ")
	}
	return row
}

// distributorText joins what distributors should know, each on its line.
func distributorText(a Answers) string {
	var lines []string
	for _, key := range ofDistributors {
		if a[key] != "" {
			field, _ := Product.Field(key)
			lines = append(lines, field.Label["vi"]+": "+a[key])
		}
	}
	if a["distributors"] != "" {
		lines = append(lines, a["distributors"])
	}
	return strings.Join(lines, "\n")
}

func linkRows(p Entry) (rows []sheet.Row) {
	for n := 1; n <= MaxLinks; n++ {
		if url := p.Answers[linkKey(n)]; url != "" {
			rows = append(rows, sheet.Row{"product": p.Code, "url": url})
		}
	}
	return rows
}

func public(form Form, answers Answers) sheet.Row {
	row := sheet.Row{}
	for _, f := range form.Fields() {
		if f.Public && answers[f.Key] != "" {
			row[f.Key] = answers[f.Key]
		}
	}
	return row
}

// FromRows returns what a workbook says of a producer and a product as answers,
// so that a room begins with what the organiser holds already.
func FromRows(rows sheet.Rows, producer string) (firm Entry, products []Entry) {
	for _, row := range rows["Producers"] {
		if row["id"] == producer {
			firm = Entry{Form: Firm, Code: producer, Answers: answersOf(Firm, row), Photos: names(row["photo"])}
		}
	}
	for _, row := range rows["Products"] {
		if row["producer"] != producer {
			continue
		}
		p := Entry{Form: Product, Code: row["code"], Answers: answersOf(Product, row), Photos: names(row["photos"])}
		for i, link := range linksOf(rows["Links"], p.Code) {
			p.Answers[linkKey(i+1)] = link
		}
		products = append(products, p)
	}
	return firm, products
}

func answersOf(form Form, row sheet.Row) Answers {
	answers := Answers{}
	for _, f := range form.Fields() {
		if f.Public && row[f.Key] != "" {
			answers[f.Key] = row[f.Key]
		}
	}
	return answers
}

func linksOf(rows []sheet.Row, product string) (links []string) {
	for _, row := range rows {
		if row["product"] == product && len(links) < MaxLinks {
			links = append(links, row["url"])
		}
	}
	return links
}

// names returns the names of files in a cell.
func names(cell string) (all []string) {
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return strings.ContainsRune(";,\n|", r) }) {
		if name := strings.TrimSpace(part); name != "" {
			all = append(all, name)
		}
	}
	return all
}

// keyOf returns the field that a problem of a row is about.
func keyOf(p sheet.Problem, rows sheet.Rows, code string) string {
	if p.Sheet != "Links" {
		return p.Column
	}
	n := 0
	for i, row := range rows["Links"] {
		if row["product"] == code {
			n++
		}
		if i+1 == p.Row {
			return linkKey(max(n, 1))
		}
	}
	return linkKey(1)
}

// Finding is what a rule says about a field.
type Finding struct {
	Key      string // of the field; "" for the whole, "photos" for the pictures
	Severity catalog.Severity
	Code     string // stable name of the rule
	Message  catalog.Text
}
