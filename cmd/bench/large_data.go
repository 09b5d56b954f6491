package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/store"
)

// largeDir is the folder that the data sets of the large measures are kept in, from
// one report to the next; BENCH_DATA says otherwise.
const largeDir = ".bench-data"

// dataSet is a large catalogue as the office has it, published, and on a kiosk.
type dataSet struct{ dir, products, photos string }

// newDataSet is one of as many photos as were asked for, or as there are already, or
// as the disk allows.
func newDataSet(b bench) (dataSet, error) {
	of := func(photos int) (dataSet, error) {
		s := dataSet{products: strconv.Itoa(b.products), photos: strconv.Itoa(photos)}
		var err error
		s.dir, err = filepath.Abs(filepath.Join(cmp.Or(os.Getenv("BENCH_DATA"), largeDir), s.products+"x"+s.photos))
		return s, err
	}
	if b.photos == 0 {
		s, err := of(shopPhotos)
		if _, missing := os.Stat(filepath.Join(s.dir, "imported.done")); missing == nil || err != nil {
			return s, err
		}
	}
	photos, err := b.photosEach()
	if err != nil {
		return dataSet{}, err
	}
	return of(photos)
}

func (s dataSet) String() string { return s.products + " products × " + s.photos + " photos" }

// kiosk is the data folder of the kiosk that holds the catalogue.
func (s dataSet) kiosk() string { return filepath.Join(s.dir, "kiosk") }

// step is one program that brings the data set on; made is what is there then.
type step struct {
	made string
	args []string
}

// steps are the programs by which an office and a kiosk come to such a catalogue.
func (s dataSet) steps(kiosk, ctl string) []step {
	in := func(name string) string { return filepath.Join(s.dir, name) }
	return []step{
		{in("source"), []string{ctl, "sample", "--out", in("source"), "--products", s.products, "--photos", s.photos, "--seed", "1"}},
		{in("keys"), []string{ctl, "keys", "new", in("keys")}},
		{in("repo"), []string{ctl, "publish", "--lang", "en", "--from", in("source"), "--keys", in("keys"), "--repo", in("repo")}},
		{in("pinned"), []string{kiosk, "setup", "--lang", "en", "--data", s.kiosk(), "--root", filepath.Join(in("repo"), "metadata", "1.root.json")}},
		{in("imported"), []string{kiosk, "import", "--lang", "en", "--data", s.kiosk(), "--from", in("repo")}},
	}
}

// make runs the steps that have not been done yet, and says so: each may take
// minutes. A step that was broken off is done again.
func (s dataSet) make(ctx context.Context, kiosk string, stderr io.Writer) error {
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return err
	}
	for _, step := range s.steps(kiosk, filepath.Join(filepath.Dir(kiosk), "kioskctl")) {
		done := step.made + ".done"
		if _, err := os.Stat(done); err == nil {
			continue
		}
		fmt.Fprintf(stderr, "making %s in %s (once; the full size takes some 20 GB and half an hour): %s\n", s, s.dir, step.args[1])
		if err := runStep(ctx, step.args, stderr); err != nil {
			return err
		}
		if err := os.WriteFile(done, nil, 0o644); err != nil {
			return err
		}
	}
	return os.RemoveAll(filepath.Join(s.dir, "source", ".kioskctl")) // prepared photos, which are published by now
}

// runStep lets the lines through that tell of progress.
func runStep(ctx context.Context, args []string, stderr io.Writer) error {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) // #nosec G204 -- a tool of tests and measures, started with their own paths
	told, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	var last string
	for lines := bufio.NewScanner(told); lines.Scan(); {
		if last = lines.Text(); strings.Contains(last, " left") {
			fmt.Fprintln(stderr, last)
		}
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", args[0], args[1], err, last)
	}
	return nil
}

// cards returns the first cards of a sector, and where their photos are.
func (s dataSet) cards(ctx context.Context, sector, most int) ([]catalog.Card, func(sha string) string, error) {
	content := filepath.Join(s.kiosk(), "content")
	current, err := fs.ReadFile(os.DirFS(content), "current")
	if err != nil {
		return nil, nil, err
	}
	file, err := store.OpenCatalogue(ctx, filepath.Join(content, strings.TrimSpace(string(current)), "catalog.db"))
	if err != nil {
		return nil, nil, err
	}
	cards, err := file.Cards(ctx, catalog.CardFilter{Sector: sector})
	photo := func(sha string) string { return filepath.Join(s.kiosk(), "photos", sha[:2], sha+".jpg") }
	return cards[:min(most, len(cards))], photo, errors.Join(err, file.Close())
}
