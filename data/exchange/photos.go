package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"hangviet/data/catalog"
	"hangviet/data/release"
)

// photoStore keeps pictures under the SHA-256 of their bytes. A picture has its
// name only once it lies whole on the disk. Pictures are synced by the batch,
// because the disk takes sixteen at once about as fast as one.
type photoStore struct {
	dir   string
	batch []*os.File // written under their part names, not yet synced
}

const (
	photoSuffix = ".jpg"
	batchSize   = 64
	syncAtOnce  = 16
)

// file returns where a picture lies, or would.
func (p *photoStore) file(sha string) string {
	if !isSHA(sha) {
		return filepath.Join(p.dir, "none")
	}
	return filepath.Join(p.dir, sha[:2], sha+photoSuffix)
}

func isSHA(s string) bool {
	return len(s) == 2*sha256.Size && strings.Trim(s, "0123456789abcdef") == ""
}

// has tells whether the picture is there, whole.
func (p *photoStore) has(f release.File) bool {
	info, err := os.Stat(p.file(f.SHA256))
	return err == nil && info.Mode().IsRegular() && info.Size() == f.Length
}

// lacking returns how many bytes of the pictures are not there yet.
func (p *photoStore) lacking(pictures iter.Seq[release.File]) (bytes int64) {
	for f := range pictures {
		if !p.has(f) {
			bytes += f.Length
		}
	}
	return bytes
}

// missing returns the pictures that are not there yet, each once, and their
// bytes.
func (p *photoStore) missing(images iter.Seq2[catalog.Image, error]) (want []release.File, bytes int64, err error) {
	seen := map[string]bool{}
	for image, err := range images {
		f := release.File{SHA256: image.SHA256, Length: image.Length}
		switch {
		case err != nil:
			return nil, 0, fmt.Errorf("list photos: %w", err)
		case !isSHA(f.SHA256) || f.Length < 1:
			return nil, 0, fmt.Errorf("%w: catalogue names photo %q of %d bytes", release.ErrCorrupt, f.SHA256, f.Length)
		case seen[f.SHA256] || p.has(f):
			continue
		}
		seen[f.SHA256] = true
		want = append(want, f)
		bytes += f.Length
	}
	return want, bytes, nil
}

// put takes one picture, whose reader fails unless its bytes are the picture's.
// It has its name after the next flush.
func (p *photoStore) put(sha string, r io.Reader) error {
	path := p.file(sha)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("make photo folder: %w", err)
	}
	f, err := os.OpenFile(path+partSuffix, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return fmt.Errorf("write photo: %w", err)
	}
	if _, err := io.Copy(f, r); err != nil {
		return errors.Join(fmt.Errorf("write photo: %w", err), f.Close(), os.Remove(f.Name()))
	}
	return p.add(f)
}

// add notes a picture that is written but not yet synced.
func (p *photoStore) add(f *os.File) error {
	p.batch = append(p.batch, f)
	if len(p.batch) < batchSize {
		return nil
	}
	return p.flush()
}

// flush makes the batch last: the bytes, then the names, then the folders.
func (p *photoStore) flush() error {
	var group errgroup.Group
	group.SetLimit(syncAtOnce)
	folders := map[string]bool{p.dir: true}
	for _, f := range p.batch {
		folders[filepath.Dir(f.Name())] = true
		group.Go(func() error { return settle(f) })
	}
	if len(p.batch) == 0 {
		return nil
	}
	p.batch = nil
	if err := group.Wait(); err != nil {
		return fmt.Errorf("keep photos: %w", err)
	}
	for dir := range folders {
		group.Go(func() error { return syncDir(dir) })
	}
	return group.Wait()
}

func settle(f *os.File) error {
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), strings.TrimSuffix(f.Name(), partSuffix))
}

// sweep keeps the whole pictures that a killed import had not named yet, and
// removes the unfinished ones.
func (p *photoStore) sweep() error {
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, partSuffix) {
			return err
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		hash := sha256.New()
		if _, err := io.Copy(hash, f); err != nil || hex.EncodeToString(hash.Sum(nil))+photoSuffix+partSuffix != d.Name() {
			return errors.Join(f.Close(), os.Remove(path))
		}
		return p.add(f)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, p.flush())
}

// remove deletes every file of the store for which unwanted is true of its
// name, such as "ab12….jpg".
func (p *photoStore) remove(unwanted func(name string) bool) error {
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !unwanted(d.Name()) {
			return err
		}
		return os.Remove(path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
