package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/update"
)

// windowsPackage writes a .zip that says what it is.
func windowsPackage(t *testing.T, version string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kiosk.zip")
	f, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(f)
	w, err := z.Create(update.LabelFile)
	must(t, err)
	_, err = w.Write([]byte("Package: " + update.Name + "\nHangviet-Version: " + version + "\nArchitecture: amd64\n"))
	must(t, err)
	must(t, z.Close())
	must(t, f.Close())
	return path
}

func TestProgramIsGivenOut(t *testing.T) {
	t.Parallel()
	dir, repo, root := organiser(t)
	keys := filepath.Join(dir, "keys")
	kioskctl(t, "publish", "--from", dir, "--repo", repo, "--keys", keys).want(t, exitOK)
	kioskctl(t, "program", "--repo", repo, "--keys", keys, "--lang", "en", windowsPackage(t, "v1.4.0")).
		want(t, exitOK, "Program v1.4.0 for windows/amd64")
	kioskctl(t, "verify", "--repo", repo, "--root", root).want(t, exitOK)
	for name, path := range map[string]string{
		"older":       windowsPackage(t, "v1.3.0"),
		"no version":  windowsPackage(t, "soon"),
		"not one":     root,
		"not a thing": filepath.Join(dir, "nothing"),
	} {
		t.Log(name)
		kioskctl(t, "program", "--repo", repo, "--keys", keys, path).want(t, exitFailed)
	}
}
