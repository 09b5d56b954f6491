package exchange_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/store"
)

func TestImport(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(5)...)
	c := newContent(t, o)
	if _, _, err := c.Current(); !errors.Is(err, exchange.ErrNoContent) {
		t.Fatalf("before the first import: %v, want ErrNoContent", err)
	}
	var stages []exchange.Stage
	var last exchange.Progress
	m, err := c.Import(t.Context(), o.source(), func(p exchange.Progress) {
		if p.Bytes < last.Bytes || p.Files < last.Files || p.Bytes > p.TotalBytes || p.Files > p.TotalFiles {
			t.Errorf("progress goes from %+v to %+v", last, p)
		}
		last, stages = p, append(stages, p.Stage)
	})
	must(t, err)
	if m.Number != 1 {
		t.Errorf("manifest is of release %d, want 1", m.Number)
	}
	mustShow(t, c, 1)
	want := []exchange.Stage{
		exchange.StageVerify, exchange.StageCatalogue, exchange.StageCheck, exchange.StagePhotos,
		exchange.StageSwitch, exchange.StageDone,
	}
	if got := slices.Compact(stages); !slices.Equal(got, want) {
		t.Errorf("stages %v, want %v", got, want)
	}
	if last.Files != 11 || last.Bytes != last.TotalBytes {
		t.Errorf("at the end: %+v, want 11 files and all bytes", last)
	}
}

func TestProgressTellsTimeLeft(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(5)...)
	c := newContent(t, o)
	at := time.Now()
	c.Now = func() time.Time { at = at.Add(time.Second); return at }
	told := false
	_, err := c.Import(t.Context(), o.source(), func(p exchange.Progress) { told = told || p.Left > 0 })
	must(t, err)
	if !told {
		t.Error("the time left was never told")
	}
}

func TestNextReleaseTakesOnlyNewPhotosAndKeepsOnePrevious(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	c := newContent(t, o)
	o.publish("A", "B", "C")
	importFrom(t, c, o.source())
	o.publish("A", "B", "D")
	importFrom(t, c, o.source())
	mustShow(t, c, 2)
	if n, path, err := c.Previous(); n != 1 || err != nil || path == "" {
		t.Fatalf("previous is %d (%v), want 1", n, err)
	}
	if got := countPhotos(t, c); got != 8 {
		t.Errorf("%d photos are kept, want 8: those of both releases", got)
	}
	m := o.publish("A", "D")
	src := spyOn(o.source())
	importFrom(t, c, src)
	mustShow(t, c, 3)
	packs := int64(0)
	for _, p := range m.Packs {
		packs += src.read("files/" + p.SHA256)
	}
	if packs != 0 {
		t.Errorf("%d bytes of photo packs were read though every photo is there", packs)
	}
	if got := countPhotos(t, c); got != 6 {
		t.Errorf("%d photos are kept, want 6: A, B and D", got)
	}
	if _, err := os.Stat(filepath.Join(c.Dir, "content", "1")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("release 1 is still there: %v", err)
	}
}

func countPhotos(t *testing.T, c *exchange.Content) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(c.Dir, "photos", "??", "*.jpg"))
	must(t, err)
	return len(files)
}

func TestImportAgainMendsWhatIsDamaged(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, codes(3)...)
	before := tree(t, c.Dir)
	_, path, _ := c.Current()
	harm := map[string]func(){
		"nothing":          func() {},
		"photo gone":       func() { must(t, os.Remove(filepath.Join(c.Dir, before[slices.IndexFunc(before, isPhoto)]))) },
		"photo cut short":  func() { must(t, os.Truncate(filepath.Join(c.Dir, before[slices.IndexFunc(before, isPhoto)]), 7)) },
		"catalogue broken": func() { must(t, os.WriteFile(path, []byte("not SQLite"), 0o644)) },
		"note broken":      func() { must(t, os.WriteFile(filepath.Join(c.Dir, "content/current"), nil, 0o644)) },
		"trust forgotten":  func() { must(t, os.Remove(filepath.Join(c.Dir, "trust/timestamp.json"))) },
		"leftovers": func() {
			must(t, os.MkdirAll(filepath.Join(c.Dir, "content/9.part"), 0o755))
			must(t, os.MkdirAll(filepath.Join(c.Dir, "content/8"), 0o755))
			must(t, os.WriteFile(filepath.Join(c.Dir, before[slices.IndexFunc(before, isPhoto)]+".part"), nil, 0o644))
		},
	}
	for name, do := range harm {
		t.Run(name, func(t *testing.T) {
			do()
			importFrom(t, again(c), o.source())
			mustShow(t, c, 1)
			if got := tree(t, c.Dir); !slices.Equal(got, before) {
				t.Errorf("files are\n%v, want\n%v", got, before)
			}
		})
	}
}

