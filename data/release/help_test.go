package release

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// day is the moment at which the tests' releases are issued.
var day = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)

// house is an organiser with keys, a content folder and something to publish.
type house struct {
	t       testing.TB
	keyDir  string
	repo    string
	work    string
	keys    Keys
	input   Input
	content map[string][]byte // photos by SHA-256
}

func newHouse(t testing.TB) *house {
	t.Helper()
	dir := t.TempDir()
	h := &house{
		t: t, keyDir: filepath.Join(dir, "keys"), repo: filepath.Join(dir, "repo"), work: filepath.Join(dir, "work"),
		content: map[string][]byte{},
	}
	must(t, os.MkdirAll(h.work, 0o755))
	must(t, (keyMaker{now: day}).generate(h.keyDir))
	h.loadKeys()
	h.input = Input{CatalogueDB: filepath.Join(h.work, "catalog.db"), Photos: map[string]string{}, IssuedAt: day, Note: "Tuần hàng Việt"}
	h.catalogue(1)
	for i := range 4 {
		h.photo(uint64(i), 900+i)
	}
	return h
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantIs(t testing.TB, err, class error) {
	t.Helper()
	if !errors.Is(err, class) {
		t.Fatalf("got error %v, want %v", err, class)
	}
}

// noise is n bytes that do not compress, the same for the same seed.
func noise(seed uint64, n int) []byte {
	var key [32]byte
	copy(key[:], fmt.Sprint(seed))
	data := make([]byte, n)
	_, _ = rand.NewChaCha8(key).Read(data)
	return data
}

func (h *house) loadKeys() {
	h.t.Helper()
	keys, err := LoadKeys(h.keyDir, nil)
	must(h.t, err)
	h.keys = keys
}

// catalogue puts another catalogue in the place of the last.
func (h *house) catalogue(seed uint64) {
	h.t.Helper()
	data := slices.Concat(noise(seed, 3000), bytes.Repeat([]byte("mật ong rừng "), 500))
	must(h.t, os.WriteFile(h.input.CatalogueDB, data, 0o644))
}

// photo adds a photo and returns its name.
func (h *house) photo(seed uint64, length int) string {
	h.t.Helper()
	data := noise(1000+seed, length)
	sha := fileOf(data).SHA256
	path := filepath.Join(h.work, sha+".jpg")
	must(h.t, os.WriteFile(path, data, 0o644))
	h.input.Photos[sha], h.content[sha] = path, data
	return sha
}

func (h *house) publish() (Manifest, Report) {
	h.t.Helper()
	m, r, err := Publish(context.Background(), h.repo, h.keys, h.input)
	must(h.t, err)
	return m, r
}

func (h *house) src() Source {
	h.t.Helper()
	src, err := Dir(h.repo)
	must(h.t, err)
	return src
}

// firstRoot is what kiosks are set up with.
func (h *house) firstRoot() []byte {
	h.t.Helper()
	data, err := os.ReadFile(filepath.Join(h.keyDir, rootFile))
	must(h.t, err)
	return data
}

// trust is a trust folder with the house's first root.
func (h *house) trust() *Trust {
	h.t.Helper()
	tr, err := OpenTrust(filepath.Join(h.t.TempDir(), "trust"))
	must(h.t, err)
	must(h.t, tr.Pin(h.firstRoot()))
	return tr
}

// copyRepo copies the content folder as it is now.
func (h *house) copyRepo() string {
	h.t.Helper()
	dst := filepath.Join(h.t.TempDir(), "copy")
	must(h.t, os.CopyFS(dst, os.DirFS(h.repo)))
	return dst
}

// take checks src and reads everything in it as a kiosk does.
func (h *house) take(tr *Trust, src Source) (*Candidate, error) {
	h.t.Helper()
	ctx := context.Background()
	c, err := tr.Check(ctx, src, day)
	if err != nil {
		return nil, err
	}
	dst := filepath.Join(h.t.TempDir(), "catalog.db")
	if err := c.FetchCatalogue(ctx, src, dst, nil); err != nil {
		if _, gone := os.Stat(dst); !errors.Is(gone, fs.ErrNotExist) {
			h.t.Errorf("a refused catalogue was left behind: %v", gone)
		}
		return nil, err
	}
	index, err := c.Index(ctx, src)
	if err != nil {
		return nil, err
	}
	return c, FetchPhotos(ctx, src, index, slices.Collect(index.All()), h.compare, nil)
}

// compare is a put that compares a photo with the one that was published.
func (h *house) compare(sha string, r io.Reader) error {
	data, err := io.ReadAll(r)
	if err == nil && !bytes.Equal(data, h.content[sha]) {
		h.t.Errorf("photo %s was handed over with other bytes", sha)
	}
	return err
}

// accept takes a release and makes it the accepted one.
func (h *house) accept(tr *Trust, src Source) *Candidate {
	h.t.Helper()
	c, err := h.take(tr, src)
	must(h.t, err)
	must(h.t, c.Commit())
	return c
}

// snapshotOf reads a folder's files, to see that nothing changed.
func snapshotOf(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	}))
	return files
}

func sameFiles(t testing.TB, before, after map[string]string) {
	t.Helper()
	if !maps.Equal(before, after) {
		t.Fatalf("files changed: before %v, after %v", slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)))
	}
}

// overlay is a source with some files replaced; nil bytes are a missing file.
type overlay struct {
	Source
	files map[string][]byte
}

func (o overlay) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	data, ok := o.files[name]
	switch {
	case !ok:
		return o.Source.Open(ctx, name, offset, length)
	case data == nil:
		return nil, &FileError{name, fs.ErrNotExist}
	}
	data = data[min(offset, int64(len(data))):]
	return section(ctx, name, io.NopCloser(bytes.NewReader(data)), 0, length)
}
