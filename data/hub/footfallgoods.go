package hub

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/store"
)

// releaseGoods are the products and producers of a release.
type releaseGoods struct {
	goods  []books.Good
	makers []books.Maker
	links  []books.ShopLink
}

// readGoods reads them from an unpacked catalogue.
func (s *Service) readGoods(ctx context.Context, path string) (all releaseGoods, err error) {
	c, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return all, fmt.Errorf("open catalogue: %w", err)
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	goods, err := c.Goods(ctx)
	if err != nil {
		return all, err
	}
	for _, g := range goods {
		all.goods = append(all.goods, books.Good{Product: g.Code, Producer: g.Producer, Name: g.Name["vi"], NameEn: g.Name.In("en")})
		all.links = append(all.links, s.linksOf(g.Code, g.Links)...)
	}
	organiser, _, err := c.Info(ctx)
	if err != nil {
		return all, err
	}
	all.makers = append(all.makers, books.Maker{Name: organiser["vi"], NameEn: organiser.In("en")}) // whose producer is nobody's
	producers, err := c.Producers(ctx)
	for _, p := range producers {
		all.makers = append(all.makers, books.Maker{Producer: p.ID, Name: p.Name["vi"], NameEn: p.Name.In("en")})
	}
	return all, err
}

func (g releaseGoods) put(t *books.Tx, release int64) error {
	if err := t.PutGoods(release, g.goods, g.makers); err != nil {
		return err
	}
	return t.PutShopLinks(release, g.links)
}

// held is the newest release of which all is kept that a hub keeps; 0 when there
// is none.
func (s *Service) held(ctx context.Context) (number int64, err error) {
	err = s.db.View(ctx, func(t *books.Tx) error {
		goods, err := t.GoodsRelease()
		if err != nil {
			return err
		}
		rounds, err := t.Release()
		if number = rounds; goods > 0 && goods < rounds {
			number = goods
		}
		return err
	})
	return number, err
}

// ledgerOfGoods holds what products and producers are called, as of the release
// whose goods are stored. It is safe for concurrent use.
type ledgerOfGoods struct {
	mu   sync.Mutex
	held *goodsBook
}

// goodsBook is never changed once it is made.
type goodsBook struct {
	release int64
	goods   map[string]books.Good
	makers  map[string]books.Maker
	of      map[string][]string // products by producer

	organiser books.Maker
}

// read returns the book of the stored release, from memory when it is the one that
// was read last.
func (l *ledgerOfGoods) read(t *books.Tx) (*goodsBook, error) {
	release, err := t.GoodsRelease()
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held != nil && l.held.release == release {
		return l.held, nil
	}
	b := &goodsBook{release: release, goods: map[string]books.Good{}, makers: map[string]books.Maker{}, of: map[string][]string{}}
	goods, err := t.Goods()
	if err != nil {
		return nil, err
	}
	for _, g := range goods {
		b.goods[g.Product] = g
		b.of[g.Producer] = append(b.of[g.Producer], g.Product)
	}
	makers, err := t.Makers()
	for _, m := range makers {
		if m.Producer == "" {
			b.organiser = m
			continue
		}
		b.makers[m.Producer] = m
	}
	if err == nil {
		l.held = b
	}
	return b, err
}

// product is what a product is called in lang; its code when no release had it.
func (b *goodsBook) product(code, lang string) string {
	g, ok := b.goods[code]
	if !ok {
		return code
	}
	return catalog.Text{"vi": g.Name, "en": g.NameEn}.In(lang)
}

// maker is what a producer is called in lang.
func (b *goodsBook) maker(id, lang string) string {
	m, ok := b.makers[id]
	if !ok {
		return id
	}
	return catalog.Text{"vi": m.Name, "en": m.NameEn}.In(lang)
}
