package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// quarters is a picture whose four quarters are red, green, blue and white, so
// that it tells which way up it is.
func quarters(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	fill := func(r image.Rectangle, c color.Color) {
		draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	fill(image.Rect(0, 0, w/2, h/2), color.RGBA{255, 0, 0, 255})
	fill(image.Rect(w/2, 0, w, h/2), color.RGBA{0, 255, 0, 255})
	fill(image.Rect(0, h/2, w/2, h), color.RGBA{0, 0, 255, 255})
	fill(image.Rect(w/2, h/2, w, h), color.White)
	return img
}

// corners names the colours of the quarters, from the upper left in reading
// order.
func corners(t *testing.T, p Picture) string {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(p.JPEG))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != p.Width || b.Dy() != p.Height {
		t.Errorf("picture is %v, said %d×%d", b, p.Width, p.Height)
	}
	name := func(x, y int) string {
		r, g, b, _ := img.At(x, y).RGBA()
		switch high := uint32(0x9000); {
		case r > high && g > high && b > high:
			return "w"
		case r > high:
			return "r"
		case g > high:
			return "g"
		case b > high:
			return "b"
		}
		return "?"
	}
	x, y := p.Width/4, p.Height/4
	return name(x, y) + name(3*x, y) + name(x, 3*y) + name(3*x, 3*y)
}

func encodeJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func encodePNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// tiff is an EXIF block that holds an orientation, and a maker's note.
func tiff(order binary.AppendByteOrder, orientation uint16) []byte {
	out := []byte("II*\x00")
	if order.String() == "BigEndian" {
		out = []byte("MM\x00*")
	}
	out = order.AppendUint32(out, 8)
	out = order.AppendUint16(out, 2)
	for _, entry := range [][2]uint16{{271, 65}, {274, orientation}} {
		out = order.AppendUint16(out, entry[0])
		out = order.AppendUint16(out, 3)
		out = order.AppendUint32(out, 1)
		out = order.AppendUint16(out, entry[1])
		out = order.AppendUint16(out, 0)
	}
	return append(order.AppendUint32(out, 0), "GPS 21.0285N 105.8542E"...)
}

func withExif(jpeg, tiff []byte) []byte {
	body := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(body)+2))
	return append(append(head, body...), jpeg[2:]...)
}

func TestOrientation(t *testing.T) {
	source := encodeJPEG(t, quarters(400, 240))
	for orientation, want := range map[uint16]string{1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb", 0: "rgbw", 9: "rgbw"} {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			full, thumb, err := PreparePhoto("a.jpg", withExif(source, tiff(order, orientation)))
			if err != nil {
				t.Fatal(err)
			}
			if got := corners(t, full) + corners(t, thumb); got != want+want {
				t.Errorf("orientation %d, %v: %s, want %s twice", orientation, order, got, want)
			}
			if upright := orientation < 5 || orientation > 8; (full.Width > full.Height) != upright {
				t.Errorf("orientation %d gives %d×%d", orientation, full.Width, full.Height)
			}
			if bytes.Contains(full.JPEG, []byte("GPS")) || bytes.Contains(full.JPEG, []byte("Exif")) {
				t.Error("metadata came along")
			}
		}
	}
}

func TestOrientationOfPNGAndWebP(t *testing.T) {
	source := encodePNG(t, quarters(400, 240))
	chunk := append([]byte("eXIf"), tiff(binary.BigEndian, 6)...)
	exif := binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4))
	exif = binary.BigEndian.AppendUint32(append(exif, chunk...), crc32.ChecksumIEEE(chunk))
	const afterHeader = 8 + 25
	full, _, err := PreparePhoto("a.png", append(append(append([]byte{}, source[:afterHeader]...), exif...), source[afterHeader:]...))
	if err != nil || corners(t, full) != "brwg" {
		t.Errorf("PNG: %v, %v", err, full.Width)
	}
	webp := append([]byte("RIFF\x00\x00\x00\x00WEBPEXIF\x22\x00\x00\x00"), tiff(binary.LittleEndian, 8)[:34]...)
	if got := orientation(webp); got != 8 {
		t.Errorf("WebP: orientation %d, want 8", got)
	}
}

func TestScaling(t *testing.T) {
	for name, c := range map[string]struct{ w, h, fullW, fullH, thumbW, thumbH int }{
		"large":    {3200, 2000, 1600, 1000, 480, 300},
		"portrait": {1500, 3000, 800, 1600, 240, 480},
		"odd":      {1999, 1333, 1600, 1067, 480, 320},
		"small":    {300, 200, 300, 200, 300, 200},
		"long":     {4000, 200, 1600, 80, 480, 24},
	} {
		full, thumb, err := PreparePhoto(name, encodePNG(t, quarters(c.w, c.h)))
		if err != nil {
			t.Fatal(err)
		}
		if full.Width != c.fullW || full.Height != c.fullH || thumb.Width != c.thumbW || thumb.Height != c.thumbH {
			t.Errorf("%s: %d×%d and %d×%d, want %+v", name, full.Width, full.Height, thumb.Width, thumb.Height, c)
		}
		if corners(t, full) != "rgbw" || corners(t, thumb) != "rgbw" {
			t.Errorf("%s: corners %s and %s", name, corners(t, full), corners(t, thumb))
		}
	}
}

