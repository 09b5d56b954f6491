package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"hangviet/data/catalog"
)

// listsSheet is the hidden sheet that the drop-down lists are taken from.
const listsSheet = "Lists"

// guideSheet is the sheet that tells how to fill in the others, by language.
var guideSheet = map[string]string{"vi": "Hướng dẫn", "en": "Guide"}

// templateRows is how many rows have drop-down lists.
const templateRows = 5000

// WriteTemplate writes the workbook an office begins with: every sheet with its
// headers in lang ("vi" or "en"), notes, drop-down lists, and two example rows
// by invented producers, which pass [Read] at opt.Now together with
// [ExamplePhoto]. An existing file is replaced.
func WriteTemplate(path, lang string, opt Options) error {
	f := excelize.NewFile()
	defer f.Close()
	w := templateWriter{f: f, lang: lang, opt: opt}
	if err := w.write(); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return writeWhole(path, out.Bytes())
}

type templateWriter struct {
	f     *excelize.File
	lang  string
	opt   Options
	lists map[string]string // name of a list → its range
	rows  Rows              // what is written below the headers; nil: the examples
}

func (w *templateWriter) write() error {
	if err := w.f.SetSheetName("Sheet1", w.say(guideSheet["vi"], guideSheet["en"])); err != nil {
		return err
	}
	if err := w.writeGuide(); err != nil {
		return err
	}
	if err := w.writeLists(); err != nil {
		return err
	}
	for _, p := range plans() {
		if err := w.writeSheet(p); err != nil {
			return fmt.Errorf("sheet %s: %w", p.key, err)
		}
	}
	at, err := w.f.GetSheetIndex(productPlan.key)
	if err != nil {
		return err
	}
	w.f.SetActiveSheet(at)
	return w.f.SetSheetVisible(listsSheet, false)
}

func (w *templateWriter) say(vi, en string) string {
	if w.lang == "vi" {
		return vi
	}
	return en
}

func (w *templateWriter) writeGuide() error {
	sheet := w.say(guideSheet["vi"], guideSheet["en"])
	for i, lines := range guide {
		if err := w.f.SetCellStr(sheet, cellName(0, i+1), w.say(lines[0], lines[1])); err != nil {
			return err
		}
	}
	style, err := w.f.NewStyle(&excelize.Style{Alignment: wrapped(), Font: &excelize.Font{Size: 12}})
	if err != nil {
		return err
	}
	return errors.Join(w.f.SetColWidth(sheet, "A", "A", 110), w.f.SetColStyle(sheet, "A", style))
}

// writeLists writes the hidden sheet and remembers where each list is.
func (w *templateWriter) writeLists() error {
	w.lists = map[string]string{}
	if _, err := w.f.NewSheet(listsSheet); err != nil {
		return err
	}
	content := w.listContent()
	for i, name := range []string{listProvinces, listSets, listStatus, listStars, listYesNo, listCategories, listSwitch, listModes, listReveals} {
		for j, value := range content[name] {
			if err := w.f.SetCellStr(listsSheet, cellName(i, j+1), value); err != nil {
				return err
			}
		}
		letter := strings.TrimRight(cellName(i, 1), "1")
		w.lists[name] = fmt.Sprintf("%s!$%s$1:$%s$%d", listsSheet, letter, letter, len(content[name]))
	}
	return nil
}

func (w *templateWriter) listContent() map[string][]string {
	out := map[string][]string{
		listStatus: {"Đã chứng nhận", "Tiềm năng 5 sao", "Thu hồi", "Không OCOP"},
		listStars:  {"3", "4", "5"},
		listYesNo:  {"Có", "Không"},
	}
	if w.lang != "vi" {
		out[listStatus] = []string{"Certified", "Potential 5 stars", "Revoked", "Not OCOP"}
		out[listYesNo] = []string{"Yes", "No"}
	}
	for name, known := range map[string]terms{listSwitch: switches, listModes: modes, listReveals: reveals} {
		for _, t := range known {
			out[name] = append(out[name], w.say(t.vi, t.en))
		}
	}
	for _, p := range w.opt.Provinces.All() {
		out[listProvinces] = append(out[listProvinces], p.Name.In(w.lang))
	}
	slices.SortFunc(out[listProvinces], catalog.Compare)
	for _, s := range w.opt.Classification.Sets() {
		out[listSets] = append(out[listSets], s.Name.In(w.lang))
	}
	for _, c := range catalog.VoteCategories() {
		out[listCategories] = append(out[listCategories], c.Name.In(w.lang))
	}
	return out
}

// templateColumn is a column of the template: one of the plan, in one language.
type templateColumn struct {
	column
	lang string
}

