package main

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"testing"

	"hangviet/ui"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

var (
	tourDir  = flag.String("tour", "", "keep the drawings of the tour in this folder")
	tourOnly = flag.String("tour-only", "idle", "draw this screen; all when empty")
)

// TestTour draws screens of an invented catalogue without a display.
func TestTour(t *testing.T) {
	out := *tourDir
	if out == "" {
		out = t.TempDir()
	}
	c := modeltest.New()
	release := ui.Release{Sample: true, Catalogue: c, Finder: func() model.Finder { return c }}
	photos := newPromptPhotos(paint)
	defer photos.cache.Close()
	forms, err := formsOf("", 0)
	must(t, err)
	n, err := tour{release: release, photos: photos, booth: tourBooth{}, out: out, only: *tourOnly, forms: forms}.draw(t.Context())
	must(t, err)
	names, err := filepath.Glob(filepath.Join(out, "*.png"))
	if err != nil || len(names) < n || n < 4 {
		t.Fatalf("%d drawings, %d files, %v", n, len(names), err)
	}
	for _, name := range names {
		if info, err := os.Stat(name); err != nil || info.Size() < 10_000 {
			t.Errorf("%s shows next to nothing", name)
		}
	}
}

// paint is a photo of its own colour for every key.
func paint(key string) (io.ReadCloser, error) {
	m := image.NewRGBA(image.Rect(0, 0, 120, 90))
	tone := color.RGBA{uint8(120 + len(key)*7%100), uint8(140 + int(key[len(key)-1])*13%80), 110, 255}
	for y := range 90 {
		for x := range 120 {
			m.Set(x, y, color.RGBA{tone.R, tone.G - uint8(y/2), tone.B + uint8(x/3), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		return nil, err
	}
	return io.NopCloser(&b), nil
}
