package update

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"hangviet/data/release"
)

// Name is the package that an update may install, and no other.
const Name = "hangviet-kiosk"

// LabelFile is where a .zip says what it is, in the words of a .deb's control file.
const LabelFile = "hangviet-kiosk/control"

// maxLabel bounds what a package says of itself, in bytes.
const maxLabel = 64 << 10

// ErrPackage tells that a file is not a package of this program.
var ErrPackage = errors.New("not a package of this program")

// Label is what a package says of itself.
type Label struct {
	Package  string // hangviet-kiosk
	Version  string // "v1.4.2", as [release.Program]
	Platform string // "linux/amd64"
}

// ReadLabel reads the label of the .deb or .zip at path. [ErrPackage] when it is
// neither, or none of this program.
func ReadLabel(path string) (Label, error) {
	f, err := os.Open(path)
	if err != nil {
		return Label{}, fmt.Errorf("open package: %w", err)
	}
	defer f.Close()
	control, system, err := controlOf(f)
	if err != nil {
		return Label{}, fmt.Errorf("%w: %w", ErrPackage, err)
	}
	label := Label{control["Package"], control["Hangviet-Version"], system + "/" + control["Architecture"]}
	if label.Package != Name || !release.IsVersion(label.Version) {
		return Label{}, fmt.Errorf("%w: it is %q, version %q", ErrPackage, label.Package, label.Version)
	}
	return label, nil
}

// controlOf reads the fields of a package, and the system that it is for.
func controlOf(f *os.File) (fields map[string]string, system string, err error) {
	magic := make([]byte, 8)
	if _, err := io.ReadFull(f, magic); err != nil {
		return nil, "", err
	}
	if string(magic) == "!<arch>\n" {
		fields, err = debControl(f)
		return fields, "linux", err
	}
	fields, err = zipControl(f)
	return fields, "windows", err
}

// debControl reads a .deb behind its first eight bytes: an archive of ar(5) whose
// second member is a packed tar with the file control.
func debControl(r io.Reader) (map[string]string, error) {
	for {
		name, size, err := arMember(r)
		if err != nil {
			return nil, err
		}
		body := io.LimitReader(r, size)
		if name == "control.tar.gz" {
			return tarControl(body)
		}
		if _, err := io.Copy(io.Discard, body); err != nil {
			return nil, err
		}
		if size%2 == 1 {
			if _, err := io.CopyN(io.Discard, r, 1); err != nil {
				return nil, err
			}
		}
	}
}

func arMember(r io.Reader) (name string, size int64, err error) {
	head := make([]byte, 60)
	if _, err := io.ReadFull(r, head); err != nil {
		return "", 0, err
	}
	size, err = strconv.ParseInt(strings.TrimSpace(string(head[48:58])), 10, 64)
	if err != nil || size < 0 || string(head[58:]) != "`\n" {
		return "", 0, errors.New("damaged archive")
	}
	return strings.TrimSuffix(strings.TrimSpace(string(head[:16])), "/"), size, nil
}

func tarControl(r io.Reader) (map[string]string, error) {
	unpacked, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	files := tar.NewReader(unpacked)
	for {
		head, err := files.Next()
		if err != nil {
			return nil, err
		}
		if strings.TrimPrefix(head.Name, "./") == "control" {
			return parseControl(files)
		}
	}
}

func zipControl(f *os.File) (map[string]string, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, err
	}
	control, err := z.Open(LabelFile)
	if err != nil {
		return nil, err
	}
	defer control.Close()
	return parseControl(control)
}

// parseControl reads the fields of one line each; those of more lines are left out.
func parseControl(r io.Reader) (map[string]string, error) {
	fields := map[string]string{}
	lines := bufio.NewScanner(io.LimitReader(r, maxLabel))
	for lines.Scan() {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && !strings.HasPrefix(name, " ") {
			fields[name] = strings.TrimSpace(value)
		}
	}
	return fields, lines.Err()
}
