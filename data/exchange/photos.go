package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/release"
)

// photoStore keeps pictures under the SHA-256 of their bytes. A picture has its
// name only once it lies whole on the disk. Pictures are brought to the disk by
// the batch: one wait for a thousand costs little more than one for a single one.
type photoStore struct {
	dir   string
	batch []string // written under their part names, not yet on the disk
}

const (
	photoSuffix = ".jpg"
	batchSize   = 1024
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
	_, err = io.Copy(f, r)
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write photo: %w", err), os.Remove(f.Name()))
	}
	return p.add(f.Name())
}

// add notes a picture that is written but not yet on the disk.
func (p *photoStore) add(part string) error {
	p.batch = append(p.batch, part)
	if len(p.batch) < batchSize {
		return nil
	}
	return p.flush()
}

// flush makes the batch last: the bytes, then the names.
func (p *photoStore) flush() error {
	if len(p.batch) == 0 {
		return nil
	}
	batch := p.batch
	p.batch = nil
	if err := syncAll(p.dir, batch); err != nil {
		return fmt.Errorf("keep photos: %w", err)
	}
	folders := map[string]bool{p.dir: true}
	for _, part := range batch {
		if err := os.Rename(part, strings.TrimSuffix(part, partSuffix)); err != nil {
			return fmt.Errorf("keep photos: %w", err)
		}
		folders[filepath.Dir(part)] = true
	}
	if err := syncAll(p.dir, slices.Collect(maps.Keys(folders))); err != nil {
		return fmt.Errorf("keep photos: %w", err)
	}
	return nil
}

// sweep keeps the whole pictures that a killed import had not named yet, and
// removes the unfinished ones.
func (p *photoStore) sweep() error {
	err := filepath.WalkDir(p.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, partSuffix) {
			return err
		}
		if !isWhole(path) {
			return os.Remove(path)
		}
		return p.add(path)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, p.flush())
}

// isWhole tells whether a picture under its part name is all there.
func isWhole(part string) bool {
	f, err := os.Open(part)
	if err != nil {
		return false
	}
	defer f.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return err == nil && hex.EncodeToString(hash.Sum(nil))+photoSuffix+partSuffix == filepath.Base(part)
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
