package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"time"

	"hangviet/data/disk"
	"hangviet/data/release"
)

// roomForAll is the free disk at which every product has all its photos: the
// originals, the packs, a kiosk's and a plain copy, with some left over.
const roomForAll = 40 << 30

// measureContent publishes a large catalogue, publishes a change of it, imports
// both and counts what goes over the wire. Lengths stand in the table as bytes.
func measureContent(ctx context.Context, b bench) ([]line, error) {
	photos, err := b.photosEach()
	if err != nil {
		return nil, err
	}
	s, err := newShop(ctx, filepath.Join(b.dir, "content"), b.products, photos)
	if err != nil {
		return nil, err
	}
	c := contentMeasure{kiosk: b.kiosk, shop: s}
	c.newLines(fmt.Sprintf("%d products, %d photos in two sizes, %.1f GB.", b.products, b.products*photos, float64(s.bytes)/1e9))
	for range b.runs {
		if err := c.run(ctx); err != nil {
			return nil, err
		}
	}
	return c.all(), nil
}

// photosEach is how many photos each product gets: as asked for, or as the disk
// allows.
func (b bench) photosEach() (int, error) {
	if b.photos > 0 {
		return b.photos, nil
	}
	free, err := disk.Free(b.dir)
	if err != nil || free < roomForAll {
		return 1, err
	}
	return shopPhotos, nil
}

type contentMeasure struct {
	*shop
	kiosk string // the program
	data  string // of the kiosk
	old   string // the catalogue file before

	publish, again, imported, held, photosWire, photosHeld, textsWire, textsShare, withdrawn line
}

// mostHeld is what an import may hold in memory, in bytes.
const mostHeld = 150e6

func (c *contentMeasure) newLines(note string) {
	c.publish = line{what: "publish everything", note: note}
	c.imported = line{what: "import from a folder", beside: theCopy.name, goal: "≤ 1.25× (0.8× the rate)", met: ratioOf(1.25)}
	c.held = heldLine("… memory at most")
	c.again = line{what: "publish 1 % changed", beside: "publish everything", goal: "≤ 0.05×", met: ratioOf(0.05)}
	c.photosWire = bytesBeside("1 % of photos, on the wire", "those photos", 1.02)
	c.photosHeld = heldLine("… memory at most")
	c.textsWire = bytesBeside("200 texts, on the wire", theZstd.name, 1.5)
	c.textsShare = bytesBeside("… of the packed catalogue", "the catalogue", 0.02)
	c.withdrawn = line{what: "a product withdrawn at once, on the wire", show: showBytes, goal: "kilobytes"}
	if why := theZstd.missing(); why != "" {
		c.textsWire.lacks(why)
	}
}

func heldLine(what string) line {
	return line{what: what, show: showBytes, goal: "≤ 150 MB", met: func(l line) bool { return middle(l.figures) <= mostHeld }}
}

func bytesBeside(what, beside string, most float64) line {
	return line{what: what, beside: beside, show: showBytes, goal: "≤ " + short(most) + "×", met: ratioOf(most)}
}

func (c *contentMeasure) all() []line {
	return []line{c.publish, c.imported, c.held, c.again, c.photosWire, c.photosHeld, c.textsWire, c.textsShare, c.withdrawn}
}

// run takes the catalogue through its changes once, in a new content folder and on
// a new kiosk.
func (c *contentMeasure) run(ctx context.Context) error {
	if err := c.turn(); err != nil {
		return err
	}
	c.data = filepath.Join(c.place(), "kiosk")
	for _, step := range []func(context.Context) error{c.first, c.retake, c.texts, c.withdraw} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return os.RemoveAll(c.place())
}

// first publishes everything and imports it from the folder.
func (c *contentMeasure) first(ctx context.Context) error {
	old, _, published, err := c.publishTo(ctx, "1.db")
	if err != nil {
		return err
	}
	took, memory, err := c.importFrom(ctx, c.repo())
	if err != nil {
		return err
	}
	reference, err := c.copyAndSum(ctx)
	if err != nil {
		return err
	}
	c.old = old
	c.publish.figures = append(c.publish.figures, published)
	c.imported.add(took, reference)
	c.held.figures = append(c.held.figures, bytesOf(memory))
	return nil
}

