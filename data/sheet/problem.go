package sheet

import (
	"hangviet/data/catalog"
)

// Problem is one thing to look at, by place.
type Problem struct {
	File     string // "catalogue.xlsx", or a file beside it when Sheet is ""
	Sheet    string // name of the sheet as the workbook has it; "" for the file
	Cell     string // "F12"; "" for the whole sheet
	Row      int    // 1-based; 0 for the whole sheet
	Column   string // English name of the column, "price"; "" for the whole row
	Severity catalog.Severity
	Code     string // stable name of the rule, "date-unreadable"
	Message  catalog.Text
}

// String returns "Products!F12: sentence" in lang.
func (p Problem) String(lang string) string { return p.place() + ": " + p.Message.In(lang) }

func (p Problem) place() string {
	switch {
	case p.Sheet == "":
		return p.File
	case p.Cell == "":
		return p.Sheet
	}
	return p.Sheet + "!" + p.Cell
}
