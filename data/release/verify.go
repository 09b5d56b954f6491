package release

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"
)

// Holdings says what a verified content folder holds.
type Holdings struct {
	Manifest Manifest
	Root     int64     // number of the newest root
	Expires  time.Time // when the first of the signatures runs out
	Files    int       // files that were hashed: catalogue, index, patches, packs, programs
	Bytes    int64     // of those
	Photos   int
}

// VerifyAll checks the signatures under root and re-hashes every file that the
// release names, and each photo in the packs. The catalogue is unpacked and
// hashed, not opened. Errors are those of [Trust.Check] and wrap a [FileError].
func VerifyAll(ctx context.Context, repo Source, root []byte, now time.Time) (Holdings, error) {
	c, err := CheckUnder(ctx, repo, root, now)
	if err != nil {
		return Holdings{}, err
	}
	return c.Verify(ctx, repo, io.Discard)
}

// CheckUnder is [Trust.Check] for an auditor: under the given root and with no
// memory of earlier releases. The candidate cannot be committed.
func CheckUnder(ctx context.Context, repo Source, root []byte, now time.Time) (*Candidate, error) {
	return checkAlone(ctx, repo, root, now)
}

// Verify re-hashes every file that the release names, as [VerifyAll] does, and
// writes the unpacked catalogue to w, which the caller discards on an error. A
// patch may be missing, as from a folder that a kiosk wrote.
func (c *Candidate) Verify(ctx context.Context, src Source, w io.Writer) (Holdings, error) {
	if err := c.unpackCatalogue(ctx, src, w, nil); err != nil {
		return Holdings{}, fmt.Errorf("verify catalogue: %w", err)
	}
	index, err := c.Index(ctx, src)
	if err != nil {
		return Holdings{}, fmt.Errorf("verify photo index: %w", err)
	}
	h := Holdings{
		Manifest: c.Manifest, Root: c.Root, Expires: c.Expires, Photos: index.Len(),
		Files: 2 + len(index.packs), Bytes: c.Manifest.Catalogue.Length + c.Manifest.Index.Length,
	}
	if err := c.verifyTargets(ctx, src); err != nil {
		return Holdings{}, fmt.Errorf("verify manifest: %w", err)
	}
	if set := c.Manifest.Settings; set != (File{}) {
		if err := verifyFile(ctx, src, set); err != nil {
			return Holdings{}, fmt.Errorf("verify settings of kiosks: %w", err)
		}
		h.Files, h.Bytes = h.Files+1, h.Bytes+set.Length
	}
	for _, f := range c.dispensable() {
		err := verifyFile(ctx, src, f)
		if errors.Is(err, ErrMixed) {
			continue // not there: kiosks take the whole file, or stay as they are
		}
		if err != nil {
			return Holdings{}, fmt.Errorf("verify patch or program: %w", err)
		}
		h.Files, h.Bytes = h.Files+1, h.Bytes+f.Length
	}
	for _, pack := range index.packs {
		if err := verifyPack(ctx, src, pack); err != nil {
			return Holdings{}, fmt.Errorf("verify photo pack: %w", err)
		}
		h.Bytes += pack.Length
	}
	return h, nil
}

// dispensable lists the files that a folder may lack, as one that a kiosk wrote:
// patches and packages of the program.
func (c *Candidate) dispensable() (files []File) {
	for _, patch := range slices.Concat(c.Manifest.Patches, c.Manifest.IndexPatches) {
		files = append(files, patch.File)
	}
	for _, x := range c.Programs.List {
		files = append(files, x.File)
	}
	return files
}

// verifyTargets compares what older programs and this one read with what the
// release says of itself.
func (c *Candidate) verifyTargets(ctx context.Context, src Source) error {
	for name, want := range c.targets() {
		name = "targets/" + fileOf(want).SHA256 + "." + name
		got, err := readAll(ctx, src, name, maxManifest)
		if errors.Is(err, fs.ErrNotExist) {
			return &FileError{name, fmt.Errorf("%w: file is missing", ErrMixed)}
		}
		if err != nil {
			return err
		}
		if !bytes.Equal(got, want) {
			return &FileError{name, fmt.Errorf("%w: not the release that update.json tells of", ErrCorrupt)}
		}
	}
	return nil
}

func verifyFile(ctx context.Context, src Source, f File) error {
	r := openFile(ctx, src, f)
	defer r.Close()
	_, err := io.Copy(io.Discard, r)
	return err
}

// verifyPack reads a pack once and hashes it whole and photo by photo.
func verifyPack(ctx context.Context, src Source, pack packIndex) error {
	r := openFile(ctx, src, pack.File)
	defer r.Close()
	for _, photo := range pack.photos {
		if _, err := io.CopyN(io.Discard, r, photo.offset-r.sum.length); err != nil {
			return err
		}
		sum := newSum(io.Discard)
		if _, err := io.CopyN(sum, r, photo.Length); err != nil {
			return err
		}
		if sum.file() == photo.File {
			continue
		}
		// The whole pack's hash tells whether the pack or the index is wrong.
		if _, err := io.Copy(io.Discard, r); err != nil {
			return err
		}
		return &FileError{r.name, fmt.Errorf("%w: photo %s has a wrong hash", ErrCorrupt, photo.SHA256)}
	}
	_, err := io.Copy(io.Discard, r)
	return err
}
