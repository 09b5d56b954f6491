package batch_test

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/cards"
	"hangviet/data/hub/batch"
	"hangviet/data/ticket"
)

func draw(t testing.TB, n int) []ticket.Code {
	t.Helper()
	codes, err := ticket.Draw(rand.Reader, n)
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

// TestSealed: only the key opens what was sealed, however it is typed, and no code
// can be read without.
func TestSealed(t *testing.T) {
	codes := draw(t, 3000)
	key, err := batch.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := batch.Seal(codes, key)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range codes {
		if bytes.Contains(sealed, []byte(c)) || bytes.Contains(sealed, []byte(key)) {
			t.Fatal("a code can be read")
		}
	}
	got, err := batch.Open(sealed, strings.ToLower(key.String())+" ")
	if err != nil || !slices.Equal(got, codes) {
		t.Errorf("%d codes, %v", len(got), err)
	}
	for _, wrong := range []string{"", "x", ticket.Encode(5).String(), "0000-0000-0000-01"} {
		if _, err := batch.Open(sealed, wrong); !errors.Is(err, batch.ErrKey) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	sealed[len(sealed)-1] ^= 1
	if _, err := batch.Open(sealed, string(key)); err == nil || errors.Is(err, batch.ErrKey) {
		t.Errorf("damaged: %v", err)
	}
}

// TestZip: the archive has the table and every card, numbered through.
func TestZip(t *testing.T) {
	codes := draw(t, 2003)
	var out bytes.Buffer
	sheet := cards.Sheet{Title: "Hàng Việt được yêu thích", PerPage: 18, Made: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)}
	if err := batch.WriteZip(t.Context(), &out, codes, sheet); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
	}
	if want := []string{"codes.csv", "cards-0000001-0002000.pdf", "cards-0002001-0002003.pdf"}; !slices.Equal(names, want) {
		t.Errorf("files %v", names)
	}
	table, err := r.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(table)
	if lines := strings.Split(strings.TrimSpace(string(text)), "\r\n"); err != nil || len(lines) != 2004 || lines[2003] != "2003,"+codes[2002].String() {
		t.Errorf("table: %v, %d lines", err, len(lines))
	}
	sheet.PerPage = 7
	if err := batch.WriteZip(t.Context(), &out, codes, sheet); !errors.Is(err, cards.ErrGrid) {
		t.Errorf("a grid that is none: %v", err)
	}
}

func BenchmarkZipOfCards(b *testing.B) {
	codes := draw(b, 10_000)
	for b.Loop() {
		var out counting
		if err := batch.WriteZip(b.Context(), &out, codes, cards.Sheet{Title: "Hàng Việt", PerPage: 10}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out), "bytes")
	}
}

type counting int

func (c *counting) Write(p []byte) (int, error) { *c += counting(len(p)); return len(p), nil }
