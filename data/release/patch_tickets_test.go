package release

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// catalogueWith returns the file of a catalogue with that many tickets. One product
// in a hundred has another price than in the edition before.
func catalogueWith(t *testing.T, edition, tickets int) []byte {
	t.Helper()
	var c catalog.Catalogue
	for i := range 600 {
		p := catalog.Product{Code: fmt.Sprintf("SP-%04d", i), Name: catalog.Text{"vi": fmt.Sprintf("Nước mắm %d", i*7919%600)}}
		p.Story = catalog.Text{"vi": fmt.Sprintf("%x", noise(uint64(i), 300))}
		if p.Price.Dong = int64(i) * 1000; i%100 == 0 {
			p.Price.Dong += int64(edition)
		}
		c.Products = append(c.Products, p)
	}
	opens := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	rounds := []vote.Round{{ID: "2026", Title: catalog.Text{"vi": "Đợt 2026"}, Opens: opens, Closes: opens.AddDate(0, 2, 0)}}
	marks := make([]ticket.Mark, tickets)
	for i := range marks {
		binary.BigEndian.PutUint64(marks[i][:], uint64(i+1)*0x9e3779b97f4a7c15) // odd: no two alike
	}
	path := filepath.Join(t.TempDir(), "catalog.db")
	must(t, store.WriteCatalogue(context.Background(), path, c, rounds, ticket.NewList("2026").With(marks)))
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}

// TestPatchesStaySmallBesideTickets holds that a list of tickets, which packs to
// nothing, costs a kiosk its bytes once: an edit of the products makes the patch
// it always made, and more tickets cost what they are.
func TestPatchesStaySmallBesideTickets(t *testing.T) {
	const some = 50_000
	plain := len(patchOf(t, catalogueWith(t, 1, 0), catalogueWith(t, 2, 0)))
	first, edited := catalogueWith(t, 1, some), catalogueWith(t, 2, some)
	beside := patchOf(t, first, edited)
	more := patchOf(t, edited, catalogueWith(t, 2, some+some/100))
	t.Logf("catalogue of %d bytes; patch of 1 %% of the products %d bytes, without tickets %d; of 1 %% more tickets %d", len(edited), len(beside), plain, len(more))
	if len(beside) > plain+1000 {
		t.Errorf("an edit costs %d bytes, without tickets %d", len(beside), plain)
	}
	if most := 8*some/100 + 16*some/100 + 50*some/500; len(more) > most {
		t.Errorf("1 %% more tickets cost %d bytes, want at most %d", len(more), most)
	}
	var out bytes.Buffer
	must(t, applyPatch(context.Background(), bytes.NewReader(beside), inMemory(first), &out, fileOf(edited)))
	if !bytes.Equal(out.Bytes(), edited) {
		t.Error("other bytes")
	}
}
