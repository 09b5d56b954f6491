package cards_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"hangviet/data/a4/a4test"
	"hangviet/data/cards"
	"hangviet/data/ticket"
)

const title = "Hàng Việt Nam được người tiêu dùng yêu thích 2026"

func sheet(perPage, count int) cards.Sheet {
	s := cards.Sheet{Title: title, PerPage: perPage, Made: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)}
	for i := range count {
		s.Codes = append(s.Codes, ticket.Encode(uint64(i+1)*0x9e3779b97f4a7c15))
	}
	return s
}

func printed(t testing.TB, s cards.Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := cards.Write(context.Background(), &b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestCardsAreReadable renders sheets and reads from the picture what a scanner
// reads, and from the file what a person does.
func TestCardsAreReadable(t *testing.T) {
	for _, perPage := range cards.PerPage() {
		s := sheet(perPage, perPage+1)
		dir := t.TempDir()
		file := filepath.Join(dir, "cards.pdf")
		if err := os.WriteFile(file, printed(t, s), 0o600); err != nil {
			t.Fatal(err)
		}
		a4test.Run(t, "pdftoppm", "-r", "150", "-gray", "-png", file, filepath.Join(dir, "page"))
		if read := symbols(t, dir, perPage, len(s.Codes)); !slices.Equal(read, s.Codes) {
			t.Errorf("%d a page: the codes are\n%s, read as\n%s", perPage, s.Codes, read)
		}
		checkText(t, a4test.Run(t, "pdftotext", "-raw", file, "-"), s)
	}
}

// columns of cards on a page.
var columns = map[int]int{4: 1, 8: 2, 10: 2, 12: 2, 18: 3}

// symbols cuts the cards out of the pages, as they will be, and reads what the
// symbols of that many hold.
func symbols(t *testing.T, dir string, perPage, count int) []ticket.Code {
	t.Helper()
	grid := fmt.Sprintf("%dx%d@", columns[perPage], perPage/columns[perPage])
	a4test.Run(t, "convert", filepath.Join(dir, "page*.png"), "-shave", "47x47", "-crop", grid, "+repage", filepath.Join(dir, "card-%02d.png"))
	names, err := filepath.Glob(filepath.Join(dir, "card-*.png"))
	if err != nil || len(names) != 2*perPage {
		t.Fatalf("%d a page: %d cards, %v", perPage, len(names), err)
	}
	var read []ticket.Code
	args := slices.Concat([]string{"--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"}, names[:count])
	for _, code := range strings.Fields(a4test.Run(t, "zbarimg", args...)) {
		read = append(read, ticket.Code(code))
	}
	return read
}

// checkText looks for what a card has to say, whatever the lines it is broken into.
func checkText(t *testing.T, text string, s cards.Sheet) {
	t.Helper()
	text = strings.Join(strings.Fields(text), "")
	count := func(words string) int { return strings.Count(text, strings.ReplaceAll(words, " ", "")) }
	for _, c := range s.Codes {
		if count(c.String()) != 1 {
			t.Errorf("%d a page: code is there %d times", s.PerPage, count(c.String()))
		}
	}
	for _, words := range []string{title, "Mã dùng một lần", "không phải cuộc bầu cử", "One-time code", "not an election", "Số"} {
		if count(words) != len(s.Codes) {
			t.Errorf("%d a page: %q is there %d times", s.PerPage, words, count(words))
		}
	}
}

func TestFontsAreInTheFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cards.pdf")
	if err := os.WriteFile(file, printed(t, sheet(10, 3)), 0o600); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(a4test.Run(t, "pdffonts", file)), "\n")[2:]
	for _, line := range lines {
		if f := strings.Fields(line); len(f) < 5 || f[len(f)-5] != "yes" {
			t.Errorf("not embedded: %s", line)
		}
	}
	if len(lines) != 3 {
		t.Errorf("%d fonts", len(lines))
	}
}

func TestRefusedSheets(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*cards.Sheet)
		want  error
	}{
		"no title":   {func(s *cards.Sheet) { s.Title = "" }, cards.ErrTitle},
		"long title": {func(s *cards.Sheet) { s.Title = strings.Repeat("ệ", 121) }, cards.ErrTitle},
		"spaces":     {func(s *cards.Sheet) { s.Title = " \n\t\u00a0" }, cards.ErrTitle},
		"party":      {func(s *cards.Sheet) { s.Title = "Hội chợ 🎉" }, cards.ErrGlyph},
		"Chinese":    {func(s *cards.Sheet) { s.Title = "日本語" }, cards.ErrGlyph},
		"control":    {func(s *cards.Sheet) { s.Title = "a\x01" }, cards.ErrGlyph},
		"not text":   {func(s *cards.Sheet) { s.Title = "a\xffb" }, cards.ErrGlyph},
		"7 a page":   {func(s *cards.Sheet) { s.PerPage = 7 }, cards.ErrGrid},
		"too many":   {func(s *cards.Sheet) { s.Codes = make([]ticket.Code, cards.Most+1) }, cards.ErrMany},
	} {
		s := sheet(10, 1)
		test.spoil(&s)
		var b bytes.Buffer
		if err := cards.Write(t.Context(), &b, s); !errors.Is(err, test.want) || b.Len() != 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := cards.Write(cancelled, new(bytes.Buffer), sheet(10, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestTitles sets titles that are long, in parts or apart on every kind of card.
func TestTitles(t *testing.T) {
	for typed, want := range map[string]string{
		strings.Repeat("Tuần hàng Việt ", 8): strings.Repeat("TuầnhàngViệt", 8),
		strings.Repeat("Ệ", 120):             strings.Repeat("Ệ", 120),
		" Tuần\n hàng\t\u00a0Việt ":          "TuầnhàngViệt",
		norm.NFD.String("Được yêu thích"):    "Đượcyêuthích",
	} {
		for _, perPage := range cards.PerPage() {
			s := sheet(perPage, 1)
			s.Title = typed
			file := filepath.Join(t.TempDir(), "cards.pdf")
			if err := os.WriteFile(file, printed(t, s), 0o600); err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(a4test.Run(t, "pdftotext", "-raw", file, "-"), "Số 1", "")
			if text = strings.Join(strings.Fields(text), ""); !strings.Contains(text, want) {
				t.Errorf("%d a page: %q gives %s", perPage, typed, text)
			}
		}
	}
}

func TestSameSheetSameBytes(t *testing.T) {
	if !bytes.Equal(printed(t, sheet(10, 25)), printed(t, sheet(10, 25))) {
		t.Error("other bytes the second time")
	}
}

func BenchmarkTenThousand(b *testing.B) {
	s := sheet(10, 10_000)
	for b.Loop() {
		b.ReportMetric(float64(len(printed(b, s))), "bytes")
	}
}
