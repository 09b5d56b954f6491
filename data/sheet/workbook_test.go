package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"hangviet/data/catalog"
)

// TestFilesAreToldApart: failures.md, "Bad spreadsheet": what is no workbook is told
// by what it is.
func TestFilesAreToldApart(t *testing.T) {
	good := workbookBytes(t, office().file(t))
	for name, c := range map[string]struct {
		files map[string][]byte
		want  string
	}{
		"nothing":         {nil, "org workbook-missing"},
		"two":             {map[string][]byte{"a.xlsx": good, "b.xlsx": good}, "org workbook-many"},
		"only remarks":    {map[string][]byte{"a-nhan-xet.xlsx": good}, "a-nhan-xet.xlsx workbook-remarks-only"},
		"old Excel":       {map[string][]byte{"a.xls": compound("Workbook")}, "a.xls workbook-xls"},
		"old, renamed":    {map[string][]byte{"a.xlsx": compound("Workbook")}, "a.xlsx workbook-xls"},
		"password":        {map[string][]byte{"a.xlsx": compound("EncryptedPackage")}, "a.xlsx workbook-password"},
		"CSV":             {map[string][]byte{"a.csv": []byte("mã;tên\nSP-1;Trà\n")}, "a.csv workbook-csv"},
		"CSV of UTF-16":   {map[string][]byte{"a.xlsx": []byte("\xff\xfem\x00\xe3\x00;\x00")}, "a.xlsx workbook-csv"},
		"CSV in 1258":     {map[string][]byte{"a.xlsx": []byte("M\xe3;T\xean\r\n")}, "a.xlsx workbook-csv"},
		"OpenDocument":    {map[string][]byte{"a.ods": archive(t, "mimetype", "content.xml")}, "a.ods workbook-format"},
		"binary Excel":    {map[string][]byte{"a.xlsb": archive(t, "xl/workbook.bin")}, "a.xlsb workbook-format"},
		"Word":            {map[string][]byte{"a.xlsx": archive(t, "word/document.xml")}, "a.xlsx workbook-format"},
		"a web page":      {map[string][]byte{"a.xlsx": []byte("<html><table><tr><td>SP-1")}, "a.xlsx workbook-format"},
		"empty":           {map[string][]byte{"a.xlsx": nil}, "a.xlsx workbook-damaged"},
		"cut off":         {map[string][]byte{"a.xlsx": good[:len(good)/2]}, "a.xlsx workbook-damaged"},
		"another archive": {map[string][]byte{"a.xlsx": archive(t, "readme.txt")}, "a.xlsx workbook-damaged"},
		"zip bomb":        {map[string][]byte{"a.xlsx": bomb(t)}, "a.xlsx workbook-large"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "org")
			os.Mkdir(dir, 0o755)
			for file, data := range c.files {
				if err := os.WriteFile(filepath.Join(dir, file), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			book := read(t, dir)
			expect(t, book, c.want)
			if book.Opened || !book.HasErrors() {
				t.Error("the book claims to be good")
			}
		})
	}
}

func TestPasswordOfExcelItself(t *testing.T) {
	f := office().file(t)
	dir := t.TempDir()
	if err := f.SaveAs(filepath.Join(dir, "a.xlsx"), excelize.Options{Password: "bí mật"}); err != nil {
		t.Fatal(err)
	}
	expect(t, read(t, dir), "a.xlsx workbook-password")
}

func TestLockFilesAndRemarksAreNotTheWorkbook(t *testing.T) {
	dir := office().folder(t)
	for _, name := range []string{"~$danh-muc.xlsx", "danh-muc-nhan-xet.xlsx", "danh-muc-remarks.xlsx", ".ẩn.xlsx"} {
		os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644)
	}
	expect(t, read(t, dir))
}

