package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/sheet"
)

// runCheck reads the workbook of a folder, prints what is wrong with it and
// writes the copy with remarks beside it.
func runCheck(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: kioskctl check DIR [--lang vi|en] [--json]")
		fmt.Fprintln(stderr, "\nPrints every problem of the workbook in DIR as sheet!cell: sentence, and writes a\ncopy of the workbook with a column of remarks beside it. Exits 1 when one is an error.")
		flags.PrintDefaults()
	}
	lang := flags.String("lang", "vi", "language of the sentences, `vi or en`")
	asJSON := flags.Bool("json", false, "print one JSON object instead")
	rest, err := parseMixed(flags, args)
	if err != nil {
		return usageCode(err)
	}
	if len(rest) != 1 || rest[0] == "" || !langKnown(*lang) {
		flags.Usage()
		return exitUsage
	}
	c := checking{dir: rest[0], lang: *lang, now: time.Now()}
	if err := c.run(ctx); err != nil {
		fmt.Fprintf(stderr, "kioskctl: %s\n", c.explain(err))
		return exitFailed
	}
	// The problems are printed also when the copy cannot be written, as when it
	// is open in Excel.
	if err := errors.Join(c.writeRemarks(), c.print(stdout, *asJSON)); err != nil {
		fmt.Fprintf(stderr, "kioskctl: %s\n", c.explain(err))
		return exitFailed
	}
	if c.book.HasErrors() {
		return exitFailed
	}
	return exitOK
}

// checking is one run of the check.
type checking struct {
	dir, lang string
	now       time.Time
	book      *sheet.Book
	remarks   string // path of the copy with remarks, "" when there is none
}

func (c *checking) run(ctx context.Context) error {
	opt, err := sheetOptions(c.now)
	if err != nil {
		return err
	}
	opt.CheckOnly = true
	if c.book, err = sheet.Read(ctx, c.dir, opt); err != nil {
		return fmt.Errorf("check %s: %w", c.dir, err)
	}
	return nil
}

var errRemarks = errors.New("write the copy with remarks")

// explain says what stopped the check, with the cause behind it.
func (c *checking) explain(err error) string {
	sentence := c.say("không kiểm tra được", "the check stopped")
	switch info, missing := os.Stat(c.dir); {
	case errors.Is(missing, fs.ErrNotExist):
		sentence = c.say("không có thư mục "+c.dir, "there is no folder "+c.dir)
	case missing == nil && !info.IsDir():
		sentence = c.say(c.dir+" không phải là thư mục; hãy chỉ thư mục có tệp Excel", c.dir+" is no folder; name the one that holds the workbook")
	case errors.Is(err, errRemarks):
		sentence = c.say("không ghi được bản nhận xét; có thể tệp đang mở trong Excel",
			"the copy with remarks cannot be written; perhaps it is open in Excel")
	}
	return fmt.Sprintf("%s (%v)", sentence, err)
}

// writeRemarks writes the copy with remarks beside the workbook.
func (c *checking) writeRemarks() error {
	if !c.book.Opened {
		return nil
	}
	path := sheet.RemarksName(c.book.Path, c.lang)
	if err := sheet.WriteRemarks(c.book.Path, path, c.book.Problems, c.lang); err != nil {
		return fmt.Errorf("%w: %w", errRemarks, err)
	}
	c.remarks = path
	return nil
}

// print prints what was found.
func (c *checking) print(w io.Writer, asJSON bool) error {
	if asJSON {
		return c.writeJSON(w)
	}
	return c.writeText(w)
}

// sheetOptions are those of every command that reads a workbook.
func sheetOptions(now time.Time) (sheet.Options, error) {
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		return sheet.Options{}, err
	}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		return sheet.Options{}, err
	}
	return sheet.Options{Now: now, Provinces: provinces, Classification: classes}, nil
}

// count returns the numbers of errors and warnings.
func (c *checking) count() (mistakes, warnings int) {
	for _, p := range c.book.Problems {
		if p.Severity == catalog.Error {
			mistakes++
		} else {
			warnings++
		}
	}
	return mistakes, warnings
}

func (c *checking) say(vi, en string) string {
	if c.lang == "vi" {
		return vi
	}
	return en
}

// sentence is a problem as it is printed. What does not stop publishing says so,
// so that nobody hunts for the one error among forty remarks.
func sentence(p sheet.Problem, lang string) string {
	if p.Severity == catalog.Error {
		return p.String(lang)
	}
	return p.String(lang) + catalog.Text{"vi": " (lưu ý)", "en": " (warning)"}.In(lang)
}

func (c *checking) writeText(w io.Writer) error {
	for _, p := range c.book.Problems {
		if _, err := fmt.Fprintln(w, sentence(p, c.lang)); err != nil {
			return fmt.Errorf("print problems: %w", err)
		}
	}
	mistakes, warnings := c.count()
	_, err := fmt.Fprintf(w, c.say("%d sản phẩm, %d chủ thể: %d lỗi, %d lưu ý.\n", "Products: %d, producers: %d, errors: %d, warnings: %d.\n"),
		len(c.book.Catalogue.Products), len(c.book.Catalogue.Producers), mistakes, warnings)
	if err == nil && c.remarks != "" {
		_, err = fmt.Fprintf(w, c.say("Bản nhận xét: %s\n", "Copy with remarks: %s\n"), c.remarks)
	}
	return err
}

// report is what --json prints.
type report struct {
	Workbook string          `json:"workbook"` // file name
	Products int             `json:"products"`
	Errors   int             `json:"errors"`
	Warnings int             `json:"warnings"`
	Remarks  string          `json:"remarks,omitempty"` // path of the copy
	Problems []reportProblem `json:"problems"`
}

type reportProblem struct {
	File     string            `json:"file"`
	Sheet    string            `json:"sheet,omitempty"`
	Cell     string            `json:"cell,omitempty"`
	Row      int               `json:"row,omitempty"`
	Column   string            `json:"column,omitempty"`
	Severity string            `json:"severity"` // "error" or "warning"
	Code     string            `json:"code"`
	Message  map[string]string `json:"message"` // by language
}

func (c *checking) writeJSON(w io.Writer) error {
	out := report{
		Workbook: filepath.Base(c.book.Path), Products: len(c.book.Catalogue.Products), Remarks: c.remarks,
		Problems: []reportProblem{},
	}
	out.Errors, out.Warnings = c.count()
	for _, p := range c.book.Problems {
		out.Problems = append(out.Problems, reportProblem{
			p.File, p.Sheet, p.Cell, p.Row, p.Column, string(p.Severity), p.Code, p.Message,
		})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}
