package press

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"sync"
	"time"

	"hangviet/data/sheet"
)

// draft is the folder of what the next release is made of:
//
//	draft/         one workbook, and photos/ below it
//	parts/         files that are on their way, each as long as what has come of it
//	archives/      ZIP files that a check unpacks
//
// A file that is there has the size and the time that it has at the sender, and so
// is not sent again.
type draft struct {
	dir    string
	limits Limits

	mu    sync.Mutex
	busy  map[string]bool // parts that are being written in this process
	files int             // as they were counted last
	bytes int64
	count time.Time // when that was

	looking sync.Mutex // guards known
	known   *survey
}

func (d *draft) folder() string   { return filepath.Join(d.dir, "draft") }
func (d *draft) photos() string   { return filepath.Join(d.folder(), sheet.PhotoDir) }
func (d *draft) parts() string    { return filepath.Join(d.dir, "parts") }
func (d *draft) archives() string { return filepath.Join(d.dir, "archives") }

// File is a file as its sender has it.
type File struct {
	Name     string    // with folders, "HTX A/tra.jpg"
	Size     int64     // bytes
	Modified time.Time // whole milliseconds
}

// Upload is how far a file has come.
type Upload struct {
	Offset int64 // bytes that are here
	Done   bool  // it is in the draft
}

// place is where a file belongs, and what it may take.
type place struct {
	kind  kind
	path  string // of the whole file
	part  string // of what has come of it
	limit int64
}

func (d *draft) place(f File) (p place, err error) {
	name, err := cleanName(f.Name)
	if err != nil {
		return p, err
	}
	if p.kind, err = kindOf(name); err != nil {
		return p, err
	}
	switch p.kind {
	case workbookFile:
		p.path, p.limit = filepath.Join(d.folder(), path.Base(name)), d.limits.Workbook
	case archiveFile:
		p.path, p.limit = filepath.Join(d.archives(), path.Base(name)), d.limits.Archive
	default:
		p.path, p.limit = filepath.Join(d.photos(), filepath.FromSlash(photoPath(name))), d.limits.Photo
	}
	if f.Size > p.limit {
		return p, ErrTooLarge
	}
	if f.Size < 0 {
		return p, ErrLength
	}
	key := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%d", name, f.Size, f.Modified.UnixMilli()))
	p.part = filepath.Join(d.parts(), hex.EncodeToString(key[:16]))
	return p, nil
}

// state tells how far a file has come.
func (d *draft) state(f File, p place) Upload {
	if info, err := os.Stat(p.path); err == nil && info.Size() == f.Size && info.ModTime().UnixMilli() == f.Modified.UnixMilli() {
		return Upload{f.Size, true}
	}
	info, err := os.Stat(p.part)
	if err != nil {
		return Upload{}
	}
	return Upload{Offset: min(info.Size(), f.Size)}
}

// put writes what r has of a file from offset on, which must be where it stands.
func (d *draft) put(f File, p place, offset int64, r io.Reader) (Upload, error) {
	if now := d.state(f, p); now.Done || now.Offset != offset {
		if now.Done {
			return now, nil
		}
		return now, ErrOffset
	}
	if !d.take(p.part) {
		return d.state(f, p), ErrOffset
	}
	defer d.leave(p.part)
	got, err := d.write(p, offset, f.Size, r)
	if err != nil || got < f.Size {
		return Upload{Offset: got}, err
	}
	return Upload{got, true}, d.settle(f, p)
}

// write appends to a part. What came before an error stays, except for bytes
// beyond the end.
func (d *draft) write(p place, offset, size int64, r io.Reader) (got int64, err error) {
	if err := os.MkdirAll(d.parts(), 0o750); err != nil {
		return offset, fmt.Errorf("make folder: %w", err)
	}
	file, err := os.OpenFile(p.part, os.O_CREATE|os.O_WRONLY, 0o640)
	if err != nil {
		return offset, fmt.Errorf("open part: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.Seek(offset, io.SeekStart); err != nil {
		return offset, fmt.Errorf("find place in part: %w", err)
	}
	n, err := io.Copy(file, io.LimitReader(r, size-offset))
	if got = offset + n; err == nil && got == size {
		err = atEnd(r)
	}
	if errors.Is(err, ErrLength) {
		return offset, errors.Join(err, file.Truncate(offset))
	}
	return got, errors.Join(err, file.Sync())
}

// atEnd tells whether nothing follows; [ErrLength] when something does.
func atEnd(r io.Reader) error {
	var more [1]byte
	n, err := io.ReadFull(r, more[:])
	switch {
	case n > 0:
		return ErrLength
	case errors.Is(err, io.EOF):
		return nil
	}
	return err
}

// settle puts a whole part in its place.
func (d *draft) settle(f File, p place) error {
	if err := os.Chtimes(p.part, f.Modified, f.Modified); err != nil {
		return fmt.Errorf("date file: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(p.path), 0o750); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := os.Rename(p.part, p.path); err != nil {
		return fmt.Errorf("name file: %w", err)
	}
	d.mu.Lock()
	d.files, d.bytes = d.files+1, d.bytes+f.Size
	d.mu.Unlock()
	if p.kind == workbookFile {
		return d.onlyWorkbook(filepath.Base(p.path))
	}
	return nil
}

// onlyWorkbook removes the workbooks that another one takes the place of.
func (d *draft) onlyWorkbook(name string) error {
	entries, err := os.ReadDir(d.folder())
	if err != nil {
		return fmt.Errorf("list draft: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() || e.Name() == name {
			continue
		}
		if err := os.Remove(filepath.Join(d.folder(), e.Name())); err != nil {
			return fmt.Errorf("remove former workbook: %w", err)
		}
	}
	return nil
}

func (d *draft) take(part string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.busy[part] {
		return false
	}
	if d.busy == nil {
		d.busy = map[string]bool{}
	}
	d.busy[part] = true
	return true
}

func (d *draft) leave(part string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.busy, part)
}

// room refuses what the draft has no room for. Files are counted anew from time to
// time: another process may have added some.
func (d *draft) room(size int64, now time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if age := now.Sub(d.count); age > 10*time.Second || age < 0 {
		files, bytes, err := d.measure()
		if err != nil {
			return err
		}
		d.files, d.bytes, d.count = files, bytes, now
	}
	switch {
	case d.files >= d.limits.Files:
		return ErrTooMany
	case d.bytes+size > d.limits.Total:
		return ErrFull
	}
	return nil
}
