package backlight

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// light makes a folder as the kernel has it for one light.
func light(t *testing.T, folder, name, kind, most, now string) string {
	t.Helper()
	dir := filepath.Join(folder, name)
	must(t, os.MkdirAll(dir, 0o755))
	for file, text := range map[string]string{"type": kind, "max_brightness": most, "brightness": now} {
		must(t, os.WriteFile(filepath.Join(dir, file), []byte(text+"\n"), 0o600))
	}
	return filepath.Join(dir, "brightness")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestThePanelsLightIsSet(t *testing.T) {
	folder := t.TempDir()
	other := light(t, folder, "acpi_video0", "raw", "15", "15")
	file := light(t, folder, "intel_backlight", "firmware", "1500", "1500")
	l, err := Open(t.Context(), folder)
	must(t, err)
	for percent, want := range map[int]string{100: "1500", 40: "600", 1: "15", 0: "1"} {
		must(t, l.Set(t.Context(), percent))
		if text, err := os.ReadFile(file); err != nil || strings.TrimSpace(string(text)) != want {
			t.Errorf("at %d %% the file says %q, want %q: %v", percent, text, want, err)
		}
		if now, err := l.Percent(t.Context()); err != nil || now != percent {
			t.Errorf("%d %% was set, it is %d %%: %v", percent, now, err)
		}
	}
	if text, err := os.ReadFile(other); err != nil || strings.TrimSpace(string(text)) != "15" {
		t.Errorf("the other light was set, too: %q, %v", text, err)
	}
	for _, wrong := range []int{-1, 101} {
		if l.Set(t.Context(), wrong) == nil {
			t.Errorf("%d %% was taken", wrong)
		}
	}
}

func TestNoLightIsTold(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // nor ddcutil
	folder := t.TempDir()
	light(t, folder, "broken", "raw", "0", "0")
	light(t, folder, "odd", "raw", "many", "0")
	for _, folder := range []string{folder, filepath.Join(folder, "none")} {
		if l, err := Open(t.Context(), folder); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v, %v", folder, l, err)
		}
	}
}

// TestAMonitorIsAsked has a program in ddcutil's place that keeps the value in a
// file, as the monitor does.
func TestAMonitorIsAsked(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "value")
	must(t, os.WriteFile(kept, []byte("60"), 0o600))
	script := `#!/bin/sh
case "$1 $2" in
"getvcp 10") echo "VCP 10 C $(cat ` + kept + `) 80" ;;
"setvcp 10") echo "$3" > ` + kept + ` ;;
*) exit 1 ;;
esac
`
	must(t, os.WriteFile(filepath.Join(dir, "ddcutil"), []byte(script), 0o700)) // #nosec G306 -- a program
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	l, err := Open(t.Context(), filepath.Join(dir, "none"))
	must(t, err)
	if now, err := l.Percent(t.Context()); err != nil || now != 75 {
		t.Fatalf("%d %%, %v", now, err)
	}
	must(t, l.Set(t.Context(), 30))
	if text, err := os.ReadFile(kept); err != nil || strings.TrimSpace(string(text)) != "24" {
		t.Errorf("the monitor was told %q: %v", text, err)
	}
}

func TestAMonitorThatSaysSomethingElseIsNone(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	for _, says := range []string{"exit 1", "echo VCP 10 ERR", "echo VCP 10 C 3 0", "echo VCP 10 C x 100"} {
		must(t, os.WriteFile(filepath.Join(dir, "ddcutil"), []byte("#!/bin/sh\n"+says+"\n"), 0o700)) // #nosec G306 -- a program
		if l, err := Open(t.Context(), filepath.Join(dir, "none")); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v, %v", says, l, err)
		}
	}
}
