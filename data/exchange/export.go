package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"hangviet/data/disk"
	"hangviet/data/fsync"
	"hangviet/data/release"
)

// StageWrite and StageProve are the stages of writing a content folder.
const (
	StageWrite Stage = "write" // files onto the stick
	StageProve Stage = "prove" // reading everything back
)

// Written says what was written to a content folder.
type Written struct {
	Number int64
	Files  int   // new in the folder: catalogue, index, packs
	Bytes  int64 // of those
}

// WriteContent writes the shown release as a content folder at dir, such as on a
// stick for the next kiosk: the bytes that the organiser signed, built again
// from what this kiosk keeps. In the end all of it is read back from the medium
// and verified like any other folder. What lies there already is not written
// again; an older release of the same organiser is replaced, reader by reader
// whole, and a newer one is refused with ErrNewerThere.
//
// Patches are left out: a kiosk has only those it took itself, and the next one,
// which may show any release, takes the whole catalogue instead: 14 MB for 20,000
// products, which a stick gives in about a second.
//
// It is ErrNotKept where this kiosk does not hold all that the release is made
// of, ErrOccupied in another organiser's folder, ErrStickFake when the medium
// gives back something else than was written.
func (c *Content) WriteContent(ctx context.Context, dir string, progress func(Progress)) (Written, error) {
	unlock, err := c.lock(ctx)
	if err != nil {
		return Written{}, err
	}
	defer unlock()
	n, _, err := c.Current()
	if err != nil {
		return Written{}, err
	}
	w := &rewriter{Content: c, dir: dir, number: n, meter: newMeter(progress, c.now), done: Written{Number: n}}
	if err := w.write(ctx); err != nil {
		return Written{}, fmt.Errorf("write content folder: %w", err)
	}
	return w.done, nil
}

// rewriter writes one content folder.
type rewriter struct {
	*Content
	dir      string
	number   int64
	signed   map[string][]byte
	manifest release.Manifest
	packs    release.PhotoIndex
	meter    *meter
	done     Written
}

// piece is one file of files/ and how to make it.
type piece struct {
	release.File
	make func(ctx context.Context, w io.Writer) error
}

func (w *rewriter) write(ctx context.Context) error {
	if err := w.look(ctx); err != nil {
		return err
	}
	missing, err := w.missing()
	if err != nil {
		return err
	}
	w.meter.expect(StageWrite, w.done.Bytes, len(missing))
	if err := w.makeFolders(); err != nil {
		return err
	}
	for _, p := range missing {
		if err := w.put(ctx, p); err != nil {
			return err
		}
	}
	for _, name := range release.Names(w.signed) {
		if err := fsync.Write(w.path(name), w.signed[name], 0o644); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	if err := w.prove(ctx); err != nil {
		return err
	}
	return w.tidy()
}

func (w *rewriter) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *rewriter) file(sha string) string { return w.path("files/" + sha) }

// look reads what is kept, and refuses to write over what is not an older
// release of the same organiser.
func (w *rewriter) look(ctx context.Context) (err error) {
	if w.signed, w.manifest, err = w.keptSigned(w.number); err != nil {
		return err
	}
	vouched, err := w.examineSigned(ctx, w.number)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotKept, err)
	}
	w.packs = w.keptIndex(w.number, packsFile)
	if !w.packs.Whole() || !slices.Equal(w.packs.Packs(), w.manifest.Packs) || w.photos().lacking(w.packs.All()) > 0 {
		return ErrNotKept
	}
	if _, err := os.Lstat(w.path(timestampName)); err != nil {
		return nil
	}
	there, err := w.check(ctx)
	switch {
	case errors.Is(err, release.ErrNotSigned), errors.Is(err, release.ErrOtherRoot):
		return ErrOccupied
	case err == nil && there.Manifest.Number > w.number:
		return fmt.Errorf("%w: release %d, here is %d", ErrNewerThere, there.Manifest.Number, w.number)
	case err == nil && there.Withdrawn.Number > vouched.Withdrawn.Number: // the next kiosk would show what was withdrawn
		return fmt.Errorf("%w: list %d of withdrawn products, here is %d", ErrNewerThere, there.Withdrawn.Number, vouched.Withdrawn.Number)
	}
	return nil // a damaged one is mended
}

// check judges the folder under the root that this kiosk pinned.
func (w *rewriter) check(ctx context.Context) (*release.Candidate, error) {
	src, err := release.Dir(w.dir)
	if err != nil {
		return nil, err
	}
	root, err := w.pinnedRoot()
	if err != nil {
		return nil, err
	}
	return release.CheckUnder(ctx, src, root, w.manifest.IssuedAt)
}

func (c *Content) pinnedRoot() ([]byte, error) {
	root, err := os.ReadFile(filepath.Join(c.Dir, "trust", "pinned.json"))
	if err != nil {
		return nil, fmt.Errorf("read pinned root: %w", err)
	}
	return root, nil
}

// pieces lists the files of the release.
func (w *rewriter) pieces() []piece {
	m := w.manifest
	list := []piece{
		{m.Catalogue, w.repack(m.Catalogue, w.catalogue(w.number))},
		{m.Index, w.repack(m.Index, filepath.Join(w.folder(w.number), indexFile))},
	}
	if m.Settings != (release.File{}) {
		list = append(list, piece{m.Settings, w.copied(w.settings(w.number))})
	}
	if x, ok := w.signedProgram(); ok {
		list = append(list, piece{x.File, w.copied(w.programFile(x))})
	}
	for _, pack := range m.Packs {
		list = append(list, piece{pack, func(ctx context.Context, out io.Writer) error {
			return w.packs.Rebuild(ctx, pack, out, w.openPhoto)
		}})
	}
	return list
}

