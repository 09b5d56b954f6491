// Package updatetest makes packages of the kiosk's program for tests.
package updatetest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// Label is what a package says of itself; zero fields are those of a good package.
type Label struct {
	Package string // hangviet-kiosk
	Version string // v1.0.0
	Arch    string // amd64
}

func (l Label) text() string {
	for field, usual := range map[*string]string{&l.Package: "hangviet-kiosk", &l.Version: "v1.0.0", &l.Arch: "amd64"} {
		if *field == "" {
			*field = usual
		}
	}
	return fmt.Sprintf("Package: %s\nVersion: %s\nHangviet-Version: %s\nArchitecture: %s\nMaintainer: test <test@hangviet.example>\nDescription: a kiosk\n",
		l.Package, l.Version[1:], l.Version, l.Arch)
}

// Deb returns the path of a .deb with program in it, which dpkg installs.
func Deb(t testing.TB, l Label, program string) string {
	t.Helper()
	var deb bytes.Buffer
	deb.WriteString("!<arch>\n")
	for _, part := range []struct {
		name string
		data []byte
	}{
		{"debian-binary", []byte("2.0\n")},
		{"control.tar.gz", tarOf(t, "./control", l.text(), 0o644)},
		{"data.tar.gz", tarOf(t, "./usr/bin/kiosk", program, 0o755)},
	} {
		fmt.Fprintf(&deb, "%-16s%-12d%-6d%-6d%-8s%-10d`\n", part.name, 0, 0, 0, "100644", len(part.data))
		deb.Write(part.data)
		if len(part.data)%2 == 1 {
			deb.WriteByte('\n')
		}
	}
	return write(t, "hangviet-kiosk.deb", deb.Bytes())
}

// Zip returns the path of a .zip for Windows with program in it.
func Zip(t testing.TB, l Label, program string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, file := range [][2]string{{"hangviet-kiosk/control", l.text()}, {"hangviet-kiosk/kiosk.exe", program}} {
		w, err := z.Create(file[0])
		must(t, err)
		_, err = w.Write([]byte(file[1]))
		must(t, err)
	}
	must(t, z.Close())
	return write(t, "hangviet-kiosk.zip", out.Bytes())
}

func tarOf(t testing.TB, name, text string, mode int64) []byte {
	t.Helper()
	var out bytes.Buffer
	packed := gzip.NewWriter(&out)
	files := tar.NewWriter(packed)
	for i, c := range name { // the folders first
		if c == '/' {
			must(t, files.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: name[:i+1], Mode: 0o755, Format: tar.FormatGNU}))
		}
	}
	must(t, files.WriteHeader(&tar.Header{Name: name, Mode: mode, Size: int64(len(text)), Format: tar.FormatGNU}))
	_, err := files.Write([]byte(text))
	must(t, err)
	must(t, files.Close())
	must(t, packed.Close())
	return out.Bytes()
}

func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
