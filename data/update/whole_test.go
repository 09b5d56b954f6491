package update_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"hangviet/data/update"
	"hangviet/data/update/updatetest"
)

// TestWholePackages: what is whole says what it is; what was cut off at any place, or
// holds no program, is no package.
func TestWholePackages(t *testing.T) {
	t.Parallel()
	deb := updatetest.Deb(t, updatetest.Label{Version: "v1.2.0", Arch: "arm64"}, "the program, odd")
	zip := updatetest.Zip(t, updatetest.Label{Version: "v1.2.0"}, "the program")
	if out, err := exec.Command("dpkg-deb", "--contents", deb).CombinedOutput(); err != nil {
		t.Fatalf("the test's own package: %v\n%s", err, out)
	}
	for path, platform := range map[string]string{deb: "linux/arm64", zip: "windows/amd64"} {
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
	} {
		if _, err := update.ReadWhole(path); !errors.Is(err, update.ErrPackage) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
