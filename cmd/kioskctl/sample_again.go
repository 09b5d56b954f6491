package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hangviet/assets"
	"hangviet/data/release"
	"hangviet/data/store"
)

// publishSample publishes the built-in sample under new keys, for trying hub and
// kiosks together: its own keys are everybody's, so no kiosk that is set up takes
// it. It draws nothing, so it takes a second.
func publishSample(ctx context.Context, repo, keyDir string) (err error) {
	work, err := os.MkdirTemp("", "sample-*.tmp")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	in := release.Input{CatalogueDB: filepath.Join(work, "catalog.db"), Note: "Dữ liệu mẫu", Sample: true, IssuedAt: time.Now(), ValidFor: 30 * 24 * time.Hour}
	if in.Photos, err = unpackSample(ctx, in.CatalogueDB, work); err != nil {
		return err
	}
	if err := release.GenerateKeys(keyDir, ""); err != nil {
		return err
	}
	keys, err := release.LoadKeys(keyDir, nil)
	if err != nil {
		return err
	}
	_, _, err = release.Publish(ctx, repo, keys, in)
	return err
}

// unpackSample writes the catalogue and the photos of the built-in sample, and
// returns where each photo is.
func unpackSample(ctx context.Context, catalogue, dir string) (map[string]string, error) {
	sample, err := assets.Sample()
	if err != nil {
		return nil, fmt.Errorf("open sample: %w", err)
	}
	root, err := fs.ReadFile(sample, "metadata/1.root.json")
	if err != nil {
		return nil, fmt.Errorf("read sample: %w", err)
	}
	trust, err := release.OpenTrust(filepath.Join(dir, "trust"))
	if err != nil {
		return nil, err
	}
	if err := trust.Pin(root); err != nil {
		return nil, err
	}
	src := release.FS(sample)
	candidate, err := trust.Check(ctx, src, time.Now())
	if err != nil {
		return nil, err
	}
	if err := candidate.FetchCatalogue(ctx, src, catalogue, func(int64) {}); err != nil {
		return nil, err
	}
	index, err := candidate.Index(ctx, src)
	if err != nil {
		return nil, err
	}
	want, err := photosOf(ctx, catalogue)
	if err != nil {
		return nil, err
	}
	photos := map[string]string{}
	put := func(sha256 string, r io.Reader) error {
		photos[sha256] = filepath.Join(dir, sha256+".jpg")
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		return os.WriteFile(photos[sha256], data, 0o600)
	}
	return photos, release.FetchPhotos(ctx, src, index, want, put, func(int64) {})
}

func photosOf(ctx context.Context, catalogue string) (want []release.File, err error) {
	c, err := store.OpenCatalogue(ctx, catalogue)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	for image, err := range c.Photos(ctx) {
		if err != nil {
			return nil, err
		}
		want = append(want, release.File{SHA256: image.SHA256, Length: image.Length})
	}
	return want, nil
}
