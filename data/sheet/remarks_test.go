package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hangviet/data/catalog"
)

// remarked reads a folder, writes the copy with remarks and opens it.
func remarked(t *testing.T, dir, lang string) *excelize.File {
	t.Helper()
	book := read(t, dir)
	dst := RemarksName(book.Path, lang)
	if err := WriteRemarks(book.Path, dst, book.Problems, lang); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(dst)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func cellOf(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	value, err := f.GetCellValue(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func fillOf(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(style.Fill.Color, "")
}

func TestRemarks(t *testing.T) {
	dir := office().set("Products", "price", 2, "rẻ").set("Products", "issued", 2, "05/08/26").set("Products", "lạ", 1, "lạ").folder(t)
	before, err := os.ReadFile(filepath.Join(dir, "danh-muc.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	f := remarked(t, dir, "vi")
	for cell, want := range map[string]string{
		"O1": "Nhận xét\nN1 Cột “lạ” không có trong mẫu", "O2": "J2 Năm ghi hai chữ số", "O3": "",
		"A2": "SP-1", "K2": "rẻ",
	} {
		if got := cellOf(t, f, "Products", cell); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%s = %q, want %q", cell, got, want)
		}
	}
	if !strings.Contains(cellOf(t, f, "Products", "O2"), "\nK2 Không hiểu giá “rẻ”") {
		t.Error("the second remark of the row is missing")
	}
	if red, yellow, none := fillOf(t, f, "Products", "K2"), fillOf(t, f, "Products", "J2"), fillOf(t, f, "Products", "K3"); red == "" || red == yellow || yellow == "" || none != "" {
		t.Errorf("colours: error %q, warning %q, good %q", red, yellow, none)
	}
	if got := cellOf(t, f, "Producers", "D1"); got != "" {
		t.Errorf("a sheet without problems has %q", got)
	}
	after, err := os.ReadFile(filepath.Join(dir, "danh-muc.xlsx"))
	if err != nil || string(before) != string(after) {
		t.Error("the workbook itself was changed")
	}
}

// TestRemarksThatComeBack has an office that mended one thing in the copy and
// sends it as the workbook: the remarks are no column, and are written anew.
func TestRemarksThatComeBack(t *testing.T) {
	dir := office().set("Products", "price", 2, "rẻ").set("Products", "price", 3, "đắt").folder(t)
	f := remarked(t, dir, "vi")
	f.SetCellInt("Products", "K2", 185000)
	if err := f.SaveAs(filepath.Join(dir, "danh-muc.xlsx")); err != nil {
		t.Fatal(err)
	}
	expect(t, read(t, dir), "Products!K3 price-unreadable")
	f = remarked(t, dir, "en")
	if title, mended, left := cellOf(t, f, "Products", "N1"), cellOf(t, f, "Products", "N2"), cellOf(t, f, "Products", "N3"); title != "Remarks" || mended != "" || !strings.Contains(left, "đắt") || cellOf(t, f, "Products", "O1") != "" {
		t.Errorf("remarks = %q, %q, %q", title, mended, left)
	}
}

func TestRemarksOfTheFileStandOnTheFirstSheet(t *testing.T) {
	s := office()
	delete(s, "About")
	f := remarked(t, s.folder(t), "en")
	if got := cellOf(t, f, "Producers", "D1"); !strings.Contains(got, "Nobody is named") {
		t.Errorf("D1 = %q", got)
	}
}

func TestRemarksNeedAWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	os.WriteFile(path, []byte("a;b"), 0o644)
	if err := WriteRemarks(path, path+"-b.xlsx", nil, "vi"); err == nil {
		t.Error("remarks on a CSV file")
	}
}

func TestProblemString(t *testing.T) {
	p := Problem{File: "a.xlsx", Sheet: "Products", Cell: "F12", Message: catalog.Text{"vi": "Sai.", "en": "Wrong."}}
	if got := p.String("vi"); got != "Products!F12: Sai." {
		t.Error(got)
	}
	if p.Cell = ""; p.String("en") != "Products: Wrong." {
		t.Error(p.String("en"))
	}
	if p.Sheet = ""; p.String("en") != "a.xlsx: Wrong." {
		t.Error(p.String("en"))
	}
}
