// Package backup writes all of a hub's data into one file and brings it back.
//
// The file is a tar archive: first the database as one SQLite file, "hub.db", as it
// was at one instant, whatever engine the hub runs on; then the folder of the hub's
// data with content, keys, trust, records; last "SHA256SUMS", which names every
// file with its SHA-256. A hub may serve meanwhile. A file without its last part is
// no backup: [Restore] checks every byte before anything is put in place.
//
// Whoever has the file can sign as the hub does, so it belongs under lock and key.
//
// Start with [Write] and [Restore].
package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// Names in the archive.
const (
	database = "hub.db"
	sums     = "SHA256SUMS"
	stamp    = "content/metadata/timestamp.json" // which a publisher writes last
)

// ErrPublished says that a release was published while its files were being copied.
var ErrPublished = errors.New("a release was published meanwhile")

// Summary is what an archive holds.
type Summary struct {
	Files int
	Bytes int64
}

// tries is how often a backup is begun again because of a release.
const tries = 3

// Write writes a backup of the hub's data in dir to the file at out, which must not
// be there. snapshot writes the database to a new file. When it fails there is no
// file.
func Write(ctx context.Context, dir, out string, now time.Time, snapshot func(ctx context.Context, to string) error) (Summary, error) {
	for try := 1; ; try++ {
		summary, err := write(ctx, dir, out, now, snapshot)
		if !errors.Is(err, ErrPublished) || try == tries {
			return summary, err
		}
	}
}

func write(ctx context.Context, dir, out string, now time.Time, snapshot func(ctx context.Context, to string) error) (s Summary, err error) {
	if _, err := os.Lstat(out); !errors.Is(err, fs.ErrNotExist) {
		return s, errors.Join(err, fmt.Errorf("write backup: %w: %s", fs.ErrExist, out))
	}
	work, err := os.MkdirTemp(filepath.Dir(out), "backup-*.tmp")
	if err != nil {
		return s, fmt.Errorf("write backup: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	before, err := release(dir)
	if err != nil {
		return s, err
	}
	books := filepath.Join(work, database)
	if err := snapshot(ctx, books); err != nil {
		return s, err
	}
	archive := filepath.Join(work, "archive")
	if s, err = writeArchive(ctx, dir, books, archive, now); err != nil {
		return s, err
	}
	after, err := release(dir)
	if err == nil && !bytes.Equal(before, after) {
		err = ErrPublished
	}
	if err != nil {
		return s, err
	}
	return s, os.Rename(archive, out)
}

// release returns what tells one release from another; nothing before the first.
func release(dir string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(stamp)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read release: %w", err)
	}
	return data, nil
}

func writeArchive(ctx context.Context, dir, books, archive string, now time.Time) (s Summary, err error) {
	file, err := os.OpenFile(archive, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return s, fmt.Errorf("write backup: %w", err)
	}
	w := &writer{out: tar.NewWriter(file), now: now}
	err = w.all(ctx, dir, books)
	if err == nil {
		err = errors.Join(w.end(), file.Sync())
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return s, fmt.Errorf("write backup: %w", err)
	}
	return w.Summary, nil
}

// writer writes an archive and notes what is in it.
type writer struct {
	Summary
	out  *tar.Writer
	now  time.Time
	sums bytes.Buffer
}

func (w *writer) all(ctx context.Context, dir, books string) error {
	if err := w.file(database, books); err != nil {
		return err
	}
	return filepath.WalkDir(dir, func(at string, entry fs.DirEntry, err error) error {
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		name, err := filepath.Rel(dir, at)
		if name = filepath.ToSlash(name); err != nil || passing(name) {
			if entry.IsDir() && name != "." {
				return filepath.SkipDir
			}
			return err
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		err = w.file(name, at)
		if errors.Is(err, fs.ErrNotExist) { // removed meanwhile, as a receipt or an old pack is
			return nil
		}
		return err
	})
}

// passing tells what is no part of a backup: the database, which has been written,
// and files that are being made.
func passing(name string) bool {
	base := path.Base(name)
	return name == database || strings.HasPrefix(name, database+"-") || strings.HasSuffix(base, ".tmp") || strings.HasSuffix(base, ".part") ||
		base == "lock" || strings.HasSuffix(base, ".lock")
}

// file adds a file, as much of it as there is now.
func (w *writer) file(name, at string) error {
	file, err := os.Open(at)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	sum := sha256.New()
	if err := w.add(name, info.Size(), io.TeeReader(io.LimitReader(file, info.Size()), sum)); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	fmt.Fprintf(&w.sums, "%s  %s\n", hex.EncodeToString(sum.Sum(nil)), name) // as sha256sum -c reads it
	w.Files++
	w.Bytes += info.Size()
	return nil
}

func (w *writer) add(name string, size int64, data io.Reader) error {
	header := &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o600, Size: size, ModTime: w.now, Format: tar.FormatPAX}
	if err := w.out.WriteHeader(header); err != nil {
		return err
	}
	n, err := io.Copy(w.out, data)
	if err == nil && n != size {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// end writes the sums.
func (w *writer) end() error {
	if err := w.add(sums, int64(w.sums.Len()), &w.sums); err != nil {
		return err
	}
	return w.out.Close()
}
