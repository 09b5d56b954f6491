package release

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func sampleUpdate() Manifest {
	f := func(seed uint64) File { return fileOf(noise(seed, 10)) }
	long := File{f(6).SHA256, pieceSize + 1}
	two := []string{f(7).SHA256, f(8).SHA256}
	m := sampleManifest()
	m.Packs = nil
	m.Catalogue, m.CataloguePieces = long, two
	m.IndexText = f(9)
	m.Patches = []Patch{{f(10).SHA256, f(11), nil}, {f(12).SHA256, long, two}}
	m.IndexPatches = []Patch{{f(13).SHA256, f(14), nil}}
	return m
}

func TestUpdateIsStrict(t *testing.T) {
	m := sampleUpdate()
	good := string(m.marshalUpdate())
	got, err := parseUpdate([]byte(good))
	must(t, err)
	if len(got.Patches) != 2 || !slices.Equal(got.Patches[1].Pieces, m.Patches[1].Pieces) || got.IndexText != m.IndexText {
		t.Errorf("came back as %+v", got)
	}
	piece := m.CataloguePieces[0]
	for name, bad := range map[string]string{
		"nothing":       "",
		"unknown field": strings.Replace(good, `"sample"`, `"extra":1,"sample"`, 1),
		"trailing":      good + "{}",
		"spaces":        strings.Replace(good, `,"sample"`, `, "sample"`, 1),
		"a piece more":  strings.Replace(good, `"pieces":[`, `"pieces":["`+piece+`",`, 1),
		"no pieces":     strings.Replace(good, `,"pieces":["`+piece+`","`+m.CataloguePieces[1]+`"]`, "", 1),
		"short piece":   strings.Replace(good, piece, piece[1:], 1),
		"from nothing":  strings.Replace(good, m.Patches[0].From, "", 1),
		"length 0":      strings.Replace(good, `"length":10`, `"length":0`, 1),
		"number 0":      strings.Replace(good, `"number":7`, `"number":0`, 1),
		"format 0":      strings.Replace(good, `"update":1`, `"update":0`, 1),
	} {
		if _, err := parseUpdate([]byte(bad)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = parseUpdate([]byte(`{"update":3,"what":"ever"}`))
	wantIs(t, err, ErrNewerFormat)
}

func FuzzParseUpdate(f *testing.F) {
	f.Add(sampleUpdate().marshalUpdate())
	f.Add([]byte(`{"update":1}`))
	f.Add([]byte(`{"update":2}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parseUpdate(data)
		if err == nil && !bytes.Equal(m.marshalUpdate(), data) {
			t.Errorf("%q came back as %q", data, m.marshalUpdate())
		}
		if err != nil && !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNewerFormat) {
			t.Errorf("error %v has no class", err)
		}
	})
}

// write puts a catalogue of these bytes in the place of the last.
func (h *house) write(data []byte) {
	h.t.Helper()
	must(h.t, os.WriteFile(h.input.CatalogueDB, data, 0o644))
}

// taken takes the catalogue of what src holds to a new place, from the older
// files, and returns what it has read of the source.
func (h *house) taken(src Source, dst string, old ...string) (read int64, err error) {
	h.t.Helper()
	c, err := CheckUnder(h.t.Context(), src, h.firstRoot(), day)
	must(h.t, err)
	counted := &reading{Source: src}
	t := c.Catalogue(dst, old...)
	plan, told := t.Bytes(), int64(0)
	err = t.Take(h.t.Context(), counted, func(n int64) { told = n })
	if err == nil && (counted.bytes < plan || told < plan) {
		h.t.Errorf("planned %d bytes, read %d, told %d", plan, counted.bytes, told)
	}
	return counted.bytes, err
}

// reading counts the bytes that really come.
type reading struct {
	Source
	bytes int64
	stop  int64 // fail behind so many; 0: never
}

func (s *reading) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	r, err := s.Source.Open(ctx, name, offset, length)
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{readerFunc(func(p []byte) (int, error) {
		if s.stop > 0 && s.bytes >= s.stop {
			return 0, &FileError{name, ErrUnavailable}
		}
		n, err := r.Read(p[:min(len(p), 32<<10)])
		s.bytes += int64(n)
		return n, err
	}), r}, nil
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestPatchOrWhole: a kiosk reads the patch from any supported release, and the
// whole file where there is none or the patch is bad.
func TestPatchOrWhole(t *testing.T) {
	h, files := newHouse(t), []string{}
	base := noise(1, 2<<20)
	h.input.Keep = 3
	for i := range 5 {
		data := slices.Concat(base[:1<<20], []byte(strings.Repeat("giá ", i+1)), base[1<<20:])
		h.write(data)
		path := filepath.Join(t.TempDir(), "old.db")
		must(t, os.WriteFile(path, data, 0o644))
		files = append(files, path)
		h.publish()
	}
	dst := filepath.Join(t.TempDir(), "catalog.db")
	for i, path := range files {
		read, err := h.taken(h.src(), dst, "/nowhere", path)
		must(t, err)
		if fileOf(must1(os.ReadFile(dst))) != hashOf(files[4]) {
			t.Fatal("other bytes")
		}
		if patched := read < 2000; patched != (i >= 1) { // from the 3 releases before, and itself
			t.Errorf("from release %d: %d bytes read", i+1, read)
		}
	}
	c, err := CheckUnder(t.Context(), h.src(), h.firstRoot(), day)
	must(t, err)
	patch := fileName(c.Catalogue(dst, files[3]).patch.SHA256)
	good, err := readAll(t.Context(), h.src(), patch, 1<<20)
	must(t, err)
	for name, bad := range map[string][]byte{"missing": nil, "short": good[:20], "flipped": flipped(good)} {
		read, err := h.taken(overlay{h.src(), map[string][]byte{patch: bad}}, dst, files[3])
		if err != nil || read < c.Manifest.Catalogue.Length {
			t.Errorf("patch %s: %d bytes read, %v", name, read, err)
		}
	}
}

func must1[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func flipped(data []byte) []byte {
	bad := slices.Clone(data)
	bad[len(bad)/2] ^= 4
	return bad
}

// TestDroppedLine takes up at the last verified piece, whatever breaks off;
// failures.md, "Half-dead network" and "Stick pulled".
func TestDroppedLine(t *testing.T) {
	h := newHouse(t)
	h.write(noise(5, 5<<20))
	m, _ := h.publish()
	dst, src, total := filepath.Join(t.TempDir(), "catalog.db"), h.src(), int64(0)
	c, err := CheckUnder(t.Context(), src, h.firstRoot(), day)
	must(t, err)
	for tries := 0; ; tries++ {
		line := &reading{Source: src, stop: 1<<20 + 300<<10}
		err := c.Catalogue(dst).Take(t.Context(), line, nil)
		total += line.bytes
		if err == nil {
			break
		}
		wantIs(t, err, ErrUnavailable)
		if _, err := os.Stat(dst); err == nil || tries > 5 {
			t.Fatalf("after %d tries: %v", tries, err)
		}
	}
	if hashOf(dst) != m.CatalogueDB {
		t.Error("other bytes")
	}
	if lost := total - m.Catalogue.Length; lost > 4*(pieceSize/2) {
		t.Errorf("%d bytes read twice", lost)
	}
	if left, _ := filepath.Glob(dst + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestSpoiltDownload: what a bad disk spoilt of a download is taken again, and
// only that.
func TestSpoiltDownload(t *testing.T) {
	h := newHouse(t)
	h.write(noise(5, 3<<20))
	h.publish()
	dst := filepath.Join(t.TempDir(), "catalog.db")
	c, err := CheckUnder(t.Context(), h.src(), h.firstRoot(), day)
	must(t, err)
	wantIs(t, c.Catalogue(dst).Take(t.Context(), &reading{Source: h.src(), stop: 5 << 19}, nil), ErrUnavailable)
	part := must1(os.ReadFile(dst + packedSuffix))
	part[1<<20+5] ^= 1
	must(t, os.WriteFile(dst+packedSuffix, part, 0o644))
	read, err := h.taken(h.src(), dst)
	must(t, err)
	if left := c.Manifest.Catalogue.Length - 1<<20; read != left {
		t.Errorf("%d bytes read, %d were missing", read, left)
	}
}

// TestVersionsApart: failures.md, "Versions apart". A program that knows release.json only reads a
// release with patches, and this one reads a release that has nothing else or a
// newer update.json.
func TestVersionsApart(t *testing.T) {
	h := newHouse(t)
	h.publish()
	set, err := oldProgram(h)
	must(t, err)
	if len(set.Packs) != 1 || set.IndexText.SHA256 != "" {
		t.Errorf("release.json tells %+v", set)
	}
	for name, update := range map[string][]byte{"none": nil, "newer": []byte(`{"update":3,"what":"ever"}`)} {
		m := set
		m.Number++
		h.sign(m, map[string][]byte{target: m.Marshal(), updateTarget: update})
		c := h.accept(h.trust(), h.src())
		if c.Manifest.Number != m.Number || len(c.Manifest.Packs) != 1 {
			t.Errorf("update.json %s: %+v", name, c.Manifest)
		}
		set = m
	}
}

// oldProgram reads the release as programs did that knew of no update.json.
func oldProgram(h *house) (Manifest, error) {
	p := publisher{targets: folder{path: filepath.Join(h.repo, "targets")}, metadata: folder{path: filepath.Join(h.repo, "metadata")}}
	all, err := p.history()
	if err != nil {
		return Manifest{}, err
	}
	return readTarget(p.targets, all[0].targets, target, ParseManifest)
}

// sign publishes targets of the test's making; nil ones are left out.
func (h *house) sign(m Manifest, targets map[string][]byte) {
	h.t.Helper()
	in := h.input
	p := publisher{ctx: h.t.Context(), keys: h.keys, in: in}
	must(h.t, p.prepare())
	must(h.t, p.openFolders(h.repo))
	for name, data := range targets {
		if data == nil {
			delete(targets, name)
			continue
		}
		must(h.t, p.targets.put(fileOf(data).SHA256+"."+name, data))
	}
	doc, err := p.targetsOf(m.Number, targets)
	must(h.t, err)
	docs, err := p.metadataOf(m.Number, doc)
	must(h.t, err)
	must(h.t, p.writeMetadata(m.Number, docs))
}

// TestUnchangedFilesAreNotReadAgain: publishing goes by the note of what it has
// seen whole, and hashes what was touched since.
func TestUnchangedFilesAreNotReadAgain(t *testing.T) {
	h := newHouse(t)
	m, _ := h.publish()
	noted := readSeen(h.repo)
	for _, f := range []File{m.Catalogue, m.Index, m.Packs[0]} {
		path := filepath.Join(h.repo, "files", f.SHA256)
		if noted[f.SHA256] != stampOf(path) {
			t.Errorf("%s is noted as %q", f.SHA256, noted[f.SHA256])
		}
		p := publisher{files: folder{path: filepath.Join(h.repo, "files")}, seen: readSeen(h.repo)}
		must(t, os.WriteFile(path, noise(3, int(f.Length)), 0o644))
		if p.holds(f) {
			t.Error("a file that was written to counts as whole")
		}
	}
	must(t, os.WriteFile(filepath.Join(h.repo, seenFile), []byte("so much\nfor notes"), 0o644))
	h.publish()
	h.accept(h.trust(), h.src())
}

// TestPrune keeps what the last releases need, and the roots.
func TestPrune(t *testing.T) {
	h := newHouse(t)
	h.input.Keep = 2
	var last Manifest
	for i := range 5 {
		h.catalogue(uint64(10 + i))
		gone := h.photo(uint64(300+i), 40_000)
		last, _ = h.publish()
		delete(h.input.Photos, gone)
	}
	must(t, os.WriteFile(filepath.Join(h.repo, "files", "README.txt"), nil, 0o644))
	before := last
	last, report := h.publish()
	if report.PrunedFiles == 0 || report.PrunedBytes < 40_000 {
		t.Errorf("report %+v", report)
	}
	kept := snapshotOf(t, h.repo)
	for _, name := range []string{"metadata/1.root.json", "metadata/5.targets.json", "metadata/6.snapshot.json", "files/README.txt", "files/" + before.Catalogue.SHA256} {
		if _, ok := kept[name]; !ok {
			t.Errorf("%s is gone", name)
		}
	}
	for name := range kept {
		if strings.HasPrefix(name, "metadata/4.") || strings.HasPrefix(name, "metadata/1.t") {
			t.Errorf("%s is there", name)
		}
	}
	files := 0
	for name := range kept {
		if strings.HasPrefix(name, "files/") {
			files++
		}
	}
	if files > 14 {
		t.Errorf("%d files are kept: %v", files, report)
	}
	h.accept(h.trust(), h.src())
	_, err := VerifyAll(t.Context(), h.src(), h.firstRoot(), day)
	must(t, err)
	if last.Number != 6 {
		t.Errorf("release %d", last.Number)
	}
}

// TestPruningAmidADownload: a kiosk that began with an older, supported release
// takes it to its end while the folder is published to.
func TestPruningAmidADownload(t *testing.T) {
	h := newHouse(t)
	h.input.Keep = 2
	c, err := CheckUnder(t.Context(), h.publishNext(1), h.firstRoot(), day)
	must(t, err)
	h.publishNext(2)
	must(t, c.FetchCatalogue(t.Context(), h.src(), filepath.Join(t.TempDir(), "x"), nil))
	h.publishNext(3)
	err = c.FetchCatalogue(t.Context(), h.src(), filepath.Join(t.TempDir(), "x"), nil)
	wantIs(t, err, ErrMixed)
	h.accept(h.trust(), h.src())
}

func (h *house) publishNext(seed uint64) Source {
	h.catalogue(seed)
	h.publish()
	return h.src()
}
