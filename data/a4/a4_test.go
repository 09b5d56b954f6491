package a4_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"hangviet/data/a4"
	"hangviet/data/a4/a4test"
)

// printed is a page with a line and a symbol.
func printed(t *testing.T, line, symbol string, level a4.Safety) []byte {
	t.Helper()
	d, err := a4.New(a4.About{Title: line, Creator: "hub", Made: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	d.AddPage()
	d.SetFont(a4.Plain, "", 10)
	d.Text(20, 20, d.Clean(line))
	if err := d.Symbol(symbol, level, 20, 40, 50); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := d.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPrintedIsRead: text and symbol are read from the file again, and the same
// drawing has the same bytes.
func TestPrintedIsRead(t *testing.T) {
	for level, want := range map[a4.Safety]string{a4.LevelM: "https://gian-hang.example/tra?" + strings.Repeat("m", 300), a4.LevelQ: "0123456789ABCD"} {
		pdf := printed(t, "Trà shan\n tuyết\u00a0🍯 e\u0323\u0302", want, level)
		file := a4test.Keep(t, "a4", pdf)
		if text := a4test.Text(t, file); text != "Trà shan tuyết ? ệ" {
			t.Errorf("text is read as %q", text)
		}
		if got := strings.TrimSpace(a4test.Symbols(t, file, "1")); got != want {
			t.Errorf("symbol is read as %q, want %q", got, want)
		}
		if !bytes.Equal(pdf, printed(t, "Trà shan\n tuyết\u00a0🍯 e\u0323\u0302", want, level)) {
			t.Error("other bytes the second time")
		}
	}
}

// TestTooLongForASymbol: what no symbol can hold is an error and no broken page.
func TestTooLongForASymbol(t *testing.T) {
	d, err := a4.New(a4.About{})
	if err != nil {
		t.Fatal(err)
	}
	d.AddPage()
	if err := d.Symbol(strings.Repeat("m", 4000), a4.LevelM, 0, 0, 50); err == nil {
		t.Error("it was drawn")
	}
}
