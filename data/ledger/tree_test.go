package ledger

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// The frontier is a shorter way to what package tlog computes.
func TestFrontierIsTheTreeOfTlog(t *testing.T) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (out []tlog.Hash, err error) {
		for _, i := range indexes {
			out = append(out, stored[i])
		}
		return out, nil
	})
	var f frontier
	for n := range int64(300) {
		want, err := tlog.TreeHash(n, reader)
		if err != nil || f.root() != want {
			t.Fatalf("root of %d entries differs, %v", n, err)
		}
		if read, err := readFrontier(reader, n); err != nil || !read.equal(f) {
			t.Fatalf("frontier of %d entries differs, %v", n, err)
		}
		entry := fmt.Append(nil, "entry ", n)
		hashes, err := tlog.StoredHashes(n, entry, reader)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.add(entry); !slices.Equal(got, hashes) {
			t.Fatalf("stored hashes of entry %d differ", n)
		}
		stored = append(stored, hashes...)
	}
}

func TestFrontierNeedsAllItsHashes(t *testing.T) {
	nothing := tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, nil })
	if _, err := readFrontier(nothing, 3); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}
