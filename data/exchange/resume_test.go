package exchange_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// TestNothingVerifiedIsTakenTwice: failures.md, "Stick pulled". The stick goes at
// every so many files; what was taken before is not read again.
func TestNothingVerifiedIsTakenTwice(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	m := o.publish(codes(30)...)
	c, whole := newContent(t, o), int64(0)
	for _, p := range m.Packs {
		whole += p.Length
	}
	read := int64(0)
	for pulls := 0; ; pulls++ {
		stick := spyOn(o.source())
		stick.limit = whole / 4
		_, err := again(c).Import(t.Context(), stick, nil)
		read += stick.read("files/")
		if err == nil {
			break
		}
		wantIs(t, err, release.ErrUnavailable)
		if pulls > 8 {
			t.Fatalf("no end after %d pulls", pulls)
		}
	}
	mustShow(t, c, 1)
	if more := read - whole - m.Catalogue.Length - m.Index.Length; more > 8*23_000 {
		t.Errorf("%d bytes were read twice", more)
	}
}

// TestPhotosOfAKilledImportAreKept: failures.md, "Power cut". Photos that were
// whole but not named yet are not taken again, half ones are, and so are those that have
// their length and blank pages: what a power cut leaves where nobody waited for the disk.
func TestPhotosOfAKilledImportAreKept(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, codes(10)...)
	var photos []string
	for _, name := range tree(t, c.Dir) {
		if isPhoto(name) {
			photos = append(photos, filepath.Join(c.Dir, name))
		}
	}
	for i, path := range photos[:6] {
		info, err := os.Stat(path)
		must(t, err)
		must(t, os.Rename(path, path+".part"))
		if i%2 == 0 {
			must(t, os.Truncate(path+".part", 100))
		}
		if i > 1 {
			must(t, os.Truncate(path+".part", info.Size()))
		}
	}
	stick, files := spyOn(o.source()), 0
	_, err := again(c).Import(t.Context(), stick, func(p exchange.Progress) { files = p.TotalFiles })
	must(t, err)
	mustShow(t, c, 1)
	if files != 3 {
		t.Errorf("%d photos were taken, want the 3 half ones", files)
	}
}

// TestSmallEditsComeAsPatches: a kiosk reads a few kilobytes of a new catalogue,
// and no more than what changed of the photos.
func TestSmallEditsComeAsPatches(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, codes(40)...)
	m := o.publish(codes(41)...)
	stick := spyOn(o.source())
	importFrom(t, c, stick)
	mustShow(t, c, 2)
	for _, f := range []release.File{m.Catalogue, m.Index} {
		if n := stick.read("files/" + f.SHA256); n > 0 {
			t.Errorf("%d bytes of a whole file were read", n)
		}
	}
	if n := stick.read("targets/"); n > 4<<10 {
		t.Errorf("the manifest took %d bytes", n)
	}
	for name := range stick.bytes {
		if strings.HasSuffix(name, "release.json") {
			t.Errorf("%s was read", name)
		}
	}
}
