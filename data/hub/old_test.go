package hub

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/data/ledger"
)

// TestOldData opens the data of the program before entries lay in chunks, made by
// that program: two approved kiosks that share a ballot, one of them cloned, and
// one that waits. It counts what that program counted, and the ledgers go on.
func TestOldData(t *testing.T) {
	dir := t.TempDir()
	unpack(t, filepath.Join("testdata", "old-hub.db.gz"), filepath.Join(dir, "hub.db"))
	for range 2 { // the second time nothing is to be moved
		s, err := New(t.Context(), Config{Data: dir, Existing: true})
		if err != nil {
			t.Fatal(err)
		}
		result, err := s.Tally(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		r, _ := result.Round("r1")
		got := fmt.Sprintln(r.Ballots, r.Choices, r.Uncounted[tally.ReasonFork], r.Uncounted[tally.ReasonPending], r.Uncounted[tally.ReasonTwice])
		for _, c := range r.Categories {
			for _, n := range c.Nominees {
				got += fmt.Sprintln(n.ID, n.Choices)
			}
		}
		if want := "5 9 1 1 1\nn-tea 2\nn-rice 3\nn-fish 1\nn-silk 3\n"; got != want {
			t.Errorf("counted\n%s, want\n%s", got, want)
		}
		wantSound(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// wantSound reads every ledger as a record would, and each fork.
func wantSound(t *testing.T, s *Service) {
	t.Helper()
	err := s.Ledgers(t.Context(), func(l Ledger) error {
		n := int64(0)
		err := l.Each(0, func(place int64, entry []byte) error {
			if place != n {
				t.Errorf("entry %d of kiosk %s stands at %d", n, l.Kiosk.ID, place)
			}
			n++
			_, err := ledger.ParseRecord(entry)
			return err
		})
		if n != l.Kiosk.Size {
			t.Errorf("%d entries of kiosk %s, want %d", n, l.Kiosk.ID, l.Kiosk.Size)
		}
		for _, f := range l.Forks {
			if c, err := s.Case(t.Context(), f.ID); err != nil || c.Common != 1 || c.Theirs.Ballots != 1 || f.How != books.ByNetwork {
				t.Errorf("fork %+v, %v", c, err)
			}
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func unpack(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	plain, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(plain)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