// retake changes one photo in a hundred.
func (c *contentMeasure) retake(ctx context.Context) error {
	changed, err := c.replace()
	if err != nil {
		return err
	}
	path, _, took, err := c.publishTo(ctx, "2.db")
	if err != nil {
		return err
	}
	wire, memory, err := c.overHTTP(ctx)
	if err != nil {
		return err
	}
	c.old = path
	c.again.add(took, c.publish.figures[len(c.publish.figures)-1])
	c.photosWire.add(bytesOf(wire), bytesOf(changed))
	c.photosHeld.figures = append(c.photosHeld.figures, bytesOf(memory))
	return nil
}

// texts changes 200 prices and texts.
func (c *contentMeasure) texts(ctx context.Context) error {
	c.edit()
	path, m, _, err := c.publishTo(ctx, "3.db")
	if err != nil {
		return err
	}
	wire, _, err := c.overHTTP(ctx)
	if err != nil {
		return err
	}
	c.textsWire.figures = append(c.textsWire.figures, bytesOf(wire))
	c.textsShare.add(bytesOf(wire), bytesOf(m.Catalogue.Length))
	if theZstd.missing() != "" {
		return nil
	}
	patch, err := c.zstdPatch(ctx, path)
	c.textsWire.reference = append(c.textsWire.reference, bytesOf(patch))
	return err
}

// withdraw hides a product between two releases.
func (c *contentMeasure) withdraw(ctx context.Context) error {
	urgent := release.Urgent{Codes: []string{c.catalogue.Products[0].Code}, IssuedAt: c.now}
	if _, err := release.Withdraw(ctx, c.repo(), c.keys, urgent); err != nil {
		return err
	}
	wire, _, err := c.overHTTP(ctx)
	c.withdrawn.figures = append(c.withdrawn.figures, bytesOf(wire))
	return err
}

// showBytes writes a figure that is a number of bytes, see bytesOf.
func showBytes(d time.Duration) string {
	if d < 1e5 {
		return fmt.Sprintf("%.1f kB", float64(d)/1e3)
	}
	return fmt.Sprintf("%.2f MB", float64(d)/1e6)
}

// importFrom runs kiosk import and returns how long it took and the most memory
// it held.
func (c *contentMeasure) importFrom(ctx context.Context, from string) (time.Duration, int64, error) {
	root := filepath.Join(c.dir, "keys", "root.json")
	r, err := runWatched(exec.CommandContext(ctx, c.kiosk, "import", "--data", c.data, "--from", from, "--root", root)) // #nosec G204 -- a tool of tests and measures, started with their own paths
	return r.took, r.memory, err
}

// overHTTP imports over HTTP and counts the bytes of all answers.
func (c *contentMeasure) overHTTP(ctx context.Context) (wire, memory int64, err error) {
	var sent atomic.Int64
	files := http.FileServer(http.Dir(c.repo()))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		files.ServeHTTP(&countingWriter{w, &sent}, r)
	}))
	defer server.Close()
	_, memory, err = c.importFrom(ctx, server.URL)
	return sent.Load(), memory, err
}

type countingWriter struct {
	http.ResponseWriter
	sent *atomic.Int64
}

func (w *countingWriter) Write(p []byte) (int, error) {
	n, err := w.ResponseWriter.Write(p)
	w.sent.Add(int64(n))
	return n, err
}

// copyAndSum copies the content folder and hashes the copy, as plain tools do.
func (c *contentMeasure) copyAndSum(ctx context.Context) (time.Duration, error) {
	copied := filepath.Join(c.place(), "plain")
	began := time.Now()
	out, err := exec.CommandContext(ctx, "sh", "-c", `cp -r "$0/files" "$1" && sha256sum "$1"/* >/dev/null`, c.repo(), copied).CombinedOutput() // #nosec G204 -- a tool of tests and measures, started with their own paths
	if err != nil {
		return 0, fmt.Errorf("%w\n%s", err, out)
	}
	took := time.Since(began)
	return took, os.RemoveAll(copied)
}

// zstdPatch returns the length of the patch that the zstd program makes.
func (c *contentMeasure) zstdPatch(ctx context.Context, path string) (int64, error) {
	patch := filepath.Join(c.place(), "reference.zst")
	out, err := exec.CommandContext(ctx, "zstd", "-q", "-f", "--long=27", "--patch-from="+c.old, path, "-o", patch).CombinedOutput() // #nosec G204 -- a tool of tests and measures, started with their own paths
	if err != nil {
		return 0, fmt.Errorf("%w\n%s", err, out)
	}
	info, err := os.Stat(patch)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
