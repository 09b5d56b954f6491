package release

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hangviet/data/fsync"
)

// partPrefix starts the names of files that are being written. A file with
// that prefix is left over from a process that died, and may be swept.
const partPrefix = ".part-"

// folder is a directory in which a file appears whole or not at all.
type folder struct {
	path string
	// step is told after each thing that reached the disk; tests end the
	// process there.
	step func(what string)
}

// openFolder makes the directory when it is not there and sweeps leftovers.
// The caller holds the lock that keeps other writers out.
func openFolder(path string, step func(string)) (folder, error) {
	if step == nil {
		step = func(string) {}
	}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return folder{}, fmt.Errorf("make folder: %w", err)
	}
	old, err := filepath.Glob(filepath.Join(path, partPrefix+"*"))
	if err != nil {
		return folder{}, fmt.Errorf("sweep folder: %w", err)
	}
	for _, name := range old {
		if err := os.RemoveAll(name); err != nil {
			return folder{}, fmt.Errorf("sweep folder: %w", err)
		}
	}
	return folder{path, step}, nil
}

func (f folder) file(name string) string { return filepath.Join(f.path, name) }

// put writes a file under its name, over an older one.
func (f folder) put(name string, data []byte) error {
	part, _, err := f.part(func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err != nil {
		return err
	}
	return f.rename(part, name)
}

// add writes a file under its SHA-256 and tells whether it is new. One that is
// there with the right bytes stays; one that was damaged is replaced.
func (f folder) add(fill func(io.Writer) error) (file File, isNew bool, err error) {
	part, file, err := f.part(fill)
	if err != nil {
		return File{}, false, err
	}
	if f.holds(file) {
		return file, false, os.Remove(part)
	}
	return file, true, f.rename(part, file.SHA256)
}

// part writes a temporary file to the disk and says what it holds.
func (f folder) part(fill func(io.Writer) error) (path string, file File, err error) {
	tmp, err := os.CreateTemp(f.path, partPrefix+"*")
	if err != nil {
		return "", File{}, fmt.Errorf("write file: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	sum := newSum(tmp)
	err = errors.Join(fill(sum), tmp.Chmod(0o644), tmp.Sync(), tmp.Close())
	if err != nil {
		return "", File{}, fmt.Errorf("write file: %w", err)
	}
	f.step("written")
	return tmp.Name(), sum.file(), nil
}

func (f folder) rename(part, name string) error {
	if err := os.Rename(part, f.file(name)); err != nil {
		return fmt.Errorf("name file: %w", errors.Join(err, os.Remove(part)))
	}
	f.step(name)
	return nil
}

// holds tells whether the file is there with exactly its bytes.
func (f folder) holds(file File) bool {
	r, err := os.Open(f.file(file.SHA256))
	if err != nil {
		return false
	}
	defer r.Close()
	sum := newSum(io.Discard)
	_, err = io.Copy(sum, io.LimitReader(r, file.Length+1))
	return err == nil && sum.file() == file
}

// has tells whether the named file is there with exactly data in it.
func (f folder) has(name string, data []byte) bool {
	got, err := os.ReadFile(f.file(name))
	return err == nil && bytes.Equal(got, data)
}

// sync brings the names themselves to the disk.
func (f folder) sync() error {
	if err := fsync.Path(f.path); err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	f.step("synced " + filepath.Base(f.path))
	return nil
}

// sum counts and hashes what passes through to w.
type sum struct {
	w    io.Writer
	hash interface {
		io.Writer
		Sum([]byte) []byte
	}
	length int64
	err    error // of w
}

func newSum(w io.Writer) *sum { return &sum{w: w, hash: sha256.New()} }

func (s *sum) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.hash.Write(p[:n])
	s.length += int64(n)
	s.err = err
	return n, err
}

func (s *sum) file() File {
	return File{SHA256: hex.EncodeToString(s.hash.Sum(nil)), Length: s.length}
}

// isSHA256 tells whether s is a SHA-256 as this package writes it.
func isSHA256(s string) bool {
	return len(s) == 2*sha256.Size && strings.Trim(s, "0123456789abcdef") == ""
}
