package sheet

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// needed are the sheets without which nothing can be shown.
var needed = []string{productPlan.key, producerPlan.key}

// helpers are sheets of the template that hold no data, folded.
var helpers = []string{key(listsSheet), key(guideSheet["vi"]), key(guideSheet["en"])}

// readSheets finds the sheets of the workbook and recognises their columns.
// excelize may panic on sheets that no spreadsheet program wrote.
func (r *reader) readSheets(ctx context.Context, f *excelize.File) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("read sheets: damaged")
		}
	}()
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.from1904 = *props.Date1904
	}
	xml := parts(f)
	for i, name := range f.GetSheetList() {
		r.order[name] = i + 1
		if err := r.readSheet(ctx, f, name, xml[name]); err != nil {
			return err
		}
	}
	for _, p := range plans() {
		if r.tables[p.key] == nil && !r.found[p.key] && slices.Contains(needed, p.key) {
			r.add(Problem{
				File: r.file, Severity: sheetMissing.severity, Code: sheetMissing.code,
				Message: sheetMissing.message(p.vi, p.key),
			})
		}
	}
	return nil
}

func (r *reader) readSheet(ctx context.Context, f *excelize.File, name string, xml []byte) error {
	p, ok := matchPlan(name)
	switch {
	case slices.Contains(helpers, key(name)):
		return nil
	case !ok:
		if rows, err := f.Rows(name); err == nil && rows.Next() {
			r.faultSheet(name, unknownSheet, name, didYouMean(nearest(name, planNames())))
			rows.Close()
		}
		return nil
	case r.found[p.key]:
		r.faultSheet(name, sheetTwice, r.nameOf(p))
		return nil
	}
	r.found[p.key] = true
	g, err := readGrid(ctx, f, name, xml)
	if err != nil {
		return err
	}
	if visible, err := f.GetSheetVisible(name); err == nil && !visible {
		r.faultSheet(name, sheetHidden)
	}
	if t := r.newTable(p, g); t != nil {
		r.tables[p.key] = t
	}
	return nil
}

// nameOf returns the workbook's name of the sheet that was read for the plan.
func (r *reader) nameOf(p plan) string {
	if t := r.tables[p.key]; t != nil {
		return t.grid.name
	}
	return p.vi
}

// matchPlan tells which sheet a name means.
func matchPlan(name string) (plan, bool) {
	k := key(name)
	for _, p := range plans() {
		if k == key(p.key) || k == key(p.vi) || slices.Contains(strings.Split(p.also, "|"), k) {
			return p, true
		}
	}
	return plan{}, false
}

func planNames() []string {
	var names []string
	for _, p := range plans() {
		names = append(names, p.key, p.vi)
	}
	return names
}
