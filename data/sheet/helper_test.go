package sheet

import (
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hangviet/assets"
	"hangviet/data/catalog"
)

// testNow is the moment at which the tests' certificates are judged.
var testNow = time.Date(2026, time.November, 21, 9, 0, 0, 0, catalog.Zone)

func testOptions(t testing.TB) Options {
	t.Helper()
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		t.Fatal(err)
	}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		t.Fatal(err)
	}
	return Options{Now: testNow, Provinces: provinces, Classification: classes, CheckOnly: true}
}

// sheets is a workbook by sheet: the first row of each is its header.
type sheets map[string][][]any

// office returns a small workbook that is right in everything.
func office() sheets {
	return sheets{
		"About": {{"organiser"}, {"Ban tổ chức"}},
		"Producers": {
			{"id", "name", "province"},
			{"htx-1", "Hợp tác xã Suối Mây", "Tuyên Quang"},
		},
		"Points": {
			{"id", "name", "province"},
			{"diem-1", "Điểm Giảng Võ", "Hà Nội"},
		},
		"Products": {
			{"code", "name", "set", "producer", "province", "status", "stars", "certificate", "authority", "issued", "price", "photos", "points"},
			{"SP-1", "Trà shan tuyết", 11, "htx-1", "Tuyên Quang", "certified", 4, "1/QĐ-UBND", "UBND tỉnh Tuyên Quang", "05/08/2026", 185000, "tra.jpg", "diem-1"},
			{"SP-2", "Mật ong bạc hà", 4, "htx-1", "Tuyên Quang", "certified", 3, "1/QĐ-UBND", "UBND tỉnh Tuyên Quang", "05/08/2026", 350000, "tra.jpg", ""},
		},
	}
}

// set writes a value under a header of a sheet; row 2 is the first of data. The
// column is added when it is not there yet.
func (s sheets) set(sheet, header string, row int, value any) sheets {
	at := slices.Index(s[sheet][0], any(header))
	if at < 0 {
		at = len(s[sheet][0])
		s[sheet][0] = append(s[sheet][0], header)
	}
	for len(s[sheet]) < row {
		s[sheet] = append(s[sheet], nil)
	}
	for len(s[sheet][row-1]) <= at {
		s[sheet][row-1] = append(s[sheet][row-1], nil)
	}
	s[sheet][row-1][at] = value
	return s
}

// file makes an excelize file of the workbook.
func (s sheets) file(t testing.TB) *excelize.File {
	t.Helper()
	f := excelize.NewFile()
	t.Cleanup(func() { f.Close() })
	for _, name := range []string{"About", "Producers", "Points", "Products", "Links", "Titles", "Rounds", "Nominees", "Events"} {
		if rows, ok := s[name]; ok {
			f.NewSheet(name)
			for i, row := range rows {
				if err := f.SetSheetRow(name, cellName(0, i+1), &row); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	f.DeleteSheet("Sheet1")
	return f
}

// folder writes the workbook and a photo into a new folder.
func (s sheets) folder(t testing.TB) string { return folderOf(t, s.file(t)) }

func folderOf(t testing.TB, f *excelize.File) string {
	t.Helper()
	dir := t.TempDir()
	if err := f.SaveAs(filepath.Join(dir, "danh-muc.xlsx")); err != nil {
		t.Fatal(err)
	}
	writePhoto(t, filepath.Join(dir, PhotoDir, "tra.jpg"), 640, 480)
	return dir
}

func writePhoto(t testing.TB, path string, w, h int) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := jpeg.Encode(file, img, nil); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, dir string) *Book {
	t.Helper()
	book, err := Read(t.Context(), dir, testOptions(t))
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return book
}

// expect checks that exactly these problems are there, each as "cell code".
func expect(t *testing.T, book *Book, want ...string) {
	t.Helper()
	var got []string
	for _, p := range book.Problems {
		got = append(got, p.place()+" "+p.Code)
		for _, lang := range []string{"vi", "en"} {
			if p.Message[lang] == "" || badSentence.MatchString(p.Message[lang]) {
				t.Errorf("%s has no good sentence in %s: %q", p.Code, lang, p.Message[lang])
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("problems:\n got %q\nwant %q", got, want)
		for _, p := range book.Problems {
			t.Log(p.String("vi"), "/", p.Message["en"])
		}
	}
}
