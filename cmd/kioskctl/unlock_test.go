package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/release"
)

// TestUnlock writes a file that a kiosk which trusts these keys takes, for the kiosk
// and the lock code that were named, and none for a slip of the pen.
func TestUnlock(t *testing.T) {
	dir := t.TempDir()
	keyDir, stick := filepath.Join(dir, "keys"), filepath.Join(dir, "stick")
	if err := release.GenerateKeys(keyDir, ""); err != nil {
		t.Fatal(err)
	}
	call := func(args ...string) int {
		var out bytes.Buffer
		return run(t.Context(), append([]string{"unlock", "--keys", keyDir, "--to", stick}, args...), &out, &out)
	}
	const kiosk = "3f9a3f9a3f9a3f9a"
	for want, args := range map[int][]string{
		exitUsage: {"--kiosk", kiosk, "--challenge", "7K3M"}, exitFailed: {"--kiosk", "3F9A", "--challenge", "7K3M-Q9TD"},
	} {
		if code := call(args...); code != want {
			t.Errorf("%q ends with %d, want %d", args, code, want)
		}
	}
	if code := call("--kiosk", kiosk, "--challenge", "7k3m q9td"); code != exitOK {
		t.Fatalf("ended with %d", code)
	}
	file, err := os.ReadFile(filepath.Join(stick, filepath.FromSlash(release.UnlockFile(kiosk))))
	if err != nil {
		t.Fatal(err)
	}
	trust, err := release.OpenTrust(filepath.Join(dir, "trust"))
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.ReadFile(filepath.Join(keyDir, "root.json"))
	if err == nil {
		err = trust.Pin(root)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := trust.CheckUnlock(file, release.Unlock{Kiosk: kiosk, Challenge: "7K3M-Q9TD"}); err != nil {
		t.Error(err)
	}
}