// TestFlatColourStays tells that the weights add up: a plain picture stays
// plain at any size.
func TestFlatColourStays(t *testing.T) {
	for _, w := range []int{1601, 1700, 2401, 3333, 4999} {
		img := image.NewRGBA(image.Rect(0, 0, w, 240))
		draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{37, 140, 251, 255}), image.Point{}, draw.Src)
		for _, p := range shrink(img, FullSide).Pix[:4*1600] {
			if p != 37 && p != 140 && p != 251 && p != 255 {
				t.Fatalf("from %d px: a value of %d", w, p)
			}
		}
	}
}

func TestTransparentIsFlattenedOnWhite(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2000, 400))
	draw.Draw(img, image.Rect(0, 0, 1000, 200), image.NewUniform(color.RGBA{255, 0, 0, 255}), image.Point{}, draw.Src)
	full, _, err := PreparePhoto("a.png", encodePNG(t, img))
	if err != nil || corners(t, full) != "rwww" {
		t.Errorf("corners = %s, %v", corners(t, full), err)
	}
}

func TestWebP(t *testing.T) {
	for name, want := range map[string]string{"gradient.webp": "rrbb", "circle.webp": "wwww"} {
		source, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		full, _, err := PreparePhoto(name, source)
		if err != nil || corners(t, full) != want {
			t.Errorf("%s: %v, corners %s", name, err, corners(t, full))
		}
		if _, _, err := PreparePhoto(name, source[:len(source)*3/4]); code(err) != photoCorrupt.code {
			t.Errorf("%s cut off: %v", name, err)
		}
	}
}

func code(err error) string {
	if r := (*refusal)(nil); errors.As(err, &r) {
		return r.rule.code
	}
	return ""
}

// headOfPNG is the head of a picture of that size, without any picture.
func headOfPNG(w, h uint32) []byte {
	chunk := []byte("IHDR")
	chunk = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(chunk, w), h)
	chunk = append(chunk, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), chunk...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
}

func TestPhotosThatAreRefused(t *testing.T) {
	good := encodeJPEG(t, quarters(900, 700))
	goodPNG := encodePNG(t, quarters(300, 300))
	for name, c := range map[string]struct {
		source []byte
		want   string
	}{
		"nothing":            {nil, "photo-corrupt"},
		"text":               {[]byte("đây không phải là ảnh"), "photo-corrupt"},
		"cut off":            {good[:len(good)/2], "photo-corrupt"},
		"cut off by a byte":  {good[:len(good)-1], "photo-corrupt"},
		"only a head":        {good[:20], "photo-corrupt"},
		"PNG cut off":        {goodPNG[:len(goodPNG)-30], "photo-corrupt"},
		"cut with preview":   {withExif(good[:len(good)/2], append(tiff(binary.BigEndian, 1), 0xff, 0xd9)), "photo-corrupt"},
		"tiny":               {encodePNG(t, quarters(1000, 199)), "photo-tiny"},
		"gigantic":           {headOfPNG(10_000, 5_001), "photo-gigantic"},
		"as large as it may": {headOfPNG(10_000, 5_000), "photo-corrupt"},
		"of absurd size":     {headOfPNG(1<<31-1, 1<<31-1), "photo-corrupt"},
		"GIF":                {[]byte("GIF89a..............."), "photo-format"},
		"HEIC":               {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "photo-format"},
		"film":               {[]byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00"), "photo-format"},
		"SVG":                {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "photo-format"},
	} {
		if _, _, err := PreparePhoto(name, c.source); code(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// TestDamagedWithin has a photo that is whole by its ends but not inside, which
// only decoding tells.
func TestDamagedWithin(t *testing.T) {
	source := encodePNG(t, quarters(300, 300))
	source[len(source)/2] ^= 0xff
	if _, err := inspect("a.png", bytes.NewReader(source), int64(len(source))); err != nil {
		t.Errorf("inspect: %v", err)
	}
	if _, _, err := PreparePhoto("a.png", source); code(err) != photoCorrupt.code {
		t.Errorf("PreparePhoto: %v", err)
	}
}

// TestFilmBehindAPhoto has what phones write: a picture with a film behind it.
func TestFilmBehindAPhoto(t *testing.T) {
	source := append(encodeJPEG(t, quarters(400, 240)), bytes.Repeat([]byte{0}, 3<<20)...)
	if _, _, err := PreparePhoto("a.jpg", source); err != nil {
		t.Error(err)
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add(withExif(encodeJPEG(f, quarters(8, 8)), tiff(binary.BigEndian, 6)))
	f.Add(withExif([]byte{0xff, 0xd8}, tiff(binary.LittleEndian, 3)))
	f.Add(encodePNG(f, quarters(8, 8)))
	f.Add(append([]byte("RIFF\x00\x00\x00\x00WEBPEXIF\x22\x00\x00\x00"), tiff(binary.LittleEndian, 8)...))
	f.Fuzz(func(t *testing.T, head []byte) {
		if o := orientation(head); o < 1 || o > 8 {
			t.Fatalf("orientation %d", o)
		}
		wholeJPEG(bytes.NewReader(head), int64(len(head)))
	})
}
