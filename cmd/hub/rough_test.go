package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/exchange/roughnet"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/store"
)

// publisher publishes to a hub's content folder.
type publisher struct {
	*testing.T
	repo string
	keys release.Keys
	root []byte
}

func newPublisher(t *testing.T, repo string) *publisher {
	t.Helper()
	work := t.TempDir()
	must(t, release.GenerateKeys(work, ""))
	keys, err := release.LoadKeys(work, nil)
	must(t, err)
	root, err := os.ReadFile(filepath.Join(work, "root.json"))
	must(t, err)
	return &publisher{t, repo, keys, root}
}

// publish publishes so many products, each with a photo that the last release had
// too.
func (p *publisher) publish(products int) {
	p.Helper()
	dir := p.TempDir()
	in := release.Input{CatalogueDB: filepath.Join(dir, "catalog.db"), Photos: map[string]string{}, IssuedAt: time.Now()}
	c := catalog.Catalogue{Organiser: catalog.Text{"vi": "Ban tổ chức"}}
	for i := range products {
		image := p.picture(in.Photos, dir, fmt.Sprint(i))
		c.Products = append(c.Products, catalog.Product{
			Code: fmt.Sprintf("SP-%03d", i), Name: catalog.Text{"vi": fmt.Sprintf("Chè số %d", i)}, Photos: []catalog.Photo{{Full: image, Thumb: image}},
		})
	}
	must(p.T, store.WriteCatalogue(p.Context(), in.CatalogueDB, c, nil))
	_, _, err := release.Publish(p.Context(), p.repo, p.keys, in)
	must(p.T, err)
}

// picture writes noise that stands for a JPEG, the same for the same name.
func (p *publisher) picture(photos map[string]string, dir, name string) catalog.Image {
	p.Helper()
	data := make([]byte, 20_000)
	_, _ = rand.NewChaCha8(sha256.Sum256([]byte(name))).Read(data)
	sum := sha256.Sum256(data)
	sha := hex.EncodeToString(sum[:])
	photos[sha] = filepath.Join(dir, sha)
	must(p.T, os.WriteFile(photos[sha], data, 0o644))
	return catalog.Image{SHA256: sha, Length: int64(len(data)), Width: 1600, Height: 900}
}

// TestRoughNetworkToTheHub: failures.md, "Half-dead network", with the hub itself
// as the server of content. Whatever the network does, what is shown is whole,
// and in the end the release arrives; over a quiet line only what changed is
// read.
func TestRoughNetworkToTheHub(t *testing.T) {
	t.Parallel()
	o := &organiser{t, t.TempDir()}
	p := newPublisher(t, filepath.Join(o.dir, "content"))
	p.publish(5)
	hub := o.serve()
	defer o.stop(hub)
	few := 2
	if os.Getenv("SIEGE") != "" {
		few = 30
	}
	kiosks := make([]*exchange.Content, few+1)
	for i := range kiosks {
		kiosks[i] = &exchange.Content{Dir: t.TempDir(), Open: openCatalogue}
		must(t, kiosks[i].Pin(t.Context(), p.root))
		takeFrom(t, kiosks[i], http.DefaultClient, hub.url)
	}
	p.publish(30)
	client := &http.Client{Timeout: time.Second / 2} // a trickle is given up
	for seed, c := range kiosks[:few] {
		net := roughnet.New(t, hub.url, uint64(seed))
		tries := 1
		for ; ; tries++ {
			_, err := c.Import(t.Context(), release.HTTP(client, net.URL+wire.PathContent), nil)
			if mustBeWhole(t, c) == 2 && err == nil {
				break
			}
			if code := exchange.Explain(err).Code; tries > 400 || code == "E-OTHER" {
				t.Fatalf("seed %d, try %d: %s for %v", seed, tries, code, err)
			}
		}
		t.Logf("seed %d: %d tries, %v", seed, tries, net.Done())
	}
	quiet := roughnet.New(t, hub.url, 0)
	quiet.Calm()
	if sent := takeFrom(t, kiosks[few], http.DefaultClient, quiet.URL); sent > 25*20_000+30_000 {
		t.Errorf("%d bytes over a quiet line for 25 photos of 20 kB", sent)
	}
	if mustBeWhole(t, kiosks[few]) != 2 {
		t.Error("the release did not come over a quiet line")
	}
}

func openCatalogue(ctx context.Context, path string) (exchange.Catalogue, error) {
	return store.OpenCatalogue(ctx, path)
}

// takeFrom imports from a hub and returns the bytes of files/ that were read.
func takeFrom(t *testing.T, c *exchange.Content, client *http.Client, address string) (sent int64) {
	t.Helper()
	_, err := c.Import(t.Context(), release.HTTP(client, address+wire.PathContent), func(p exchange.Progress) { sent = max(sent, p.Bytes) })
	must(t, err)
	return sent
}

// mustBeWhole returns the release that is shown, which is sound and has all its
// photos.
func mustBeWhole(t *testing.T, c *exchange.Content) int64 {
	t.Helper()
	number, path, err := c.Current()
	must(t, err)
	file, err := store.OpenCatalogue(t.Context(), path)
	must(t, err)
	defer file.Close()
	must(t, file.Check(t.Context()))
	for image, err := range file.Photos(t.Context()) {
		must(t, err)
		data, err := os.ReadFile(c.Photo(image.SHA256))
		must(t, err)
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != image.SHA256 {
			t.Fatalf("photo %s has other bytes", image.SHA256)
		}
	}
	return number
}
