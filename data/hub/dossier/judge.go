package dossier

import (
	"context"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/sheet"
)

// Judge says about an entry what kioskctl check would say about the workbook it
// becomes a row of, by the field, and which needed answers are missing. Photos is
// the folder with the entry's pictures. firm is the entry itself when it is of a
// firm.
func Judge(ctx context.Context, firm, entry Entry, photos string, opt sheet.Options) ([]Finding, error) {
	rows := rowsToJudge(firm, entry)
	book, err := sheet.Judge(ctx, rows, photos, opt)
	if err != nil {
		return nil, err
	}
	findings := missing(entry)
	for _, p := range book.Problems {
		if !about(p, entry) {
			continue
		}
		f := Finding{Key: keyOf(p, rows, entry.Code), Severity: p.Severity, Code: p.Code, Message: p.Message}
		f.settle(entry.Form)
		if !said(findings, f) {
			findings = append(findings, f)
		}
	}
	return findings, nil
}

// rowsToJudge stands an entry beside what it needs to be judged.
func rowsToJudge(firm, entry Entry) sheet.Rows {
	var rows sheet.Rows
	if entry.Form == Firm {
		rows = Rows(entry)
	} else {
		rows = Rows(firm, entry)
	}
	rows["About"] = []sheet.Row{{"organiser": "–"}}
	return rows
}

// about tells whether a problem is one of the entry's own fields.
func about(p sheet.Problem, entry Entry) bool {
	if p.Row == 0 && p.Sheet != "" {
		return false // of the sheet as a whole: no question of a producer's
	}
	if entry.Form == Firm {
		return p.Sheet == "Producers"
	}
	return p.Sheet == "Products" || p.Sheet == "Links" || (p.Sheet == "" && slices.Contains(entry.Photos, p.File))
}

// settle gives a finding about something that is no field to the whole.
func (f *Finding) settle(form Form) {
	switch {
	case f.Key == "photo" || f.Key == "photos" || strings.HasPrefix(f.Key, "photo_alt"):
		f.Key = "photos"
	default:
		if _, ok := form.Field(f.Key); !ok {
			f.Key = ""
		}
	}
}

// missing says which needed answers there are not.
func missing(entry Entry) (findings []Finding) {
	for _, field := range entry.Answers.Missing(entry.Form) {
		findings = append(findings, Finding{
			Key: field.Key, Severity: catalog.Error, Code: "answer-missing",
			Message: say("Hãy điền “"+field.Label["vi"]+"”.", "Please fill in “"+field.Label["en"]+"”."),
		})
	}
	if entry.Form == Product && len(entry.Photos) == 0 {
		findings = append(findings, Finding{
			Key: "photos", Severity: catalog.Error, Code: "photo-none",
			Message: say("Hãy thêm ít nhất một ảnh sản phẩm.", "Please add at least one photo of the product."),
		})
	}
	return findings
}

// said tells whether a field's emptiness has been told already.
func said(findings []Finding, f Finding) bool {
	return slices.ContainsFunc(findings, func(g Finding) bool {
		return g.Key == f.Key && (g.Code == f.Code && g.Message["vi"] == f.Message["vi"] || g.Code == "answer-missing" || g.Code == "photo-none")
	})
}

// Sendable tells whether an entry may be sent: nothing is missing or wrong.
// Warnings do not hinder; officers see them.
func Sendable(findings []Finding) bool {
	return !slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == catalog.Error })
}
