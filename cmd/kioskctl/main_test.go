package main

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kioskctl": main})
}

// TestScripts runs the commands the way a person does, each script in a folder
// of its own.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"cell": setCell, "mode": checkMode},
	})
}

// setCell is `cell FILE SHEET HEADER ROW VALUE`: it writes a value into a
// workbook, in the column with that header.
func setCell(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 5 {
		ts.Fatalf("usage: cell FILE SHEET HEADER ROW VALUE")
	}
	path := ts.MkAbs(args[0])
	f, err := excelize.OpenFile(path)
	ts.Check(err)
	defer f.Close()
	found, err := f.SearchSheet(args[1], args[2])
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("%d columns are called %q", len(found), args[2])
	}
	ts.Check(f.SetCellValue(args[1], strings.TrimSuffix(found[0], "1")+args[3], args[4]))
	ts.Check(f.SaveAs(path))
}

// checkMode is `mode BITS FILE...`: the permissions must be exactly these.
func checkMode(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args[1:] {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		if got := info.Mode().Perm().String(); (got == args[0]) == neg {
			ts.Fatalf("%s has mode %s, want %s", name, got, args[0])
		}
	}
}

func TestUsage(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{nil, exitUsage, "usage: kioskctl COMMAND"},
		{[]string{"help"}, exitOK, "check a workbook"},
		{[]string{"version"}, exitOK, "kioskctl of no commit ("},
		{[]string{"--version"}, exitOK, "kioskctl of no commit ("},
		{[]string{"--help"}, exitOK, "check a workbook"},
		{[]string{"chek"}, exitUsage, `unknown command "chek"`},
		{[]string{"check"}, exitUsage, "usage: kioskctl check DIR"},
		{[]string{"check", "-h"}, exitOK, "usage: kioskctl check DIR"},
		{[]string{"check", "a", "b"}, exitUsage, "usage: kioskctl check DIR"},
		{[]string{"check", "a", "--lang", "fr"}, exitUsage, "usage: kioskctl check DIR"},
		{[]string{"check", "--colour"}, exitUsage, "colour"},
		{[]string{"init"}, exitUsage, "usage: kioskctl init DIR"},
		{[]string{"init", "a", "--lang", "fr"}, exitUsage, "usage: kioskctl init DIR"},
	} {
		var out strings.Builder
		if code := run(context.Background(), c.args, &out, &out); code != c.code || !strings.Contains(out.String(), c.says) {
			t.Errorf("kioskctl %q: code %d, want %d; said\n%s", c.args, code, c.code, out.String())
		}
	}
}
