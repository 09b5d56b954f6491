package sheet

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

// flower is a photo of w×h as cameras take it: light and colours at every place
// others.
func flower(w, h int) *image.YCbCr {
	m := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for y := range h {
		for x := range w {
			m.Y[y*m.YStride+x] = uint8(40 + (x*150)/w + (y*40)/h)
			at := m.COffset(x, y)
			m.Cb[at], m.Cr[at] = uint8(90+x*70/w), uint8(90+y*70/h)
		}
	}
	return m
}

func encoded(t testing.TB, m image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// segment is a JPEG segment.
func segment(marker byte, body string) []byte {
	out := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(2+len(body)))
	return append(out, body...)
}

// behindHead puts a segment behind the first two bytes of a JPEG.
func behindHead(photo, segment []byte) []byte {
	return append(append(append([]byte{}, photo[:2]...), segment...), photo[2:]...)
}

func TestAWellPreparedJPEGKeepsItsPixels(t *testing.T) {
	plain := encoded(t, flower(900, 700), 80)
	laden := behindHead(plain, segment(0xe1, "Exif\x00\x00 where it was taken"))
	laden = behindHead(laden, segment(0xfe, "by whom"))
	laden = append(laden, "and a film behind it"...)
	for name, source := range map[string][]byte{"plain": plain, "with metadata": laden} {
		full, thumb, err := PreparePhoto("a.jpg", source)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(full.JPEG, plain) || full.Width != 900 || full.Height != 700 {
			t.Errorf("%s: %d bytes of %d×%d published, want the %d that came", name, len(full.JPEG), full.Width, full.Height, len(plain))
		}
		if thumb.Width != 480 || thumb.Height != 373 {
			t.Errorf("%s: thumbnail of %d×%d", name, thumb.Width, thumb.Height)
		}
	}
}

func TestOtherJPEGsAreEncodedAnew(t *testing.T) {
	small := encoded(t, flower(900, 700), 80)
	turned := behindHead(small, segment(0xe1, "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00"))
	noise := image.NewRGBA(image.Rect(0, 0, 400, 400))
	for i := range noise.Pix {
		noise.Pix[i] = uint8(i * i >> 3)
	}
	for name, source := range map[string][]byte{
		"large":        encoded(t, flower(2000, 1500), 80),
		"heavy":        encoded(t, noise, 98),
		"turned":       turned,
		"Adobe's":      behindHead(small, segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01")),
		"without blue": encoded(t, image.NewGray(image.Rect(0, 0, 300, 300)), 80),
	} {
		full, _, err := PreparePhoto("a.jpg", source)
		if err != nil {
			t.Fatal(name, err)
		}
		if bytes.Contains(source, full.JPEG[200:400]) && bytes.HasSuffix(source, full.JPEG[len(full.JPEG)-200:]) {
			t.Errorf("a %s photo was published as it came", name)
		}
		if bytes.Contains(full.JPEG, []byte("Exif")) || bytes.Contains(full.JPEG, []byte("Adobe")) {
			t.Errorf("of a %s photo metadata was published", name)
		}
	}
}

func TestAPhotoIsScaledPlaneByPlane(t *testing.T) {
	for _, c := range []struct{ w, h, side, wide, high int }{
		{4000, 3000, 1600, 1600, 1200},
		{3000, 4001, 480, 360, 480},
		{1201, 899, 480, 480, 359},
		{481, 481, 480, 480, 480},
		{300, 200, 480, 300, 200},
	} {
		from := flower(c.w, c.h)
		to := shrinkPlanes(from, c.side)
		if to.Rect.Dx() != c.wide || to.Rect.Dy() != c.high {
			t.Errorf("%d×%d became %v", c.w, c.h, to.Rect)
			continue
		}
		for _, at := range []image.Point{{}, {c.wide / 2, c.high / 2}, {c.wide - 1, 0}, {c.wide - 1, c.high - 1}} {
			want := from.YCbCrAt((2*at.X+1)*c.w/(2*c.wide), (2*at.Y+1)*c.h/(2*c.high))
			if got := to.YCbCrAt(at.X, at.Y); !near(got, want) {
				t.Errorf("%d×%d: at %v is %v, want %v", c.w, c.h, at, got, want)
			}
		}
	}
}

func near(a, b color.YCbCr) bool {
	off := func(a, b uint8) bool { return max(a, b)-min(a, b) > 3 }
	return !off(a.Y, b.Y) && !off(a.Cb, b.Cb) && !off(a.Cr, b.Cr)
}

func TestAThinPhotoOfEveryKindOfPlanes(t *testing.T) {
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		m := image.NewYCbCr(image.Rect(0, 0, 2501, 203), ratio)
		if !usualPlanes(m) {
			continue
		}
		if got := encoded(t, shrinkPlanes(m, 480), 85); len(got) == 0 {
			t.Errorf("%v: nothing", ratio)
		}
	}
}
