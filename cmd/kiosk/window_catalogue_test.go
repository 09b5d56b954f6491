package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/store"
	"hangviet/ui"
)

// TestAReleaseThatCannotBeSearchedIsTold: its file goes bad while it is shown.
func TestAReleaseThatCannotBeSearchedIsTold(t *testing.T) {
	h, stderr := testHome(t, t.TempDir()), &strings.Builder{}
	s, err := h.show(t.Context())
	must(t, err)
	w := &window{home: h, stderr: stderr}
	told := 0
	spoil := func() time.Time {
		must(t, spoilFrom(s.path, 8<<10))
		return time.Now()
	}
	r, closeFile, err := openRelease(t.Context(), s, "", spoil, func(err error) {
		told++
		w.fault(t.Context(), err)
	})
	must(t, err)
	if found := r.Finder().Ask("mật ong", 5); len(found.Hits) > 0 {
		t.Errorf("found %v", found.Hits)
	}
	must(t, closeFile())
	problems, err := h.store.Problems(t.Context())
	must(t, err)
	if told != 1 || len(problems) != 1 || problems[0].Code != "E-CONTENT-DAMAGED" || !strings.Contains(stderr.String(), "search index") {
		t.Errorf("told %d times, problems %+v, stderr %q", told, problems, stderr)
	}
}

// spoilFrom overwrites the rest of a file.
func spoilFrom(path string, at int64) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	_, err = f.WriteAt(bytes.Repeat([]byte{0xa5}, int(info.Size()-at)), at)
	return err
}

// TestInventedGoodsSaySo: whoever signed them, and only what the program brings is not
// the organiser's own.
func TestInventedGoodsSaySo(t *testing.T) {
	h := testHome(t, t.TempDir())
	s, err := h.show(t.Context())
	must(t, err)
	for path, want := range map[string]ui.Release{
		s.path:                  {Sample: true},
		catalogueFile(t, true):  {Sample: true, Own: true},
		catalogueFile(t, false): {Own: true},
	} {
		s := shown{path: path, sample: path == s.path}
		r, closeFile, err := openRelease(t.Context(), s, "", time.Now, func(err error) { t.Error(err) })
		must(t, err)
		must(t, closeFile())
		if r.Sample != want.Sample || r.Own != want.Own {
			t.Errorf("%s: sample %v, own %v, want %v, %v", path, r.Sample, r.Own, want.Sample, want.Own)
		}
	}
}

// catalogueFile writes a catalogue without goods.
func catalogueFile(t *testing.T, sample bool) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "catalog.db")
	must(t, store.WriteCatalogue(t.Context(), path, catalog.Catalogue{Sample: sample}, nil))
	return path
}
