package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// Source is a place that holds a content folder.
type Source interface {
	// Open reads length bytes of the named file from offset on; to its end when
	// length is negative. A shorter file ends early, without an error. Names
	// are slash-separated. A file that is not there is fs.ErrNotExist; every
	// other error, of reading too, wraps one class of this package.
	Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error)
}

// Dir is the content folder at path, such as one on a stick. No link is
// followed within it, and nothing of it stays open between calls, so that a
// stick can be taken out.
func Dir(path string) (Source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%w: %s is not a folder", ErrUnavailable, path)
	}
	return dirSource(path), nil
}

type dirSource string

func (d dirSource) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	if err := ctx.Err(); err != nil {
		return nil, unavailable(name, err)
	}
	root, err := os.OpenRoot(string(d))
	if err != nil {
		return nil, gone(name, err)
	}
	defer root.Close()
	if err := plainFile(root, name); err != nil {
		return nil, pulled(root, name, err)
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, unavailable(name, err)
	}
	return section(ctx, name, f, offset, length)
}

// plainFile refuses links and devices on the way to name: a pipe would block
// for ever, and a link may point to a file that only this process may read.
func plainFile(root *os.Root, name string) error {
	for i, c := range name + "/" {
		if c != '/' {
			continue
		}
		info, err := root.Lstat(name[:i])
		if err != nil {
			return unavailable(name, err)
		}
		if i < len(name) && info.IsDir() || i == len(name) && info.Mode().IsRegular() {
			continue
		}
		return &FileError{name, fmt.Errorf("%w: %s is not a plain file", ErrCorrupt, name[:i])}
	}
	return nil
}

// pulled tells a file that is missing from a stick that is: what is left of it
// then is at most the empty folder it was mounted on.
func pulled(root *os.Root, name string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) || name == timestampFile || roleOf(name) == "root" {
		return err
	}
	if _, lost := root.Lstat("metadata"); lost != nil {
		return gone(name, lost)
	}
	return err
}

// gone is the error for a folder that is no longer there. It must not pass for a
// missing file, so it tells fs.ErrNotExist in words only.
func gone(name string, err error) error {
	return &FileError{name, fmt.Errorf("%w: %v", ErrUnavailable, err)}
}

// FS is a content folder inside fsys, such as the built-in sample.
func FS(fsys fs.FS) Source { return fsSource{fsys} }

type fsSource struct{ fsys fs.FS }

func (s fsSource) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	f, err := s.fsys.Open(name)
	if err != nil {
		return nil, unavailable(name, err)
	}
	return section(ctx, name, f, offset, length)
}

// section reads a part of an open file and closes it in the end.
func section(ctx context.Context, name string, f io.ReadCloser, offset, length int64) (io.ReadCloser, error) {
	if err := skip(f, offset); err != nil {
		f.Close()
		return nil, unavailable(name, err)
	}
	return &sourceReader{ctx: ctx, name: name, r: limited(f, length), c: f}, nil
}

// skip moves r on by n bytes; beyond the end is the end.
func skip(r io.Reader, n int64) error {
	if n == 0 {
		return nil
	}
	if s, ok := r.(io.Seeker); ok {
		_, err := s.Seek(n, io.SeekStart)
		return err
	}
	if _, err := io.CopyN(io.Discard, r, n); !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func limited(r io.Reader, length int64) io.Reader {
	if length < 0 {
		return r
	}
	return io.LimitReader(r, length)
}

// sourceReader gives every error of reading its class.
type sourceReader struct {
	ctx  context.Context // of the one Open that made it
	name string
	r    io.Reader
	c    io.Closer
}

func (r *sourceReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, unavailable(r.name, err)
	}
	n, err := r.r.Read(p)
	if err != nil && err != io.EOF {
		err = unavailable(r.name, err)
	}
	return n, err
}

func (r *sourceReader) Close() error { return r.c.Close() }

// unavailable is the error for a file that could not be read; one that is not
// there stays fs.ErrNotExist alone.
func unavailable(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &FileError{name, fs.ErrNotExist}
	}
	return &FileError{name, fmt.Errorf("%w: %w", ErrUnavailable, err)}
}

// readAll reads a whole file of at most limit bytes.
func readAll(ctx context.Context, src Source, name string, limit int64) ([]byte, error) {
	r, err := src.Open(ctx, name, 0, limit+1)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var data strings.Builder
	n, err := io.Copy(&data, r)
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, &FileError{name, fmt.Errorf("%w: longer than %d bytes", ErrCorrupt, limit)}
	}
	return []byte(data.String()), nil
}