func TestMissingFolder(t *testing.T) {
	if _, err := Read(t.Context(), filepath.Join(t.TempDir(), "none"), testOptions(t)); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

func TestSheetsThatAreMissingOrMany(t *testing.T) {
	s := office()
	delete(s, "Producers")
	f := s.file(t)
	f.SetSheetRow(newSheet(f, "Nhap"), "A1", &[]any{"ghi chú"})
	f.SetSheetRow(newSheet(f, "Sản phẩm"), "A1", &[]any{"code", "name"})
	f.SetSheetRow(newSheet(f, "Prodcuts"), "A1", &[]any{"code", "name"})
	f.NewSheet("Trống")
	expect(t, read(t, folderOf(t, f)), "danh-muc.xlsx sheet-missing", "Products!D2 reference-unknown", "Products!D3 reference-unknown",
		"Sản phẩm sheet-twice", "Nhap sheet-unknown", "Prodcuts sheet-unknown")
}

func newSheet(f *excelize.File, name string) string {
	f.NewSheet(name)
	return name
}

func TestColumnsThatAreMissingOrMany(t *testing.T) {
	s := office()
	s["Products"][0][1] = "tên gọi khác"
	s.set("Products", "mã sp", 2, "X")
	expect(t, read(t, s.folder(t)), "Products!A1 column-missing", "Products!B1 column-unknown", "Products!N1 column-twice")
	s = office()
	s["Products"] = [][]any{{"một", "hai"}, {1, 2}}
	expect(t, read(t, s.folder(t)), "Products header-missing")
	s["Products"] = office()["Products"][:1]
	expect(t, read(t, s.folder(t)), "Products!A1 products-none")
}

func TestHiddenSheetAndRows(t *testing.T) {
	f := office().file(t)
	f.SetRowVisible("Products", 3, false)
	f.SetSheetVisible("Points", false)
	book := read(t, folderOf(t, f))
	expect(t, book, "Points sheet-hidden", "Products!A3 rows-hidden")
	if len(book.Catalogue.Products) != 2 || len(book.Catalogue.Points) != 1 {
		t.Error("what is hidden was not read")
	}
}

// TestMergedCells: failures.md, "Bad spreadsheet": one value stands for all of them.
func TestMergedCells(t *testing.T) {
	f := office().file(t)
	f.SetCellStr("Products", "D3", "")
	f.MergeCell("Products", "D2", "D3")
	book := read(t, folderOf(t, f))
	expect(t, book, "Products!D2 cells-merged")
	for _, p := range book.Catalogue.Products {
		if p.Producer != "htx-1" {
			t.Errorf("%s has producer %q", p.Code, p.Producer)
		}
	}
}

func TestHeaderOfTwoRows(t *testing.T) {
	f := office().file(t)
	f.InsertRows("Points", 2, 1)
	for _, column := range []string{"A", "B", "C"} {
		f.MergeCell("Points", column+"1", column+"2")
	}
	book := read(t, folderOf(t, f))
	expect(t, book)
	if len(book.Catalogue.Points) != 1 {
		t.Errorf("points = %+v", book.Catalogue.Points)
	}
}

func TestFormulas(t *testing.T) {
	f := office().file(t)
	for _, cell := range []string{"K2", "B3"} {
		f.SetCellValue("Products", cell, nil)
	}
	f.SetCellFormula("Products", "K2", "=100000+85000") // excelize writes no result
	f.SetCellFormula("Products", "B3", `="Mật ong"`)
	dir := folderOf(t, f)
	expect(t, read(t, dir), "Products!K2 formula-no-value", "Products!B3 formula-no-value")

	path := filepath.Join(dir, "danh-muc.xlsx")
	rewrite(t, path, "xl/worksheets/sheet4.xml", "</f></c>", "</f><v>185000</v></c>")
	rewrite(t, path, "xl/worksheets/sheet5.xml", "</f></c>", "</f><v>185000</v></c>")
	if got := read(t, dir).Catalogue.Products[0].Price.Dong; got != 185000 {
		t.Errorf("price from a result = %d", got)
	}
}

func TestDatesAndOldMacs(t *testing.T) {
	s := office().set("Products", "issued", 2, 46239).set("Products", "issued", 3, "2026-08-05")
	for i, p := range read(t, s.folder(t)).Catalogue.Products {
		if p.Certificate.Issued.String() != "2026-08-05" {
			t.Errorf("product %d issued %v", i, p.Certificate.Issued)
		}
	}
	f := s.set("Products", "issued", 2, 46239-1462).file(t)
	from1904 := true
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, folderOf(t, f)).Catalogue.Products[0].Certificate.Issued.String(); got != "2026-08-05" {
		t.Errorf("counted from 1904: %s", got)
	}
}

