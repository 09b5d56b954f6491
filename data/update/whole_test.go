package update_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"hangviet/data/update"
	"hangviet/data/update/updatetest"
)

// TestWholePackages: what is whole says what it is; what was cut off at any place, was
// damaged where a checksum tells so, or holds no program, is no package.
func TestWholePackages(t *testing.T) {
	t.Parallel()
	deb := updatetest.Deb(t, updatetest.Label{Version: "v1.2.0", Arch: "arm64"}, "the program, odd")
	zipped := updatetest.Zip(t, updatetest.Label{Version: "v1.2.0"}, "the program")
	if out, err := exec.Command("dpkg-deb", "--contents", deb).CombinedOutput(); err != nil {
		t.Fatalf("the test's own package: %v\n%s", err, out)
	}
	for path, platform := range map[string]string{deb: "linux/arm64", zipped: "windows/amd64"} {
		label, err := update.ReadWhole(path)
		if err != nil || label.Platform != platform || label.Version != "v1.2.0" {
			t.Errorf("%s: %+v, %v", path, label, err)
		}
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		cut := filepath.Join(t.TempDir(), "cut")
		for n := range len(whole) - 1 { // the last byte of a .deb may be padding
			if err := os.WriteFile(cut, whole[:n], 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := update.ReadWhole(cut); !errors.Is(err, update.ErrPackage) {
				t.Fatalf("%s cut to %d of %d bytes: %v", platform, n, len(whole), err)
			}
		}
	}
	for what, path := range map[string]string{
		"another program": updatetest.Deb(t, updatetest.Label{Package: "hangviet-hub"}, "x"),
		"no version":      updatetest.Zip(t, updatetest.Label{Version: "vsoon"}, "x"),
		"damaged":         damaged(t, zipped),
		"no program":      withoutProgram(t, zipped),
	} {
		if _, err := update.ReadWhole(path); !errors.Is(err, update.ErrPackage) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// damaged returns a copy of a .zip with another byte in its program.
func damaged(t *testing.T, path string) string {
	t.Helper()
	z := opened(t, path)
	at, err := z.File[1].DataOffset()
	whole, readErr := os.ReadFile(path)
	if err := errors.Join(err, readErr); err != nil {
		t.Fatal(err)
	}
	whole[at+2] ^= 1
	return written(t, whole)
}

// withoutProgram returns a copy of a .zip with its first file only.
func withoutProgram(t *testing.T, path string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	if err := errors.Join(z.Copy(opened(t, path).File[0]), z.Close()); err != nil {
		t.Fatal(err)
	}
	return written(t, out.Bytes())
}

func opened(t *testing.T, path string) *zip.ReadCloser {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { z.Close() })
	return z
}

func written(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "package")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
