package web

import (
	"bytes"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hangviet/data/hub/people"
)

// pages are all pages in one language, with everything on them.
func pages(lang string, signedIn bool) map[string]func(*bytes.Buffer) error {
	frame := Frame{Lang: lang, Here: "/", Role: people.Viewer, Problem: &Problem{Code: "E-HUB-X", Message: "<b>", Detail: "cause"}}
	if signedIn {
		frame.SignedIn, frame.Name, frame.Role, frame.Rights = true, "<b>Thảo", people.Administrator, people.Rights()
		frame.Menu = []MenuItem{{"/kiosks", "menu.kiosks", false}, {"/account", "menu.settings", true}}
		frame.Sub = []MenuItem{{"/account", "menu.account", true}, {"/people", "menu.people", false}}
	}
	var rows []RoundRow
	for _, phase := range []string{"draft", "coming", "open", "paused", "closed"} {
		rows = append(rows, RoundRow{ID: "r-" + phase, Title: "<b>Đợt", Phase: phase, Ballots: 5, Choices: 8, Flagged: 2, Sheets: 7, Current: phase == "open", Test: phase == "open"})
	}
	var not []Uncounted
	for _, reason := range []string{"pending", "refused", "test", "twice", "ticket", "rules", "mode", "hour", "aside"} {
		not = append(not, Uncounted{reason, 2})
	}
	var batches []PaperBatch
	for _, reason := range []string{"", "pending", "refused", "test", "rules", "twice", "corrected", "number", "fork", "aside"} {
		batches = append(batches, PaperBatch{"B-1", "k", "now", 50, 2, 90, reason})
	}
	var runs []Run
	for _, rule := range []string{"clock", "hours", "prefix", "quick", "same", "other", "many", "alike", "tickets"} {
		runs = append(runs, Run{"k", "now", rule, 5})
	}
	categories := []Category{{Title: "C", Allowed: 2, Withdrawn: true, Ballots: 3, Choices: 4, Flagged: true, Paper: true, Nominees: []Nominee{
		{Name: "<i>", Maker: "M", Product: "P", Choices: 3, Bar: 100, Share: 75}, {Product: "Q", Withdrawn: true},
	}}}
	all := map[string]func(*bytes.Buffer) error{
		"home": func(w *bytes.Buffer) error {
			return Home{frame, true, []HomeRound{{"r", "<i>Đợt", "open", "a", "b", true}, {"q", "Q", "closed", "a", "b", false}}}.Draw(w)
		},
		"empty home": func(w *bytes.Buffer) error { return Home{Frame: frame}.Draw(w) },
		"forbidden":  func(w *bytes.Buffer) error { return Message{frame, "message.forbidden"}.Draw(w) },
		"login":      func(w *bytes.Buffer) error { return Login{frame, "/", "login.minutes", 2, true}.Draw(w) },
		"wrong":      func(w *bytes.Buffer) error { return Login{Frame: frame, Fault: "login.wrong"}.Draw(w) },
		"rounds": func(w *bytes.Buffer) error {
			return Rounds{frame, rows, []Unknown{{"x", 2}}, []MadeRow{{"m", "<i>", true, "a", "now"}, {"n", "", false, "a", "now"}}, true}.Draw(w)
		},
		"no exposure": func(w *bytes.Buffer) error { return Exposure{Frame: frame}.Draw(w) },
		"no rounds":   func(w *bytes.Buffer) error { return Rounds{Frame: frame}.Draw(w) },
		"not found":   func(w *bytes.Buffer) error { return Message{frame, "message.notfound"}.Draw(w) },
		"fault":       func(w *bytes.Buffer) error { return Message{frame, "message.error"}.Draw(w) },
		"record": func(w *bytes.Buffer) error {
			return Record{frame, "r-1", "<b>Đợt", "hub-1", true, true, true, 2, publicationRows()}.Draw(w)
		},
		"no record": func(w *bytes.Buffer) error { return Record{Frame: frame, ID: "r-1", Closed: true}.Draw(w) },
		"open":      func(w *bytes.Buffer) error { return Record{Frame: frame, ID: "r-1"}.Draw(w) },
		"receipt":   func(w *bytes.Buffer) error { return Receipt{frame, "ABCD", "receipt.found", 0, false}.Draw(w) },
		"slow":      func(w *bytes.Buffer) error { return Receipt{frame, "", "receipt.slow", 5, true}.Draw(w) },
	}
	addPeople(all, frame)
	addDesk(all, frame)
	for _, row := range rows {
		head := RoundHead{row, "overview", true, true, true, signedIn, signedIn, true, 3}
		r := Round{frame, head, "Thể lệ", "after", signedIn, row.Phase == "open", 5, categories, []RoundKiosk{{"k", "", 1, 2, 1, 7}}, not, batches, runs, 3}
		all["round "+row.Phase] = func(w *bytes.Buffer) error { return r.Draw(w) }
		for name, draw := range votesPages(frame, head, runs, batches) {
			all[name+" "+row.Phase] = draw
		}
		for _, reveal := range []string{"after", "always", "never"} {
			p := Results{frame, row, reveal == "always", reveal, "Thể lệ", categories, true}
			all["results "+row.Phase+reveal] = func(w *bytes.Buffer) error { return p.Draw(w) }
		}
	}
	for _, verdict := range []string{"", "count", "aside"} {
		for _, guess := range []string{"restored", "cloned", "unsure"} {
			p := Case{
				frame, "f", "k", "<i>", "now", "stick", 7, verdict == "", guess, verdict,
				Branch{3, 4, 1, 50, "a", "b"},
				Branch{},
				[]CaseCount{{"r", "c", "<i>", 1, 2}},
				[]Decision{{"now", "<script>", "count"}, {"now", "", "aside"}, {"now", "", "undecided"}},
				verdict == "count", "<i>",
			}
			all["case "+verdict+guess] = func(w *bytes.Buffer) error { return p.Draw(w) }
		}
	}
	for name, bias := range map[string]Bias{"told": {true, "1,2", 3, "0,5", "1,0", false}, "doubt": {true, "1,2", 3, "0,5", "1,0", true}, "few": {}} {
		p := Exposure{frame, "r", "<b>Đợt", bias, []ExposureCategory{{"C", bias, []Showing{{"<i>", 3, 1, "33 %"}}, []Showing{{"1", 3, 1, "33 %"}}}}}
		all["exposure "+name] = func(w *bytes.Buffer) error { return p.Draw(w) }
	}
	return all
}