func isPhoto(name string) bool { return strings.HasPrefix(name, "photos/") }

func TestRefusedContentChangesNothing(t *testing.T) {
	t.Parallel()
	o, stranger := newOrganiser(t), newOrganiser(t)
	o.publish("A", "B")
	old := o.copy()
	before := o.publish("A", "B", "C")
	shown := o.copy()
	m := o.publish("A", "B", "C", "D")
	newPack := m.Packs[slices.IndexFunc(m.Packs, func(f release.File) bool { return !slices.Contains(before.Packs, f) })]
	stranger.publish("A")

	cases := map[string]struct {
		from string           // a folder
		harm func(dir string) // or what is done to a copy of release 3
		want error
	}{
		"older release":     {from: old, want: release.ErrOlder},
		"other key":         {from: stranger.repo, want: release.ErrNotSigned},
		"nothing there":     {from: t.TempDir(), want: release.ErrNoRelease},
		"catalogue flipped": {harm: flip(files(m.Catalogue, m.Patches)...), want: release.ErrCorrupt},
		"index flipped":     {harm: flip(files(m.Index, m.IndexPatches)...), want: release.ErrCorrupt},
		"pack flipped":      {harm: flip("files/" + newPack.SHA256), want: release.ErrCorrupt},
		"catalogue missing": {harm: remove(files(m.Catalogue, m.Patches)...), want: release.ErrMixed},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := newContent(t, o)
			importFrom(t, c, dirSource(t, shown))
			if tc.harm != nil {
				tc.from = o.copy()
				tc.harm(tc.from)
			}
			_, err := c.Import(t.Context(), dirSource(t, tc.from), nil)
			wantIs(t, err, tc.want)
			if p := exchange.Explain(err); !strings.HasPrefix(p.Code, "E-CONTENT-") {
				t.Errorf("code %s for %v", p.Code, err)
			}
			mustShow(t, c, 2)
			importFrom(t, c, o.source())
			mustShow(t, c, 3)
		})
	}
}

// files names a file of the release and the patches that lead to it.
func files(whole release.File, patches []release.Patch) []string {
	names := []string{"files/" + whole.SHA256}
	for _, p := range patches {
		names = append(names, "files/"+p.SHA256)
	}
	return names
}

// flip flips one bit in the middle of each file.
func flip(names ...string) func(dir string) {
	return func(dir string) {
		for _, name := range names {
			path := filepath.Join(dir, name)
			data, _ := os.ReadFile(path)
			data[len(data)/2] ^= 1
			_ = os.WriteFile(path, data, 0o644)
		}
	}
}

func remove(names ...string) func(dir string) {
	return func(dir string) {
		for _, name := range names {
			_ = os.Remove(filepath.Join(dir, name))
		}
	}
}

func TestRoomIsAskedForBeforeTheFirstByte(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	m := o.publish(codes(5)...)
	c := newContent(t, o)
	need := uint64(m.Catalogue.Length+m.CatalogueDB.Length) + 5*23_000 + 1000
	c.Floor = 1000
	c.Free = func(string) (uint64, error) { return need - 1, nil }
	src := spyOn(o.source())
	_, err := c.Import(t.Context(), src, nil)
	var space *exchange.SpaceError
	if !errors.As(err, &space) || space.Need != need || space.Free != need-1 {
		t.Fatalf("got %v, want a SpaceError of %d", err, need)
	}
	if p := exchange.Explain(err); p.Code != "E-DISK-FULL" {
		t.Errorf("code %s, want E-DISK-FULL", p.Code)
	}
	if got := src.read("files/") - src.read("files/"+m.Index.SHA256); got != 0 {
		t.Errorf("%d bytes were read before", got)
	}
	c.Free = func(string) (uint64, error) { return need, nil }
	importFrom(t, c, o.source())
	mustShow(t, c, 1)
}

