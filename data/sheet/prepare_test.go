package sheet

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

// readWhole reads with photos prepared.
func readWhole(t *testing.T, dir, work string) *Book {
	t.Helper()
	opt := testOptions(t)
	opt.CheckOnly, opt.Work = false, work
	book, err := Read(t.Context(), dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestPhotosArePrepared(t *testing.T) {
	dir, work := office().folder(t), t.TempDir()
	book := readWhole(t, dir, work)
	expect(t, book)
	p := book.Catalogue.Products[0].Photos[0]
	if p.Full.Width != 640 || p.Thumb.Width != 480 || p.Full.SHA256 == p.Thumb.SHA256 {
		t.Errorf("photo = %+v", p)
	}
	if other := book.Catalogue.Products[1].Photos[0]; other.Full != p.Full || len(book.Photos) != 2 {
		t.Errorf("a photo that two rows name was made twice: %+v", book.Photos)
	}
	for sha, path := range book.Photos {
		data, err := os.ReadFile(path)
		if err != nil || hash(data) != sha {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestPhotosAreMadeOnce(t *testing.T) {
	dir, work := office().folder(t), t.TempDir()
	first := readWhole(t, dir, work)
	past := time.Now().Add(-time.Hour).Truncate(time.Second)
	for _, path := range first.Photos {
		if err := os.Chtimes(path, past, past); err != nil {
			t.Fatal(err)
		}
	}
	second := readWhole(t, dir, work)
	for sha, path := range second.Photos {
		info, err := os.Stat(path)
		if err != nil || !info.ModTime().Equal(past) || first.Photos[sha] != path {
			t.Errorf("%s was made again: %v", path, err)
		}
	}
	os.RemoveAll(filepath.Join(work, "pictures"))
	third := readWhole(t, dir, work)
	for _, path := range third.Photos {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("what was deleted is not made again: %v", err)
		}
	}
}

func TestSameBytesEverywhere(t *testing.T) {
	dir := office().folder(t)
	a, b := readWhole(t, dir, t.TempDir()), readWhole(t, dir, t.TempDir())
	pa, pb := a.Catalogue.Products[0].Photos[0], b.Catalogue.Products[0].Photos[0]
	if pa.Full != pb.Full || pa.Thumb != pb.Thumb {
		t.Errorf("%+v and %+v", pa, pb)
	}
}

func TestDefaultWorkFolder(t *testing.T) {
	dir := office().folder(t)
	for _, path := range readWhole(t, dir, "").Photos {
		if filepath.Dir(path) != filepath.Join(dir, workFolder, "pictures") {
			t.Errorf("picture at %s", path)
		}
	}
}

func TestPhotoNames(t *testing.T) {
	dir := office().set("Products", "photos", 2, "Chè  Tân Cương.JPG; b.jpg\nphotos/c.jpg, e.jpg").
		set("Products", "photos", 3, `con\d.jpg; tra`).folder(t)
	folder := filepath.Join(dir, PhotoDir)
	for _, name := range []string{norm.NFD.String("chè  tân cương.jpg"), "b.JPG", "c.jpg, e.jpg", "con/d.jpg"} {
		writePhoto(t, filepath.Join(folder, name), 300, 300)
	}
	book := readWhole(t, dir, t.TempDir())
	expect(t, book)
	if n := len(book.Catalogue.Products[0].Photos); n != 3 {
		t.Errorf("%d photos, want 3", n)
	}
}

func TestPhotoOrderAndCaption(t *testing.T) {
	s := office().set("Products", "photos", 2, "b.jpg; tra.jpg; a.jpg").set("Products", "photo_alt", 2, "Búp chè")
	dir := s.folder(t)
	writePhoto(t, filepath.Join(dir, PhotoDir, "a.jpg"), 300, 300)
	writePhoto(t, filepath.Join(dir, PhotoDir, "b.jpg"), 310, 300)
	var widths []int
	photos := readWhole(t, dir, t.TempDir()).Catalogue.Products[0].Photos
	for _, p := range photos {
		widths = append(widths, p.Full.Width)
	}
	if !slices.Equal(widths, []int{310, 640, 300}) || photos[0].Alt["vi"] != "Búp chè" || photos[1].Alt != nil {
		t.Errorf("photos = %+v", photos)
	}
}

func TestLinksOutOfTheFolder(t *testing.T) {
	dir := office().set("Products", "photos", 2, "link.jpg").set("Products", "photos", 3, "elsewhere/secret.jpg").folder(t)
	outside := t.TempDir()
	writePhoto(t, filepath.Join(outside, "secret.jpg"), 300, 300)
	for name, target := range map[string]string{"link.jpg": filepath.Join(outside, "secret.jpg"), "elsewhere": outside} {
		if err := os.Symlink(target, filepath.Join(dir, PhotoDir, name)); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, readWhole(t, dir, t.TempDir()), "Products!L2 photo-link", "Products!L3 photo-missing")
}

func TestBadPhotosAreNamedWithTheirRow(t *testing.T) {
	dir := office().set("Products", "photos", 2, "cut.jpg; tra.jpg").set("Products", "photos", 3, "tiny.jpg; cut.jpg").folder(t)
	folder := filepath.Join(dir, PhotoDir)
	writePhoto(t, filepath.Join(folder, "tiny.jpg"), 100, 100)
	whole, err := os.ReadFile(filepath.Join(folder, "tra.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(folder, "cut.jpg"), whole[:len(whole)/2], 0o644)
	want := []string{"Products!L2 photo-corrupt", "Products!L3 photo-tiny", "Products!L3 photo-corrupt"}
	expect(t, read(t, dir), slices.Clone(want)...)
	book := readWhole(t, dir, t.TempDir())
	expect(t, book, want...)
	if n := len(book.Catalogue.Products[0].Photos); n != 1 {
		t.Errorf("%d photos, want the good one", n)
	}
}

func TestNoPhotoFolder(t *testing.T) {
	dir := office().folder(t)
	os.RemoveAll(filepath.Join(dir, PhotoDir))
	expect(t, read(t, dir), "Products!L2 photo-missing", "Products!L3 photo-missing")
}

func TestReadingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	opt := testOptions(t)
	if _, err := Read(ctx, office().folder(t), opt); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
}
