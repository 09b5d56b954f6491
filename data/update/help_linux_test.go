package update

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"hangviet/data/release"
)

var day = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantIs(t testing.TB, err, class error) {
	t.Helper()
	if !errors.Is(err, class) {
		t.Fatalf("got error %v, want %v", err, class)
	}
}

// machine is a system with real dpkg in a folder, an organiser who publishes to
// the staged folder, and a program whose reports a test decides on.
type machine struct {
	t      *testing.T
	root   string // of the system
	repo   string // that the organiser publishes to, and the kiosk stages from
	keys   release.Keys
	update *Updater

	mu      sync.Mutex
	reports map[string]bool // versions that report well
	starts  []string        // versions that were started
	end     func()          // of the one that runs
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	dir := t.TempDir()
	m := &machine{t: t, root: filepath.Join(dir, "root"), repo: filepath.Join(dir, "repo"), reports: map[string]bool{}, end: func() {}}
	m.makeRoot()
	keyDir := filepath.Join(dir, "keys")
	must(t, release.GenerateKeys(keyDir, ""))
	var err error
	m.keys, err = release.LoadKeys(keyDir, nil)
	must(t, err)
	m.publish()
	m.update = &Updater{
		Staged: m.repo, Dir: filepath.Join(dir, "own"), Health: filepath.Join(dir, "health.json"),
		System: started{Dpkg{Root: m.root}, m}, Platform: "linux/" + debArch(),
		Now: func() time.Time { return day }, Within: 800 * time.Millisecond, Steady: 50 * time.Millisecond, Look: 5 * time.Millisecond,
	}
	must(t, m.update.Pin(filepath.Join(keyDir, "root.json")))
	m.install("v1.0.0")
	t.Cleanup(func() { m.end() })
	return m
}

func debArch() string { return runtime.GOARCH }

// makeRoot makes the system's folder: dpkg's own list, and nothing else.
func (m *machine) makeRoot() {
	for _, name := range []string{"var/lib/dpkg/info", "var/lib/dpkg/updates", "var/lib/dpkg/triggers"} {
		must(m.t, os.MkdirAll(filepath.Join(m.root, name), 0o755))
	}
	must(m.t, os.WriteFile(filepath.Join(m.root, "var/lib/dpkg/status"), nil, 0o644))
}

func (m *machine) publish() {
	m.t.Helper()
	db := filepath.Join(m.t.TempDir(), "catalog.db")
	must(m.t, os.WriteFile(db, []byte("danh mục"), 0o644))
	_, _, err := release.Publish(context.Background(), m.repo, m.keys, release.Input{CatalogueDB: db, IssuedAt: day})
	must(m.t, err)
}

// deb builds a package; extra are lines of its control file, which may replace the
// usual ones.
func (m *machine) deb(version, extra string) string {
	m.t.Helper()
	tree := m.t.TempDir()
	must(m.t, os.MkdirAll(filepath.Join(tree, "DEBIAN"), 0o755))
	must(m.t, os.MkdirAll(filepath.Join(tree, "usr/bin"), 0o755))
	must(m.t, os.MkdirAll(filepath.Join(tree, "etc/hangviet"), 0o755))
	must(m.t, os.WriteFile(filepath.Join(tree, "usr/bin/kiosk"), []byte(version), 0o755))
	must(m.t, os.Symlink("kiosk", filepath.Join(tree, "usr/bin/màn-hình")))
	must(m.t, os.WriteFile(filepath.Join(tree, "etc/hangviet/kiosk.env"), []byte("as shipped"), 0o644))
	must(m.t, os.WriteFile(filepath.Join(tree, "DEBIAN/conffiles"), []byte("/etc/hangviet/kiosk.env\n"), 0o644))
	control := map[string]string{"Package": Name, "Version": version[1:], "Architecture": debArch(), "Hangviet-Version": version}
	text := ""
	for _, name := range []string{"Package", "Version", "Architecture", "Hangviet-Version"} {
		text += name + ": " + control[name] + "\n"
	}
	text += "Maintainer: Hang Viet <kiosk@hangviet.example>\nDescription: a kiosk\n that is a test\n" + extra
	must(m.t, os.WriteFile(filepath.Join(tree, "DEBIAN/control"), []byte(text), 0o644))
	path := filepath.Join(m.t.TempDir(), "kiosk.deb")
	out, err := exec.Command("dpkg-deb", "--root-owner-group", "-Zgzip", "--build", tree, path).CombinedOutput()
	if err != nil {
		m.t.Fatalf("build package: %v\n%s", err, out)
	}
	return path
}

