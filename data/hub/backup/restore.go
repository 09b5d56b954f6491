package backup

import (
	"archive/tar"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The reasons for which a backup is not brought back.
var (
	ErrDamaged  = errors.New("file is no whole backup")
	ErrOccupied = errors.New("folder is not empty")
)

// maxSums bounds the list of sums in bytes.
const maxSums = 256 << 20

// Restore brings a backup back into the folder dir, which must be empty or not
// there. Everything is checked beside it first: when it fails, dir is as it was.
func Restore(ctx context.Context, from, dir string) (s Summary, err error) {
	if err := checkEmpty(dir); err != nil {
		return s, err
	}
	file, err := os.Open(from)
	if err != nil {
		return s, fmt.Errorf("open backup: %w", err)
	}
	defer file.Close()
	dir = filepath.Clean(dir)
	if err := os.MkdirAll(filepath.Dir(dir), 0o750); err != nil {
		return s, fmt.Errorf("restore: %w", err)
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), "restore-*.tmp")
	if err != nil {
		return s, fmt.Errorf("restore: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if s, err = unpack(ctx, bufio.NewReaderSize(file, 1<<20), work); err != nil {
		return s, fmt.Errorf("restore: %w", err)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return s, fmt.Errorf("restore: %w", err)
	}
	if err := os.Chmod(work, 0o750); err != nil {
		return s, fmt.Errorf("restore: %w", err)
	}
	return s, os.Rename(work, dir)
}

func checkEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("restore: %w", err)
	case len(entries) > 0:
		return fmt.Errorf("restore: %w: %s", ErrOccupied, dir)
	}
	return nil
}

// unpack writes the archive's files below dir and compares them with its sums.
func unpack(ctx context.Context, archive io.Reader, dir string) (s Summary, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	in, have, want := tar.NewReader(archive), map[string]string{}, ""
	for ctx.Err() == nil {
		header, err := in.Next()
		if errors.Is(err, io.EOF) {
			return s, compare(have, want)
		}
		if err != nil {
			return s, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if header.Typeflag != tar.TypeReg || !filepath.IsLocal(filepath.FromSlash(header.Name)) || have[header.Name] != "" || want != "" {
			return s, fmt.Errorf("%w: %q", ErrDamaged, header.Name)
		}
		if header.Name == sums {
			text, err := io.ReadAll(io.LimitReader(in, maxSums))
			if err != nil {
				return s, fmt.Errorf("%w: %w", ErrDamaged, err)
			}
			want = string(text)
			continue
		}
		if have[header.Name], err = put(root, header.Name, in); err != nil {
			return s, err
		}
		s.Files++
		s.Bytes += header.Size
	}
	return s, ctx.Err()
}

// put writes one file and returns its sum.
func put(root *os.Root, name string, data io.Reader) (sum string, err error) {
	at := filepath.FromSlash(name)
	if err := root.MkdirAll(filepath.Dir(at), 0o750); err != nil {
		return "", err
	}
	file, err := root.OpenFile(at, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	switch _, err = io.Copy(io.MultiWriter(file, hash), data); {
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	case err == nil:
		err = file.Sync()
	}
	return hex.EncodeToString(hash.Sum(nil)), errors.Join(err, file.Close())
}

// compare wants the files to be those of the list, and none missing.
func compare(have map[string]string, list string) error {
	n := 0
	for line := range strings.Lines(list) {
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !ok || have[name] != sum {
			return fmt.Errorf("%w: %q", ErrDamaged, name)
		}
		n++
	}
	if n == 0 || n != len(have) || have[database] == "" {
		return ErrDamaged
	}
	return nil
}
