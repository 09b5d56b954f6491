package sheet

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// later is a clock by which every file of the test has been left alone.
func later() time.Time { return time.Now().Add(time.Hour) }

// readLater reads with photos prepared, by a clock.
func readLater(t *testing.T, dir, work string, clock func() time.Time) *Book {
	t.Helper()
	opt := testOptions(t)
	opt.CheckOnly, opt.Work, opt.clock = false, work, clock
	book, err := Read(t.Context(), dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, book)
	return book
}

// twoPhotos returns a folder in which two products have a photo each.
func twoPhotos(t *testing.T) (dir string, photos [2]string) {
	t.Helper()
	dir = office().set("Products", "photos", 3, "other.jpg").folder(t)
	photos = [2]string{filepath.Join(dir, PhotoDir, "tra.jpg"), filepath.Join(dir, PhotoDir, "other.jpg")}
	writePhoto(t, photos[1], 300, 310)
	return dir, photos
}

func widthOf(b *Book, product int) int { return b.Catalogue.Products[product].Photos[0].Full.Width }

// TestUnchangedPhotosAreNotRead holds that the note is gone by: once it says
// something else than the files do, that is believed.
func TestUnchangedPhotosAreNotRead(t *testing.T) {
	dir, _ := twoPhotos(t)
	work := t.TempDir()
	first := readLater(t, dir, work, later)
	note := filepath.Join(work, stampFile)
	data, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	s := readStamps(work, nil).before
	if len(s) != 2 {
		t.Fatalf("the note is %s", data)
	}
	for _, a := range s {
		for _, b := range s {
			if a.SHA256 != b.SHA256 {
				data = bytes.Replace(data, []byte(a.SHA256), []byte("x"), 1)
				data = bytes.Replace(data, []byte(b.SHA256), []byte(a.SHA256), 1)
				data = bytes.Replace(data, []byte(`"x"`), []byte(`"`+b.SHA256+`"`), 1)
			}
		}
		break
	}
	if err := os.WriteFile(note, data, 0o644); err != nil {
		t.Fatal(err)
	}
	second := readLater(t, dir, work, later)
	if widthOf(second, 0) != widthOf(first, 1) || widthOf(second, 1) != widthOf(first, 0) {
		t.Error("photos that did not change were read again")
	}
	if err := os.WriteFile(note, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if third := readLater(t, dir, work, later); widthOf(third, 0) != widthOf(first, 0) {
		t.Error("a damaged note is believed")
	}
}

// TestYoungPhotosAreReadAgain holds that a photo that was written just now is not
// noted: its bytes may yet change without its time.
func TestYoungPhotosAreReadAgain(t *testing.T) {
	dir, _ := twoPhotos(t)
	work := t.TempDir()
	readLater(t, dir, work, time.Now)
	if s := readStamps(work, nil).before; len(s) != 0 {
		t.Errorf("noted: %+v", s)
	}
}

func TestChangedPhotosAreReadAgain(t *testing.T) {
	dir, photos := twoPhotos(t)
	work := t.TempDir()
	first := readLater(t, dir, work, later)
	info, err := os.Stat(photos[0])
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(photos[1])
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "linux" { // the same length and time, as far as anybody can set them
		other = append(other, make([]byte, info.Size()-int64(len(other)))...)
	}
	if err := os.WriteFile(photos[0], other, 0o644); err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "linux" {
		if err := os.Chtimes(photos[0], info.ModTime(), info.ModTime()); err != nil {
			t.Fatal(err)
		}
	}
	if second := readLater(t, dir, work, later); widthOf(second, 0) != widthOf(first, 1) {
		t.Error("a photo that changed was not read again")
	}
}
