package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/release"
	"hangviet/data/sheet"
)

// What a release changes: as much in each, so that none is larger than another.
const (
	pricesChanged = 20
	photosRetaken = 4
)

// goods are a catalogue of which every release is another, but never larger.
type goods struct {
	dir     string // for keys and photos
	repo    string // the content folder
	keys    release.Keys
	edition edition.Edition
	first   []catalog.Product // as the workbook says
	number  int64             // of the last release
	retaken []string          // SHA-256 of the photos that the last release took anew
}

// newGoods reads a workbook and makes keys.
func newGoods(ctx context.Context, source, dir, repo string) (*goods, error) {
	opt, err := edition.Options(time.Now())
	if err != nil {
		return nil, err
	}
	opt.Work = filepath.Join(dir, "prepared")
	book, err := sheet.Read(ctx, source, opt)
	if err != nil {
		return nil, err
	}
	if book.HasErrors() {
		return nil, fmt.Errorf("workbook of %s: %v", source, book.Problems)
	}
	g := &goods{dir: dir, repo: repo, edition: edition.Of(book)}
	g.edition.Catalogue.Sample = false // a kiosk that is set up shows none
	for _, p := range g.edition.Catalogue.Products {
		p.Photos = append([]catalog.Photo{}, p.Photos...)
		g.first = append(g.first, p)
	}
	if err := release.GenerateKeys(g.keyDir(), ""); err != nil {
		return nil, err
	}
	g.keys, err = release.LoadKeys(g.keyDir(), nil)
	return g, err
}

func (g *goods) keyDir() string { return filepath.Join(g.dir, "keys") }

func (g *goods) root() string { return filepath.Join(g.keyDir(), "root.json") }

// publish signs the next release, with other prices and some photos taken anew,
// and returns its number.
func (g *goods) publish(ctx context.Context) (int64, error) {
	if err := errors.Join(g.price(), g.retake()); err != nil {
		return 0, fmt.Errorf("change the catalogue: %w", err)
	}
	m, _, err := g.edition.Publish(ctx, g.repo, g.keys, release.Input{IssuedAt: time.Now()})
	g.number = m.Number
	return m.Number, err
}

// price moves prices up in one release and back in the next.
func (g *goods) price() error {
	products := g.edition.Catalogue.Products
	for i := range products {
		products[i].Price = g.first[i].Price
	}
	for i := range min(pricesChanged, len(products)) {
		products[i*7%len(products)].Price.Dong += 1000 * (g.number % 2)
	}
	return nil
}

// retake gives some products the photos they began with, under other hashes, and
// those of the release before their first ones back.
func (g *goods) retake() error {
	for _, sha := range g.retaken {
		delete(g.edition.Photos, sha)
	}
	g.retaken = nil
	products := g.edition.Catalogue.Products
	for i := range products {
		copy(products[i].Photos, g.first[i].Photos)
	}
	for i := range photosRetaken {
		at := (int(g.number)*photosRetaken + i) % len(products)
		for k := range products[at].Photos {
			photo := &products[at].Photos[k]
			if err := errors.Join(g.another(&photo.Full), g.another(&photo.Thumb)); err != nil {
				return err
			}
		}
	}
	return nil
}

// another writes the same picture with another remark (JPEG's COM segment) in it.
func (g *goods) another(image *catalog.Image) error {
	data, err := os.ReadFile(g.edition.Photos[image.SHA256])
	if err != nil {
		return err
	}
	remark := fmt.Appendf(nil, "take %06d", g.number)
	data = append([]byte{0xff, 0xd8, 0xff, 0xfe, 0, byte(len(remark) + 2)}, append(remark, data[2:]...)...)
	sum := sha256.Sum256(data)
	image.SHA256, image.Length = hex.EncodeToString(sum[:]), int64(len(data))
	path := filepath.Join(g.dir, "retaken", image.SHA256)
	g.edition.Photos[image.SHA256], g.retaken = path, append(g.retaken, image.SHA256)
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, 0o644)) // #nosec G306 -- public pictures
}
