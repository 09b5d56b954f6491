package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// inPieces is a file of files/ that is verified piece by piece, or as one piece
// where none are known.
type inPieces struct {
	File
	pieces []string
}

// piece returns hash and length of the piece at offset.
func (f inPieces) piece(offset int64) File {
	if len(f.pieces) == 0 {
		return f.File
	}
	return File{f.pieces[offset/pieceSize], min(pieceSize, f.Length-offset)}
}

// kept returns how many bytes at the beginning of the file at path are verified
// pieces of f.
func (f inPieces) kept(path string) int64 {
	file, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer file.Close()
	done := int64(0)
	for done < f.Length {
		want, got := f.piece(done), newSum(io.Discard)
		if n, err := io.CopyN(got, file, want.Length); err != nil || n < want.Length || got.file() != want {
			break
		}
		done += want.Length
	}
	return done
}

// download brings f from src to the file at path. It goes on behind the verified
// pieces that are there; what it has verified stays there after an error.
// Progress, which may be nil, gets the bytes of f that are there.
func download(ctx context.Context, src Source, f inPieces, path string, progress func(n int64)) error {
	done := f.kept(path)
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("keep download: %w", err)
	}
	err = file.Truncate(done)
	if err == nil {
		_, err = file.Seek(done, io.SeekStart)
	}
	if err == nil {
		d := &downloading{ctx: ctx, src: src, want: f, file: file, progress: progress}
		err = d.from(done)
	}
	return errors.Join(err, file.Close())
}

// downloading is one call of download.
type downloading struct {
	ctx      context.Context
	src      Source
	want     inPieces
	file     *os.File
	progress func(n int64)
}

func (d *downloading) from(done int64) error {
	r := &resumer{ctx: d.ctx, src: d.src, name: fileName(d.want.SHA256), offset: done, left: d.want.Length - done}
	defer r.Close()
	d.tell(done)
	for done < d.want.Length {
		piece := d.want.piece(done)
		if err := d.piece(r, piece); err != nil {
			return errors.Join(err, d.file.Truncate(done))
		}
		done += piece.Length
	}
	return nil
}

// piece takes the next piece. The reader itself says when the file is too short.
func (d *downloading) piece(r *resumer, want File) error {
	sum := newSum(d.file)
	_, err := io.CopyN(sum, &told{r, d}, want.Length)
	switch {
	case sum.err != nil:
		return fmt.Errorf("keep download: %w", sum.err)
	case err != nil:
		return err
	case sum.file() != want:
		return &FileError{r.name, fmt.Errorf("%w: hash is wrong", ErrCorrupt)}
	}
	return nil
}

func (d *downloading) tell(n int64) {
	if d.progress != nil {
		d.progress(n)
	}
}

// told reads on and tells how far it is.
type told struct {
	*resumer
	d *downloading
}

func (t *told) Read(p []byte) (int, error) {
	n, err := t.resumer.Read(p)
	if n > 0 {
		t.d.tell(t.offset)
	}
	return n, err
}
