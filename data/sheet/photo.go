package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"
)

// The limits of a photo.
const (
	MaxPixels = 50_000_000 // of a source photo; more is refused before decoding
	MinSide   = 200        // px, of a source photo's shorter side
	FullSide  = 1600       // px, longest side of a published photo
	ThumbSide = 480        // px, longest side of a published thumbnail
)

// quality of a published JPEG, 1 to 100.
const quality = 85

// Picture is one encoded JPEG.
type Picture struct {
	JPEG          []byte
	Width, Height int // px
}

// format is a kind of picture that is understood.
type format struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	whole  func(io.ReaderAt, int64) bool // the file is not cut off
	pixels int64
}

// PreparePhoto reads a JPEG, PNG or WebP and returns it in its two published
// sizes: turned as EXIF says, scaled down, flattened on white, without
// metadata. A plain JPEG that is upright and small enough already keeps its coded
// pixels. The same bytes in give the same bytes out on every machine. The name is
// for the error, which says why the photo is refused.
func PreparePhoto(name string, source []byte) (full, thumb Picture, err error) {
	defer func() {
		if recover() != nil { // a decoder met bytes that it did not expect
			err = &refusal{photoCorrupt, []any{name}}
		}
	}()
	f, err := inspect(name, bytes.NewReader(source), int64(len(source)))
	if err != nil {
		return Picture{}, Picture{}, err
	}
	decoded, err := f.decode(bytes.NewReader(source))
	if err != nil {
		return Picture{}, Picture{}, &refusal{photoCorrupt, []any{name}}
	}
	held := orientation(source)
	if m, ok := decoded.(*image.YCbCr); ok && held == 1 && usualPlanes(m) {
		return prepareUpright(source, m)
	}
	turned := turn(shrink(decoded, FullSide), held)
	if full, err = encode(turned); err != nil {
		return Picture{}, Picture{}, err
	}
	thumb, err = encode(shrink(turned, ThumbSide))
	return full, thumb, err
}

// prepareUpright does it for the usual photo.
func prepareUpright(source []byte, decoded *image.YCbCr) (full, thumb Picture, err error) {
	size := decoded.Rect.Size()
	if full = (Picture{asIs(source, FullSide), size.X, size.Y}); full.JPEG == nil {
		decoded = shrinkPlanes(decoded, FullSide)
		if full, err = encode(decoded); err != nil {
			return Picture{}, Picture{}, err
		}
	}
	thumb, err = encode(shrinkPlanes(decoded, ThumbSide))
	return full, thumb, err
}

func encode(img image.Image) (Picture, error) {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		return Picture{}, fmt.Errorf("encode photo: %w", err)
	}
	return Picture{out.Bytes(), img.Bounds().Dx(), img.Bounds().Dy()}, nil
}

// inspect tells by its head and its end whether a photo can be prepared,
// without decoding it. The error is a *refusal.
func inspect(name string, r io.ReaderAt, size int64) (f format, err error) {
	defer func() {
		if recover() != nil {
			err = &refusal{photoCorrupt, []any{name}}
		}
	}()
	head := make([]byte, min(size, 64))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return format{}, &refusal{photoUnreadable, []any{name}}
	}
	f, other := formatOf(head)
	if other != "" {
		return format{}, &refusal{photoFormat, []any{name, other}}
	}
	if f.config == nil {
		return format{}, &refusal{photoCorrupt, []any{name}}
	}
	c, err := f.config(io.NewSectionReader(r, 0, size))
	switch {
	case err != nil || c.Width <= 0 || c.Height <= 0:
		return format{}, &refusal{photoCorrupt, []any{name}}
	case int64(c.Width)*int64(c.Height) > MaxPixels:
		return format{}, &refusal{photoGigantic, []any{name, c.Width, c.Height, MaxPixels / 1_000_000}}
	case min(c.Width, c.Height) < MinSide:
		return format{}, &refusal{photoTiny, []any{name, c.Width, c.Height, MinSide}}
	case !f.whole(r, size):
		return format{}, &refusal{photoCorrupt, []any{name}}
	}
	f.pixels = int64(c.Width) * int64(c.Height)
	return f, nil
}

// formatOf tells a picture's kind by its first bytes, or names one that is not
// understood.
func formatOf(head []byte) (f format, other string) {
	starts := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	box := "" // of the family of MP4
	if len(head) >= 12 && string(head[4:8]) == "ftyp" {
		box = string(head[8:12])
	}
	switch {
	case starts("\xff\xd8\xff"):
		return format{config: jpeg.DecodeConfig, decode: jpeg.Decode, whole: wholeJPEG}, ""
	case starts("\x89PNG\r\n\x1a\n"):
		return format{config: png.DecodeConfig, decode: png.Decode, whole: wholePNG}, ""
	case isWebP(head):
		return format{config: webp.DecodeConfig, decode: webp.Decode, whole: wholeWebP}, ""
	case box == "avif":
		return format{}, "AVIF"
	case box == "heic", box == "heix", box == "mif1", box == "hevc", box == "msf1":
		return format{}, "HEIC (iPhone)"
	case box != "":
		return format{}, "video (MP4)"
	case starts("GIF8"):
		return format{}, "GIF"
	case starts("BM"):
		return format{}, "BMP"
	case starts("II*\x00"), starts("MM\x00*"):
		return format{}, "TIFF"
	case starts("%PDF"):
		return format{}, "PDF"
	case starts("8BPS"):
		return format{}, "Photoshop (PSD)"
	case bytes.Contains(head, []byte("<svg")), starts("<?xml"):
		return format{}, "SVG"
	}
	return format{}, ""
}
