package e2e

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
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
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/usr/lib/xorg/Xorg", "-displayfd", "3", "-configdir", folder, "-logfile", filepath.Join(dir, "log"),
		"-novtswitch", "-sharevts", "-noreset", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{w}
	if err := cmd.Start(); err != nil {
		t.Fatalf("start the X server: %v", err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait() // killed above; its error says so
	})
	w.Close()
	number, err := io.ReadAll(io.LimitReader(r, 8))
	if len(number) == 0 {
		said, _ := os.ReadFile(filepath.Join(dir, "log")) // none where it did not get so far
		t.Fatalf("the X server did not start: %v\n%s", err, said)
	}
	return &screen{t: t, name: ":" + strings.TrimSpace(string(number)), picture: filepath.Join(dir, "none"), width: 1024, height: 768}
}