func (m *machine) install(version string) {
	m.t.Helper()
	must(m.t, Dpkg{Root: m.root}.Install(context.Background(), m.deb(version, "")))
}

// offer signs a package that says it is version.
func (m *machine) offer(version, path string) release.Program {
	m.t.Helper()
	list, err := release.OfferPrograms(context.Background(), m.repo, m.keys, release.Offer{
		Packages: []release.Package{{Platform: m.update.Platform, Version: version, Path: path}}, IssuedAt: day,
	})
	must(m.t, err)
	x, _ := list.For(m.update.Platform)
	return x
}

// installed is what dpkg and the disk say is there.
func (m *machine) installed() string {
	m.t.Helper()
	version, ready, err := Dpkg{Root: m.root}.Installed(context.Background())
	must(m.t, err)
	data, err := os.ReadFile(filepath.Join(m.root, "usr/bin/kiosk"))
	must(m.t, err)
	if string(data) != version || !ready {
		m.t.Fatalf("dpkg says %s, ready %v; the program is %s", version, ready, data)
	}
	return version
}

// started is a system whose program reports well, or does not.
type started struct {
	Dpkg
	m *machine
}

func (s started) Restart(ctx context.Context) error {
	version, _, err := s.Installed(ctx)
	if err != nil {
		return err
	}
	s.m.mu.Lock()
	defer s.m.mu.Unlock()
	s.m.starts = append(s.m.starts, version)
	s.m.end()
	if !s.m.reports[version] {
		return nil
	}
	run, stop := context.WithCancel(s.m.t.Context())
	ended := make(chan struct{})
	s.m.end = func() { stop(); <-ended }
	go func() {
		defer close(ended)
		s.m.report(run, version)
	}()
	return nil
}

// report renews the program's report until the test ends.
func (m *machine) report(ctx context.Context, version string) {
	begun := time.Now()
	for ctx.Err() == nil {
		data, _ := json.Marshal(Report{version, begun, time.Now()})
		part := m.update.Health + ".part"
		if os.WriteFile(part, data, 0o644) == nil {
			_ = os.Rename(part, m.update.Health)
		}
		select {
		case <-ctx.Done():
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (m *machine) result() Result {
	m.t.Helper()
	r, err := ReadResult(m.update.Dir)
	must(m.t, err)
	return r
}

// refuse runs and expects nothing to have changed.
func (m *machine) refuse(class error) {
	m.t.Helper()
	before := m.installed()
	_, err := m.update.Run(context.Background())
	wantIs(m.t, err, class)
	if now := m.installed(); now != before || len(m.starts) > 0 {
		m.t.Fatalf("%s is installed, was %s; started %v", now, before, m.starts)
	}
	if r := m.result(); r.Outcome != Refused || r.Why == "" {
		m.t.Fatalf("noted as %+v", r)
	}
	if _, err := os.Stat(filepath.Join(m.update.Dir, stateFile)); err == nil {
		m.t.Fatal("an update is noted as under way")
	}
}

func flip(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	data[len(data)/2] ^= 1
	must(t, os.WriteFile(path, data, 0o644))
}

func one(t *testing.T, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) != 1 {
		t.Fatalf("%s: %v %v", pattern, names, err)
	}
	return names[0]
}

func file(m *machine, x release.Program) string { return filepath.Join(m.repo, "files", x.SHA256) }
