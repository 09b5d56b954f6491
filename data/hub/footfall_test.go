package hub

import (
	"archive/zip"
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
	"time"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/vote"
)

// looked tells a day of looks of the test catalogue.
func (k *kiosk) looked(day string, times int64) {
	k.Helper()
	k.tells(day,
		wire.Count{Name: wire.Shown, Key: "TEA", N: 30 * times}, wire.Count{Name: wire.Opened, Key: "TEA", N: 7 * times},
		wire.Count{Name: wire.QR, Key: "TEA", N: 5 * times}, wire.Count{Name: wire.Kept, Key: "TEA", N: 2 * times},
		wire.Count{Name: wire.Shown, Key: "RICE", N: 11 * times}, wire.Count{Name: wire.Opened, Key: "RICE", N: times},
		wire.Count{Name: wire.Visits, N: 13 * times}, wire.Count{Name: wire.Unmet, Key: "bun dau", N: 2 * times},
		wire.Count{Name: wire.Chosen, Key: "r1/food/n-tea/1", N: 4123},
	)
}

func seenHouse(t *testing.T) (*house, *kiosk, *kiosk) {
	t.Helper()
	h := newHouse(t)
	h.publishAndWait(testRound())
	one, other := h.enrolled("Chợ Bến Thành", wire.Approved), h.enrolled("Điểm 2", wire.Approved)
	one.looked("2026-11-20", 1)
	one.looked("2026-11-21", 10)
	other.looked("2026-11-21", 100)
	return h, one, other
}

// TestSeenPages: what kiosks told stands on the pages by product, producer, kiosk
// and day, of the days that were asked for.
func TestSeenPages(t *testing.T) {
	h, one, _ := seenHouse(t)
	viewer := h.as(people.Viewer)
	for path, want := range map[string][]string{
		"/seen":                               {"Chè Shan tuyết", "HTX Sao Mai", "Chợ Bến Thành", "bun dau", "3.330", "777", "1.443"},
		"/seen?from=2026-11-20&to=2026-11-20": {"<dd>41</dd>", "20/11/2026"},
		"/seen/products?days=7":               {`href="/seen/products/TEA?`, "3.330", "1.221"},
		"/seen/producers":                     {"HTX Sao Mai", "888"},
		"/seen/kiosks":                        {"Chợ Bến Thành", "1.300"},
		"/seen/searches":                      {"bun dau", "222"},
		"/seen/products/TEA":                  {"3.330", "Điểm 2", "HTX Sao Mai", "21/11"},
		"/seen/products/FISH":                 {"Nước mắm", "Chưa có lượt xem nào"},
		"/seen/producers/p1":                  {"Chè Shan tuyết", "=Gạo nếp", "Chợ Bến Thành"},
		"/seen/kiosks/" + one.self.ID + "?from=2026-11-21&to=2026-11-21":       {"Chợ Bến Thành", "300", "Chè Shan tuyết"},
		"/seen/export?what=products&format=csv&from=2026-11-20&to=2026-11-20":  {"RICE,'=Gạo nếp cái hoa vàng,HTX Sao Mai,11,1,0,0,0,0"},
		"/seen/export?what=days&format=csv&from=2026-11-20&to=2026-11-21":      {"2026-11-20,13,41,8,5,2,2", "2026-11-21,1430,4510,880,550,220,220"},
		"/seen/export?what=searches&format=csv&from=2026-11-20&to=2026-11-21":  {"bun dau,222"},
		"/seen/export?what=kiosks&format=xlsx&from=2026-11-20&to=2026-11-21":   {"PK"},
		"/seen/export?what=producers&format=csv&from=2026-11-20&to=2026-11-21": {"p1,HTX Sao Mai"},
	} {
		page := h.page(viewer, path)
		for _, text := range want {
			if !strings.Contains(page, text) {
				t.Errorf("%s lacks %q:\n%s", path, text, page)
			}
		}
		if strings.Contains(page, "4.123") || strings.Contains(page, "4123") {
			t.Errorf("%s tells how an open round stands", path)
		}
	}
}

// TestSeldomSearchesAreNotTold: what was typed once or twice stays untold.
func TestSeldomSearchesAreNotTold(t *testing.T) {
	h, _, _ := seenHouse(t)
	viewer := h.as(people.Viewer)
	for _, path := range []string{"/seen", "/seen/searches", "/seen/export?what=searches&format=csv"} {
		if page := h.page(viewer, path+query(path)+"from=2026-11-20&to=2026-11-20"); strings.Contains(page, "bun dau") {
			t.Errorf("%s tells what was searched twice", path)
		}
	}
}

func query(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}

