package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/sheet"
)

const checkHelp = `usage: kioskctl check DIR [--lang vi|en] [--json]

Prints every problem of the workbook in DIR as sheet!cell: sentence, and writes a
copy of the workbook with a column of remarks beside it. Exits 1 when one is an error.`

// runCheck reads the workbook of a folder, prints what is wrong with it and
// writes the copy with remarks beside it.
func runCheck(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := checking{cli: newCLI("check", checkHelp, stdout, stderr), now: time.Now()}
	c.speak("the sentences")
	c.flags.BoolVar(&c.asJSON, "json", false, "print one JSON object instead")
	return c.run(ctx, args, one, func(ctx context.Context, rest []string) error {
		c.dir = rest[0]
		err := c.check(ctx)
		if err == nil {
			// The problems are printed also when the copy cannot be written, as
			// when it is open in Excel.
			err = errors.Join(c.writeRemarks(), c.print())
		}
		switch {
		case err != nil:
			return c.refuse("%s (%v)", "%s (%v)", c.explain(err), err)
		case c.book.HasErrors():
			return errTold
		}
		return nil
	})
}

// checking is one run of the check.
type checking struct {
	*cli
	dir     string
	asJSON  bool
	now     time.Time
	book    *sheet.Book
	remarks string // path of the copy with remarks, "" when there is none
}

func (c *checking) check(ctx context.Context) error {
	opt, err := edition.Options(c.now)
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

// explain says what stopped the check.
func (c *checking) explain(err error) string {
	switch info, missing := os.Stat(c.dir); {
	case errors.Is(missing, fs.ErrNotExist):
		return c.in("không có thư mục "+c.dir, "there is no folder "+c.dir)
	case missing == nil && !info.IsDir():
		return c.in(c.dir+" không phải là thư mục; hãy chỉ thư mục có tệp Excel", c.dir+" is no folder; name the one that holds the workbook")
	case errors.Is(err, errRemarks):
		return c.in("không ghi được bản nhận xét; có thể tệp đang mở trong Excel",
			"the copy with remarks cannot be written; perhaps it is open in Excel")
	}
	return c.in("không kiểm tra được", "the check stopped")
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
func (c *checking) print() error {
	if c.asJSON {
		return printJSON(c.stdout, c.report())
	}
	return c.printText()
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

// sentence is a problem as it is printed. What does not stop publishing says so,
// so that nobody hunts for the one error among forty remarks.
func sentence(p sheet.Problem, lang string) string {
	if p.Severity == catalog.Error {
		return p.String(lang)
	}
	return p.String(lang) + catalog.Text{"vi": " (lưu ý)", "en": " (warning)"}.In(lang)
}

func (c *checking) printText() error {
	for _, p := range c.book.Problems {
		if _, err := fmt.Fprintln(c.stdout, sentence(p, c.lang)); err != nil {
			return fmt.Errorf("print problems: %w", err)
		}
	}
	mistakes, warnings := c.count()
	err := c.say("%d sản phẩm, %d chủ thể: %d lỗi, %d lưu ý.\n", "Products: %d, producers: %d, errors: %d, warnings: %d.\n",
		len(c.book.Catalogue.Products), len(c.book.Catalogue.Producers), mistakes, warnings)
	if err == nil && c.remarks != "" {
		err = c.say("Bản nhận xét: %s\n", "Copy with remarks: %s\n", c.remarks)
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

func (c *checking) report() report {
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
	return out
}
