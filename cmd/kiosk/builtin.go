package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hangviet/assets"
	"hangviet/data/release"
)

// bringSample imports the built-in sample into DIR/sample, once for each sample
// that a program brings along: a newer program's may be signed by another key.
// One that cannot be opened any more is brought in anew.
func (h *home) bringSample(ctx context.Context) error {
	sample, err := h.builtin()
	if err != nil {
		return err
	}
	mark, root, err := markOf(sample)
	if err != nil {
		return err
	}
	kept, err := os.ReadFile(h.sampleMark())
	if _, path, none := h.sample.Current(); none == nil && err == nil && string(kept) == mark && opens(ctx, path) {
		return nil
	}
	return h.importSample(ctx, sample, root, mark)
}

func (h *home) sampleMark() string { return filepath.Join(h.sample.Dir, "built-in") }

// markOf names a content folder by its newest signature.
func markOf(sample fs.FS) (mark string, root []byte, err error) {
	timestamp, err := fs.ReadFile(sample, "metadata/timestamp.json")
	if err != nil {
		return "", nil, fmt.Errorf("read built-in sample: %w", err)
	}
	root, err = fs.ReadFile(sample, "metadata/1.root.json")
	if err != nil {
		return "", nil, fmt.Errorf("read built-in sample: %w", err)
	}
	sum := sha256.Sum256(bytes.Join([][]byte{root, timestamp}, nil))
	return hex.EncodeToString(sum[:]), root, nil
}

func (h *home) importSample(ctx context.Context, sample fs.FS, root []byte, mark string) error {
	if err := os.Remove(h.sampleMark()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := h.sample.Clear(ctx); err != nil {
		return err
	}
	if err := h.sample.Pin(ctx, root); err != nil {
		return err
	}
	if _, err := h.sample.Import(ctx, release.FS(sample), nil); err != nil {
		return err
	}
	return os.WriteFile(h.sampleMark(), []byte(mark), 0o644)
}

// builtinSample returns the content folder of the sample that the program
// carries.
func builtinSample() (fs.FS, error) { return assets.Sample() }

// sampleRoots returns the fingerprints of the sample's roots. Everybody has its
// keys, so no kiosk may ever take it for its organiser.
func sampleRoots() ([]string, error) {
	sample, err := builtinSample()
	if err != nil {
		return nil, fmt.Errorf("read built-in sample: %w", err)
	}
	_, root, err := markOf(sample)
	if err != nil {
		return nil, err
	}
	return []string{release.Fingerprint(root)}, nil
}
