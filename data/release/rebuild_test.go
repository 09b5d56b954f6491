package release

import (
	"bytes"
	"context"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/iotest"
	"time"
)

// rebuiltFrom publishes and returns the newest release's candidate and index.
func rebuiltFrom(t *testing.T, h *house) (*Candidate, Source, PhotoIndex) {
	t.Helper()
	src, err := Dir(h.repo)
	must(t, err)
	root, err := os.ReadFile(filepath.Join(h.keyDir, "root.json"))
	must(t, err)
	c, err := CheckUnder(t.Context(), src, root, day)
	must(t, err)
	index, err := c.Index(t.Context(), src)
	must(t, err)
	return c, src, index
}

func (h *house) open(sha256 string) (io.ReadCloser, error) {
	return io.NopCloser(bytes.NewReader(h.content[sha256])), nil
}

// TestPacksAreRebuiltByteForByte also where photos of a pack are dead: from what
// an older release told of it, or from the pack's own directory.
func TestPacksAreRebuiltByteForByte(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for i := range 20 {
		h.photo(uint64(100+i), 3000+i)
	}
	_, _, err := Publish(t.Context(), h.repo, h.keys, h.input)
	must(t, err)
	_, _, old := rebuiltFrom(t, h)
	if !old.Whole() {
		t.Fatal("the first release's packs are not known whole")
	}
	dead := slices.Sorted(maps.Keys(h.input.Photos))
	for _, sha := range []string{dead[0], dead[7], dead[8], dead[len(dead)-1]} {
		delete(h.input.Photos, sha)
	}
	h.photo(500, 5000)
	h.input.IssuedAt = day.Add(time.Hour)
	_, _, err = Publish(t.Context(), h.repo, h.keys, h.input)
	must(t, err)
	c, src, index := rebuiltFrom(t, h)
	if index.Whole() || len(index.Packs()) != 2 {
		t.Fatalf("dead photos are not noticed: %d packs", len(index.Packs()))
	}
	surveyed, err := index.Survey(t.Context(), src)
	must(t, err)
	for name, whole := range map[string]PhotoIndex{"by the older release": index.With(old), "by the pack's directory": surveyed} {
		if !whole.Whole() {
			t.Errorf("%s: not whole", name)
		}
		for _, pack := range whole.Packs() {
			h.mustRebuild(whole, pack)
		}
		again, err := ParseIndex(whole.Marshal())
		if err != nil || !bytes.Equal(again.Marshal(), whole.Marshal()) {
			t.Errorf("%s: it is not read as it was written: %v", name, err)
		}
	}
	if err := index.Rebuild(t.Context(), index.Packs()[0], io.Discard, h.open); index.packs[0].lacks() && err == nil {
		t.Error("a pack with a hole was rebuilt")
	}
	mustRepack(t, h, c.Manifest.Index, index.Marshal())
	db, err := os.ReadFile(h.input.CatalogueDB)
	must(t, err)
	mustRepack(t, h, c.Manifest.Catalogue, db)
}

func (h *house) mustRebuild(x PhotoIndex, pack File) {
	h.t.Helper()
	var got bytes.Buffer
	must(h.t, x.Rebuild(h.t.Context(), pack, &got, h.open))
	want, err := os.ReadFile(filepath.Join(h.repo, fileName(pack.SHA256)))
	must(h.t, err)
	if !bytes.Equal(got.Bytes(), want) {
		h.t.Errorf("pack %s came out as other bytes", pack.SHA256)
	}
	r, err := x.Open(h.t.Context(), pack, h.open)
	must(h.t, err)
	defer r.Close()
	must(h.t, iotest.TestReader(r, want))
	for range 300 {
		from := rand.Int64N(pack.Length)
		to := from + rand.Int64N(min(pack.Length-from, 4000)) + 1
		_, err := r.Seek(from, io.SeekStart)
		must(h.t, err)
		piece := make([]byte, to-from)
		if _, err := io.ReadFull(r, piece); err != nil || !bytes.Equal(piece, want[from:to]) {
			h.t.Fatalf("bytes %d to %d of the pack are others: %v", from, to, err)
		}
	}
}

func mustRepack(t *testing.T, h *house, want File, data []byte) {
	t.Helper()
	write := func(w io.Writer) error { _, err := w.Write(data); return err }
	must(t, Repack(io.Discard, want, write))
	data[len(data)/2] ^= 1
	wantIs(t, Repack(io.Discard, want, write), ErrCorrupt)
	data[len(data)/2] ^= 1
}

// TestSignedSetIsTheFoldersOwn: what vouches for a release is kept byte for
// byte, the timestamp to be written last.
func TestSignedSetIsTheFoldersOwn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, _, err := Publish(t.Context(), h.repo, h.keys, h.input)
	must(t, err)
	c, src, _ := rebuiltFrom(t, h)
	signed := c.Signed()
	maps.Copy(signed, c.SignedBefore(t.Context(), src))
	names := Names(signed)
	if len(names) != 6 || names[5] != timestampFile {
		t.Errorf("the set is %q", names)
	}
	for name, data := range signed {
		if got, err := os.ReadFile(filepath.Join(h.repo, name)); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s: other bytes than the folder's (%v)", name, err)
		}
	}
}

// TestSurveyBelievesNoHostilePack: failures.md, "Hostile stick or page".
func TestSurveyBelievesNoHostilePack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, _, err := Publish(t.Context(), h.repo, h.keys, h.input)
	must(t, err)
	_, src, index := rebuiltFrom(t, h)
	pack := filepath.Join(h.repo, fileName(index.Packs()[0].SHA256))
	data, err := os.ReadFile(pack)
	must(t, err)
	index.packs[0].photos = index.packs[0].photos[:2]
	for at := range data {
		harmed := slices.Clone(data)
		harmed[at] ^= 0x41
		must(t, os.WriteFile(pack, harmed, 0o644))
		whole, err := index.Survey(t.Context(), src)
		if err == nil && whole.Whole() && len(whole.Packs()) == 0 {
			t.Fatal("packs are gone")
		}
		if at%97 != 0 || err != nil || !whole.Whole() {
			continue
		}
		if err := whole.Rebuild(t.Context(), whole.Packs()[0], io.Discard, h.open); err == nil && whole.packs[0].photos[1] != index.packs[0].photos[1] {
			t.Fatal("a known photo was moved")
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := index.Survey(ctx, src); err == nil {
		t.Error("surveyed after the end")
	}
}
