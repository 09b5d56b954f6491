package house

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// packaging is where the packages are described, from this folder.
const packaging = "../../.make/package"

// TestPackagesNameWhatIsThere reads the lists of the packages' files.
func TestPackagesNameWhatIsThere(t *testing.T) {
	t.Parallel()
	source := regexp.MustCompile(`src: "?([^",}]+)`)
	for _, name := range []string{"kiosk", "hub"} {
		list, err := os.ReadFile(filepath.Join(packaging, name, "nfpm.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		found := source.FindAllStringSubmatch(string(list), -1)
		if len(found) < 5 {
			t.Fatalf("%s: only %d files", name, len(found))
		}
		for _, f := range found {
			if strings.HasPrefix(f[1], "${") {
				continue // a program, built later
			}
			if _, err := os.Stat(filepath.Join("../..", f[1])); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// TestServicesAreShutIn holds systemd's own score of what a service could reach: 0
// is nothing, 10 everything.
func TestServicesAreShutIn(t *testing.T) {
	t.Parallel()
	score := regexp.MustCompile(`exposure level for .*: ([0-9.]+)`)
	for _, unit := range []string{"kiosk/hangviet-kiosk", "kiosk/hangviet-pin", "hub/hangviet-hub"} {
		out, err := exec.Command("systemd-analyze", "security", "--offline=true", filepath.Join(packaging, unit+".service")).CombinedOutput()
		found := score.FindSubmatch(out)
		if err != nil || found == nil {
			t.Fatalf("%s: %v\n%s", unit, err, out)
		}
		if n, err := strconv.ParseFloat(string(found[1]), 64); err != nil || n > 3.0 {
			t.Errorf("%s: %s, at most 3.0", unit, found[1])
		}
	}
}

// TestScriptsAreSound reads the shell scripts of the packages, as a shell does
// before it runs one.
func TestScriptsAreSound(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"*/postinst", "*/prerm", "*/postrm", "kiosk/kiosk-setup", "kiosk/display"} {
		names, err := filepath.Glob(filepath.Join(packaging, pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, name := range names {
			if out, err := exec.Command("sh", "-n", name).CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", name, err, out)
			}
		}
	}
}
