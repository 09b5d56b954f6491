package release

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// kinds are the files of a content folder that has one release.
func kinds(h *house, m Manifest) map[string]string {
	return map[string]string{
		"root":      "metadata/1.root.json",
		"timestamp": timestampFile,
		"snapshot":  "metadata/1.snapshot.json",
		"targets":   "metadata/1.targets.json",
		"manifest":  "targets/" + fileOf(m.marshalUpdate()).SHA256 + ".update.json",
		"packs":     "targets/" + fileOf(m.Marshal()).SHA256 + ".release.json",
		"catalogue": fileName(m.Catalogue.SHA256),
		"index":     fileName(m.Index.SHA256),
		"pack":      fileName(m.Packs[0].SHA256),
	}
}

// TestOneBitFlipped flips, in each kind of file, one bit of each byte, another
// bit from byte to byte, and expects a refusal that names the file.
func TestOneBitFlipped(t *testing.T) {
	h := newHouse(t)
	m, _ := h.publish()
	for kind, name := range kinds(h, m) {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			data, err := readAll(context.Background(), h.src(), name, 1<<20)
			must(t, err)
			tr := h.trust()
			step := max(1, len(data)/120)
			for i := 0; i < len(data); i += step {
				bad := []byte(string(data))
				bad[i] ^= 1 << (i % 8)
				refusesFlip(t, tr, overlay{h.src(), map[string][]byte{name: bad}}, name, i)
			}
		})
	}
}

func refusesFlip(t *testing.T, tr *Trust, src Source, name string, i int) {
	t.Helper()
	c, err := tr.Check(context.Background(), src, day)
	if err == nil {
		_, err = c.Verify(context.Background(), src, new(strings.Builder))
	}
	var f *FileError
	if !errors.As(err, &f) || f.Name != name {
		t.Fatalf("bit of byte %d flipped: error %v does not name %s", i, err, name)
	}
	if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNotSigned) && !errors.Is(err, ErrNewerFormat) {
		t.Fatalf("bit of byte %d flipped: error %v has another class", i, err)
	}
}

// TestFlippedFilesAreRefusedByAKiosk goes the kiosk's way, with one flip each.
func TestFlippedFilesAreRefusedByAKiosk(t *testing.T) {
	h := newHouse(t)
	m, _ := h.publish()
	tr := h.trust()
	for kind, name := range kinds(h, m) {
		if kind == "packs" {
			continue // for older programs
		}
		t.Run(kind, func(t *testing.T) {
			data, err := readAll(context.Background(), h.src(), name, 1<<20)
			must(t, err)
			data[len(data)/2] ^= 1
			_, err = h.take(tr, overlay{h.src(), map[string][]byte{name: data}})
			wantIs(t, err, ErrCorrupt)
			_, err = h.take(tr, overlay{h.src(), map[string][]byte{name: data[:len(data)/2]}})
			wantIs(t, err, ErrCorrupt)
		})
	}
	h.accept(tr, h.src())
}

func TestMissingFiles(t *testing.T) {
	h := newHouse(t)
	m, _ := h.publish()
	for kind, name := range kinds(h, m) {
		want := ErrMixed
		switch kind {
		case "root", "packs", "manifest":
			continue // TUF does without the first one, a kiosk without one of the others
		case "timestamp":
			want = ErrNoRelease
		}
		_, err := h.take(h.trust(), overlay{h.src(), map[string][]byte{name: nil}})
		wantIs(t, err, want)
	}
}
