package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"hangviet/data/hub/tally"
	"hangviet/data/vote"
)

var hour = time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)

// sample has two kiosks, names that would be formulas, and ballots in the order
// in which they were cast.
func sample() Document {
	return New(tally.Round{
		ID: "r1", Title: vote.Text{"vi": "Hàng Việt được yêu thích"}, Opens: hour.Add(-time.Hour), Closes: hour.Add(time.Hour),
		Ballots: 2, Choices: 3,
		Categories: []tally.Category{{
			ID: "food", Title: vote.Text{"vi": "Thực phẩm", "en": "Food"}, Ballots: 2, Choices: 3,
			Nominees: []tally.Nominee{
				{ID: "n1", Product: "TEA", Name: vote.Text{"vi": `=HYPERLINK("http://x")`}, Maker: vote.Text{"vi": "+Sao Mai"}, Choices: 2, Kiosks: map[string]int{"k1": 1, "k2": 1}},
				{ID: "n2", Product: "-RICE", Name: vote.Text{"vi": "Gạo nếp; \"cái\", hoa vàng"}, Choices: 1, Kiosks: map[string]int{"k1": 1}},
			},
		}},
		Kiosks:    []tally.Kiosk{{ID: "k1", Ballots: 1, Choices: 2}, {ID: "k2", Ballots: 1, Choices: 1}},
		Uncounted: map[tally.Reason]int{tally.ReasonRules: 4},
		Counted: []vote.Ballot{
			{ID: "ff", Round: "r1", Hour: hour, Choices: []vote.Choice{{Category: "food", Nominee: "n1"}, {Category: "food", Nominee: "n2"}}},
			{ID: "0a", Round: "r1", Hour: hour, Choices: []vote.Choice{{Category: "food", Nominee: "n1"}}},
		},
		CountedBy: []string{"k1", "k2"},
	}, About{Lang: "vi", Release: 3, At: hour, Hub: "h", Kiosks: map[string]string{"k1": "@Điểm bán\t1"}})
}

func write(t *testing.T, f Format) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sample().Write(&out, f); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestCSV(t *testing.T) {
	data := write(t, CSV)
	text, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf"))
	if !ok {
		t.Error("no mark at the beginning: Excel will not read it as UTF-8")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, r := range rows[1:] {
		kinds = append(kinds, r[0])
		for _, cell := range r {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				t.Errorf("cell %q is a formula", cell)
			}
		}
	}
	want := strings.Fields("round category nominee nominee-kiosk nominee-kiosk nominee nominee-kiosk kiosk kiosk not-counted ballot ballot ballot")
	if !slices.Equal(kinds, want) {
		t.Errorf("rows %v, want %v", kinds, want)
	}
	last := rows[len(rows)-1]
	if got := strings.Join(last, "|"); got != "ballot|r1|food|n2||||k1||ff|2026-11-21 09:00||1" {
		t.Errorf("last row %s", got)
	}
	if rows[6][5] != `Gạo nếp; "cái", hoa vàng` || rows[8][8] != "'@Điểm bán\t1" {
		t.Errorf("names: %q, %q", rows[6][5], rows[8][8])
	}
}

// TestOrder: the ballots of an hour stand in the order of their random ids.
func TestOrder(t *testing.T) {
	d := sample()
	if d.Counted[0].ID != "0a" || d.Counted[1].ID != "ff" || d.Counted[0].Hour.Minute() != 0 {
		t.Errorf("%+v", d.Counted)
	}
}

func TestJSON(t *testing.T) {
	var d Document
	if err := json.Unmarshal(write(t, JSON), &d); err != nil {
		t.Fatal(err)
	}
	if d.Ballots != 2 || d.Categories[0].Nominees[0].Kiosks["k2"] != 1 || d.Counted[1].Choices[1].Nominee != "n2" || d.Phase != vote.Open {
		t.Errorf("%+v", d)
	}
	if d.Uncounted[0] != (Uncounted{tally.ReasonRules, 4}) || !strings.Contains(d.Notice, "không phải kết quả") {
		t.Errorf("%+v", d)
	}
}

func TestXLSX(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(write(t, XLSX)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), "|"); got != "Tổng hợp|Theo kiosk|Phiếu|Không được tính" {
		t.Errorf("sheets %s", got)
	}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for y := range rows {
			for x := range rows[y] {
				name, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if formula, err := f.GetCellFormula(sheet, name); err != nil || formula != "" {
					t.Errorf("%s!%s is the formula %q, %v", sheet, name, formula, err)
				}
			}
		}
	}
	totals, err := f.GetRows("Tổng hợp")
	if err != nil || strings.Join(totals[7], "|") != `Thực phẩm|TEA|=HYPERLINK("http://x")|+Sao Mai|2|1|1` {
		t.Errorf("totals %q, %v", totals, err)
	}
	ballots, err := f.GetRows("Phiếu")
	if err != nil || len(ballots) != 4 {
		t.Errorf("ballots %q, %v", ballots, err)
	}
}

func TestWordsAreWhole(t *testing.T) {
	for key, texts := range words {
		if texts["vi"] == "" || texts["en"] == "" {
			t.Errorf("%s: %v", key, texts)
		}
	}
	if _, err := ParseFormat("pdf"); err == nil {
		t.Error("pdf is taken for a format")
	}
}
