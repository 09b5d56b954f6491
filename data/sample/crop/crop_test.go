package crop_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"hangviet/data/sample/crop"
)

// noisy is a picture of 160×96 pixels with detail everywhere.
func noisy() *image.YCbCr {
	dice := rand.New(rand.NewPCG(1, 2))
	m := image.NewYCbCr(image.Rect(0, 0, 160, 96), image.YCbCrSubsampleRatio420)
	for i := range m.Y {
		m.Y[i] = uint8(60 + i%100 + dice.IntN(60))
	}
	for i := range m.Cb {
		m.Cb[i], m.Cr[i] = uint8(100+dice.IntN(50)), uint8(100+dice.IntN(50))
	}
	return m
}

func scene(t testing.TB) (*crop.Scene, image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, noisy(), &jpeg.Options{Quality: 82}); err != nil {
		t.Fatal(err)
	}
	s, err := crop.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return s, decoded(t, b.Bytes())
}

func decoded(t testing.TB, b []byte) *image.YCbCr {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return m.(*image.YCbCr)
}

func TestAPartHasThePixelsOfItsScene(t *testing.T) {
	s, whole := scene(t)
	for _, part := range []image.Rectangle{s.Bounds(), image.Rect(32, 16, 112, 80), image.Rect(64, 48, 160, 96), image.Rect(16, 0, 91, 53)} {
		got := decoded(t, s.Cut(nil, part, crop.Shift{}))
		if got.Rect.Size() != part.Size() {
			t.Fatalf("%v was cut as %v", part, got.Rect)
		}
		for y := range part.Dy() {
			for x := range part.Dx() {
				want := whole.(*image.YCbCr).YCbCrAt(part.Min.X+x, part.Min.Y+y)
				if got.YCbCrAt(x, y) != want {
					t.Fatalf("%v: at %d,%d is %v, want %v", part, x, y, got.YCbCrAt(x, y), want)
				}
			}
		}
	}
}

func TestAShiftMakesBrighter(t *testing.T) {
	s, _ := scene(t)
	mean := func(by crop.Shift) (sum color.YCbCr, light int) {
		m := decoded(t, s.Cut(nil, s.Bounds(), by))
		for _, v := range m.Y {
			light += int(v)
		}
		return m.YCbCrAt(50, 50), light / len(m.Y)
	}
	_, plain := mean(crop.Shift{})
	if _, bright := mean(crop.Shift{Light: 12}); bright < plain+6 || bright > plain+12 {
		t.Errorf("light %d, shifted %d", plain, bright)
	}
	if _, dark := mean(crop.Shift{Light: -12, Blue: 3, Red: -3}); dark > plain-6 || dark < plain-12 {
		t.Errorf("light %d, shifted down %d", plain, dark)
	}
}

func TestOtherBytesAreRefused(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, noisy(), nil); err != nil {
		t.Fatal(err)
	}
	for i, bad := range [][]byte{nil, {0xff, 0xd8}, b.Bytes()[:b.Len()/2], []byte("GIF89a, no JPEG")} {
		if _, err := crop.Open(bad); !errors.Is(err, crop.ErrFormat) {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func BenchmarkCut(b *testing.B) {
	s, _ := scene(b)
	var out []byte
	for b.Loop() {
		out = s.Cut(out[:0], s.Bounds(), crop.Shift{Light: 1})
	}
	b.SetBytes(int64(len(out)))
}
