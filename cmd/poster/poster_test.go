package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tour draws what the posters show, each drawing in one colour.
func tour(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, p := range posters {
		for i, show := range p.shows {
			size := image.Rect(0, 0, 108, 192)
			if strings.HasSuffix(show, "-landscape") {
				size = image.Rect(0, 0, 192, 108)
			}
			drawing := image.NewGray(size)
			for at := range drawing.Pix {
				drawing.Pix[at] = uint8(60 * i)
			}
			for _, lang := range langs {
				write(t, filepath.Join(dir, show+"-"+lang+".png"), drawing)
			}
		}
	}
	return dir
}

func write(t *testing.T, path string, drawing image.Image) {
	t.Helper()
	var data bytes.Buffer
	if err := png.Encode(&data, drawing); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPosters(t *testing.T) {
	from, out := tour(t), t.TempDir()
	if code := run([]string{"--from", from, "--out", out}, t.Output()); code != 0 {
		t.Fatalf("exit %d", code)
	}
	data, err := os.ReadFile(filepath.Join(out, "fair-vi.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if want := image.Pt(4*(360+2*bezel)+5*margin, 640+2*bezel+2*margin); picture.Bounds().Size() != want {
		t.Errorf("the picture is %v, want %v", picture.Bounds().Size(), want)
	}
	for i := range 4 { // each drawing stands in its place
		at := image.Pt(margin+bezel+180+i*(360+2*bezel+margin), 300)
		if got := color.GrayModel.Convert(picture.At(at.X, at.Y)).(color.Gray).Y; got != uint8(60*i) {
			t.Errorf("drawing %d at %v is %d, want %d", i, at, got, 60*i)
		}
	}
	if code := run([]string{"--from", from, "--out", from}, t.Output()); code != 0 {
		t.Fatalf("exit %d", code)
	}
	if again, err := os.ReadFile(filepath.Join(from, "fair-vi.jpg")); err != nil || !bytes.Equal(again, data) {
		t.Errorf("the same drawings give another picture (%v)", err)
	}
}

func TestAMissingDrawingIsTold(t *testing.T) {
	from := tour(t)
	if err := os.Remove(filepath.Join(from, "stick-portrait-vi.png")); err != nil {
		t.Fatal(err)
	}
	var told strings.Builder
	if code := run([]string{"--from", from, "--out", t.TempDir()}, &told); code != 1 || !strings.Contains(told.String(), "stick-portrait-vi.png") {
		t.Errorf("exit %d, told %q", code, told.String())
	}
	if code := run([]string{"--nothing"}, io.Discard); code != 2 {
		t.Errorf("exit %d", code)
	}
}
