package sheet

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// remarksEnd is what the file name of a copy with remarks ends with, by
// language.
var remarksEnd = map[string]string{"vi": "-nhan-xet.xlsx", "en": "-remarks.xlsx"}

// RemarksName returns the file name of the copy with remarks: "danh-muc.xlsx"
// gives "danh-muc-nhan-xet.xlsx" in Vietnamese, "danh-muc-remarks.xlsx" in any
// other language. [Read] never takes such a copy for the workbook.
func RemarksName(workbook, lang string) string {
	end, ok := remarksEnd[lang]
	if !ok {
		end = remarksEnd["en"]
	}
	return strings.TrimSuffix(workbook, filepath.Ext(workbook)) + end
}

func isRemarks(name string) bool {
	for _, end := range remarksEnd {
		if strings.HasSuffix(strings.ToLower(name), end) {
			return true
		}
	}
	return false
}

// findWorkbook returns the name of the one workbook in dir, or the problem that
// stands in the way.
func findWorkbook(dir string) (string, *Problem, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", nil, fmt.Errorf("read folder: %w", err)
	}
	var books, remarks, others []string
	for _, e := range entries {
		name := e.Name()
		switch ext := strings.ToLower(filepath.Ext(name)); {
		case e.IsDir(), strings.HasPrefix(name, "~$"), strings.HasPrefix(name, "."):
		case ext == ".xlsx" && isRemarks(name):
			remarks = append(remarks, name)
		case ext == ".xlsx":
			books = append(books, name)
		case slices.Contains([]string{".xls", ".xlsm", ".xlsb", ".csv", ".ods", ".numbers"}, ext):
			others = append(others, name)
		}
	}
	name, problem := pickWorkbook(dir, books, remarks, others)
	return name, problem, nil
}

func pickWorkbook(dir string, books, remarks, others []string) (string, *Problem) {
	fault := func(file string, r rule, args ...any) (string, *Problem) {
		return "", &Problem{File: file, Severity: r.severity, Code: r.code, Message: r.message(args...)}
	}
	switch {
	case len(books) == 1:
		return books[0], nil
	case len(books) > 1:
		return fault(filepath.Base(dir), manyWorkbooks, strings.Join(books, ", "))
	case len(remarks) > 0:
		return fault(remarks[0], onlyRemarks)
	case len(others) > 0:
		return others[0], nil // opening it says what it is
	}
	return fault(filepath.Base(dir), noWorkbook)
}
