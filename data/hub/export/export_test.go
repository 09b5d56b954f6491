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
	"hangviet/data/ledger"
	"hangviet/data/vote"
)

var hour = time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)

// The ids of the two ballots, in the order in which they were cast.
const firstID, secondID = "ff000000000000000000000000000000", "0a000000000000000000000000000000"

// sample has two kiosks, names that would be formulas, and ballots in the order
// in which they were cast.
func sample() Document {
	definition := tally.Definition{
		Current: true,
		Round: vote.Round{
			ID: "r1", Title: vote.Text{"vi": "Hàng Việt được yêu thích"}, Opens: hour.Add(-time.Hour), Closes: hour.Add(time.Hour),
			Categories: []vote.Category{{ID: "food", Title: vote.Text{"vi": "Thực phẩm", "en": "Food"}, Choices: 2, Nominees: []vote.Nominee{
				{ID: "n1", Product: "TEA"}, {ID: "n2", Product: "-RICE"},
			}}},
		},
		Names:  map[string]vote.Text{"TEA": {"vi": `=HYPERLINK("http://x")`}, "-RICE": {"vi": "Gạo nếp; \"cái\", hoa vàng"}},
		Makers: map[string]vote.Text{"TEA": {"vi": "+Sao Mai"}},
	}
	c := tally.NewCounter(map[string]tally.History{"r1": {definition}}, tally.DefaultRules())
	n1, n2 := vote.Choice{Category: "food", Nominee: "n1"}, vote.Choice{Category: "food", Nominee: "n2"}
	add := func(kiosk string, index int64, b vote.Ballot) { c.AddRecord(kiosk, index, ledger.Record{Ballot: &b}) }
	add("k1", 0, vote.Ballot{ID: firstID, Round: "r1", Mode: vote.ByPause, Hour: hour, Flags: []vote.Flag{vote.FlagQuick}, Choices: []vote.Choice{n1, n2}})
	add("k2", 0, vote.Ballot{ID: secondID, Round: "r1", Hour: hour, Choices: []vote.Choice{n1}})
	for i := range int64(4) {
		add("k2", i+1, vote.Ballot{ID: strings.Repeat("1", 31) + string(rune('0'+i)), Round: "r1", Hour: hour})
	}
	c.AddRecord("k1", 1, ledger.Record{Paper: &vote.Paper{
		ID: strings.Repeat("2", 32), Round: "r1", Hour: hour, Batch: "-B1", Staff: [2]string{"1", "2"}, Sheets: 30, Invalid: 2, Counts: []vote.Count{{Choice: n2, Sheets: 28}},
	}})
	r, _ := c.Result().Round("r1")
	about := About{Lang: "vi", Release: 3, At: hour, Hub: "h", Kiosks: map[string]string{"k1": "@Điểm bán\t1"}}
	about.Exposure = tally.NewExposure(r, []tally.Showing{
		{Category: "food", Nominee: "n1", Place: 1, Shown: 90, Chosen: 30}, {Category: "food", Nominee: "n1", Place: 2, Shown: 90, Chosen: 10},
	})
	return New(r, c.Sheaf("r1"), about)
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
	want := strings.Fields("round category nominee nominee-kiosk nominee-kiosk nominee nominee-kiosk kiosk kiosk not-counted " +
		"paper-batch flagged exposure exposure position-bias ballot ballot ballot")
	if !slices.Equal(kinds, want) {
		t.Errorf("rows %v, want %v", kinds, want)
	}
	last := rows[len(rows)-1]
	if got := strings.Join(last, "|"); got != "ballot|r1|food|n2||||k1||"+firstID+"|2026-11-21 09:00||1|open|quick|||||||" {
		t.Errorf("last row %s", got)
	}
	if got := strings.Join(rows[11], "|"); got != "paper-batch|r1||||||k1||22222222222222222222222222222222|2026-11-21 09:00||28||||"+"|30|'-B1|||" {
		t.Errorf("paper: %s", got)
	}
	if rows[1][15] != "1" || rows[1][16] != "2" || rows[1][17] != "30" || rows[6][17] != "28" || rows[8][15] != "1" || rows[12][14] != "quick" {
		t.Errorf("flagged and paper: %q", rows)
	}
	if rows[6][5] != `Gạo nếp; "cái", hoa vàng` || rows[8][8] != "'@Điểm bán\t1" {
		t.Errorf("names: %q, %q", rows[6][5], rows[8][8])
	}
}

// TestOrder: the ballots of an hour stand in the order of their random ids.
func TestOrder(t *testing.T) {
	var d Document
	if err := json.Unmarshal(write(t, JSON), &d); err != nil {
		t.Fatal(err)
	}
	if d.Counted[0].ID != secondID || d.Counted[1].ID != firstID || d.Counted[0].Hour.Minute() != 0 {
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
	if d.Flagged != (Sum{1, 2}) || d.Paper.Sheets != 30 || d.Categories[0].Nominees[1].Paper != 28 || d.Counted[1].Flags[0] != "quick" ||
		d.Runs[0].Rule != "quick" || d.Batches[0].Number != "-B1" || d.Exposure.Bias.Degrees != 1 || len(d.Exposure.Showings) != 2 {
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
	if got := strings.Join(f.GetSheetList(), "|"); got != "Tổng hợp|Theo kiosk|Phiếu|Không được tính|Phiếu giấy|Phiếu bị lưu ý|Lượt hiển thị" {
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
	if err != nil || strings.Join(totals[7], "|") != `Thực phẩm|TEA|=HYPERLINK("http://x")|+Sao Mai|2|1|0|1|1` {
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
