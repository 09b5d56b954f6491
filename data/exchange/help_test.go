package exchange_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/store"
)

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

// organiser publishes real releases into repo.
type organiser struct {
	t    testing.TB
	repo string
	root []byte
	keys release.Keys
	// stage of what is published from now on
	stage []string
	// version of the program that it needs
	version string
	// spoil, unless nil, changes the catalogue's file before it is signed
	spoil func(path string)
}

func newOrganiser(t testing.TB) *organiser {
	t.Helper()
	dir := t.TempDir()
	keyDir := filepath.Join(dir, "keys")
	must(t, release.GenerateKeys(keyDir, ""))
	keys, err := release.LoadKeys(keyDir, nil)
	must(t, err)
	root, err := os.ReadFile(filepath.Join(keyDir, "root.json"))
	must(t, err)
	return &organiser{t: t, repo: filepath.Join(dir, "repo"), root: root, keys: keys}
}

// publish publishes products with these codes, each with a photo of its own in
// two sizes.
func (o *organiser) publish(codes ...string) release.Manifest {
	o.t.Helper()
	dir := o.t.TempDir()
	in := release.Input{CatalogueDB: filepath.Join(dir, "catalog.db"), Photos: map[string]string{}, IssuedAt: time.Now(), Stage: o.stage, MinimumVersion: o.version}
	cat := catalog.Catalogue{Organiser: text("Sở Công Thương")}
	for _, code := range codes {
		cover := catalog.Photo{Full: picture(o.t, in.Photos, dir, code, 20_000), Thumb: picture(o.t, in.Photos, dir, "small "+code, 3_000)}
		cat.Products = append(cat.Products, catalog.Product{Code: code, Name: text("Sản phẩm " + code), Photos: []catalog.Photo{cover}})
	}
	must(o.t, store.WriteCatalogue(o.t.Context(), in.CatalogueDB, cat, nil))
	if o.spoil != nil {
		o.spoil(in.CatalogueDB)
	}
	m, _, err := release.Publish(o.t.Context(), o.repo, o.keys, in)
	must(o.t, err)
	return m
}

func text(s string) catalog.Text { return catalog.Text{"vi": s} }

// picture writes noise that stands for a JPEG, the same for the same name.
func picture(t testing.TB, photos map[string]string, dir, name string, size int) catalog.Image {
	t.Helper()
	data := make([]byte, size)
	_, _ = rand.NewChaCha8(sha256.Sum256([]byte(name))).Read(data)
	sum := sha256.Sum256(data)
	sha := hex.EncodeToString(sum[:])
	photos[sha] = filepath.Join(dir, sha)
	must(t, os.WriteFile(photos[sha], data, 0o644))
	return catalog.Image{SHA256: sha, Length: int64(size), Width: 1600, Height: 900}
}

func codes(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("SP-%02d", i)
	}
	return list
}

// source opens the organiser's folder.
func (o *organiser) source() release.Source {
	o.t.Helper()
	return dirSource(o.t, o.repo)
}

func dirSource(t testing.TB, dir string) release.Source {
	t.Helper()
	src, err := release.Dir(dir)
	must(t, err)
	return src
}

// copy copies the organiser's folder as it is now.
func (o *organiser) copy() string {
	o.t.Helper()
	dir := filepath.Join(o.t.TempDir(), "repo")
	must(o.t, os.CopyFS(dir, os.DirFS(o.repo)))
	return dir
}

func open(ctx context.Context, path string) (exchange.Catalogue, error) {
	return store.OpenCatalogue(ctx, path)
}

// newContent is a kiosk's content that trusts o.
func newContent(t testing.TB, o *organiser) *exchange.Content {
	t.Helper()
	c := &exchange.Content{Dir: t.TempDir(), Open: open}
	must(t, c.Pin(t.Context(), o.root))
	return c
}

// kioskWith is an organiser who has published products with these codes, and a
// kiosk that shows them.
func kioskWith(t testing.TB, codes ...string) (*organiser, *exchange.Content) {
	t.Helper()
	o := newOrganiser(t)
	o.publish(codes...)
	c := newContent(t, o)
	importFrom(t, c, o.source())
	return o, c
}

// again is the same content as another process sees it.
func again(c *exchange.Content) *exchange.Content {
	return &exchange.Content{Dir: c.Dir, Open: c.Open}
}

func importFrom(t testing.TB, c *exchange.Content, src release.Source) {
	t.Helper()
	_, err := c.Import(t.Context(), src, nil)
	must(t, err)
}

