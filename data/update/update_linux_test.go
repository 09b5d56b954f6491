package update

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/release"
)

func TestNewVersionIsInstalled(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	must(t, os.WriteFile(filepath.Join(m.root, "etc/hangviet/kiosk.env"), []byte("as set here"), 0o644))
	m.reports["v1.1.0"] = true
	m.offer("v1.1.0", m.deb("v1.1.0", ""))
	must(t, os.WriteFile(filepath.Join(m.repo, Wanted), nil, 0o644))
	done, err := m.update.Run(t.Context())
	if !done || err != nil || m.installed() != "v1.1.0" || m.result().Outcome != Installed {
		t.Fatalf("done %v, %v, %s, %+v", done, err, m.installed(), m.result())
	}
	if set, err := os.ReadFile(filepath.Join(m.root, "etc/hangviet/kiosk.env")); err != nil || string(set) != "as set here" {
		t.Errorf("what was set here is %q, %v", set, err)
	}
	if label, err := ReadLabel(m.update.packageFile("v1.0.0")); err != nil || label.Version != "v1.0.0" {
		t.Errorf("the old package is kept as %+v, %v", label, err)
	}
	if _, err := os.Stat(filepath.Join(m.repo, Wanted)); err == nil {
		t.Error("the wish is still there")
	}
	if done, err := m.update.Run(t.Context()); done || err != nil {
		t.Errorf("once more: %v, %v", done, err)
	}
}

func TestVersionThatDoesNotServeIsTakenBack(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.reports["v1.0.0"] = true
	m.offer("v1.1.0", m.deb("v1.1.0", ""))
	_, err := m.update.Run(t.Context())
	wantIs(t, err, ErrUnwell)
	if m.installed() != "v1.0.0" || m.result().Outcome != TakenBack {
		t.Fatalf("%s is installed, %+v", m.installed(), m.result())
	}
	if len(m.starts) != 2 || m.starts[1] != "v1.0.0" {
		t.Errorf("started: %v", m.starts)
	}
	m.starts = nil
	m.refuse(ErrFailedBefore)

	m.reports["v1.1.1"] = true
	m.offer("v1.1.1", m.deb("v1.1.1", ""))
	must(t, os.WriteFile(filepath.Join(m.update.Dir, resultFile), []byte(`{"outcome":"back","version":"v1.1.0"}`), 0o644))
	if _, err := m.update.Run(t.Context()); err != nil || m.installed() != "v1.1.1" {
		t.Errorf("the next version: %v, %s", err, m.installed())
	}
}

func TestPackageThatCannotBeConfiguredIsTakenBack(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.offer("v1.1.0", m.deb("v1.1.0", "Depends: something-that-is-not-here\n"))
	_, err := m.update.Run(t.Context())
	if err == nil || m.installed() != "v1.0.0" {
		t.Fatalf("%v, %s is installed", err, m.installed())
	}
}

func TestWhatIsNotGoodIsRefused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		want error
		harm func(m *machine)
	}{
		"a bit of the package": {release.ErrCorrupt, func(m *machine) {
			flip(m.t, file(m, m.offer("v1.1.0", m.deb("v1.1.0", ""))))
		}},
		"half a package": {release.ErrCorrupt, func(m *machine) {
			path := file(m, m.offer("v1.1.0", m.deb("v1.1.0", "")))
			info, err := os.Stat(path)
			must(m.t, err)
			must(m.t, os.Truncate(path, info.Size()/2))
		}},
		"no package": {release.ErrMixed, func(m *machine) {
			must(m.t, os.Remove(file(m, m.offer("v1.1.0", m.deb("v1.1.0", "")))))
		}},
		"a package that is a link": {release.ErrCorrupt, func(m *machine) {
			path := file(m, m.offer("v1.1.0", m.deb("v1.1.0", "")))
			must(m.t, os.Rename(path, path+".other"))
			must(m.t, os.Symlink(path+".other", path))
		}},
		"a bit of the signatures": {release.ErrCorrupt, func(m *machine) {
			m.offer("v1.1.0", m.deb("v1.1.0", ""))
			flip(m.t, filepath.Join(m.repo, "metadata", "timestamp.json"))
		}},
		"a bit of the list": {release.ErrCorrupt, func(m *machine) {
			m.offer("v1.1.0", m.deb("v1.1.0", ""))
			flip(m.t, one(m.t, filepath.Join(m.repo, "targets", "*.programs.json")))
		}},
		"another organiser's": {release.ErrNotSigned, func(m *machine) {
			other := newMachine(m.t)
			other.offer("v1.1.0", other.deb("v1.1.0", ""))
			m.update.Staged = other.repo
		}},
		"another version inside": {ErrLabel, func(m *machine) {
			m.offer("v1.2.0", m.deb("v1.1.0", ""))
		}},
		"an old program under a new name": {ErrLabel, func(m *machine) {
			m.offer("v1.2.0", m.deb("v0.9.0", ""))
		}},
		"no package of this program": {ErrPackage, func(m *machine) {
			path := filepath.Join(m.t.TempDir(), "x.deb")
			must(m.t, os.WriteFile(path, []byte("!<arch>\nnothing that is one"), 0o644))
			m.offer("v1.1.0", path)
		}},
		"another platform only": {ErrPlatform, func(m *machine) {
			here := m.update.Platform
			m.update.Platform = "linux/riscv64"
			m.offer("v1.1.0", m.deb("v1.1.0", ""))
			m.update.Platform = here
		}},
		"another platform inside": {ErrLabel, func(m *machine) {
			m.update.Platform = "linux/riscv64" // the machine is one, and the package is not
			m.offer("v1.1.0", m.deb("v1.1.0", ""))
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			test.harm(m)
			m.refuse(test.want)
		})
	}
}

