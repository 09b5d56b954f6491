package minutes_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"hangviet/data/a4/a4test"
	"hangviet/data/catalog"
	"hangviet/data/hub/minutes"
	"hangviet/data/hub/tally"
	"hangviet/data/vote"
)

// closed is a round with so many nominees, the last of them withdrawn.
func closed(nominees int) minutes.Minutes {
	c := tally.Category{Title: vote.Text{"vi": "Đồ uống"}, Allowed: 3, Ballots: 1234, Choices: 2345, Paper: 7}
	for i := range nominees {
		c.Nominees = append(c.Nominees, tally.Nominee{
			Name: vote.Text{"vi": fmt.Sprintf("Trà shan tuyết hộp %d", i)}, Maker: vote.Text{"vi": "Hợp tác xã Suối Mây (ví dụ)"},
			Choices: 1000 + i, Flagged: i, Paper: 10 + i, Withdrawn: i == nominees-1,
		})
	}
	opens := time.Date(2026, 9, 1, 8, 0, 0, 0, catalog.Zone)
	return minutes.Minutes{
		Round: tally.Round{
			Title: vote.Text{"vi": "Hàng Việt được yêu thích 2026"}, Rules: vote.Text{"vi": "Mỗi người một phiếu.\nHội đồng xét chọn."},
			Opens: opens, Closes: opens.AddDate(0, 0, 5), Ballots: 1234, Choices: 2345, Categories: []tally.Category{c},
			Uncounted: map[tally.Reason]int{tally.ReasonTwice: 2},
		},
		Organiser: "Sở Công Thương (ví dụ)", Made: opens.AddDate(0, 0, 6), Hub: "hub-0123+abcd", Number: 2, Published: opens.AddDate(0, 0, 6),
		Hash: strings.Repeat("0af9", 16), Signed: "hangviet record\n" + strings.Repeat("0af9", 16) + "\n— hub-0123 abcd\n",
		Settled: []string{"Sổ của kiosk k1 được chọn."}, Without: []string{"k9: hỏng"},
	}
}

// printed writes the document to a file and returns it with how many pages it has.
func printed(t *testing.T, name string, m minutes.Minutes) (file string, pages int) {
	t.Helper()
	var out bytes.Buffer
	if err := minutes.Write(&out, m); err != nil {
		t.Fatal(err)
	}
	file = a4test.Keep(t, name, out.Bytes())
	_, rest, _ := strings.Cut(a4test.Run(t, "pdfinfo", file), "Pages:")
	if _, err := fmt.Sscan(rest, &pages); err != nil {
		t.Fatal(err)
	}
	return file, pages
}

// TestDocumentSaysWhatWasCounted: numbers, what was settled and the hash are in the
// text, the sentence is on every page, and a phone reads the signed note.
func TestDocumentSaysWhatWasCounted(t *testing.T) {
	m := closed(60)
	file, pages := printed(t, "minutes", m)
	text := a4test.Text(t, file)
	for _, want := range []string{
		"Hàng Việt được yêu thích 2026", "1.234 phiếu", "2.345 lượt chọn", "trùng với phiếu đã tính", "(đã rút)",
		"Trà shan tuyết hộp 58 Hợp tác xã Suối Mây (ví dụ) 1.058 1.000 68 Trà shan tuyết hộp 57", // the most chosen first
		"Sổ của kiosk k1 được chọn.", "k9: hỏng", m.Hash, "Số 2, công bố lúc 08:00 07/09/2026", fmt.Sprintf("Trang %d/%d", pages, pages),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if n := strings.Count(text, "không phải bầu cử"); pages < 3 || n != pages+1 {
		t.Errorf("the sentence stands %d times on %d pages", n, pages)
	}
	if n := strings.Count(text, "Sản phẩm đề cử"); n < 2 {
		t.Errorf("the table's head stands %d times on %d pages", n, pages)
	}
	if got := a4test.Symbols(t, file, fmt.Sprint(pages)); strings.TrimSpace(got) != strings.TrimSpace(m.Signed) {
		t.Errorf("the symbol is read as %q", got)
	}
}

// TestBeforeTheRecord: without a published record the document says so.
func TestBeforeTheRecord(t *testing.T) {
	m := closed(2)
	m.Number, m.Settled, m.Without = 0, nil, nil
	file, _ := printed(t, "minutes-before", m)
	text := a4test.Text(t, file)
	for _, want := range []string{"chưa được công bố", "Không có trường hợp nào phải xử lý."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
