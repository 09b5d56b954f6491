package update

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// ReadWhole is [ReadLabel] for a package that is to be given out: it also reads the
// package to its end, so that one that was cut off on its way, or has nothing to
// install in it, is [ErrPackage].
func ReadWhole(path string) (Label, error) {
	label, err := ReadLabel(path)
	if err != nil {
		return Label{}, err
	}
	whole := wholeDeb
	if strings.HasPrefix(label.Platform, "windows/") {
		whole = wholeZip
	}
	if err := whole(path); err != nil {
		return Label{}, fmt.Errorf("%w: %w", ErrPackage, err)
	}
	return label, nil
}

// wholeDeb goes from part to part, to the one with the files.
func wholeDeb(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Seek(int64(len("!<arch>\n")), io.SeekStart); err != nil {
		return err
	}
	for {
		name, size, err := arMember(f)
		if err != nil {
			return fmt.Errorf("no files in it: %w", err)
		}
		if _, err := io.CopyN(io.Discard, f, size); err != nil {
			return fmt.Errorf("cut off: %w", err)
		}
		if strings.HasPrefix(name, "data.tar") {
			return nil
		}
		if _, err := io.CopyN(io.Discard, f, size%2); err != nil {
			return fmt.Errorf("cut off: %w", err)
		}
	}
}

// wholeZip reads every file, each of which has a checksum, and wants the program
// among them.
func wholeZip(path string) error {
	z, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer z.Close()
	found := false
	for _, entry := range z.File {
		found = found || entry.Name == Name+"/kiosk.exe"
		if err := readEntry(entry); err != nil {
			return fmt.Errorf("%s: %w", entry.Name, err)
		}
	}
	if !found {
		return errors.New("no kiosk.exe in it")
	}
	return nil
}

// readEntry reads one file to its end, where the checksum is looked at, and no further
// than it says it is long.
func readEntry(entry *zip.File) error {
	r, err := entry.Open()
	if err != nil {
		return err
	}
	long := int64(entry.UncompressedSize64) // #nosec G115 -- a size that is none is not reached
	n, err := io.Copy(io.Discard, io.LimitReader(r, long+1))
	if err == nil && n != long {
		err = fmt.Errorf("is longer than %d bytes", long)
	}
	return errors.Join(err, r.Close())
}
