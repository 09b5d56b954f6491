package many

import (
	"crypto/sha256"
	"errors"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hangviet/data/sample/art"
)

// made writes a catalogue and returns the digests of its files by name.
func made(t *testing.T, dir string, opt Options) map[string][32]byte {
	t.Helper()
	if err := Write(t.Context(), dir, opt); err != nil {
		t.Fatal(err)
	}
	sums := map[string][32]byte{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		sums[strings.TrimPrefix(path, dir)] = sha256.Sum256(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

func TestSameNumbersMakeSameBytes(t *testing.T) {
	dir := t.TempDir()
	first := made(t, filepath.Join(dir, "a"), Options{3, 2, 7})
	again := made(t, filepath.Join(dir, "b"), Options{3, 2, 7})
	other := made(t, filepath.Join(dir, "c"), Options{3, 2, 8})
	if len(first) != 7 || len(other) != 7 {
		t.Fatalf("%d and %d files, want a workbook and 6 photos", len(first), len(other))
	}
	seen := map[[32]byte]string{}
	for name, sum := range first {
		if again[name] != sum {
			t.Errorf("%s has other bytes the second time", name)
		}
		if other[name] == sum {
			t.Errorf("%s has the same bytes with another seed", name)
		}
		if twin := seen[sum]; twin != "" {
			t.Errorf("%s and %s are one picture", name, twin)
		}
		seen[sum] = name
	}
	t.Run("photos", func(t *testing.T) { checkPhotos(t, filepath.Join(dir, "a", PhotoDir)) })
}

// checkPhotos holds that the photos are as large as those of a camera, in
// pixels and in bytes.
func checkPhotos(t *testing.T, dir string) {
	names, err := filepath.Glob(filepath.Join(dir, "*.jpg"))
	if err != nil || len(names) == 0 {
		t.Fatal("no photos", err)
	}
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		c, err := jpeg.DecodeConfig(file)
		if err != nil {
			t.Fatal(err)
		}
		info, err := file.Stat()
		if err != nil {
			t.Fatal(err)
		}
		if side := max(c.Width, c.Height); side < 1000 || side > 1200 {
			t.Errorf("%s is %d×%d pixels, want a longer side of 1000 to 1200", name, c.Width, c.Height)
		}
		if n := info.Size(); n < 50_000 || n > 160_000 {
			t.Errorf("%s has %d bytes, want about 90,000", name, n)
		}
	}
}

func TestEveryLookCanBeDrawn(t *testing.T) {
	w, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	if len(w.kinds) != 27 {
		t.Errorf("kinds for %d sets, want 26 and those outside OCOP", len(w.kinds))
	}
	for _, kinds := range w.kinds {
		for _, k := range kinds {
			if len(w.grades[k.use]) == 0 || len(w.stories[k.use]) == 0 {
				t.Errorf("%s has the use %q, of which there are no words", k.name.en, k.use)
			}
			for _, look := range k.looks {
				if _, err := art.Draw(look, 0, 20); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// TestNamesAreAsLongAsRealOnes compares with a list of 258 certified goods.
func TestNamesAreAsLongAsRealOnes(t *testing.T) {
	s, err := newSource(Options{6000, 0, 3})
	if err != nil {
		t.Fatal(err)
	}
	var products, producers []int
	distinct, makers := map[string]bool{}, map[string]bool{}
	for i := range s.opt.Products {
		name := s.product(i).name.vi
		products, distinct[name] = append(products, utf8.RuneCountInString(name)), true
	}
	for j := range s.producers {
		name := s.producer(j).name.vi
		producers, makers[name] = append(producers, utf8.RuneCountInString(name)), true
	}
	checkLengths(t, "product", products, 20, 40, 95, 110)
	checkLengths(t, "producer", producers, 28, 50, 55, 66)
	if len(distinct) < 3600 || len(makers) < 1800 {
		t.Errorf("%d names of products and %d of producers, want most to be met once", len(distinct), len(makers))
	}
}

// checkLengths allows the median and the 95th percentile to be a tenth off; the
// longest is from least to most.
func checkLengths(t *testing.T, what string, list []int, median, high, least, most int) {
	t.Helper()
	slices.Sort(list)
	near := func(got, want int) bool { return max(got-want, want-got) <= want/10 }
	m, h, longest := list[len(list)/2], list[len(list)*95/100], list[len(list)-1]
	if !near(m, median) || !near(h, high) || longest < least || longest > most {
		t.Errorf("%s names: median %d, p95 %d, longest %d; want about %d, %d and %d to %d", what, m, h, longest, median, high, least, most)
	}
}

func TestOptionsHaveBounds(t *testing.T) {
	for _, opt := range []Options{{0, 1, 1}, {-1, 1, 1}, {MaxProducts + 1, 1, 1}, {5, -1, 1}, {5, MaxPhotos + 1, 1}} {
		dir := filepath.Join(t.TempDir(), "out")
		if err := Write(t.Context(), dir, opt); !errors.Is(err, ErrRange) {
			t.Errorf("%+v: %v, want %v", opt, err, ErrRange)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%+v left a folder", opt)
		}
	}
}