// inEnglish are the text columns that the template has in English too; others
// can be added by hand.
var inEnglish = []string{
	"name", "unit", "net_content", "short", "story", "title", "rules", "category_title", "programme", "description", "venue", "organiser",
}

// columns returns the columns of a sheet, with one more for every language that a
// row has a text in.
func (w *templateWriter) columns(p plan) []templateColumn {
	var out []templateColumn
	for _, c := range p.columns {
		out = append(out, templateColumn{c, "vi"})
		if c.text {
			for _, lang := range w.languages(p, c) {
				out = append(out, templateColumn{c, lang})
			}
		}
	}
	return out
}

// languages returns the languages of a text column beside Vietnamese.
func (w *templateWriter) languages(p plan, c column) []string {
	found := map[string]bool{"en": slices.Contains(inEnglish, c.key)}
	for _, row := range w.rows[p.key] {
		for name := range row {
			if lang, ok := strings.CutPrefix(name, c.key+"_"); ok && isLanguage(lang) {
				found[lang] = true
			}
		}
	}
	maps.DeleteFunc(found, func(_ string, there bool) bool { return !there })
	return slices.Sorted(maps.Keys(found))
}

// header returns the column's title: "Tên sản phẩm (en)" or "name_en".
func (w *templateWriter) header(c templateColumn) string {
	title := w.say(c.vi, c.key)
	switch {
	case c.lang != "vi" && w.lang == "vi":
		return title + " (" + c.lang + ")"
	case c.lang != "vi":
		return title + "_" + c.lang
	case c.required:
		return title + " *"
	}
	return title
}

func (w *templateWriter) writeSheet(p plan) error {
	if _, err := w.f.NewSheet(p.key); err != nil {
		return err
	}
	columns := w.columns(p)
	for i, c := range columns {
		if err := w.writeColumn(p.key, i, c); err != nil {
			return err
		}
	}
	if err := w.writeBody(p.key, columns); err != nil {
		return err
	}
	return w.f.SetPanes(p.key, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"})
}

func (w *templateWriter) writeColumn(sheet string, at int, c templateColumn) error {
	head := cellName(at, 1)
	letters := strings.TrimRight(head, "1")
	body, err := w.f.NewStyle(bodyStyle(c))
	if err != nil {
		return err
	}
	title, err := w.f.NewStyle(headerStyle(c.required))
	if err != nil {
		return err
	}
	err = errors.Join(
		w.f.SetColWidth(sheet, letters, letters, columnWidth(c)),
		w.f.SetColStyle(sheet, letters, body),
		w.f.SetCellStr(sheet, head, w.header(c)),
		w.f.SetCellStyle(sheet, head, head, title),
	)
	if note := w.say(c.note[0], c.note[1]); err == nil && note != "" && c.lang == "vi" {
		err = w.f.AddComment(sheet, excelize.Comment{Cell: head, Author: "Hàng Việt", Text: note, Width: 300, Height: 120})
	}
	if err == nil && c.from != "" {
		err = w.addList(sheet, letters, c)
	}
	return err
}

// addList offers a drop-down list; anything else can be typed too, because old
// names and other spellings are understood.
func (w *templateWriter) addList(sheet, letters string, c templateColumn) error {
	v := excelize.NewDataValidation(true)
	v.SetSqref(fmt.Sprintf("%s2:%s%d", letters, letters, templateRows+1))
	v.SetSqrefDropList(w.lists[c.from])
	v.ShowErrorMessage = false
	return w.f.AddDataValidation(sheet, v)
}

func headerStyle(required bool) *excelize.Style {
	colour := "5B6F6A"
	if required {
		colour = "9C2A1E"
	}
	return &excelize.Style{
		Font:      &excelize.Font{Bold: true, Color: "FFFFFF"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
	}
}

// bodyStyle keeps what Excel would make a number of as text, and shows dates the
// way people write them.
func bodyStyle(c templateColumn) *excelize.Style {
	s := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: c.kind == prose}}
	format := "@"
	switch {
	case c.kind == date:
		format = "dd/mm/yyyy"
	case c.key == "opens" || c.key == "closes":
		format = "dd/mm/yyyy hh:mm"
	case c.key == "price":
		format = "#,##0"
	case c.kind == number:
		format = "General"
	}
	s.CustomNumFmt = &format
	return s
}

func columnWidth(c templateColumn) float64 {
	switch {
	case c.kind == prose:
		return 50
	case c.kind == date, c.kind == yesNo, c.kind == number:
		return 14
	case c.text, c.key == "photos", c.key == "address", c.key == "url":
		return 32
	}
	return 20
}
