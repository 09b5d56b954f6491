package sheet

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

func template(t testing.TB, lang string, now time.Time) (dir string, opt Options) {
	t.Helper()
	dir, opt = t.TempDir(), testOptions(t)
	opt.Now = now
	if err := WriteTemplate(filepath.Join(dir, TemplateName), lang, opt); err != nil {
		t.Fatal(err)
	}
	photo, err := ExamplePhoto()
	if err != nil {
		t.Fatal(err)
	}
	os.Mkdir(filepath.Join(dir, PhotoDir), 0o755)
	if err := os.WriteFile(filepath.Join(dir, PhotoDir, ExamplePhotoName), photo, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir, opt
}

func TestTemplatePassesItsOwnCheck(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		for _, now := range []time.Time{testNow, time.Date(2028, 2, 29, 23, 30, 0, 0, catalog.Zone)} {
			dir, opt := template(t, lang, now)
			opt.CheckOnly = false
			book, err := Read(t.Context(), dir, opt)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, book)
			c := book.Catalogue
			if len(c.Products) != 2 || len(c.Producers) != 2 || len(c.Points) != 2 || len(c.Events) != 2 || len(c.Organiser) != 2 {
				t.Fatalf("%s: catalogue = %+v", lang, c)
			}
			tea, tray := c.Products[0], c.Products[1]
			if tea.Stars(now) != 4 || tray.OCOP() || len(tea.Links) != 1 || len(tray.Titles) != 1 || tray.Price.Max != 250000 || len(tray.Photos) != 1 {
				t.Errorf("%s: products = %+v", lang, c.Products)
			}
			if len(book.Rounds) != 1 || book.Rounds[0].PhaseAt(now) != vote.Open || len(book.Rounds[0].Categories) != 2 {
				t.Errorf("%s: rounds = %+v", lang, book.Rounds)
			}
			if at := book.Rounds[0].Opens.In(catalog.Zone); at.Hour() != 8 || at.Minute() != 0 {
				t.Errorf("%s: opens at %v", lang, at)
			}
		}
	}
}

func TestTemplateHelpsToFillIn(t *testing.T) {
	dir, _ := template(t, "vi", testNow)
	f, err := excelize.OpenFile(filepath.Join(dir, TemplateName))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if names := strings.Join(f.GetSheetList(), " "); names != "Hướng dẫn Lists Products Producers Links Titles Rounds Nominees Points Events About" {
		t.Errorf("sheets = %s", names)
	}
	if visible, _ := f.GetSheetVisible(listsSheet); visible {
		t.Error("the sheet of lists is to be seen")
	}
	lists, err := f.GetDataValidations(productPlan.key)
	if err != nil || len(lists) != 8 {
		t.Errorf("%d drop-down lists on Products, %v", len(lists), err)
	}
	for _, v := range lists {
		name, _, _ := strings.Cut(v.Formula1, "!")
		if name != listsSheet || v.ShowErrorMessage {
			t.Errorf("list %s refuses = %v", v.Formula1, v.ShowErrorMessage)
		}
	}
	notes, err := f.GetComments(productPlan.key)
	if err != nil || len(notes) < 15 {
		t.Errorf("%d notes on Products, %v", len(notes), err)
	}
	if cellOf(t, f, "Products", "A1") != "Mã sản phẩm *" || cellOf(t, f, "Products", "C1") != "Tên sản phẩm (en)" {
		t.Error("headers are not the plan's")
	}
	if provinces, err := f.GetCols(listsSheet); err != nil || len(provinces[0]) != 34 || provinces[0][0] != "An Giang" || provinces[1][25] == "" {
		t.Errorf("lists = %v, %v", provinces, err)
	}
}

// TestListsAreUnderstood feeds every word of the drop-down lists back.
func TestListsAreUnderstood(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		opt := testOptions(t)
		content := (&templateWriter{lang: lang, opt: opt}).listContent()
		for _, word := range content[listStatus] {
			if _, err := parseStatus(word); err != nil {
				t.Errorf("status %q: %v", word, err)
			}
		}
		for _, word := range content[listYesNo] {
			if _, err := parseYes(word); err != nil {
				t.Errorf("yes or no %q: %v", word, err)
			}
		}
		for _, word := range content[listProvinces] {
			if _, _, ok := opt.Provinces.Find(word); !ok {
				t.Errorf("province %q is not found", word)
			}
		}
		for i, word := range content[listSets] {
			if set, ok := opt.Classification.Find(word); !ok || set.Number != i+1 {
				t.Errorf("set %q is found as %d", word, set.Number)
			}
		}
		for i, word := range content[listCategories] {
			if c, ok := catalog.FindVoteCategory(word); !ok || c.ID != catalog.VoteCategories()[i].ID {
				t.Errorf("category %q is found as %q", word, c.ID)
			}
		}
	}
}

// TestRulesSpeakBothLanguages compares the arguments of the two sentences of
// every rule in the source.
func TestRulesSpeakBothLanguages(t *testing.T) {
	files, err := filepath.Glob("rules*.go")
	if err != nil {
		t.Fatal(err)
	}
	body := regexp.MustCompile(`(?s)rule\{\s*"([a-z0-9-]+)", catalog\.(?:Error|Warning),\s*"([^"]*)",\s*"([^"]*)",?\s*\}`)
	verb := regexp.MustCompile(`%[a-z]`)
	seen := map[string]bool{}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rules := body.FindAllStringSubmatch(string(source), -1)
		if n := strings.Count(string(source), " = rule{"); n != len(rules) {
			t.Errorf("%s: %d rules, %d of the usual form", name, n, len(rules))
		}
		for _, r := range rules {
			if vi, en := strings.Join(verb.FindAllString(r[2], -1), ""), strings.Join(verb.FindAllString(r[3], -1), ""); vi != en {
				t.Errorf("%s: %q and %q", r[1], vi, en)
			}
			if seen[r[1]] {
				t.Errorf("code %s is of two rules", r[1])
			}
			seen[r[1]] = true
		}
	}
}
