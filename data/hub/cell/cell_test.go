package cell

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strings"
	"testing"
)

// formulas are texts that some spreadsheet runs, and harmless ones texts that look
// a little like them.
var (
	formulas = []string{
		"=cmd|' /C calc'!A0", "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "\tx", "\rx", " =1+1", "\u00a0=1", "\u3000＝1",
		"＝1+1", "＋1", "－1", "＠SUM", "\ufeff=1", "\x00=1", "\v=1", "|calc", "-5-1", "-5%0", "+84912345678;x", "-1e5",
	}
	plain = []string{"", "Chè", "a=b", "1-1", " chè", "'=1", "e@x.vn", "Đ", "\u00a0x", "-5", "+3", "-1.5", "-2,25"}
)

func TestHarmless(t *testing.T) {
	for _, text := range formulas {
		if got := Harmless(text); got != "'"+text {
			t.Errorf("%q: %q", text, got)
		}
	}
	for _, text := range plain {
		if got := Harmless(text); got != text {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestTable(t *testing.T) {
	var out bytes.Buffer
	table := NewTable(&out, "a", "=b")
	for _, text := range formulas {
		table.Row(text, "Chè, \"Shan\"\nTuyết")
	}
	if err := table.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), bom))).ReadAll()
	if err != nil || len(rows) != len(formulas)+1 || rows[0][1] != "'=b" || rows[1][1] != "Chè, \"Shan\"\nTuyết" {
		t.Fatalf("%q, %v", rows, err)
	}
	for _, row := range rows[1:] {
		if !strings.HasPrefix(row[0], "'") {
			t.Errorf("%q", row[0])
		}
	}
}

// broken takes nothing.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestTableTellsOfErrors(t *testing.T) {
	table := NewTable(broken{}, "a")
	table.Row("b")
	if err := table.Close(); err == nil {
		t.Error("a table that was not written is said to be")
	}
}
