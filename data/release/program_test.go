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
	return OfferPrograms(context.Background(), h.repo, h.keys, Offer{Packages: []Package{{Platform: platform, Version: version, Path: path}}, IssuedAt: at})
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

// TestProgramsAreTakenBack: what is given out can be ended, platform by platform, and
// be given to some kiosks first; nothing is signed twice for nothing.
func TestProgramsAreTakenBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.publish()
	_, err := h.offer("linux/amd64", "v1.4.0", 100, day)
	must(t, err)
	both, err := h.offer("linux/arm64", "v1.4.0", 100, day)
	must(t, err)
	change := func(in Offer) Programs {
		t.Helper()
		in.IssuedAt = day.Add(time.Hour)
		_, err := OfferPrograms(t.Context(), h.repo, h.keys, in)
		must(t, err)
		c, err := CheckUnder(t.Context(), h.src(), h.firstRoot(), day)
		must(t, err)
		return c.Programs
	}
	if again := change(Offer{}); again.Number != both.Number {
		t.Errorf("the same is signed again: %+v", again)
	}
	if some := change(Offer{Stage: []string{"0000000000000001"}}); some.Number != 3 || !some.ForKiosk("0000000000000001") || some.ForKiosk("0000000000000002") {
		t.Errorf("for one kiosk: %+v", some)
	}
	if held := change(Offer{Stage: []string{}}); held.Number != 4 || held.ForKiosk("0000000000000001") {
		t.Errorf("for no kiosk: %+v", held)
	}
	left := change(Offer{End: []string{"linux/amd64"}})
	if _, still := left.For("linux/amd64"); still || len(left.List) != 1 || !left.ForKiosk("0000000000000002") {
		t.Errorf("after it was ended: %+v", left)
	}
	if none := change(Offer{End: []string{"linux/arm64"}}); none.Number != 6 || len(none.List) != 0 {
		t.Errorf("nothing is left: %+v", none)
	}
	_, err = OfferPrograms(t.Context(), h.repo, h.keys, Offer{End: []string{"linux/arm64"}, IssuedAt: day})
	wantIs(t, err, ErrNoProgram)
	if _, err := h.offer("linux/amd64", "v1.3.0", 100, day); err != nil {
		t.Errorf("what was taken back holds up an older one: %v", err)
	}
}

// TestProgramIsTheOneMeant: a package that is not the one that was approved is not
// signed.
func TestProgramIsTheOneMeant(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.publish()
	path := filepath.Join(h.work, "package")
	must(t, os.WriteFile(path, []byte("another"), 0o644))
	_, err := OfferPrograms(t.Context(), h.repo, h.keys, Offer{
		Packages: []Package{{Platform: "linux/amd64", Version: "v1.0.0", Path: path, SHA256: fileOf([]byte("meant")).SHA256}}, IssuedAt: day,
	})
	wantIs(t, err, ErrMixed)
}

// TestProgramsAreSignedElsewhere: a request names the programs, and is sealed only
// while the packages are there.
func TestProgramsAreSignedElsewhere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.publish()
	path := filepath.Join(h.work, "package")
	must(t, os.WriteFile(path, []byte("package"), 0o644))
	var request []byte
	list, err := OfferPrograms(t.Context(), h.repo, h.keys, Offer{
		Packages: []Package{{Platform: "linux/amd64", Version: "v1.0.0", Path: path}}, IssuedAt: day, Later: func(r []byte) { request = r },
	})
	must(t, err)
	r, err := ReadRequest(request)
	must(t, err)
	if x, ok := r.Programs.For("linux/amd64"); !ok || x.Version != "v1.0.0" {
		t.Errorf("the request shows %+v", r.Programs)
	}
	signature, err := SignRequest(request, h.keys)
	must(t, err)
	sealing := Sealing{Request: request, Signatures: [][]byte{signature}}
	file := filepath.Join(h.repo, "files", list.List[0].SHA256)
	must(t, os.Rename(file, file+".away"))
	_, err = Seal(t.Context(), h.repo, h.keys, sealing)
	wantIs(t, err, ErrOvertaken)
	must(t, os.Rename(file+".away", file))
	_, err = Seal(t.Context(), h.repo, h.keys, sealing)
	must(t, err)
	c, err := CheckUnder(t.Context(), h.src(), h.firstRoot(), day)
	must(t, err)
	if c.Programs.Number != 1 {
		t.Errorf("sealed: %+v", c.Programs)
	}
}
