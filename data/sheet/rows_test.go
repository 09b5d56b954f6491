package sheet

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func rowsIn(t testing.TB, path string) Rows {
	t.Helper()
	rows, problems, err := ReadRows(t.Context(), path)
	if err != nil || len(problems) > 0 {
		t.Fatalf("read rows: %v, %v", err, problems)
	}
	return rows
}

// books are workbooks as offices have them.
func books(t testing.TB) map[string]string {
	t.Helper()
	template := filepath.Join(t.TempDir(), TemplateName)
	if err := WriteTemplate(template, "vi", testOptions(t)); err != nil {
		t.Fatal(err)
	}
	many := office().set("Products", "story_ko", 2, "이야기").set("Products", "story", 2, "Một câu chuyện\nhai dòng").
		set("Products", "barcode", 3, "0012345678905").set("Products", "refiled", 2, "có").set("Producers", "phone", 2, "0912345678")
	old := office().set("Products", "issued", 2, 44774.0).file(t)
	yes := true
	if err := old.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"template": template,
		"small":    filepath.Join(many.folder(t), "danh-muc.xlsx"),
		"1904":     filepath.Join(folderOf(t, old), "danh-muc.xlsx"),
	}
}

// TestNothingIsLostGoingRound: workbook → rows → workbook holds the same rows, and
// reads as the same catalogue and rounds.
func TestNothingIsLostGoingRound(t *testing.T) {
	for name, book := range books(t) {
		for _, lang := range []string{"vi", "en"} {
			first := rowsIn(t, book)
			dir := t.TempDir()
			again := filepath.Join(dir, "lai.xlsx")
			if err := WriteRows(again, first, lang, testOptions(t)); err != nil {
				t.Fatal(err)
			}
			if second := rowsIn(t, again); !reflect.DeepEqual(first, second) {
				t.Errorf("%s in %s: %v became %v", name, lang, first, second)
			}
			if err := os.CopyFS(filepath.Join(dir, PhotoDir), os.DirFS(filepath.Join(filepath.Dir(book), PhotoDir))); err != nil && name != "template" {
				t.Fatal(err)
			}
			want, got := read(t, filepath.Dir(book)), read(t, dir)
			if !reflect.DeepEqual(want.Catalogue, got.Catalogue) || !reflect.DeepEqual(want.Rounds, got.Rounds) {
				t.Errorf("%s in %s reads otherwise:\n%+v\n%+v", name, lang, want.Catalogue, got.Catalogue)
			}
			if len(want.Problems) != len(got.Problems) {
				t.Errorf("%s in %s has other problems: %v, %v", name, lang, want.Problems, got.Problems)
			}
		}
	}
}

// TestRowsAreJudgedLikeAWorkbook: the same catalogue and the same rules, with the
// place of each fault as row and column.
func TestRowsAreJudgedLikeAWorkbook(t *testing.T) {
	for name, book := range books(t) {
		dir := filepath.Dir(book)
		want := read(t, dir)
		got, err := Judge(t.Context(), rowsIn(t, book), filepath.Join(dir, PhotoDir), testOptions(t))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(want.Catalogue, got.Catalogue) || !reflect.DeepEqual(want.Rounds, got.Rounds) || len(want.Problems) != len(got.Problems) {
			t.Errorf("%s: read\n%+v %v\njudged\n%+v %v", name, want.Catalogue, want.Problems, got.Catalogue, got.Problems)
		}
	}
}

// TestAFaultNamesItsRow: row 3 of the workbook is the second of its rows.
func TestAFaultNamesItsRow(t *testing.T) {
	book := office().set("Products", "price", 3, "rẻ").set("Products", "story_en", 2, "the best in the world")
	path := filepath.Join(book.folder(t), "danh-muc.xlsx")
	judged, err := Judge(t.Context(), rowsIn(t, path), filepath.Join(filepath.Dir(path), PhotoDir), testOptions(t))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, p := range judged.Problems {
		if p.Cell != "" {
			t.Errorf("%+v has a cell", p)
		}
		found = append(found, p.Sheet+" "+string(rune('0'+p.Row))+" "+p.Column)
	}
	all := strings.Join(found, ", ")
	for _, want := range []string{"Products 2 price", "Products 1 story_en"} {
		if !strings.Contains(all, want) {
			t.Errorf("no fault at %s: %s", want, all)
		}
	}
}

// TestRowsOfNoWorkbook: what is no workbook is told and gives no rows.
func TestRowsOfNoWorkbook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "thu.xlsx")
	if err := os.WriteFile(path, []byte("một lá thư"), 0o600); err != nil {
		t.Fatal(err)
	}
	rows, problems, err := ReadRows(t.Context(), path)
	if err != nil || len(problems) != 1 || rows != nil {
		t.Errorf("a letter reads as %v, %v, %v", rows, problems, err)
	}
}
