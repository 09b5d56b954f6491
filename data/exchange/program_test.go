package exchange_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// offer signs a package for this machine.
func (o *organiser) offer(version, bytes string, stage ...string) {
	o.t.Helper()
	path := filepath.Join(o.t.TempDir(), "package")
	must(o.t, os.WriteFile(path, []byte(bytes), 0o644))
	_, err := release.OfferPrograms(o.t.Context(), o.repo, o.keys, release.Offer{
		Packages: []release.Package{{Platform: runtime.GOOS + "/" + runtime.GOARCH, Version: version, Path: path}},
		Stage:    stage, IssuedAt: time.Now(),
	})
	must(o.t, err)
}

// stages imports and expects that version to be kept, "" for none.
func stages(t *testing.T, c *exchange.Content, src release.Source, version string) release.Program {
	t.Helper()
	importFrom(t, c, src)
	x, ok := c.StagedProgram()
	if ok != (version != "") || x.Version != version && ok {
		t.Fatalf("kept: %+v, %v; want %q", x, ok, version)
	}
	return x
}

func TestNewerProgramIsKept(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	c.Build = "v1.0.0"
	o.offer("v1.0.0", "the same")
	stages(t, c, o.source(), "")
	o.offer("v1.1.0", strings.Repeat("newer ", 500_000))
	x := stages(t, c, o.source(), "v1.1.0")

	// It is a folder that verifies by itself.
	own, err := release.CheckUnder(t.Context(), dirSource(t, c.ProgramFolder()), o.root, time.Now())
	must(t, err)
	must(t, own.FetchProgram(t.Context(), dirSource(t, c.ProgramFolder()), x, filepath.Join(t.TempDir(), "x"), nil))

	o.offer("v1.2.0", "newest")
	stages(t, again(c), o.source(), "") // of a build that has no version
	later := again(c)
	later.Build = "v1.0.0"
	stages(t, later, o.source(), "v1.2.0")
	if files, err := os.ReadDir(filepath.Join(c.ProgramFolder(), "files")); err != nil || len(files) != 1 {
		t.Errorf("%d packages are kept: %v", len(files), err)
	}
	later.Build = "v1.2.0" // it was installed
	stages(t, later, o.source(), "")
	if _, err := os.Stat(c.ProgramFolder()); err == nil {
		t.Error("what was installed is still kept")
	}
}

func TestProgramForOthersIsNotTaken(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	c.Build, c.Kiosk = "v1.0.0", "0000000000000001"
	o.offer("v1.1.0", "newer", "0000000000000002")
	stages(t, c, o.source(), "")
	o.offer("v1.1.0", "newer", "0000000000000001", "0000000000000002")
	stages(t, c, o.source(), "v1.1.0")
}

func TestProgramComesThoughTheContentNeedsIt(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	c.Build, c.Version = "v1.0.0", "v1.0.0"
	o.offer("v1.1.0", "newer")
	o.version = "1.1.0"
	o.publish("A", "B")
	_, err := c.Import(t.Context(), o.source(), nil)
	wantIs(t, err, exchange.ErrVersion)
	if x, ok := c.StagedProgram(); !ok || x.Version != "v1.1.0" {
		t.Errorf("kept: %+v, %v", x, ok)
	}
}

func TestProgramMayBeMissingInAFolder(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	c.Build = "v1.0.0"
	o.offer("v1.1.0", "newer")
	o.publish("A", "B")
	stages(t, c, o.source(), "v1.1.0")
	stick := filepath.Join(t.TempDir(), "stick")
	_, err := c.WriteContent(t.Context(), stick, nil)
	must(t, err)
	next := newContent(t, o)
	next.Build = "v1.0.0"
	stages(t, next, dirSource(t, stick), "v1.1.0") // a stick that a kiosk wrote brings it on

	x, _ := next.StagedProgram()
	must(t, os.Remove(filepath.Join(stick, "files", x.SHA256)))
	third := newContent(t, o)
	third.Build = "v1.0.0"
	stages(t, third, dirSource(t, stick), "")
}

func TestDamagedProgramIsNotKept(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	c.Build = "v1.0.0"
	o.offer("v1.1.0", "newer")
	list, err := filepath.Glob(filepath.Join(o.repo, "files", "*"))
	must(t, err)
	for _, name := range list {
		if data, err := os.ReadFile(name); err == nil && string(data) == "newer" {
			must(t, os.WriteFile(name, []byte("nEwer"), 0o644))
		}
	}
	m, err := c.Import(t.Context(), o.source(), nil)
	wantIs(t, err, release.ErrCorrupt)
	if _, ok := c.StagedProgram(); ok || m.Number != 1 {
		t.Errorf("release %d is shown, a damaged program is kept: %v", m.Number, ok)
	}
}

func TestTheWishIsSaidOnce(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	c.Build = "v1.0.0"
	o.offer("v1.1.0", "newer")
	x := stages(t, c, o.source(), "v1.1.0")
	for _, test := range []struct{ now, news bool }{{true, true}, {true, false}, {false, true}, {false, false}} {
		if news, err := c.WantProgram(x, test.now); err != nil || news != test.news {
			t.Errorf("want %v: news %v, %v", test.now, news, err)
		}
	}
}
