package rehearsal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/store"
)

// photos is how many the release on the stick has.
const photos = 24

// Pull rehearses that a stick is pulled in the middle of an import: after so much of
// it each time. Before, in between and after it, what is shown is whole; once the
// stick stays in, its release is taken. It is [ErrChanged] where that is not so. The
// releases are made for it, by the program that makes every other.
func (s Stage) Pull(ctx context.Context) (times int, err error) {
	err = s.on(func(dir string) error {
		times, err = pull(ctx, dir)
		return err
	})
	return times, err
}

// pulledAfter are the bytes after which the stick is pulled.
var pulledAfter = []int64{0, 900, 9_000, 60_000, 200_000}

func pull(ctx context.Context, dir string) (times int, err error) {
	content := &exchange.Content{Dir: filepath.Join(dir, "kiosk"), Open: openCatalogue}
	stick, err := newStick(ctx, dir, content)
	if err != nil {
		return 0, err
	}
	for _, after := range pulledAfter {
		if _, err := content.Import(ctx, &pulled{Source: stick, left: after}, nil); err == nil {
			return times, fmt.Errorf("%w: a stick that was pulled was taken", ErrChanged)
		}
		if err := shows(ctx, content, 1); err != nil {
			return times, err
		}
		times++
	}
	if _, err := content.Import(ctx, stick, nil); err != nil {
		return times, fmt.Errorf("take the stick that stayed: %w", err)
	}
	return times, shows(ctx, content, 2)
}

// shows proves that release n is shown whole.
func shows(ctx context.Context, c *exchange.Content, n int64) error {
	e, err := c.Examine(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrChanged, err)
	}
	if e.Number != n || e.Lost > 0 {
		return fmt.Errorf("%w: release %d is shown, %d photos lack", ErrChanged, e.Number, e.Lost)
	}
	return nil
}

func openCatalogue(ctx context.Context, path string) (exchange.Catalogue, error) {
	return store.OpenCatalogue(ctx, path)
}

// newStick makes an organiser whose first release the kiosk shows, and whose second
// lies on the stick.
func newStick(ctx context.Context, dir string, content *exchange.Content) (release.Source, error) {
	keys, root, err := newKeys(filepath.Join(dir, "keys"))
	if err != nil {
		return nil, err
	}
	repo := filepath.Join(dir, "stick")
	if err := publish(ctx, dir, repo, keys, 1); err != nil {
		return nil, err
	}
	if err := content.Pin(ctx, root); err != nil {
		return nil, err
	}
	src, err := release.Dir(repo)
	if err != nil {
		return nil, err
	}
	if _, err := content.Import(ctx, src, nil); err != nil {
		return nil, err
	}
	return src, publish(ctx, dir, repo, keys, photos)
}

func newKeys(dir string) (keys release.Keys, root []byte, err error) {
	if err := release.GenerateKeys(dir, ""); err != nil {
		return keys, nil, err
	}
	if keys, err = release.LoadKeys(dir, nil); err != nil {
		return keys, nil, err
	}
	_, root, err = keys.Root()
	return keys, root, err
}

// publish publishes so many products with a photo each.
func publish(ctx context.Context, dir, repo string, keys release.Keys, products int) error {
	work, err := os.MkdirTemp(dir, "publish-")
	if err != nil {
		return err
	}
	in := release.Input{CatalogueDB: filepath.Join(work, "catalog.db"), Photos: map[string]string{}, IssuedAt: time.Now()}
	c := catalog.Catalogue{Organiser: catalog.Text{"vi": "Diễn tập"}}
	for i := range products {
		photo, err := picture(work, in.Photos, i)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%d", i)
		c.Products = append(c.Products, catalog.Product{Code: name, Name: catalog.Text{"vi": name}, Photos: []catalog.Photo{{Full: photo, Thumb: photo}}})
	}
	if err := store.WriteCatalogue(ctx, in.CatalogueDB, c, nil); err != nil {
		return err
	}
	_, _, err = release.Publish(ctx, repo, keys, in)
	return err
}

// picture writes bytes that stand for a photo, others for every number.
func picture(dir string, photos map[string]string, n int) (catalog.Image, error) {
	var data []byte
	for sum := sha256.Sum256([]byte{byte(n)}); len(data) < 16<<10; sum = sha256.Sum256(sum[:]) {
		data = append(data, sum[:]...)
	}
	sum := sha256.Sum256(data)
	sha := hex.EncodeToString(sum[:])
	photos[sha] = filepath.Join(dir, sha)
	return catalog.Image{SHA256: sha, Length: int64(len(data)), Width: 160, Height: 90}, os.WriteFile(photos[sha], data, 0o600)
}

// pulled is a stick that is pulled after so many bytes.
type pulled struct {
	release.Source
	left int64
}

var errPulled = errors.New("stick was pulled")

// Open implements [release.Source].
func (p *pulled) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	if p.left < 0 {
		return nil, fmt.Errorf("%w: %w", release.ErrUnavailable, errPulled)
	}
	r, err := p.Source.Open(ctx, name, offset, length)
	if err != nil {
		return nil, err
	}
	return &pulledReader{r, p}, nil
}

type pulledReader struct {
	io.ReadCloser
	stick *pulled
}

// Read implements io.Reader.
func (r *pulledReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	if r.stick.left -= int64(n); r.stick.left < 0 {
		return 0, fmt.Errorf("%w: %w", release.ErrUnavailable, errPulled)
	}
	return n, err
}
