package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// Taking is how the catalogue or the index of a release comes to this machine:
// by a patch from an older file that is here, or whole, whichever is fewer bytes
// after what an earlier try has left. Begin with [Candidate.Catalogue] or
// [Candidate.IndexText].
type Taking struct {
	dst   string
	want  File // unpacked; no SHA-256: any bytes of at most its length
	whole inPieces
	patch *inPieces // nil: none fits
	old   string    // path that the patch starts from, or the wanted file itself
	same  bool      // old is the wanted file
}

// Suffixes of what is kept beside the wanted file until it is there.
const (
	packedSuffix = ".zst"
	patchSuffix  = ".patch"
)

// Catalogue plans to write the unpacked catalogue to dst. Have lists catalogue
// files of earlier releases, which need not exist. Beside dst, files of its name
// and more are kept until it is whole, so that a later try goes on.
func (c *Candidate) Catalogue(dst string, have ...string) *Taking {
	m := c.Manifest
	return plan(dst, m.CatalogueDB, inPieces{m.Catalogue, m.CataloguePieces}, m.Patches, have)
}

// IndexText plans to write the photo index to dst as [PhotoIndex.Marshal] does,
// in the same way. Read it with [Candidate.ReadIndex].
func (c *Candidate) IndexText(dst string, have ...string) *Taking {
	m := c.Manifest
	want := m.IndexText
	if want.SHA256 == "" {
		want.Length = maxIndex
	}
	return plan(dst, want, inPieces{m.Index, m.IndexPieces}, m.IndexPatches, have)
}

func plan(dst string, want File, whole inPieces, patches []Patch, have []string) *Taking {
	t := &Taking{dst: dst, want: want, whole: whole}
	for _, path := range have {
		sum := hashOf(path)
		if sum == want {
			t.old, t.same = path, true
			return t
		}
		for _, p := range patches {
			f := inPieces{p.File, p.Pieces}
			if p.From == sum.SHA256 && (t.patch == nil || p.Length < t.patch.Length) {
				t.patch, t.old = &f, path
			}
		}
	}
	if t.patch != nil && t.left(*t.patch, patchSuffix) >= t.left(whole, packedSuffix) {
		t.patch = nil
	}
	return t
}

// hashOf returns the zero File for what cannot be read.
func hashOf(path string) File {
	f, err := os.Open(path)
	if err != nil {
		return File{}
	}
	defer f.Close()
	sum := newSum(io.Discard)
	if _, err := io.Copy(sum, f); err != nil {
		return File{}
	}
	return sum.file()
}

func (t *Taking) left(f inPieces, suffix string) int64 { return f.Length - f.kept(t.dst+suffix) }

// Bytes returns how many bytes the source will be asked for.
func (t *Taking) Bytes() int64 {
	switch {
	case t.same:
		return 0
	case t.patch != nil:
		return t.left(*t.patch, patchSuffix)
	}
	return t.left(t.whole, packedSuffix)
}

// Room returns how many bytes the disk must hold beside what is there already.
func (t *Taking) Room() int64 {
	if t.same && t.old == t.dst {
		return 0
	}
	return t.Bytes() + t.want.Length
}

// Take takes the file. Where a patch proves bad or is missing, the whole file is
// taken instead. After an error dst is gone. Progress, which may be nil, gets
// the bytes taken so far, and more than Bytes after such a change of mind.
func (t *Taking) Take(ctx context.Context, src Source, progress func(n int64)) error {
	if progress == nil {
		progress = func(int64) {}
	}
	if t.same && t.old == t.dst {
		return nil
	}
	if t.same {
		return t.write(func(w io.Writer) error { return copyFile(t.old, w) })
	}
	spent := int64(0)
	if t.patch != nil {
		err := t.byPatch(ctx, src, func(n int64) { spent = n; progress(n) })
		if err == nil || !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrMixed) {
			return err
		}
	}
	return t.byWhole(ctx, src, func(n int64) { progress(spent + n) })
}

func (t *Taking) byPatch(ctx context.Context, src Source, progress func(int64)) error {
	path, before := t.dst+patchSuffix, t.patch.kept(t.dst+patchSuffix)
	if err := download(ctx, src, *t.patch, path, func(n int64) { progress(n - before) }); err != nil {
		return fmt.Errorf("fetch patch: %w", err)
	}
	err := t.write(func(w io.Writer) error { return t.apply(ctx, path, w) })
	if err == nil || errors.Is(err, ErrCorrupt) {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

func (t *Taking) apply(ctx context.Context, path string, w io.Writer) error {
	patch, err := os.Open(path)
	if err != nil {
		return err
	}
	defer patch.Close()
	old, err := os.Open(t.old)
	if err != nil {
		return err
	}
	defer old.Close()
	info, err := old.Stat()
	if err != nil {
		return err
	}
	if err := applyPatch(ctx, patch, older{old, info.Size()}, w, t.want); err != nil {
		return &FileError{fileName(t.patch.SHA256), err}
	}
	return nil
}

func (t *Taking) byWhole(ctx context.Context, src Source, progress func(int64)) error {
	path, before := t.dst+packedSuffix, t.whole.kept(t.dst+packedSuffix)
	if err := download(ctx, src, t.whole, path, func(n int64) { progress(n - before) }); err != nil {
		return fmt.Errorf("fetch file: %w", err)
	}
	err := t.write(func(w io.Writer) error { return t.unpack(ctx, path, w) })
	if err == nil || errors.Is(err, ErrCorrupt) {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

func (t *Taking) unpack(ctx context.Context, path string, w io.Writer) error {
	packed := openFile(ctx, oneFile(path), t.whole.File)
	defer packed.Close()
	return unpack(packed, w, t.want)
}

// oneFile is a source that gives one file of the disk, whatever is asked for.
type oneFile string

func (f oneFile) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	file, err := os.Open(string(f))
	if err != nil {
		return nil, fmt.Errorf("read download: %w", err)
	}
	return section(ctx, name, file, offset, length)
}

// write fills dst and brings it to the disk; after an error dst is gone.
func (t *Taking) write(fill func(io.Writer) error) error {
	f, err := os.Create(t.dst)
	if err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	if err = fill(f); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(t.dst))
	}
	return nil
}

func copyFile(path string, w io.Writer) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
