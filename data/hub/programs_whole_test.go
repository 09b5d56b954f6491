//go:build linux

package hub

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/update"
	"hangviet/data/update/updatetest"
)

const ownPlatform = "linux/" + runtime.GOARCH

// device is a kiosk with the system below it: what the kiosk's account fetches, a root
// with real dpkg in it, and the updater that believes nothing.
type device struct {
	*teller
	content *exchange.Content
	root    string
	update  *update.Updater
	serves  map[string]bool // versions that report well
	stop    func()          // ends what reports now
}

func (h *house) device(name string) *device {
	h.Helper()
	dir := h.TempDir()
	d := &device{teller: h.teller(name, wire.Approved), root: filepath.Join(dir, "root"), serves: map[string]bool{}, stop: func() {}}
	d.content = &exchange.Content{
		Dir: filepath.Join(dir, "data"), Kiosk: d.self.ID, Build: "v1.0.0", Now: h.clock,
		Open: func(ctx context.Context, path string) (exchange.Catalogue, error) {
			return store.OpenCatalogue(ctx, path)
		},
	}
	pinned, err := h.hub.Press().RootFile()
	h.must(err)
	h.must(os.MkdirAll(d.content.Dir, 0o755))
	h.must(d.content.Pin(h.Context(), pinned))
	for _, name := range []string{"info", "updates", "triggers"} {
		h.must(os.MkdirAll(filepath.Join(d.root, "var/lib/dpkg", name), 0o755))
	}
	h.must(os.WriteFile(filepath.Join(d.root, "var/lib/dpkg/status"), nil, 0o600))
	d.update = &update.Updater{
		Staged: d.content.ProgramFolder(), Dir: filepath.Join(dir, "own"), Health: filepath.Join(dir, "health.json"),
		System: served{update.Dpkg{Root: d.root}, d}, Platform: ownPlatform, Now: h.clock,
		Within: 1500 * time.Millisecond, Steady: 50 * time.Millisecond, Look: 5 * time.Millisecond,
	}
	rootFile := filepath.Join(dir, "root.json")
	h.must(os.WriteFile(rootFile, pinned, 0o600))
	h.must(d.update.Pin(rootFile))
	h.must(update.Dpkg{Root: d.root}.Install(h.Context(), updatetest.Deb(h, updatetest.Label{Version: "v1.0.0", Arch: runtime.GOARCH}, "v1.0.0")))
	h.Cleanup(func() { d.stop() })
	return d
}

// served starts what is installed, as systemd does; it reports, or does not.
type served struct {
	update.Dpkg
	d *device
}

func (s served) Restart(ctx context.Context) error {
	version, _, err := s.Installed(ctx)
	if err != nil {
		return err
	}
	s.d.stop()
	s.d.stop = func() {}
	if !s.d.serves[version] {
		return nil
	}
	run, end := context.WithCancel(s.d.Context())
	ended := make(chan struct{})
	s.d.stop = func() { end(); <-ended }
	go func() { defer close(ended); s.d.report(run, version) }()
	return nil
}

// report renews the program's report, as the window's thread does.
func (d *device) report(ctx context.Context, version string) {
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for begun := time.Now(); ctx.Err() == nil; {
		data, err := json.Marshal(update.Report{Version: version, Started: begun, Time: time.Now()})
		if part := d.update.Health + ".part"; err == nil && os.WriteFile(part, data, 0o600) == nil {
			_ = os.Rename(part, d.update.Health) // the next report comes at once
		}
		select {
		case <-ctx.Done():
		case <-ticker.C:
		}
	}
}

// takes lets the kiosk take content from src, and the updater install what came.
func (d *device) takes(src release.Source) (done bool, err error) {
	d.Helper()
	if _, err := d.content.Import(d.Context(), src, nil); err != nil {
		d.Fatalf("import: %v", err)
	}
	if x, ok := d.content.StagedProgram(); ok {
		if _, err := d.content.WantProgram(x, true); err != nil {
			d.Fatalf("want: %v", err)
		}
	}
	return d.update.Run(d.Context())
}