func TestOneImportAtATime(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(3)...)
	c := newContent(t, o)
	inside, goOn := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	hold := sync.OnceFunc(func() { close(inside); <-goOn })
	go func() {
		_, err := c.Import(context.Background(), o.source(), func(p exchange.Progress) {
			if p.Stage == exchange.StagePhotos {
				hold()
			}
		})
		first <- err
	}()
	<-inside
	_, err := again(c).Import(t.Context(), o.source(), nil)
	wantIs(t, err, exchange.ErrBusy)
	patient := again(c)
	patient.Wait = 10 * time.Second
	second := make(chan error, 1)
	go func() {
		_, err := patient.Import(context.Background(), o.source(), nil)
		second <- err
	}()
	close(goOn)
	must(t, <-first)
	must(t, <-second)
	mustShow(t, c, 1)
}

func TestStoppedImportGoesOnWhereItWas(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	m := o.publish(codes(200)...)
	ctx, stop := context.WithCancel(t.Context())
	_, err := c.Import(ctx, o.source(), func(p exchange.Progress) {
		if p.Files == 251 {
			stop()
		}
	})
	wantIs(t, err, context.Canceled)
	mustShow(t, c, 1)
	src := spyOn(o.source())
	var last exchange.Progress
	_, err = c.Import(t.Context(), src, func(p exchange.Progress) { last = p })
	must(t, err)
	mustShow(t, c, 2)
	if last.TotalFiles > 400-249 {
		t.Errorf("%d files were taken again, want at most 151", last.TotalFiles)
	}
	if n := src.read("files/" + m.Catalogue.SHA256); n != 0 {
		t.Errorf("%d bytes of the catalogue were read again", n)
	}
}

func TestNewerProgramNeeded(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	dir := t.TempDir()
	in := release.Input{CatalogueDB: filepath.Join(dir, "catalog.db"), MinimumVersion: "1.4", IssuedAt: time.Now()}
	must(t, store.WriteCatalogue(t.Context(), in.CatalogueDB, emptyCatalogue(), nil))
	_, _, err := release.Publish(t.Context(), o.repo, o.keys, in)
	must(t, err)
	c := newContent(t, o)
	c.Version = "v1.3.9"
	_, err = c.Import(t.Context(), o.source(), nil)
	wantIs(t, err, exchange.ErrVersion)
	c.Version = "v1.4.0"
	importFrom(t, c, o.source())
}

// TestSignedAndDamaged: a signature says who made a catalogue, not that it is
// sound. One that is not never takes the place of the last good one.
func TestSignedAndDamaged(t *testing.T) {
	o, c := kioskWith(t, "SP-01")
	o.spoil = func(path string) {
		db, err := sql.Open("sqlite", path)
		must(t, err)
		_, err = db.ExecContext(t.Context(), "DELETE FROM images")
		must(t, errors.Join(err, db.Close()))
	}
	o.publish("SP-01", "SP-02")
	_, err := c.Import(t.Context(), o.source(), nil)
	wantIs(t, err, store.ErrDamaged)
	if number, _, err := c.Current(); number != 1 || err != nil {
		t.Errorf("release %d is shown, %v", number, err)
	}
}

// TestKilledBeforeTrustRemembers: the power goes after a release was switched to
// and before its number was noted as accepted. An older one is refused all the
// same.
func TestKilledBeforeTrustRemembers(t *testing.T) {
	o, c := kioskWith(t, "SP-01")
	before, trust := o.copy(), filepath.Join(c.Dir, "trust")
	kept := filepath.Join(t.TempDir(), "trust")
	must(t, os.CopyFS(kept, os.DirFS(trust)))
	for range 2 {
		o.publish("SP-01", "SP-02")
	}
	between := o.copy()
	o.publish("SP-03")
	importFrom(t, c, o.source())

	must(t, errors.Join(os.RemoveAll(trust), os.CopyFS(trust, os.DirFS(kept))))
	for _, older := range []string{before, between} {
		_, err := c.Import(t.Context(), dirSource(t, older), nil)
		wantIs(t, err, release.ErrOlder)
		if number, _, err := c.Current(); number != 4 || err != nil {
			t.Errorf("release %d is shown, %v", number, err)
		}
	}
}