// copied gives a file as it is kept.
func (w *rewriter) copied(path string) func(context.Context, io.Writer) error {
	return func(ctx context.Context, out io.Writer) error {
		f, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrNotKept, err)
		}
		defer f.Close()
		_, err = io.Copy(out, readerWith(ctx, f))
		return err
	}
}

// repack packs a file of the kiosk as the organiser did. Where this version of
// the program packs otherwise, the original cannot be had: ErrNotKept.
func (w *rewriter) repack(want release.File, path string) func(context.Context, io.Writer) error {
	return func(ctx context.Context, out io.Writer) error {
		f, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("read release: %w", err)
		}
		defer f.Close()
		err = release.Repack(out, want, func(z io.Writer) error {
			_, err := io.Copy(z, readerWith(ctx, f))
			return err
		})
		if errors.Is(err, release.ErrCorrupt) {
			return fmt.Errorf("%w: %w", ErrNotKept, err)
		}
		return err
	}
}

// missing lists the files that the folder lacks, when the medium has room for
// them.
func (w *rewriter) missing() ([]piece, error) {
	var list []piece
	for _, p := range w.pieces() {
		if !isFile(w.file(p.SHA256), p.File) {
			list = append(list, p)
			w.done.Files++
			w.done.Bytes += p.Length
		}
	}
	free, err := disk.Free(existing(w.dir))
	if err != nil {
		return nil, err
	}
	if need := uint64(w.done.Bytes) + stickSlack; w.done.Bytes > 0 && free < need {
		return nil, &SpaceError{Need: need, Free: free}
	}
	return list, nil
}

// stickSlack is what metadata and the file system's own tables take at most.
const stickSlack = 2 << 20

// existing is the nearest folder above path that is there.
func existing(path string) string {
	for {
		if _, err := os.Stat(path); err == nil || filepath.Dir(path) == path {
			return path
		}
		path = filepath.Dir(path)
	}
}

func (w *rewriter) makeFolders() error {
	for _, name := range []string{"files", "targets", "metadata"} {
		if err := os.MkdirAll(w.path(name), 0o755); err != nil {
			return fmt.Errorf("make folder: %w", err)
		}
	}
	return nil
}

// put writes one file; it has its name once it is on the medium.
func (w *rewriter) put(ctx context.Context, p piece) error {
	part := w.file(p.SHA256) + partSuffix
	f, err := os.Create(part)
	if err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	err = p.make(ctx, &metered{f, w.meter})
	if err == nil {
		err = f.Sync()
	}
	forget(f)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write file: %w", err), os.Remove(part))
	}
	w.meter.file()
	if err := os.Rename(part, w.file(p.SHA256)); err != nil {
		return fmt.Errorf("name file: %w", err)
	}
	return nil
}

// prove reads the folder back from the medium and verifies it as an auditor
// does.
func (w *rewriter) prove(ctx context.Context) error {
	w.meter.enter(StageProve)
	if err := w.forgetAll(); err != nil {
		return err
	}
	candidate, err := w.check(ctx)
	if err == nil {
		src, _ := release.Dir(w.dir)
		_, err = candidate.Verify(ctx, src, io.Discard)
	}
	if errors.Is(err, release.ErrCorrupt) || errors.Is(err, release.ErrMixed) {
		return fmt.Errorf("%w: %w", ErrStickFake, err)
	}
	return StickFault(w.dir, err)
}

// forgetAll makes the next reading come from the medium.
func (w *rewriter) forgetAll() error {
	for _, p := range w.pieces() {
		f, err := os.Open(w.file(p.SHA256))
		if err != nil {
			return fmt.Errorf("read back: %w", err)
		}
		forget(f)
		if err := f.Close(); err != nil {
			return fmt.Errorf("read back: %w", err)
		}
	}
	return nil
}

// tidy removes files of releases that the folder holds no more.
func (w *rewriter) tidy() error {
	entries, err := os.ReadDir(w.path("files"))
	if err != nil {
		return fmt.Errorf("tidy up: %w", err)
	}
	needed := map[string]bool{}
	for _, p := range w.pieces() {
		needed[p.SHA256] = true
	}
	for _, e := range entries {
		if !needed[e.Name()] && isSHA(e.Name()[:min(64, len(e.Name()))]) && e.Type().IsRegular() {
			err = errors.Join(err, os.Remove(w.path("files/"+e.Name())))
		}
	}
	return err
}

// metered tells a meter what passes through to a file.
type metered struct {
	io.Writer
	meter *meter
}

func (m *metered) Write(p []byte) (int, error) {
	n, err := m.Writer.Write(p)
	m.meter.got(m.meter.p.Bytes - m.meter.before + int64(n))
	return n, err
}

// readerWith is r until ctx ends.
func readerWith(ctx context.Context, r io.Reader) io.Reader {
	return readFunc(func(p []byte) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return r.Read(p)
	})
}

type readFunc func([]byte) (int, error)

func (f readFunc) Read(p []byte) (int, error) { return f(p) }
