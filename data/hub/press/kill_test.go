package press

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/edition/editiontest"
	"hangviet/data/hub/books/pgtest"
	"hangviet/data/release"
)

// victimFolder names the folder that the test binary, run as a process of its own,
// works on until it is killed.
const victimFolder = "HANGVIET_TEST_PRESS"

// victimBooks is the address of its database, "" for a file.
const victimBooks = "HANGVIET_TEST_PRESS_DB"

// TestMain lets the tests run the press as a process of its own.
func TestMain(m *testing.M) {
	if dir := os.Getenv(victimFolder); dir != "" {
		if err := victim(context.Background(), dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(pgtest.Run(m))
}

const victimPhotos = 12

// victim sends what is in the folder from/, has it checked and publishes it, for
// ever.
func victim(ctx context.Context, dir string) error {
	db, err := openBooks(ctx, os.Getenv(victimBooks), dir)
	if err != nil {
		return err
	}
	p, err := New(Config{
		DB: db, Dir: filepath.Join(dir, "press"), Content: filepath.Join(dir, "content"), Keys: filepath.Join(dir, "keys"),
		Now: time.Now, Lease: 50 * time.Millisecond, Poll: 5 * time.Millisecond,
	})
	if err != nil {
		return err
	}
	for {
		if err := round(ctx, p, dir); err != nil {
			return err
		}
	}
}

// round sends, checks and publishes once, going on where another process stopped.
func round(ctx context.Context, p *Press, dir string) error {
	entries, err := os.ReadDir(filepath.Join(dir, "from"))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := sendAll(ctx, p, filepath.Join(dir, "from", e.Name())); err != nil {
			return err
		}
	}
	n, err := p.AskCheck(ctx, "Lan")
	if err != nil {
		return err
	}
	for {
		if err := p.Work(ctx); err != nil {
			return err
		}
		c, err := p.Checked(ctx, n)
		if err != nil {
			return err
		}
		if c.State == Done {
			break
		}
		time.Sleep(time.Millisecond)
	}
	if _, err := p.Ask(ctx, boss, Wish{Kind: Publish, Terms: Terms{Check: n, Note: fmt.Sprint(n)}}); err != nil {
		return err
	}
	return p.Work(ctx)
}

func sendAll(ctx context.Context, p *Press, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	f := File{filepath.Base(path), int64(len(data)), day}
	for {
		uploads, faults := p.Plan([]File{f})
		if faults[0] != nil || uploads[0].Done {
			return faults[0]
		}
		at := uploads[0].Offset
		if _, err := p.Put(ctx, f, at, bytes.NewReader(data[at:min(at+4000, f.Size)])); err != nil {
			return err
		}
	}
}

// TestKilled kills the press at random instants of sending, checking and
// publishing. The content folder is whole whenever one looks, and every order is
// carried out once.
func TestKilled(t *testing.T) {
	h := newHouse(t)
	h.must(h.press.MakeKeys(t.Context()))
	root, err := h.press.RootFile()
	h.must(err)
	from := filepath.Join(h.dir, "from")
	h.must(os.MkdirAll(from, 0o755))
	h.must(os.WriteFile(filepath.Join(from, "danh-muc.xlsx"), editiontest.Workbook(h, goods(victimPhotos), day), 0o644))
	for i := range victimPhotos {
		h.must(os.WriteFile(filepath.Join(from, fmt.Sprintf("tra-%d.jpg", i+1)), editiontest.Photo(t, i+1), 0o644))
	}
	for range 14 {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), victimFolder+"="+h.dir, victimBooks+"="+h.at)
		var said bytes.Buffer
		cmd.Stderr = &said
		h.must(cmd.Start())
		time.Sleep(time.Duration(20+rand.IntN(600)) * time.Millisecond) // the instant is the test
		h.must(cmd.Process.Kill())
		cmd.Wait() // it was killed
		if said.Len() > 0 {
			t.Fatalf("the press stopped by itself: %s", &said)
		}
		h.wantWhole(root)
	}
	last := h.another(func(c *Config) { c.Now, c.Lease = time.Now, time.Millisecond })
	time.Sleep(5 * time.Millisecond) // the last worker is believed dead
	h.must(round(t.Context(), last, h.dir))
	h.must(last.Work(t.Context()))
	h.wantWhole(root)
	orders, err := last.Orders(t.Context(), 10_000)
	h.must(err)
	seen := map[int64]int64{}
	for _, o := range orders {
		if o.State != Done || seen[o.Result] != 0 {
			t.Errorf("order %d, with release %d: %s %s", o.Number, o.Result, o.State, o.Fault)
		}
		seen[o.Result] = o.Number
	}
	if n, err := last.Shown2(t); err != nil || int(n) != len(orders) {
		t.Errorf("%d orders made release %d, %v", len(orders), n, err)
	}
	list, err := last.List(0, 100)
	h.must(err)
	if list.Photos != victimPhotos || list.Parts != 0 {
		t.Errorf("%d photos, %d parts", list.Photos, list.Parts)
	}
}

// wantWhole checks every byte of the content folder.
func (h *house) wantWhole(root []byte) {
	h.Helper()
	src, err := release.Dir(filepath.Join(h.dir, "content"))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	h.must(err)
	_, err = release.VerifyAll(h.Context(), src, root, time.Now())
	if err != nil && !errors.Is(err, release.ErrNoRelease) {
		h.Fatalf("the content folder is half: %v", err)
	}
}
