package pictures

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"testing"

	scale "golang.org/x/image/draw"
)

// TestPhotosAreScaledAsBefore compares with x/image's BiLinear: larger and smaller,
// whole and cut, with an odd edge.
func TestPhotosAreScaledAsBefore(t *testing.T) {
	photo := decoded(t, 481, 363)
	for _, part := range []image.Rectangle{photo.Rect, image.Rect(59, 0, 422, 363), image.Rect(0, 31, 481, 299)} {
		for _, size := range []image.Point{{314, 314}, {90, 61}, {600, 500}, {481, 363}, {3, 2}, {1, 1}} {
			got, want := image.NewRGBA(image.Rectangle{Max: size}), image.NewRGBA(image.Rectangle{Max: size})
			scaleYCbCr(got, photo, part)
			scale.BiLinear.Scale(want, want.Rect, photo, part, draw.Src, nil)
			if off := distance(got, want); off > 2 {
				t.Errorf("%v to %v: pixels are %.2f off on average", part, size, off)
			}
		}
	}
}

func TestOnePixelIsScaled(t *testing.T) {
	photo, out := decoded(t, 1, 1), image.NewRGBA(image.Rect(0, 0, 5, 4))
	scaleYCbCr(out, photo, photo.Rect)
	if got := out.RGBAAt(4, 3); got != out.RGBAAt(0, 0) || got.A != 0xff {
		t.Errorf("the corners are %v and %v", out.RGBAAt(0, 0), got)
	}
}

func BenchmarkDecode(b *testing.B) {
	photo := decoded(b, 480, 480)
	out := image.NewRGBA(image.Rect(0, 0, 314, 314))
	b.Run("own", func(b *testing.B) {
		for b.Loop() {
			scaleYCbCr(out, photo, photo.Rect)
		}
	})
	b.Run("x/image", func(b *testing.B) {
		for b.Loop() {
			scale.BiLinear.Scale(out, out.Rect, photo, photo.Rect, draw.Src, nil)
		}
	})
}

// decoded is a photo of soft waves with sharp edges in it.
func decoded(t testing.TB, width, height int) *image.YCbCr {
	t.Helper()
	drawn := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			wave := func(of float64) uint8 { return uint8(128 + 100*math.Sin(float64(x)/of)*math.Cos(float64(y)/of)) }
			drawn.SetRGBA(x, y, color.RGBA{wave(23), wave(31), wave(47), 0xff})
			if (x/40+y/40)%5 == 0 {
				drawn.SetRGBA(x, y, color.RGBA{0xf0, 0x20, 0x30, 0xff})
			}
		}
	}
	var file bytes.Buffer
	if err := jpeg.Encode(&file, drawn, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	photo, err := jpeg.Decode(&file)
	if err != nil {
		t.Fatal(err)
	}
	return photo.(*image.YCbCr)
}

func distance(a, b *image.RGBA) float64 {
	var sum int
	for i := range a.Pix {
		sum += int(max(a.Pix[i], b.Pix[i]) - min(a.Pix[i], b.Pix[i]))
	}
	return float64(sum) / float64(len(a.Pix))
}
