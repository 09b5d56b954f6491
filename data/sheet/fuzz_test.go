package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/catalog"
)

// readBytes reads a folder whose workbook has these bytes, and looks whether
// what comes out holds together.
func readBytes(t *testing.T, opt Options, workbook []byte) {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "a.xlsx")
	if err := os.WriteFile(path, workbook, 0o644); err != nil {
		t.Fatal(err)
	}
	book, err := Read(t.Context(), dir, opt)
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	if !book.Opened && !book.HasErrors() {
		t.Fatal("not opened, and no problem says why")
	}
	for _, p := range book.Problems {
		if p.Code == "" || p.Message["vi"] == "" || p.Message["en"] == "" || p.Severity != catalog.Error && p.Severity != catalog.Warning {
			t.Fatalf("problem without a sentence: %+v", p)
		}
	}
	if book.Opened {
		if err := WriteRemarks(path, filepath.Join(dir, "b-remarks.xlsx"), book.Problems, "en"); err != nil {
			t.Logf("remarks: %v", err)
		}
	}
}

// FuzzWorkbook feeds the bytes of whole files.
func FuzzWorkbook(f *testing.F) {
	good := workbookBytes(f, office().file(f))
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add(compound("EncryptedPackage"))
	f.Add(archive(f, "xl/workbook.xml", "xl/worksheets/sheet1.xml"))
	f.Add([]byte("mã;tên\nSP-1;Trà"))
	f.Add([]byte{})
	opt := testOptions(f)
	f.Fuzz(func(t *testing.T, data []byte) { readBytes(t, opt, data) })
}

// FuzzSheet feeds the XML of a sheet within a workbook that is otherwise good,
// which reaches deeper than bytes of a ZIP file do.
func FuzzSheet(f *testing.F) {
	good := workbookBytes(f, office().file(f))
	z, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range z.File {
		if filepath.Dir(file.Name) == "xl/worksheets" {
			f.Add(partOf(f, file), partOf(f, z.File[0]))
		}
	}
	for _, rows := range []string{
		`<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c r="B1" t="str"><v>name</v></c></row><row r="2" hidden="1"><c r="A2"><f>X1</f></c><c t="s"><v>-1</v></c></row>`,
		`<row r="9999999"><c r="XFD1"><v>1</v></c></row>`,
		`<row><c r="A0"><v>code</v></c></row><row r="1"/><row r="1"><c r="ZZZZ1"><v/></c></row>`,
	} {
		f.Add([]byte(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rows+`</sheetData><mergeCells count="1"><mergeCell ref="A1:B9"/></mergeCells></worksheet>`), []byte("<sst/>"))
	}
	opt := testOptions(f)
	f.Fuzz(func(t *testing.T, sheet, shared []byte) {
		readBytes(t, opt, replaceParts(t, z, map[string][]byte{"xl/worksheets/sheet2.xml": sheet, "xl/worksheets/sheet5.xml": sheet, "xl/sharedStrings.xml": shared}))
	})
}

func partOf(t testing.TB, file *zip.File) []byte {
	t.Helper()
	r, err := file.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func replaceParts(t testing.TB, z *zip.Reader, parts map[string][]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range z.File {
		data, ok := parts[file.Name]
		if !ok {
			data = partOf(t, file)
		}
		if f, err := w.CreateHeader(&zip.FileHeader{Name: file.Name, Method: zip.Store}); err == nil {
			f.Write(data)
		}
	}
	w.Close()
	return out.Bytes()
}
