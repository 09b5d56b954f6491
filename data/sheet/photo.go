package sheet

import (
	"errors"
	"io"
)

// The limits of a photo.
const (
	MaxPixels = 50_000_000 // of a source photo; more is refused before decoding
	MinSide   = 200        // px, of a source photo's shorter side
	FullSide  = 1600       // px, longest side of a published photo
	ThumbSide = 480        // px, longest side of a published thumbnail
)

// Picture is one encoded JPEG.
type Picture struct {
	JPEG          []byte
	Width, Height int
}

// PreparePhoto reads a JPEG, PNG or WebP and returns it in its two published
// sizes: turned as EXIF says, scaled down, flattened on white, without
// metadata. The same bytes in give the same bytes out.
func PreparePhoto(r io.ReadSeeker) (full, thumb Picture, err error) {
	return Picture{}, Picture{}, errors.ErrUnsupported
}