// TestEmptyRows: failures.md, "Bad spreadsheet": what an office's borders leave
// behind costs no time.
func TestEmptyRows(t *testing.T) {
	dir := folderOf(t, withEmptyRows(t, 100_000))
	start := time.Now()
	book := read(t, dir)
	t.Log("100,000 rows, one stray value in row 5,000:", time.Since(start).Round(time.Millisecond))
	expect(t, book, "Products!A5000 value-missing", "Products!B5000 value-missing", "Products!D5000 value-missing")
	if len(book.Catalogue.Products) != 2 {
		t.Errorf("products = %d", len(book.Catalogue.Products))
	}
}

// withEmptyRows is a workbook whose products are followed by rows that hold
// nothing but borders.
func withEmptyRows(t testing.TB, rows int) *excelize.File {
	t.Helper()
	f := office().file(t)
	style, err := f.NewStyle(&excelize.Style{Border: []excelize.Border{{Type: "left", Style: 1, Color: "000000"}}})
	if err != nil {
		t.Fatal(err)
	}
	w, err := f.NewStreamWriter("Products")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range office()["Products"] {
		w.SetRow(cellName(0, i+1), row)
	}
	empty := make([]any, 13)
	for i := range empty {
		empty[i] = excelize.Cell{StyleID: style}
	}
	for row := 4; row <= rows; row++ {
		if row == 5_000 {
			w.SetRow(cellName(0, row), []any{nil, nil, 3})
			continue
		}
		w.SetRow(cellName(0, row), empty)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestBlankTailIsCut(t *testing.T) {
	const head, tail = `<worksheet><sheetData>`, `</sheetData><mergeCells/></worksheet>`
	for in, want := range map[string]string{
		head + `<row r="1"><c><v>1</v></c></row><row r="2"><c/></row>` + tail: head + `<row r="1"><c><v>1</v></c></row>` + tail,
		head + `<row r="1"><c><f>A1</f></c></row><row r="2"></row>` + tail:    head + `<row r="1"><c><f>A1</f></c></row>` + tail,
		head + `<row r="1"><c/></row>` + tail:                                 head + tail,
		head + tail:                                                           head + tail,
		head + `<row><c><v>1</v>` + tail:                                      head + `<row><c><v>1</v>` + tail,
		`<worksheet/>`:                                                        `<worksheet/>`,
		`</sheetData><sheetData>`:                                             `</sheetData><sheetData>`,
	} {
		if got := string(cutBlankTail([]byte(in))); got != want {
			t.Errorf("cutBlankTail(%s)\n = %s\nwant %s", in, got, want)
		}
	}
}

func TestTooManyProblems(t *testing.T) {
	r := newReader("a.xlsx", &Book{}, Options{})
	for i := range maxProblems + 10 {
		r.report("S", "A1", 1, "", required, catalog.Text{"vi": strings.Repeat("x", 1) + string(rune('a'+i%26)) + cellName(i%1000, i+1)})
	}
	if n := len(r.book.Problems); n != maxProblems+1 || r.book.Problems[n-1].Code != tooMany.code {
		t.Errorf("%d problems, the last %q", n, r.book.Problems[n-1].Code)
	}
}

// rewrite replaces text in one part of a workbook, when it is there.
func rewrite(t *testing.T, path, part, old, new string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			content = bytes.ReplaceAll(content, []byte(old), []byte(new))
		}
		file, _ := w.Create(f.Name)
		file.Write(content)
	}
	w.Close()
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func workbookBytes(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// compound is the head of a compound file with a stream of that name.
func compound(stream string) []byte {
	out := append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 1500)...)
	for _, u := range utf16.Encode([]rune(stream)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return append(out, make([]byte, 500)...)
}

func archive(t testing.TB, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		if f, err := w.Create(name); err == nil {
			f.Write([]byte("<x/>"))
		}
	}
	w.Close()
	return out.Bytes()
}

// bomb is a workbook that unpacks to more than is allowed; zeros pack a
// thousandfold.
func bomb(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.CreateRaw(&zip.FileHeader{
		Name: "xl/workbook.xml", Method: zip.Deflate, UncompressedSize64: maxUnpacked<<20 + 1, CompressedSize64: 4,
	})
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("zero"))
	w.Close()
	return out.Bytes()
}
