package release

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
)

// PackReader reads a pack that is not there, from the photos in it: each byte is
// made when it is asked for. Photos are cheap to read so, what lies between them
// costs the reading of a photo, and the end of the pack that of all of them.
type PackReader struct {
	ctx    context.Context // of the one request that reads
	pack   packIndex
	open   func(sha256 string) (io.ReadCloser, error)
	offset int64
	now    part          // the part that holds what was read last
	photo  io.ReadCloser // open at photoAt, or nil
	at     int64
}

// part is a stretch of a pack whose bytes are made at once: a head, or the end.
type part struct {
	from int64
	data []byte
}

// Open opens the pack with that SHA-256 for reading; it has to be closed.
// [ErrMixed] when not all of it is known.
func (x PhotoIndex) Open(ctx context.Context, pack File, open func(sha256 string) (io.ReadCloser, error)) (*PackReader, error) {
	i := slices.IndexFunc(x.packs, func(p packIndex) bool { return p.File == pack })
	if i < 0 || x.packs[i].lacks() {
		return nil, &FileError{fileName(pack.SHA256), ErrMixed}
	}
	return &PackReader{ctx: ctx, pack: x.packs[i], open: open}, nil
}

// Seek implements io.Seeker.
func (r *PackReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.offset
	case io.SeekEnd:
		offset += r.pack.Length
	}
	if offset < 0 {
		return 0, errors.New("seek before the start of a pack")
	}
	r.offset = offset
	return offset, nil
}

// Read implements io.Reader.
func (r *PackReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if r.offset >= r.pack.Length {
		return 0, io.EOF
	}
	photos := r.pack.photos
	i := sort.Search(len(photos), func(i int) bool { return photos[i].offset+photos[i].Length > r.offset })
	if i < len(photos) && r.offset >= photos[i].offset {
		return r.readPhoto(photos[i], p)
	}
	if err := r.make(i); err != nil {
		return 0, err
	}
	n := copy(p, r.now.data[r.offset-r.now.from:])
	r.offset += int64(n)
	return n, nil
}

// readPhoto reads within one photo.
func (r *PackReader) readPhoto(photo photoSpan, p []byte) (int, error) {
	if r.photo == nil || r.at != r.offset {
		if err := r.seekPhoto(photo); err != nil {
			return 0, err
		}
	}
	left := photo.offset + photo.Length - r.offset
	n, err := r.photo.Read(p[:min(int64(len(p)), left)])
	r.offset += int64(n)
	r.at = r.offset
	if int64(n) == left {
		err = errors.Join(r.Close())
	} else if errors.Is(err, io.EOF) {
		err = &FileError{fileName(r.pack.SHA256), fmt.Errorf("%w: photo %s is too short", ErrCorrupt, photo.SHA256)}
	}
	return n, err
}

func (r *PackReader) seekPhoto(photo photoSpan) error {
	if err := r.Close(); err != nil {
		return err
	}
	f, err := r.open(photo.SHA256)
	if err != nil {
		return err
	}
	if err := skip(f, r.offset-photo.offset); err != nil {
		f.Close()
		return err
	}
	r.photo, r.at = f, r.offset
	return nil
}

// make makes the head of photo i, or the end of the pack.
func (r *PackReader) make(i int) error {
	photos := r.pack.photos
	if i < len(photos) {
		from := photos[i].offset - int64(entryHead)
		if r.now.data != nil && r.now.from == from {
			return nil
		}
		return r.keep(from, photos[i:i+1], int64(entryHead))
	}
	from := r.pack.Length - int64(len(photos)*entryTail+zipEnd)
	if r.now.data != nil && r.now.from == from {
		return nil
	}
	return r.keep(from, photos, 0)
}

// keep builds a pack of some photos and keeps its first bytes, or where first is
// 0 what follows the photos.
func (r *PackReader) keep(from int64, photos []photoSpan, first int64) error {
	w := &window{from: 0, to: first}
	if first == 0 {
		w = &window{from: from, to: r.pack.Length}
	}
	z := zip.NewWriter(w)
	for _, photo := range photos {
		data, err := readPhoto(photo.File, r.open)
		if err != nil {
			return err
		}
		if err := zipPhoto(z, photo.SHA256, data); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	if int64(w.data.Len()) != w.to-w.from {
		return &FileError{fileName(r.pack.SHA256), fmt.Errorf("%w: photos have other lengths", ErrCorrupt)}
	}
	r.now = part{from, w.data.Bytes()}
	return nil
}

// window keeps what is written between two places.
type window struct {
	from, to, at int64
	data         bytes.Buffer
}

func (w *window) Write(p []byte) (int, error) {
	low, high := max(w.from-w.at, 0), min(w.to-w.at, int64(len(p)))
	if low < high {
		w.data.Write(p[low:high])
	}
	w.at += int64(len(p))
	return len(p), nil
}

// Close closes the photo that is being read.
func (r *PackReader) Close() error {
	if r.photo == nil {
		return nil
	}
	err := r.photo.Close()
	r.photo = nil
	return err
}
