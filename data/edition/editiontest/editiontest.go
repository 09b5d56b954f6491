// Package editiontest makes what an officer sends, for tests: files of workbooks and
// photos.
package editiontest

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/edition"
	"hangviet/data/sheet"
)

// Workbook returns the file of a Vietnamese workbook, as of a moment.
func Workbook(t testing.TB, rows sheet.Rows, at time.Time) []byte {
	t.Helper()
	opt, err := edition.Options(at)
	must(t, err)
	path := filepath.Join(t.TempDir(), "danh-muc.xlsx")
	must(t, sheet.WriteRows(path, rows, "vi", opt))
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}

// Photo returns a JPEG file of 640 by 480 that is like no other of another number.
func Photo(t testing.TB, n int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			img.SetRGBA(x, y, color.RGBA{uint8(x + 7*n), uint8(y), uint8(90 + n/256), 255})
		}
	}
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, img, nil))
	return out.Bytes()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
