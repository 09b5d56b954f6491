package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hangviet/data/fsync"
	"hangviet/data/hub"
	"hangviet/data/hub/books"
	"hangviet/data/hub/export"
	"hangviet/data/ledger"
)

// runImportLedger takes bundles from files and folders, such as a stick with
// those of many kiosks, and how these kiosks are. Beside each bundle it writes the
// receipt, for the stick to carry back. What cannot be taken is named and holds the
// others up no more.
func runImportLedger(ctx context.Context, args []string, std streams) int {
	o := newOptions("import-ledger", "import-ledger --data DIR FILE|FOLDER…", std)
	files := o.parse(args, 1, 100_000)
	if files == nil {
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db}, std, func(s *hub.Service) error {
		bundles, err := findBundles(files)
		slices.SortStableFunc(bundles, healthFirst)
		for _, file := range bundles {
			err = errors.Join(err, importFile(ctx, s, file, std.out))
		}
		return err
	})
}

// bundleSuffix ends the names of bundles on a stick.
const bundleSuffix = ".ledger"

// findBundles replaces each folder by the bundles in it and in its folder
// hangviet, where the kiosk's window writes them.
func findBundles(names []string) (files []string, err error) {
	for _, name := range names {
		info, missing := os.Stat(name)
		if missing != nil || !info.IsDir() {
			files = append(files, name) // importing it says what is wrong
			continue
		}
		found := append(bundlesIn(name), bundlesIn(filepath.Join(name, "hangviet"))...)
		if len(found) == 0 {
			err = errors.Join(err, fmt.Errorf("%s: %w", name, errNothing))
		}
		files = append(files, found...)
	}
	return files, err
}

// bundlesIn lists the bundles in a folder; none where it cannot be read. Links
// are not followed.
func bundlesIn(dir string) (files []string) {
	entries, _ := os.ReadDir(dir) // without entries it holds no bundle, whatever the reason
	for _, e := range entries {
		if e.Type().IsRegular() && (strings.HasSuffix(e.Name(), bundleSuffix) || strings.HasSuffix(e.Name(), healthSuffix)) {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files
}

func importLedger(ctx context.Context, s *hub.Service, file string, out io.Writer) error {
	data, err := readBundle(file)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	receipt, err := s.Receive(ctx, data, books.ByStick)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	given, err := ledger.OpenReceipt(receipt, s.Key())
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if err := fsync.Write(file+".receipt", receipt, 0o644); err != nil {
		return fmt.Errorf("write receipt: %w", err)
	}
	fmt.Fprintf(out, "%s: kiosk %s, ballots 1 to %d are here\n", file, given.Kiosk, given.Size)
	return nil
}

// readBundle reads a file, and not more of it than a bundle may be long.
func readBundle(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, ledger.MaxBundle+1))
	if err == nil && len(data) > ledger.MaxBundle {
		err = errors.New("file is too large for a ledger bundle")
	}
	return data, err
}

// runExport writes the tally of a round.
func runExport(ctx context.Context, args []string, std streams) int {
	o := newOptions("export", "export --data DIR --round ID --format csv|json|xlsx [--out FILE] [--lang vi|en]", std)
	round := o.set.String("round", "", "id of the round")
	formatName := o.set.String("format", "", "csv, json or xlsx")
	path := o.set.String("out", "", "file to write; standard output when missing")
	lang := o.set.String("lang", "vi", "language of titles and names")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	format, err := export.ParseFormat(*formatName)
	if err != nil || *round == "" {
		o.set.Usage()
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db, Existing: true}, std, func(s *hub.Service) error {
		if err := s.Refresh(ctx); err != nil {
			fmt.Fprintf(std.err, "hub: content folder: %v; counting by the last good release\n", err)
		}
		document, err := s.Export(ctx, *round, *lang)
		if err != nil {
			return fmt.Errorf("export round %s: %w", *round, err)
		}
		if *path == "" {
			return document.Write(std.out, format)
		}
		return fsync.Replace(*path, 0o644, func(w io.Writer) error { return document.Write(w, format) })
	})
}