// installed wants that version to be installed, by dpkg and on the disk, and lets the
// kiosk tell so.
func (d *device) installed(want string, problems ...string) {
	d.Helper()
	version, ready, err := update.Dpkg{Root: d.root}.Installed(d.Context())
	data, readErr := os.ReadFile(filepath.Join(d.root, "usr/bin/kiosk"))
	if err := errors.Join(err, readErr); err != nil || !ready || version != want || string(data) != want {
		d.Fatalf("installed is %s (%s), ready %v: %v; want %s", version, data, ready, err, want)
	}
	d.content.Build = want
	d.runs(want, ownPlatform, problems...)
}

// gives has an administrator send a version and give it out on the page.
func (h *house) gives(boss *http.Client, version string) {
	h.Helper()
	if status, page := h.packages(boss, updatetest.Deb(h, updatetest.Label{Version: version, Arch: runtime.GOARCH}, version)); status != http.StatusSeeOther {
		h.Fatalf("package: %d %s", status, page)
	}
	form := url.Values{"kind": {"program"}, "package": {h.sha(ownPlatform, version)}, "to": {"all"}, "at": {"now"}}
	if status, page := h.sent(boss, "/programs/order", form); status != http.StatusSeeOther {
		h.Fatalf("give out: %d %s", status, page)
	}
	h.offers(ownPlatform, version)
}

// TestProgramTheWholeWay goes from the hub's page to what dpkg has installed: by
// network, by stick, and back where the new version does not report.
func TestProgramTheWholeWay(t *testing.T) {
	h := newHouse(t)
	boss := h.as(people.Administrator)
	h.pressed()
	near, far := h.device("Có mạng"), h.device("Không mạng")
	network := release.HTTP(http.DefaultClient, h.url+"/content/")
	stick := filepath.Join(t.TempDir(), "stick")
	bySticks := func() release.Source {
		h.must(os.RemoveAll(stick))
		h.must(os.CopyFS(stick, os.DirFS(h.content())))
		src, err := release.Dir(stick)
		h.must(err)
		return src
	}
	for _, d := range []*device{near, far} {
		d.serves = map[string]bool{"v1.0.0": true, "v1.1.0": true, "v1.2.0": true}
	}

	h.gives(boss, "v1.1.0")
	if done, err := near.takes(network); !done || err != nil {
		t.Fatalf("by network: %v, %v", done, err)
	}
	near.installed("v1.1.0")
	if done, err := far.takes(bySticks()); !done || err != nil {
		t.Fatalf("by stick: %v, %v", done, err)
	}
	far.installed("v1.1.0")
	if done, err := near.takes(network); done || err != nil {
		t.Errorf("a second time: %v, %v", done, err)
	}

	h.gives(boss, "v1.3.0") // which never reports
	if _, err := near.takes(network); !errors.Is(err, update.ErrUnwell) {
		t.Fatalf("one that does not report: %v", err)
	}
	near.installed("v1.1.0", exchange.Explain(exchange.ErrProgram).Code)
	if r, err := update.ReadResult(near.update.Dir); err != nil || r.Outcome != update.TakenBack || r.Version != "v1.3.0" {
		t.Errorf("result %+v, %v", r, err)
	}
	if page := h.page(boss, "/programs?lang=en"); !strings.Contains(page, "did not serve, the old one is back") {
		t.Errorf("the page does not tell: %s", page)
	}
	if status, _ := h.sent(boss, "/programs/order", url.Values{"kind": {"noprogram"}, "end": {ownPlatform}, "reason": {"không chạy"}}); status != http.StatusSeeOther {
		t.Fatalf("take back: %d", status)
	}
	h.offers(ownPlatform, "")
	if done, err := far.takes(bySticks()); done || err != nil {
		t.Errorf("what was taken back is installed: %v, %v", done, err)
	}
	far.installed("v1.1.0")
}
