package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/screens/screenstest"
)

// dummyCard has the X server draw into memory; the rest is the package's, and its only
// ServerFlags: the server takes the last ones it reads.
const dummyCard = `
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1024x768"
  EndSubSection
EndSection
`

// openServer starts the X server that a kiosk has, with its configuration.
func openServer(t *testing.T, config string) *screen {
	t.Helper()
	dir := t.TempDir()
	folder := filepath.Join(dir, "xorg.conf.d")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	shipped, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"10-kiosk.conf": string(shipped), "20-card.conf": dummyCard} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	name := screenstest.Start(t, nil, "/usr/lib/xorg/Xorg", "-configdir", folder, "-logfile", filepath.Join(dir, "log"),
		"-novtswitch", "-sharevts", "-noreset")
	return &screen{t: t, name: name, picture: filepath.Join(dir, "none"), width: 1024, height: 768}
}