// TestPages draws everything in both languages. What came from elsewhere is
// never markup, and there is no script and no style within a page, because the
// policy would forbid it.
func TestPages(t *testing.T) {
	foreign := regexp.MustCompile(`(?i)<script|style=|<style|javascript:|onclick|(src|href|action)="(https?:)?//|<b>Đợt|<i>`)
	for _, lang := range Langs {
		for _, signedIn := range []bool{false, true} {
			for name, draw := range pages(lang, signedIn) {
				var out bytes.Buffer
				if err := draw(&out); err != nil {
					t.Errorf("%s in %s: %v", name, lang, err)
				}
				if found := foreign.FindString(out.String()); found != "" {
					t.Errorf("%s in %s has %q", name, lang, found)
				}
				if !strings.Contains(out.String(), `<html lang="`+lang+`">`) || !strings.HasSuffix(strings.TrimSpace(out.String()), "</html>") {
					t.Errorf("%s in %s is not whole", name, lang)
				}
			}
		}
	}
}

// TestWords: both languages have the same texts, and the templates use no other
// and leave none out.
func TestWords(t *testing.T) {
	b, err := load()
	if err != nil {
		t.Fatal(err)
	}
	keys := slices.Sorted(maps.Keys(b.words["vi"]))
	if other := slices.Sorted(maps.Keys(b.words["en"])); !slices.Equal(keys, other) {
		t.Errorf("texts differ:\n%v\n%v", keys, other)
	}
	used := templateText(t) + goText(t)
	for _, key := range keys {
		if b.words["vi"][key] == "" || b.words["en"][key] == "" {
			t.Errorf("%s is empty", key)
		}
		if strings.HasPrefix(key, "audited.") { // the rest is an act as the audit has it
			continue
		}
		if !isSaid(used, key) {
			t.Errorf("%s is never used", key)
		}
		if strings.Count(b.words["vi"][key], "{}") != strings.Count(b.words["en"][key], "{}") {
			t.Errorf("%s has other gaps in the two languages", key)
		}
	}
}

// isSaid tells whether templates or the hub say a text: by its key, or by the
// beginning of it, up to a dot, to which they add the rest.
func isSaid(used, key string) bool {
	if strings.Contains(used, `"`+key+`"`) {
		return true
	}
	for at := len(key); ; {
		at = strings.LastIndex(key[:at], ".")
		if at < 0 {
			return false
		}
		if strings.Contains(used, `"`+key[:at+1]+`"`) {
			return true
		}
	}
}

// goText is the code that says texts: that of the hub and of the pages, without
// the tests.
func goText(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	for _, root := range []string{".", "../../data/hub"} {
		err := fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := os.ReadFile(filepath.Join(root, path))
			all.Write(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func templateText(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(files, "templates", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(path)
		all.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// TestRightsOfTemplates: what a template asks for is a right that there is.
func TestRightsOfTemplates(t *testing.T) {
	for _, asked := range regexp.MustCompile(`\.May "([^"]*)"`).FindAllStringSubmatch(templateText(t), -1) {
		if !slices.Contains(people.Rights(), people.Right(asked[1])) {
			t.Errorf("no right is called %q", asked[1])
		}
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1.000", 1250000: "1.250.000", -1234: "−1.234"} {
		if got := Number(n, "vi"); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
	if got := Number(1250000, "en"); got != "1,250,000" {
		t.Error(got)
	}
}

func TestStatic(t *testing.T) {
	for path, want := range map[string]int{"/static/site.css": 200, "/static/icon.svg": 200, "/static/": 404, "/static/none": 404, "/words/vi.json": 404} {
		w := httptest.NewRecorder()
		Static().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}