// TestVotesAreToldWhenTheRoundMayBe: no page and no file tells how a round stands
// before its totals may be shown; then they do.
func TestVotesAreToldWhenTheRoundMayBe(t *testing.T) {
	h, _, _ := seenHouse(t)
	viewer := h.as(people.Viewer)
	if page := h.page(viewer, "/counters.csv"); strings.Contains(page, "nominee.chosen") || !strings.Contains(page, "product.shown,TEA,30") {
		t.Errorf("the file of counters is\n%s", page)
	}
	h.wait(72 * time.Hour)
	viewer = h.enter(string(people.Viewer), password)
	for path, want := range map[string]string{
		"/seen/products": "12.369", "/seen/products/TEA": "12.369", "/seen": "12.369", "/counters.csv": "nominee.chosen,r1/food/n-tea/1,4123",
	} {
		if page := h.page(viewer, path); !strings.Contains(page, want) {
			t.Errorf("%s of a closed round lacks %s:\n%s", path, want, page)
		}
	}
	h.publishAndWait(func() vote.Round {
		r := testRound()
		r.Reveal = vote.Never
		return r
	}())
	for _, path := range []string{"/seen/products", "/seen/products/TEA", "/seen", "/counters.csv"} {
		if page := h.page(viewer, path); strings.Contains(page, "12.369") || strings.Contains(page, "4123") {
			t.Errorf("%s tells of a round of which nothing may be told", path)
		}
	}
}

// TestRefusedKioskIsNotCounted, and counts again when it is approved again.
func TestRefusedKioskIsNotCounted(t *testing.T) {
	h, _, other := seenHouse(t)
	viewer := h.as(people.Viewer)
	for _, step := range []struct {
		status wire.Status
		want   string
	}{{wire.Refused, "<dd>330</dd>"}, {wire.Refused, "<dd>330</dd>"}, {wire.Approved, "<dd>3.330</dd>"}} {
		h.must(h.hub.Decide(t.Context(), other.self.ID, step.status))
		if page := h.page(viewer, "/seen/products/TEA"); !strings.Contains(page, step.want) {
			t.Errorf("%s: the page lacks %s", step.status, step.want)
		}
	}
}

// TestPeriodsOfPages: a period that is none is told beside its fields, and the
// usual one shown.
func TestPeriodsOfPages(t *testing.T) {
	h, _, _ := seenHouse(t)
	viewer := h.as(people.Viewer)
	for query, want := range map[string]string{
		"from=2026-11-21&to=2026-11-20": "Ngày đầu phải trước ngày cuối.",
		"from=2026-11-21":               "Hãy chọn đủ hai ngày.",
		"from=<i>&to=2026-11-21":        "Hãy chọn đủ hai ngày.",
		"from=1990-11-21&to=2026-11-20": "dài nhất là năm năm",
	} {
		status, _, page := h.ask(viewer, "GET /seen?"+query, nil)
		if status != http.StatusUnprocessableEntity || !strings.Contains(page, want) || !strings.Contains(page, `aria-invalid="true"`) || strings.Contains(page, "<i>") {
			t.Errorf("%s: %d %s", query, status, page)
		}
		if status, _, _ := h.ask(viewer, "GET /seen/export?what=days&format=csv&"+query, nil); status != http.StatusBadRequest {
			t.Errorf("file of %s: %d", query, status)
		}
	}
	if status, _, _ := h.ask(viewer, "GET /seen/products/none", nil); status != http.StatusNotFound {
		t.Errorf("a product that is none: %d", status)
	}
}

// TestNoFormulasFromKiosks: what a kiosk calls a product or a search is never a
// formula in a file.
func TestNoFormulasFromKiosks(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	bad := []string{"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1"}
	k := h.enrolled("=Kiosk", wire.Approved)
	var counts []wire.Count
	for _, text := range bad {
		counts = append(counts, wire.Count{Name: wire.Shown, Key: text, N: 5}, wire.Count{Name: wire.Unmet, Key: text, N: 5})
	}
	k.tells("2026-11-21", counts...)
	viewer := h.as(people.Viewer)
	for _, path := range []string{"/counters.csv", "/seen/export?what=products&format=csv", "/seen/export?what=kiosks&format=csv", "/seen/export?what=searches&format=csv"} {
		text := strings.TrimPrefix(h.page(viewer, path), "\ufeff")
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s: %v %s", path, err, text)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@") || strings.HasPrefix(cell, "＝") {
					t.Errorf("%s has %q", path, cell)
				}
			}
		}
	}
}

// TestLeaflets: the page of a producer, and those of all in one file.
func TestLeaflets(t *testing.T) {
	h, _, _ := seenHouse(t)
	viewer := h.as(people.Viewer)
	const days = "?from=2026-11-20&to=2026-11-21"
	pdf := h.page(viewer, "/seen/producers/p1/report.pdf"+days)
	if !strings.HasPrefix(pdf, "%PDF-") {
		t.Errorf("the page is %.40q", pdf)
	}
	all := h.page(viewer, "/seen/producers.zip"+days)
	files, err := zip.NewReader(strings.NewReader(all), int64(len(all)))
	if err != nil || len(files.File) != 1 || files.File[0].Name != "p1_2026-11-20_2026-11-21.pdf" {
		t.Fatalf("%v %+v", err, files)
	}
	for path, want := range map[string]int{
		"/seen/producers/none/report.pdf": http.StatusNotFound, "/seen/producers/p1/report.pdf?from=x": http.StatusBadRequest,
		"/seen/producers.zip?from=2026-11-20&to=2026-11-01": http.StatusBadRequest,
	} {
		if status, _, _ := h.ask(viewer, "GET "+path, nil); status != want {
			t.Errorf("%s: %d", path, status)
		}
	}
}
