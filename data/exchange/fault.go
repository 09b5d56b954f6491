package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"hangviet/data/drive"
	"hangviet/data/release"
)

// blank is how many equal bytes in a row, all 0 or all 255, show that a stick
// gave nothing back: neither packed text nor a photograph has as many. A shorter
// file counts when it is blank from end to end.
const (
	blank = 64 << 10
	page  = 4 << 10
)

// StickFault says what is wrong with the stick where an import from the folder
// dir on it, or a look at one, ended with err: drive.ErrGone, ErrStickRead
// or ErrStickFake. Other errors come back as they are, and so do those of an
// http(s) address.
func StickFault(dir string, err error) error {
	var file *release.FileError
	switch {
	case isAddress(dir):
		return err
	case errors.Is(err, release.ErrUnavailable) && !there(dir):
		return fmt.Errorf("%w: %w", drive.ErrGone, err)
	case !errors.As(err, &file):
		return err
	case !errors.Is(err, release.ErrNoRelease) && !there(dir):
		return fmt.Errorf("%w: %w", drive.ErrGone, err)
	case is(err, syscall.EIO) || errors.Is(err, syscall.ENXIO):
		return fmt.Errorf("%w: %w", ErrStickRead, err)
	case errors.Is(err, release.ErrCorrupt) && isBlank(filepath.Join(dir, filepath.FromSlash(file.Name))):
		return fmt.Errorf("%w: %w", ErrStickFake, err)
	}
	return err
}

// there tells whether a content folder still lies at dir.
func there(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, "metadata"))
	return err == nil
}

// isBlank tells whether the file holds a blank stretch.
func isBlank(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	return hasBlank(io.LimitReader(f, 1<<30), min(blank, (info.Size()+page-1)/page*page)/page)
}

// hasBlank tells whether so many pages in a row are blank. It stops at the first
// ones: a file may claim to be endless.
func hasBlank(r io.Reader, want int64) bool {
	data, run := make([]byte, page), int64(0)
	for {
		n, err := io.ReadFull(r, data)
		if n > 0 && (isOnly(data[:n], 0) || isOnly(data[:n], 0xff)) {
			run++
		} else {
			run = 0
		}
		if run >= want || err != nil {
			return run >= want
		}
	}
}

func isOnly(data []byte, b byte) bool { return bytes.Count(data, []byte{b}) == len(data) }
