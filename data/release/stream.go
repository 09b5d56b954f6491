package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// fileName returns the name of content-addressed bytes in a content folder.
func fileName(sha256 string) string { return "files/" + sha256 }

// resumer reads a part of a file. When the source breaks off, it goes on where
// it stopped, for as long as each try brings something.
type resumer struct {
	ctx    context.Context // of the one call that reads
	src    Source
	name   string
	offset int64 // of the next byte
	left   int64 // bytes to come
	r      io.ReadCloser
	got    bool // something came since the last try began
}

func (r *resumer) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	n, err := r.r.Read(p[:min(int64(len(p)), r.left)])
	r.offset += int64(n)
	r.left -= int64(n)
	r.got = r.got || n > 0
	if err == nil {
		return n, nil
	}
	r.r.Close()
	r.r = nil
	if r.left > 0 && r.got && r.ctx.Err() == nil {
		return n, nil // the next Read tries again
	}
	return n, r.ending(err)
}

// ending is the error for a try that ended: a file that is shorter than it was
// signed is damaged.
func (r *resumer) ending(err error) error {
	if !errors.Is(err, io.EOF) {
		return err
	}
	if r.left > 0 {
		return &FileError{r.name, fmt.Errorf("%w: %d bytes are missing at its end", ErrCorrupt, r.left)}
	}
	return io.EOF
}

func (r *resumer) open() error {
	if r.r != nil {
		return nil
	}
	rc, err := r.src.Open(r.ctx, r.name, r.offset, r.left)
	if errors.Is(err, fs.ErrNotExist) {
		return &FileError{r.name, fmt.Errorf("%w: file is missing", ErrMixed)}
	}
	if err != nil {
		return err
	}
	r.r, r.got = rc, false
	return nil
}

// Close ends the reading.
func (r *resumer) Close() error {
	if r.r == nil {
		return nil
	}
	return r.r.Close()
}

// fileReader reads a whole content-addressed file. It gives io.EOF only when
// all bytes came and were those of the hash.
type fileReader struct {
	resumer
	sum      *sum
	want     File
	progress func(n int64) // may be nil; gets the bytes so far
	err      error         // the last one other than io.EOF
}

func openFile(ctx context.Context, src Source, f File) *fileReader {
	return &fileReader{
		resumer: resumer{ctx: ctx, src: src, name: fileName(f.SHA256), left: f.Length},
		sum:     newSum(io.Discard), want: f,
	}
}

func (r *fileReader) Read(p []byte) (int, error) {
	n, err := r.resumer.Read(p)
	_, _ = r.sum.Write(p[:n])
	if n > 0 && r.progress != nil {
		r.progress(r.sum.length)
	}
	if errors.Is(err, io.EOF) && r.sum.file() != r.want {
		err = &FileError{r.name, fmt.Errorf("%w: hash is wrong", ErrCorrupt)}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}
