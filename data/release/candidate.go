package release

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/klauspost/compress/zstd"
)

// Candidate is a release whose signatures and manifest are good.
type Candidate struct {
	Manifest  Manifest
	Withdrawn Withdrawal // products to be hidden, whatever is shown
	Programs  Programs   // newest packages of the program itself
	Root      int64      // number of the root that vouches for it
	Expires   time.Time  // when the first of its signatures runs out

	trust   *Trust
	version int64             // of its metadata
	before  []byte            // accepted timestamp metadata at the check
	files   map[string][]byte // of the trust folder, to be committed
}

// Commit makes the release the accepted one, from which there is no way back.
// Call it after the switch. It returns [ErrBusy] when another process accepted
// something else since the check.
func (c *Candidate) Commit() error {
	unlock, dir, err := c.trust.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := c.unmoved(); err != nil {
		return err
	}
	for _, name := range committed {
		if dir.has(name, c.files[name]) {
			continue
		}
		if err := dir.put(name, c.files[name]); err != nil {
			return fmt.Errorf("accept release: %w", err)
		}
	}
	return dir.sync()
}

func (c *Candidate) unmoved() error {
	now, err := c.trust.readAccepted("timestamp.json")
	if err != nil {
		return err
	}
	if !bytes.Equal(now, c.before) && !bytes.Equal(now, c.files["timestamp.json"]) {
		return fmt.Errorf("%w: another release was accepted since the check", ErrBusy)
	}
	return nil
}

// FetchCatalogue writes the unpacked catalogue to dst and syncs it, always from
// the beginning; dst is gone after an error. Progress, which may be nil, gets the
// bytes of Manifest.Catalogue read so far.
func (c *Candidate) FetchCatalogue(ctx context.Context, src Source, dst string, progress func(n int64)) error {
	t := c.Catalogue(dst)
	err := t.write(func(w io.Writer) error { return c.unpackCatalogue(ctx, src, w, progress) })
	if err != nil {
		return fmt.Errorf("fetch catalogue: %w", err)
	}
	return nil
}

func (c *Candidate) unpackCatalogue(ctx context.Context, src Source, w io.Writer, progress func(n int64)) error {
	packed := openFile(ctx, src, c.Manifest.Catalogue)
	defer packed.Close()
	packed.progress = progress
	return unpack(packed, w, c.Manifest.CatalogueDB)
}

// unpack writes the bytes of a zstd file to w. They must be those of want; an
// empty want.SHA256 means any of at most want.Length bytes.
func unpack(packed *fileReader, w io.Writer, want File) error {
	z, err := zstd.NewReader(packed, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(windowSize))
	if err != nil {
		return fmt.Errorf("unpack: %w", err)
	}
	defer z.Close()
	out := newSum(w)
	if _, err = io.Copy(out, io.LimitReader(z, want.Length+1)); err == nil {
		_, err = io.Copy(io.Discard, packed)
	}
	switch {
	case packed.err != nil:
		return packed.err
	case out.err != nil:
		return out.err
	case err != nil:
		return &FileError{packed.name, fmt.Errorf("%w: %w", ErrCorrupt, err)}
	case want.SHA256 != "" && out.file() != want, out.length > want.Length:
		return &FileError{packed.name, fmt.Errorf("%w: unpacks to something else", ErrCorrupt)}
	}
	return nil
}

// Index reads the photo index. From then on the manifest names the packs.
func (c *Candidate) Index(ctx context.Context, src Source) (PhotoIndex, error) {
	packed := openFile(ctx, src, c.Manifest.Index)
	defer packed.Close()
	var data bytes.Buffer
	want := c.Manifest.IndexText
	if want.SHA256 == "" {
		want.Length = maxIndex
	}
	if err := unpack(packed, &data, want); err != nil {
		return PhotoIndex{}, fmt.Errorf("fetch photo index: %w", err)
	}
	return c.index(data.Bytes())
}

// ReadIndex reads the photo index that [Candidate.IndexText] took. From then on
// the manifest names the packs.
func (c *Candidate) ReadIndex(path string) (PhotoIndex, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return PhotoIndex{}, fmt.Errorf("read photo index: %w", err)
	}
	return c.index(data)
}

func (c *Candidate) index(data []byte) (PhotoIndex, error) {
	x, err := parseIndex(data)
	if err == nil && len(c.Manifest.Packs) == 0 {
		c.Manifest.Packs = x.Packs()
	}
	if err == nil && !x.of(c.Manifest) {
		err = fmt.Errorf("%w: index and manifest name different packs", ErrCorrupt)
	}
	if err != nil {
		return PhotoIndex{}, fmt.Errorf("read photo index: %w", &FileError{fileName(c.Manifest.Index.SHA256), err})
	}
	return x, nil
}
