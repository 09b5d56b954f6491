package release

import (
	"context"
	"errors"
	"io"
	"slices"
	"testing"
)

// counting counts what is read from a source.
type counting struct {
	Source
	opens int
	bytes int64
}

func (c *counting) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	c.opens++
	c.bytes += length
	return c.Source.Open(ctx, name, offset, length)
}

func albums(t *testing.T) (*house, *Candidate, PhotoIndex) {
	h := newHouse(t)
	for i := range 12 {
		h.photo(uint64(400+i), 100_000)
	}
	h.publish()
	c, err := CheckUnder(context.Background(), h.src(), h.firstRoot(), day)
	must(t, err)
	x, err := c.Index(context.Background(), h.src())
	must(t, err)
	return h, c, x
}

func TestFetchPhotosJoinsNeighbours(t *testing.T) {
	h, _, x := albums(t)
	all := slices.Collect(x.All())
	var want []File
	bytes := int64(0)
	for i, f := range all {
		if i != 5 && i != 6 && i != 7 { // a wide gap
			want = append(want, f)
			bytes += f.Length
		}
	}
	src, got, last := &counting{Source: h.src()}, 0, int64(0)
	err := FetchPhotos(context.Background(), src, x, append(want, want[0]), func(sha string, r io.Reader) error {
		got++
		return h.compare(sha, r)
	}, func(n int64) { last = n })
	must(t, err)
	if got != len(want) || src.opens > 2 || last != bytes {
		t.Errorf("%d photos in %d ranges, %d of %d bytes", got, src.opens, last, bytes)
	}
	if over := src.bytes - bytes; over > 2*joinGap {
		t.Errorf("%d bytes too many were read", over)
	}
}

func TestFetchPhotosErrors(t *testing.T) {
	h, _, x := albums(t)
	all := slices.Collect(x.All())
	full := errors.New("disk is full")
	err := FetchPhotos(context.Background(), h.src(), x, all, func(string, io.Reader) error { return full }, nil)
	wantIs(t, err, full)
	err = FetchPhotos(context.Background(), h.src(), x, all, func(string, io.Reader) error { return nil }, nil)
	if err == nil {
		t.Error("a photo that was not read counts as taken")
	}
	err = FetchPhotos(context.Background(), h.src(), x, []File{fileOf([]byte("x"))}, h.compare, nil)
	wantIs(t, err, ErrMixed)
	err = FetchPhotos(context.Background(), h.src(), x, []File{{all[0].SHA256, all[0].Length + 1}}, h.compare, nil)
	wantIs(t, err, ErrMixed)
	ctx, stop := context.WithCancel(context.Background())
	err = FetchPhotos(ctx, h.src(), x, all, func(sha string, r io.Reader) error {
		stop()
		return h.compare(sha, r)
	}, nil)
	wantIs(t, err, context.Canceled)
}

func TestFetchCatalogueTellsProgress(t *testing.T) {
	h, c, _ := albums(t)
	last := int64(0)
	dst := t.TempDir() + "/catalog.db"
	must(t, c.FetchCatalogue(context.Background(), h.src(), dst, func(n int64) {
		if n < last {
			t.Errorf("progress went from %d to %d", last, n)
		}
		last = n
	}))
	if last != c.Manifest.Catalogue.Length {
		t.Errorf("progress ended at %d of %d", last, c.Manifest.Catalogue.Length)
	}
	if err := c.FetchCatalogue(context.Background(), h.src(), "/nowhere/catalog.db", nil); err == nil {
		t.Error("a catalogue was written to nowhere")
	}
}

// TestCatalogueBomb publishes a manifest that lies about the unpacked length: no more
// of it than that is unpacked, however much there is. See failures.md, "Hostile stick or
// page".
func TestCatalogueBomb(t *testing.T) {
	h, c, _ := albums(t)
	c.Manifest.CatalogueDB.Length /= 2
	wantIs(t, c.FetchCatalogue(context.Background(), h.src(), t.TempDir()+"/catalog.db", nil), ErrCorrupt)
	disk := newSum(io.Discard)
	wantIs(t, c.unpackCatalogue(t.Context(), h.src(), disk, nil), ErrCorrupt)
	if most := c.Manifest.CatalogueDB.Length + 1; disk.length > most {
		t.Errorf("%d bytes went to the disk, at most %d may", disk.length, most)
	}
}

func TestVerifyAllCounts(t *testing.T) {
	h, c, x := albums(t)
	got, err := VerifyAll(context.Background(), h.src(), h.firstRoot(), day)
	must(t, err)
	if got.Photos != 16 || got.Photos != x.Len() || got.Files != 2+len(c.Manifest.Packs) || got.Bytes < 1_200_000 || got.Root != 1 {
		t.Errorf("holdings %+v", got)
	}
}
