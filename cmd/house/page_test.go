package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// line is a row of a page's table.
type line struct {
	chapter string     // the heading above
	cells   []string   // as they are written
	marks   [][]string // of each cell, what stands between backticks
}

// mark finds what stands between backticks.
var mark = regexp.MustCompile("`([^`]+)`")

// readPage reads the tables of a page beside this file.
func readPage(t *testing.T, name string) []line {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return parsePage(string(raw))
}

// parsePage returns the rows of three cells, without the heads of the tables.
func parsePage(text string) (page []line) {
	chapter, rows := "", strings.Split(text, "\n")
	for i, row := range rows {
		if heading, ok := strings.CutPrefix(row, "## "); ok {
			chapter = heading
		}
		head := i+1 < len(rows) && strings.HasPrefix(rows[i+1], "|--")
		if !strings.HasPrefix(row, "| ") || head {
			continue
		}
		l := line{chapter: chapter}
		for _, cell := range strings.Split(strings.Trim(row, "|"), "|") {
			l.cells = append(l.cells, strings.TrimSpace(cell))
			l.marks = append(l.marks, marksOf(cell))
		}
		page = append(page, l)
	}
	return page
}

func marksOf(cell string) (marks []string) {
	for _, found := range mark.FindAllStringSubmatch(cell, -1) {
		marks = append(marks, found[1])
	}
	return marks
}

// chaptersOf returns the headings that have rows.
func chaptersOf(page []line) map[string]bool {
	chapters := map[string]bool{}
	for _, l := range page {
		chapters[l.chapter] = true
	}
	return chapters
}

// missing returns the tests in the second cell that are not there.
func (l line) missing(tests map[string]string) (faults []string) {
	for _, test := range l.marks[1] {
		if _, ok := tests[test]; !ok {
			faults = append(faults, l.cells[0]+": there is no "+test)
		}
	}
	if len(l.marks[1]) == 0 {
		faults = append(faults, l.cells[0]+": no test is named")
	}
	return faults
}

// testsOf returns the comments of all tests of a tree by their names, such as
// data/clock.TestNow.
func testsOf(t *testing.T, tree fs.FS) map[string]string {
	t.Helper()
	tests := map[string]string{}
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && name != "." && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if err != nil || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		raw, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, raw, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Test") {
				tests[path.Dir(name)+"."+f.Name.Name] = f.Doc.Text()
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tests
}

// named finds a test that a text names, with or without its package.
var named = regexp.MustCompile("`(?:[a-z0-9/]+\\.)?(Test[A-Z]\\w+)`")

// TestDocumentsNameTests: a test that a document names as what holds a promise is there.
func TestDocumentsNameTests(t *testing.T) {
	t.Parallel()
	tree, held := os.DirFS("../.."), map[string]bool{}
	for test := range testsOf(t, tree) {
		held[strings.TrimPrefix(path.Ext(test), ".")] = true
	}
	found := 0
	for _, where := range []string{"*.md", "cmd/*.md", "cmd/house/*.md", "assets/manuals/*.md", ".github/*.md"} {
		names, err := fs.Glob(tree, where)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v, %v", where, names, err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(tree, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, test := range named.FindAllSubmatch(text, -1) {
				if found++; !held[string(test[1])] {
					t.Errorf("%s names %s, which is no test", name, test[1])
				}
			}
		}
	}
	if found == 0 {
		t.Error("no document names a test")
	}
}
