package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/fsync"
	"hangviet/data/release"
)

// What a kiosk keeps of a release beside the catalogue, so that it can write the
// signed folder again for the next kiosk: content/<n>/signed/ holds metadata and
// manifest, indexFile the photo index, packsFile an index of all that lies in the
// packs, also of what only earlier releases showed.
const (
	signedFolder = "signed"
	indexFile    = "photos.index"
	packsFile    = "packs.index"
)

// timestampName is the metadata by which a reader finds the rest; it is written last.
const timestampName = "metadata/timestamp.json"

// keep keeps what vouches for the release and what its packs are made of. A
// photo that is shown no more but lies in a pack is taken where the kiosk lacks
// it and all the others are there; what cannot be had of those holds no release
// up, it only leaves a pack that this kiosk cannot build.
func (j *job) keep(ctx context.Context, index release.PhotoIndex) error {
	n := j.number()
	if err := os.MkdirAll(j.folder(n), 0o755); err != nil {
		return fmt.Errorf("make release folder: %w", err)
	}
	packs := index.With(j.keptIndex(j.shown, packsFile))
	if !packs.Whole() && j.photos().lacking(index.All()) == 0 {
		packs = j.complete(ctx, packs)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(
		j.keepSigned(ctx, n),
		fsync.Write(filepath.Join(j.folder(n), indexFile), index.Marshal(), 0o644),
		fsync.Write(filepath.Join(j.folder(n), packsFile), packs.Marshal(), 0o644),
	)
}

// complete takes the photos of the packs that no release shows any more.
func (j *job) complete(ctx context.Context, packs release.PhotoIndex) release.PhotoIndex {
	whole, err := packs.Survey(ctx, j.src)
	if err != nil {
		return packs
	}
	var want []release.File
	var size int64
	for f := range whole.All() {
		if !j.photos().has(f) {
			want, size = append(want, f), size+f.Length
		}
	}
	if len(want) > 0 && j.room(size) == nil {
		_ = j.takePhotos(ctx, whole, want, size) // what did not come is missing when a pack is built
	}
	return whole
}

func (j *job) keepSigned(ctx context.Context, n int64) error {
	signed := j.candidate.SignedBefore(ctx, j.src)
	maps.Copy(signed, j.candidate.Signed())
	for _, name := range release.Names(signed) {
		path := filepath.Join(j.folder(n), signedFolder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("keep signatures: %w", err)
		}
		if err := fsync.Write(path, signed[name], 0o644); err != nil {
			return fmt.Errorf("keep signatures: %w", err)
		}
	}
	return j.dropSigned(n, signed)
}

// dropSigned removes what vouched for release n before signed did.
func (j *job) dropSigned(n int64, signed map[string][]byte) error {
	kept, _, err := j.keptSigned(n)
	for name := range kept {
		if _, ok := signed[name]; !ok {
			err = errors.Join(err, os.Remove(filepath.Join(j.folder(n), signedFolder, filepath.FromSlash(name))))
		}
	}
	if err != nil {
		return fmt.Errorf("keep signatures: %w", err)
	}
	return nil
}

// keepAnew keeps what vouches for the shown release where it was signed anew, as when
// a product was withdrawn: whoever takes it from this kiosk is to hear of that.
func (j *job) keepAnew(ctx context.Context) error {
	kept, _, err := j.keptSigned(j.shown)
	if err != nil || bytes.Equal(kept[timestampName], j.candidate.Signed()[timestampName]) {
		return nil // what is not kept whole is not written on, and that is told there
	}
	if _, err := j.takeIndex(ctx); err != nil {
		return err
	}
	return j.keepSigned(ctx, j.shown)
}

// kept tells whether release n can be written again.
func (c *Content) kept(n int64) bool {
	_, _, err := c.keptSigned(n)
	_, lost := os.Stat(filepath.Join(c.folder(n), packsFile))
	return err == nil && lost == nil
}

// keptIndex returns an index that is kept of release n, an empty one when none
// is.
func (c *Content) keptIndex(n int64, name string) release.PhotoIndex {
	data, err := os.ReadFile(filepath.Join(c.folder(n), name))
	if err != nil {
		return release.PhotoIndex{}
	}
	index, err := release.ParseIndex(data)
	if err != nil {
		return release.PhotoIndex{}
	}
	return index
}

// keptSigned returns what vouches for release n, and its manifest. It is
// ErrNotKept on a kiosk that took the release with an older program.
func (c *Content) keptSigned(n int64) (signed map[string][]byte, m release.Manifest, err error) {
	root := filepath.Join(c.folder(n), signedFolder)
	signed = map[string][]byte{}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path) // it lies in root
		signed[filepath.ToSlash(name)] = data
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, m, ErrNotKept
	}
	if err != nil {
		return nil, m, fmt.Errorf("read signatures: %w", err)
	}
	for name, data := range signed {
		if strings.HasSuffix(name, ".release.json") {
			m, err = release.ParseManifest(data)
			return signed, m, err
		}
	}
	return nil, m, ErrNotKept
}

// Issued returns when the shown release was issued by its publisher: it is at
// least so late. ErrNotKept where this kiosk does not know.
func (c *Content) Issued() (time.Time, error) {
	n, _, err := c.Current()
	if err != nil {
		return time.Time{}, err
	}
	_, m, err := c.keptSigned(n)
	return m.IssuedAt, err
}

// openPhoto opens a photo of the store.
func (c *Content) openPhoto(sha256 string) (io.ReadCloser, error) { return os.Open(c.Photo(sha256)) }