func TestNothingOlderIsInstalled(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	for _, version := range []string{"v0.9.0", "v1.0.0-0.20261121080000-c6149a3abcde", "v1.0.0"} {
		m.offer(version, m.deb(version, ""))
		done, err := m.update.Run(t.Context())
		if done || err != nil || m.installed() != "v1.0.0" || len(m.starts) > 0 {
			t.Errorf("%s: done %v, %v, %s is installed, started %v", version, done, err, m.installed(), m.starts)
		}
	}
}

// A folder as it was before a version was withdrawn from it must not come again.
func TestAnOlderFolderIsRefused(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.reports["v1.1.0"], m.reports["v1.2.0"] = true, true
	m.offer("v1.1.0", m.deb("v1.1.0", ""))
	old := filepath.Join(t.TempDir(), "old")
	must(t, os.CopyFS(old, os.DirFS(m.repo)))
	m.offer("v1.2.0", m.deb("v1.2.0", ""))
	if _, err := m.update.Run(t.Context()); err != nil || m.installed() != "v1.2.0" {
		t.Fatalf("%v, %s", err, m.installed())
	}
	m.starts, m.update.Staged = nil, old
	m.refuse(release.ErrOlder)
}

func TestNothingIsInstalledWithoutARoot(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.offer("v1.1.0", m.deb("v1.1.0", ""))
	must(t, os.RemoveAll(m.update.trustDir()))
	m.refuse(release.ErrNotPinned)
}

func TestTheRootIsPinnedForGood(t *testing.T) {
	t.Parallel()
	m, other := newMachine(t), newMachine(t)
	wantIs(t, m.update.Pin(filepath.Join(other.update.trustDir(), "pinned.json")), release.ErrOtherRoot)
	link := filepath.Join(t.TempDir(), "pinned.json")
	must(t, os.Symlink(filepath.Join(m.update.trustDir(), "pinned.json"), link))
	if err := m.update.Pin(link); err == nil {
		t.Error("a link was followed")
	}
}

var errCut = errors.New("power cut")

// runUntilCut runs an update whose process dies where the system says so.
func runUntilCut(m *machine, s System) {
	whole := m.update.System
	m.update.System = s
	defer func() {
		m.update.System = whole
		if recover() == nil {
			m.t.Fatal("the process did not die")
		}
	}()
	_, _ = m.update.Run(context.Background())
}

// dies is a system whose process is killed when it installs.
type dies struct {
	System
	whole bool // after the installation
}

func (d dies) Install(ctx context.Context, path string) error {
	if d.whole {
		if err := d.System.Install(ctx, path); err != nil {
			return err
		}
	}
	panic(errCut)
}

func TestAPowerCutEndsInOneOfTheTwo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		whole, well bool
		want        string
	}{
		"before anything was installed":       {false, true, "v1.0.0"},
		"after it was, and it serves":         {true, true, "v1.1.0"},
		"after it was, and it does not serve": {true, false, "v1.0.0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			m.reports["v1.0.0"], m.reports["v1.1.0"] = true, test.well
			m.offer("v1.1.0", m.deb("v1.1.0", ""))
			runUntilCut(m, dies{m.update.System, test.whole})
			done, err := m.update.Run(t.Context()) // as at the next start
			if !done || m.installed() != test.want || (err == nil) != (test.want == "v1.1.0") {
				t.Errorf("done %v, %v; %s is installed", done, err, m.installed())
			}
			if _, err := os.Stat(filepath.Join(m.update.Dir, stateFile)); err == nil {
				t.Error("still noted as under way")
			}
		})
	}
}
