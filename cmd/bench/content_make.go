package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/release"
	"hangviet/data/sample/many"
	"hangviet/data/sheet"
	"hangviet/data/store"
)

// shop is a large catalogue with its photos and the folder it is published to.
type shop struct {
	dir       string
	catalogue catalog.Catalogue
	photos    map[string]string // SHA-256 → path
	bytes     int64             // of the photos
	keys      release.Keys
	now       time.Time
	texts     []string // in one line, of each product at first
	turns     int      // how often the catalogue was taken through its changes
}

const (
	shopProducts = 20_000
	shopPhotos   = 3 // of each product, when the disk allows
)

// newShop makes the catalogue of the workbook that package many writes, and noise
// that packs no better than a camera's pictures in the place of photographs.
func newShop(ctx context.Context, dir string, products, photos int) (*shop, error) {
	s := &shop{dir: dir, photos: map[string]string{}, now: time.Now()}
	if err := s.readBook(ctx, products); err != nil {
		return nil, err
	}
	for i := range s.catalogue.Products {
		for k := range photos {
			if err := s.shoot(i, k, 0); err != nil {
				return nil, err
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	keys := filepath.Join(dir, "keys")
	if err := release.GenerateKeys(keys, ""); err != nil {
		return nil, err
	}
	var err error
	s.keys, err = release.LoadKeys(keys, nil)
	return s, err
}

func (s *shop) readBook(ctx context.Context, products int) error {
	dir := filepath.Join(s.dir, "book")
	if err := many.Write(ctx, dir, many.Options{Products: products, Seed: 7}); err != nil {
		return err
	}
	places, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		return err
	}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		return err
	}
	book, err := sheet.Read(ctx, dir, sheet.Options{Now: s.now, Provinces: places, Classification: classes})
	if err != nil {
		return err
	}
	s.catalogue = book.Catalogue
	for _, p := range s.catalogue.Products {
		s.texts = append(s.texts, p.Short.In("vi"))
	}
	return nil
}

// shoot puts photo k on product i, another one for each take.
func (s *shop) shoot(i, k, take int) error {
	p := &s.catalogue.Products[i]
	photo := catalog.Photo{Alt: p.Name}
	var err error
	if photo.Full, err = s.picture(fmt.Sprintf("%d %d %d", i, k, take), 85_000, 1600); err != nil {
		return err
	}
	if photo.Thumb, err = s.picture(fmt.Sprintf("small %d %d %d", i, k, take), 12_000, 480); err != nil {
		return err
	}
	if k < len(p.Photos) {
		p.Photos[k] = photo
		return nil
	}
	p.Photos = append(p.Photos, photo)
	return nil
}

// picture writes noise of about so many bytes.
func (s *shop) picture(name string, size, width int) (catalog.Image, error) {
	noise := rand.NewChaCha8(sha256.Sum256([]byte(name)))
	data := make([]byte, size+int(noise.Uint64()%8000))
	_, _ = noise.Read(data)
	sum := sha256.Sum256(data)
	sha := hex.EncodeToString(sum[:])
	path := filepath.Join(s.dir, "photos", sha[:2], sha)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return catalog.Image{}, err
	}
	s.photos[sha] = path
	s.bytes += int64(len(data))
	return catalog.Image{SHA256: sha, Length: int64(len(data)), Width: width, Height: width * 3 / 4}, os.WriteFile(path, data, 0o644)
}

// replace gives every hundredth photo another take and returns the new bytes.
func (s *shop) replace() (int64, error) {
	before := s.bytes
	for i := 0; i < len(s.catalogue.Products); i++ {
		for k, photo := range s.catalogue.Products[i].Photos {
			if (i*len(s.catalogue.Products[i].Photos)+k)%100 != 7 {
				continue
			}
			delete(s.photos, photo.Full.SHA256)
			delete(s.photos, photo.Thumb.SHA256)
			if err := s.shoot(i, k, s.turns); err != nil {
				return 0, err
			}
		}
	}
	return s.bytes - before, nil
}

// edit changes 200 prices and texts.
func (s *shop) edit() {
	for i := range 200 {
		at := i * 97 % len(s.catalogue.Products)
		p := &s.catalogue.Products[at]
		other := s.texts[(i*31+5)%len(s.texts)]
		p.Price.Dong += 1000 * int64(1+i%7)
		p.Short = catalog.Text{"vi": fmt.Sprintf("%s Đợt %d-%d: %s", s.texts[at], s.turns, i, other), "en": p.Short["en"]}
	}
}

// turn begins anew, in a folder of its own.
func (s *shop) turn() error {
	s.turns++
	return os.MkdirAll(s.place(), 0o755)
}

// place is the folder of this turn, and repo the content folder in it.
func (s *shop) place() string { return filepath.Join(s.dir, fmt.Sprint("turn-", s.turns)) }
func (s *shop) repo() string  { return filepath.Join(s.place(), "repo") }

// publishTo writes the catalogue file, adds it to the content folder and tells how
// long both took.
func (s *shop) publishTo(ctx context.Context, name string) (string, release.Manifest, time.Duration, error) {
	began, path := time.Now(), filepath.Join(s.place(), name)
	if err := store.WriteCatalogue(ctx, path, s.catalogue, nil); err != nil {
		return "", release.Manifest{}, 0, err
	}
	m, _, err := release.Publish(ctx, s.repo(), s.keys, release.Input{CatalogueDB: path, Photos: s.photos, IssuedAt: s.now})
	return path, m, time.Since(began), err
}
