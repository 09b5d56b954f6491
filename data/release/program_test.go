package release

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// offer gives out a package of so many bytes.
func (h *house) offer(platform, version string, length int, at time.Time) (Programs, error) {
	h.t.Helper()
	path := filepath.Join(h.work, "package")
	must(h.t, os.WriteFile(path, noise(77, length), 0o644))
	return OfferPrograms(context.Background(), h.repo, h.keys, Offer{Packages: []Package{{platform, version, path}}, IssuedAt: at})
}

func TestProgramsComeBesideARelease(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	_, err := h.offer("linux/amd64", "v1.4.0", 3<<20, day)
	wantIs(t, err, ErrNoRelease)
	m, _ := h.publish()
	_, err = h.offer("linux/amd64", "v1.4.0", 3<<20+5, day.Add(time.Hour))
	must(t, err)
	_, err = h.offer("windows/amd64", "v1.4.0", 10, day.Add(2*time.Hour))
	must(t, err)

	c, err := CheckUnder(t.Context(), h.src(), h.firstRoot(), day)
	must(t, err)
	x, ok := c.Programs.For("linux/amd64")
	if !ok || c.Manifest.Number != m.Number || x.Version != "v1.4.0" || len(x.Pieces) != 4 || len(c.Programs.List) != 2 || c.Programs.Number != 2 {
		t.Fatalf("release %d offers %+v", c.Manifest.Number, c.Programs)
	}
	path := filepath.Join(t.TempDir(), "program")
	must(t, c.FetchProgram(t.Context(), h.src(), x, path, nil))
	if hashOf(path) != x.File {
		t.Error("the package is another one")
	}
	if held, err := c.Verify(t.Context(), h.src(), discard{}); err != nil || held.Files != 5 {
		t.Errorf("an auditor finds %d files: %v", held.Files, err)
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

func TestProgramsStayWithTheNextRelease(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.publish()
	_, err := h.offer("linux/amd64", "v1.4.0", 100, day)
	must(t, err)
	for i := range 7 { // more than the folder keeps
		h.catalogue(uint64(10 + i))
		h.publish()
	}
	c, err := CheckUnder(t.Context(), h.src(), h.firstRoot(), day)
	must(t, err)
	x, ok := c.Programs.For("linux/amd64")
	if _, err := os.Stat(filepath.Join(h.repo, "files", x.SHA256)); !ok || err != nil {
		t.Errorf("after other releases: %+v, %v", c.Programs, err)
	}
	_, err = h.offer("linux/amd64", "v1.3.9", 100, day)
	wantIs(t, err, ErrOlder)
}

func TestProgramsMayBeLeftOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.publish()
	list, err := h.offer("linux/amd64", "v1.4.0", 100, day)
	must(t, err)
	target := filepath.Join(h.repo, "targets", fileOf(list.Marshal()).SHA256+"."+programsTarget)
	data, err := os.ReadFile(target)
	must(t, err)
	must(t, os.WriteFile(target, append([]byte{' '}, data[1:]...), 0o644))
	_, err = CheckUnder(t.Context(), h.src(), h.firstRoot(), day)
	wantIs(t, err, ErrCorrupt)
	must(t, os.Remove(target))
	c, err := CheckUnder(t.Context(), h.src(), h.firstRoot(), day)
	if err != nil || c.Programs.Number != 0 {
		t.Errorf("a folder that an older program wrote on: %v, %+v", err, c)
	}
}

func TestProgramsHaveOneSpelling(t *testing.T) {
	t.Parallel()
	good := Programs{Number: 1, IssuedAt: day, List: []Program{{"linux/amd64", "v1.4.0", fileOf([]byte("x")), nil}}}
	if _, err := ParsePrograms(good.Marshal()); err != nil {
		t.Fatal(err)
	}
	for name, harm := range map[string]func(p *Programs){
		"no number":          func(p *Programs) { p.Number = 0 },
		"path for platform":  func(p *Programs) { p.List[0].Platform = "../amd64" },
		"no version":         func(p *Programs) { p.List[0].Version = "1.4.0" },
		"half a version":     func(p *Programs) { p.List[0].Version = "v1.4" },
		"no length":          func(p *Programs) { p.List[0].Length = 0 },
		"two for a platform": func(p *Programs) { p.List = append(p.List, p.List[0]) },
		"missing pieces":     func(p *Programs) { p.List[0].Length = 5 << 20 },
		"stage of nobody":    func(p *Programs) { p.Stage = []string{"me"} },
	} {
		bad := Programs{good.Number, good.IssuedAt, []Program{good.List[0]}, nil}
		harm(&bad)
		if _, err := ParsePrograms(bad.Marshal()); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
