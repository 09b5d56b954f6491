package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"
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
	s, err := newShop(ctx, filepath.Join(b.dir, "content"), shopProducts, photos)
	if err != nil {
		return nil, err
	}
	c := contentMeasure{kiosk: b.kiosk, shop: s, data: filepath.Join(s.dir, "kiosk")}
	c.note = fmt.Sprintf("%d products, %d photos in two sizes, %.1f GB.", shopProducts, shopProducts*photos, float64(s.bytes)/1e9)
	for _, step := range []func(context.Context) error{c.first, c.retake, c.texts} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return c.lines, nil
}

// photosEach is how many photos each product gets: as asked for, or as the disk
// allows.
func (b bench) photosEach() (int, error) {
	if b.photos > 0 {
		return b.photos, nil
	}
	free, err := freeBytes(b.dir)
	if err != nil || free < roomForAll {
		return 1, err
	}
	return shopPhotos, nil
}

type contentMeasure struct {
	*shop
	kiosk string // the program
	data  string // of the kiosk
	note  string
	lines []line

	published time.Duration // how long the first publishing took
	old       string        // the catalogue file before
}

// first publishes everything and imports it from the folder.
func (c *contentMeasure) first(ctx context.Context) (err error) {
	if c.old, _, c.published, err = c.publish(ctx, "1.db"); err != nil {
		return err
	}
	c.lines = append(c.lines, line{what: "publish", figures: []time.Duration{c.published}, note: c.note})
	took, memory, err := c.importFrom(ctx, c.repo())
	if err != nil {
		return err
	}
	reference, err := c.copyAndSum(ctx)
	if err != nil {
		return err
	}
	imported := line{
		what: "import from a folder", figures: []time.Duration{took}, beside: "cp and sha256sum", reference: []time.Duration{reference},
		goal: "≤ 1.25× (0.8× the rate)", met: func(l line) bool { return middle(l.ratios()) <= 1.25 },
	}
	held := line{
		what: "… memory at most", figures: []time.Duration{bytesOf(memory)}, show: showBytes,
		goal: "≤ 150 MB", met: func(l line) bool { return middle(l.figures) <= 150e6 },
	}
	c.lines = append(c.lines, imported, held)
	return nil
}

// retake changes one photo in a hundred.
func (c *contentMeasure) retake(ctx context.Context) error {
	changed, err := c.replace()
	if err != nil {
		return err
	}
	path, _, took, err := c.publish(ctx, "2.db")
	if err != nil {
		return err
	}
	wire, memory, err := c.overHTTP(ctx)
	if err != nil {
		return err
	}
	c.old = path
	c.lines = append(c.lines, line{
		what: "publish 1 % changed", figures: []time.Duration{took}, beside: "publish", reference: []time.Duration{c.published},
		goal: "≤ 0.05×", met: func(l line) bool { return middle(l.ratios()) <= 0.05 },
	}, bytesBeside("1 % photos, on the wire", wire, "those photos", changed, 1.02), line{
		what: "… memory at most", figures: []time.Duration{bytesOf(memory)}, show: showBytes,
		goal: "≤ 150 MB", met: func(l line) bool { return middle(l.figures) <= 150e6 },
	})
	return nil
}

// texts changes 200 prices and texts.
func (c *contentMeasure) texts(ctx context.Context) error {
	c.edit()
	path, m, _, err := c.publish(ctx, "3.db")
	if err != nil {
		return err
	}
	wire, _, err := c.overHTTP(ctx)
	if err != nil {
		return err
	}
	reference, err := c.zstdPatch(ctx, path)
	if err != nil {
		return err
	}
	c.lines = append(c.lines,
		bytesBeside("200 texts, on the wire", wire, "zstd --patch-from", reference, 1.5),
		bytesBeside("… of the packed catalogue", wire, "the catalogue", m.Catalogue.Length, 0.02))
	return nil
}

func bytesBeside(what string, figure int64, beside string, reference int64, most float64) line {
	return line{
		what: what, figures: []time.Duration{bytesOf(figure)}, beside: beside, reference: []time.Duration{bytesOf(reference)},
		show: showBytes, goal: fmt.Sprintf("≤ %.2f×", most), met: func(l line) bool { return middle(l.ratios()) <= most },
		note: fmt.Sprintf("%d of %d bytes, %.3f×.", figure, reference, float64(figure)/float64(reference)),
	}
}

// showBytes writes a figure that is a number of bytes, see bytesOf.
func showBytes(d time.Duration) string { return fmt.Sprintf("%.2f MB", float64(d)/1e6) }

// importFrom runs kiosk import and returns how long it took and the most memory
// it held.
func (c *contentMeasure) importFrom(ctx context.Context, from string) (time.Duration, int64, error) {
	root := filepath.Join(c.dir, "keys", "root.json")
	cmd := exec.CommandContext(ctx, c.kiosk, "import", "--data", c.data, "--from", from, "--root", root) // #nosec G204 -- a tool of tests and measures, started with their own paths
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for memory := int64(0); ; {
		select {
		case err := <-ended:
			if err != nil {
				err = fmt.Errorf("%w\n%s", err, out.String())
			}
			return time.Since(began), memory, err
		case <-time.After(20 * time.Millisecond):
			memory = max(memory, peakMemory(cmd.Process.Pid))
		}
	}
}

// peakMemory is the most that a process has held in memory, 0 when it is gone.
// What the kernel tells at a process's end includes what its parent held.
func peakMemory(pid int) int64 {
	n, err := kibibytes(fmt.Sprintf("/proc/%d/status", pid), "VmHWM")
	if err != nil {
		return 0
	}
	return n
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
	plain := filepath.Join(c.dir, "plain")
	began := time.Now()
	out, err := exec.CommandContext(ctx, "sh", "-c", `cp -r "$0/files" "$1" && sha256sum "$1"/* >/dev/null`, c.repo(), plain).CombinedOutput() // #nosec G204 -- a tool of tests and measures, started with their own paths
	if err != nil {
		return 0, fmt.Errorf("%w\n%s", err, out)
	}
	took := time.Since(began)
	return took, os.RemoveAll(plain)
}

// zstdPatch returns the length of the patch that the zstd program makes.
func (c *contentMeasure) zstdPatch(ctx context.Context, path string) (int64, error) {
	patch := filepath.Join(c.dir, "reference.zst")
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

func freeBytes(dir string) (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil
}