// mustShow fails unless release n is shown whole: its file sound, every photo
// there with the right bytes.
func mustShow(t testing.TB, c *exchange.Content, n int64) {
	t.Helper()
	number, path, err := c.Current()
	must(t, err)
	if number != n {
		t.Fatalf("release %d is shown, want %d", number, n)
	}
	cat, err := store.OpenCatalogue(t.Context(), path)
	must(t, err)
	defer cat.Close()
	must(t, cat.Check(t.Context()))
	for image, err := range cat.Photos(t.Context()) {
		must(t, err)
		data, err := os.ReadFile(c.Photo(image.SHA256))
		must(t, err)
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != image.SHA256 {
			t.Fatalf("photo %s has other bytes", image.SHA256)
		}
	}
}

// tree lists the files under dir but for locks, sorted.
func tree(t testing.TB, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.HasSuffix(d.Name(), "lock") {
			rel, _ := filepath.Rel(dir, path)
			names = append(names, rel)
		}
		return err
	})
	must(t, err)
	return names
}

// spy counts what is read of a source and can be told to fail.
type spy struct {
	release.Source
	mu     sync.Mutex
	bytes  map[string]int64 // read, by name
	total  int64
	limit  int64 // bytes after which it is gone; 0: never
	opened func(name string) error
}

func spyOn(src release.Source) *spy { return &spy{Source: src, bytes: map[string]int64{}} }

// read is how many bytes were read of files whose names start so.
func (s *spy) read(prefix string) (n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for name, bytes := range s.bytes {
		if strings.HasPrefix(name, prefix) {
			n += bytes
		}
	}
	return n
}

func (s *spy) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	s.mu.Lock()
	gone := s.limit > 0 && s.total > s.limit
	s.mu.Unlock()
	if gone {
		return nil, fmt.Errorf("%w: pulled", release.ErrUnavailable)
	}
	if s.opened != nil {
		if err := s.opened(name); err != nil {
			return nil, err
		}
	}
	r, err := s.Source.Open(ctx, name, offset, length)
	if err != nil {
		return nil, err
	}
	return &spyReader{ReadCloser: r, spy: s, name: name}, nil
}

type spyReader struct {
	io.ReadCloser
	spy  *spy
	name string
}

func (r *spyReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.spy.mu.Lock()
	defer r.spy.mu.Unlock()
	r.spy.bytes[r.name] += int64(n)
	if r.spy.total += int64(n); r.spy.limit > 0 && r.spy.total > r.spy.limit {
		return 0, fmt.Errorf("%w: pulled", release.ErrUnavailable)
	}
	return n, err
}

// notes is a Notes in memory.
type notes struct {
	mu       sync.Mutex
	settings map[string]string
	problems map[string]string
}

func newNotes() *notes { return &notes{settings: map[string]string{}, problems: map[string]string{}} }

func (n *notes) Setting(_ context.Context, key string) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.settings[key], nil
}

func (n *notes) SetSetting(_ context.Context, key, value string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.settings[key] = value
	return nil
}

func (n *notes) SetProblem(_ context.Context, code, detail string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.problems[code] = detail
	return nil
}

func (n *notes) ClearProblem(_ context.Context, code string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.problems, code)
	return nil
}

// codes lists the problems that stand.
func (n *notes) codes() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	var list []string
	for code := range n.problems {
		list = append(list, code)
	}
	return strings.Join(list, " ")
}

// stepper is a Pace whose pauses end when the test says so.
type stepper struct {
	pauses chan time.Duration // what the loop asked to wait
	ticks  chan time.Time
}

func newStepper() *stepper {
	return &stepper{pauses: make(chan time.Duration, 1), ticks: make(chan time.Time)}
}

func (s *stepper) pace() exchange.Pace {
	return exchange.Pace{
		Every: time.Minute, First: time.Second, Max: 10 * time.Second,
		Jitter: func() float64 { return 0.5 },
		After:  func(d time.Duration) <-chan time.Time { s.pauses <- d; return s.ticks },
	}
}

// paused waits until the loop pauses and returns for how long it wants to.
func (s *stepper) paused(t testing.TB) time.Duration {
	t.Helper()
	select {
	case d := <-s.pauses:
		return d
	case <-time.After(30 * time.Second):
		t.Fatal("the loop does not come to a pause")
		return 0
	}
}

// next ends the pause.
func (s *stepper) next() { s.ticks <- time.Now() }

// serve runs a loop and ends it with the test.
func serve(t testing.TB, loop func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- loop(ctx) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-done:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("loop ended with %v, want the context's end", err)
			}
		case <-time.After(30 * time.Second):
			t.Error("loop does not end with its context")
		}
	})
}

func emptyCatalogue() catalog.Catalogue {
	return catalog.Catalogue{Organiser: text("Sở Công Thương")}
}
