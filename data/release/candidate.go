package release

import (
	"context"
	"io"
)

// Candidate is a release whose signatures are good.
type Candidate struct {
	Manifest Manifest
}

// Commit makes the release the accepted one. Call it after the switch.
func (c *Candidate) Commit() error { return nil }

// FetchCatalogue writes the unpacked catalogue to dst and syncs it. Progress
// gets the bytes of Manifest.Catalogue read so far.
func (c *Candidate) FetchCatalogue(ctx context.Context, src Source, dst string, progress func(n int64)) error {
	return nil
}

// Index reads the photo index.
func (c *Candidate) Index(ctx context.Context, src Source) (PhotoIndex, error) {
	return PhotoIndex{}, nil
}

// FetchPhotos reads the wanted photos and hands each to put. The reader fails
// with [ErrCorrupt] at its end when the bytes are not the photo's, so put keeps
// a photo only after it has read it to io.EOF. Progress gets the photo bytes
// handed over so far.
func FetchPhotos(ctx context.Context, src Source, index PhotoIndex, want []File,
	put func(sha256 string, r io.Reader) error, progress func(n int64),
) error {
	return nil
}
