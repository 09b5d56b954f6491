package record

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"hangviet/data/fsync"
)

// Folder is a folder that a record is written to. It appears under its name when
// it is whole, or not at all.
type Folder struct {
	path string
	part string // where it lies until it is whole
	root *os.Root
	made map[string]bool
}

// NewFolder begins a record at path, which must not be there yet: [os.ErrExist].
func NewFolder(path string) (*Folder, error) {
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("make record: %s: %w", path, errors.Join(err, os.ErrExist))
	}
	part, err := os.MkdirTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
	if err != nil {
		return nil, fmt.Errorf("make record: %w", err)
	}
	root, err := os.OpenRoot(part)
	if err != nil {
		return nil, fmt.Errorf("make record: %w", errors.Join(err, os.Remove(part)))
	}
	return &Folder{path, part, root, map[string]bool{}}, nil
}

// Create makes a file.
func (f *Folder) Create(name string) (io.WriteCloser, error) {
	if dir := path.Dir(name); dir != "." && !f.made[dir] {
		if err := f.root.Mkdir(dir, 0o755); err != nil {
			return nil, err
		}
		f.made[dir] = true
	}
	file, err := f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, err
	}
	return &written{bufio.NewWriterSize(file, 64<<10), file}, nil
}

// written is a file that lies on the disk once it is closed.
type written struct {
	*bufio.Writer
	file *os.File
}

// Close brings the file to the disk.
func (w *written) Close() error {
	return errors.Join(w.Flush(), w.file.Sync(), w.file.Close())
}

// FS shows what was written so far.
func (f *Folder) FS() fs.FS { return f.root.FS() }

// Commit gives the folder its name and lets everybody read it.
func (f *Folder) Commit() error {
	err := f.root.Chmod(".", 0o755)
	for dir := range f.made {
		err = errors.Join(err, fsync.Path(filepath.Join(f.part, dir)))
	}
	err = errors.Join(err, fsync.Path(f.part), f.root.Close())
	if err == nil {
		err = errors.Join(os.Rename(f.part, f.path), fsync.Path(filepath.Dir(f.path)))
	}
	if err != nil {
		return fmt.Errorf("keep record: %w", err)
	}
	return nil
}

// Abandon removes what was written.
func (f *Folder) Abandon() error {
	return errors.Join(f.root.Close(), os.RemoveAll(f.part))
}

// Zip is a record as one file for downloading. Its bytes are the same for the
// same record.
type Zip struct {
	out    *zip.Writer
	folder string
}

// zipTime is the date of every file in a zip.
var zipTime = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// NewZip begins a zip whose files lie in a folder of that name.
func NewZip(w io.Writer, folder string) *Zip { return &Zip{zip.NewWriter(w), folder} }

// Create begins a file, which ends with the next one or with Close.
func (z *Zip) Create(name string) (io.WriteCloser, error) {
	file, err := z.out.CreateHeader(&zip.FileHeader{Name: z.folder + "/" + name, Method: zip.Deflate, Modified: zipTime})
	return open{file}, err
}

// Close ends the zip.
func (z *Zip) Close() error { return z.out.Close() }

type open struct{ io.Writer }

// Close does nothing: the zip ends its files by itself.
func (open) Close() error { return nil }
