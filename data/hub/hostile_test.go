package hub

import (
	"bytes"
	"encoding/csv"
	"html"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"hangviet/data/catalog"
	"hangviet/data/hub/cell"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// What hostile texts look like: markup for pages, formulas for spreadsheets.
const (
	script  = `"><script>alert(1)</script><img src=x onerror=alert(1)>'{{.}}`
	formula = `=cmd|' /C calc'!A0`
)

// hostileRound is the test round with markup and formulas wherever a text is.
func hostileRound() vote.Round {
	r := shownRound()
	r.Title, r.Rules = vote.Text{"vi": formula + script, "en": script}, vote.Text{"vi": script}
	for i := range r.Categories {
		r.Categories[i].Title = vote.Text{"vi": "@SUM(1)" + script}
	}
	return r
}

// publishHostile publishes a release whose every text is hostile.
func (h *house) publishHostile() {
	h.Helper()
	h.publishAndWait(hostileRound()) // makes the keys
	c := testCatalogue()
	for i := range c.Products {
		c.Products[i].Name = catalog.Text{"vi": "+1" + script, "en": formula}
		c.Products[i].Story = catalog.Text{"vi": script}
	}
	for i := range c.Producers {
		c.Producers[i].Name = catalog.Text{"vi": "-1" + script}
	}
	c.Organiser = catalog.Text{"vi": script}
	path := filepath.Join(h.TempDir(), "catalog.db")
	h.must(store.WriteCatalogue(h.Context(), path, c, []vote.Round{hostileRound()}))
	m, _, err := release.Publish(h.Context(), h.content(), h.keys, release.Input{CatalogueDB: path, IssuedAt: h.clock(), Note: script})
	h.must(err)
	h.number = m.Number
	h.until("the release is taken in", func() bool {
		n, err := h.hub.Release(h.Context())
		h.must(err)
		return n == h.number
	})
}

// link is where a page leads by itself or by a press.
var link = regexp.MustCompile(`(?:href|src)="(/[^"]*)"`)

// TestHostileTexts fills the hub with markup and formulas, walks every page that is
// reached from the first one, and opens every file that is offered. No markup comes
// through and no cell is a formula. See failures.md, "Hostile stick or page".
func TestHostileTexts(t *testing.T) {
	h := newHouse(t)
	h.publishHostile()
	k := h.enrolled(formula+script, wire.Approved)
	k.vote("food/n-tea")
	k.deliver()
	h.beatHostile(k)
	h.enrolled(script, wire.Pending)
	_, _, err := h.hub.AddToken(t.Context(), formula+script, people.Viewer, 9)
	h.must(err)
	h.must(h.hub.AddAccount(t.Context(), `=1"><b>x`, password, people.Viewer))
	h.accounts()
	browser := h.enter(string(people.Administrator), password)
	_, err = h.hub.TakeReport(t.Context(), wire.NewReport(k.self.PrivateKey, "2026-11-21", []wire.Count{
		{Name: "search.none", Key: formula, N: 3}, {Name: "search.none", Key: script, N: 3}, {Name: "product.shown", Key: "+1" + script, N: 2},
	}, h.clock()))
	h.must(err)
	todo, seen, files := []string{"/", "/results/r1"}, map[string]bool{}, 0
	for len(todo) > 0 {
		path := todo[0]
		if todo = todo[1:]; seen[path] || len(seen) > 400 {
			continue
		}
		seen[path] = true
		res, err := browser.Get(h.url + path)
		h.must(err)
		status, body := h.read(res)
		if status >= 500 || status == http.StatusForbidden {
			t.Errorf("%s: %d", path, status)
		}
		kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type"))
		switch kind {
		case "text/html":
			h.wantHarmless(path, string(body), res.Header.Get("Content-Security-Policy"))
			for _, found := range link.FindAllStringSubmatch(string(body), -1) {
				todo = append(todo, html.UnescapeString(found[1]))
			}
		case "text/csv":
			files++
			h.wantPlainCSV(path, body)
		case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
			files++
			h.wantPlainXLSX(path, body)
		}
	}
	t.Logf("%d pages and files, %d of them tables", len(seen), files)
	if len(seen) < 20 || files < 3 {
		t.Errorf("only %d pages and %d tables were found", len(seen), files)
	}
}

// beatHostile tells hostile things of a kiosk's health.
func (h *house) beatHostile(k *kiosk) {
	h.Helper()
	status, answer := k.beat(wire.NewNonce(), "", wire.Health{
		Version: script, Name: formula + script, Point: script, Disk: 1,
		Problems: []wire.Trouble{{Code: script}, {Code: formula}},
	})
	if status >= 500 {
		h.Errorf("beat: %d %s", status, answer)
	}
}

// wantHarmless looks for markup that came from a text, and for a policy that
// would let any run.
func (h *house) wantHarmless(path, page, policy string) {
	h.Helper()
	for _, bad := range []string{"<script>", "<img src=x", "onerror=alert(1)>", "<b>x", "ZgotmplZ", "<style", " style=", "javascript:", " onclick="} {
		if i := strings.Index(page, bad); i >= 0 {
			h.Errorf("%s has %q: …%s…", path, bad, page[max(0, i-80):min(len(page), i+80)])
		}
	}
	if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") || strings.Contains(policy, "*") {
		h.Errorf("%s: policy %q", path, policy)
	}
}

// wantPlainCSV reads a table and wants no cell that a spreadsheet would run.
func (h *house) wantPlainCSV(path string, body []byte) {
	h.Helper()
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		h.Errorf("%s: %v", path, err)
	}
	for _, row := range rows {
		for _, text := range row {
			if cell.Harmless(text) != text {
				h.Errorf("%s: %q is run by a spreadsheet", path, text)
			}
		}
	}
}

// wantPlainXLSX opens a workbook and wants no formula in it.
func (h *house) wantPlainXLSX(path string, body []byte) {
	h.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		h.Errorf("%s: %v", path, err)
		return
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		h.must(err)
		for y, row := range rows {
			for x := range row {
				at, err := excelize.CoordinatesToCellName(x+1, y+1)
				h.must(err)
				if f, err := book.GetCellFormula(sheet, at); err != nil || f != "" {
					h.Errorf("%s, %s!%s is the formula %q, %v", path, sheet, at, f, err)
				}
			}
		}
	}
}

// TestTablesAreWrittenInOneWay: nothing of the hub makes a text harmless for
// spreadsheets but package cell, and what writes CSV asks it.
func TestTablesAreWrittenInOneWay(t *testing.T) {
	for _, root := range []string{".", "../../cmd/hub"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			if bytes.Contains(source, []byte("csv.NewWriter(")) && filepath.Base(path) != "cell.go" && !bytes.Contains(source, []byte("cell.Harmless(")) {
				t.Errorf("%s writes tables and does not ask package cell", path)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
