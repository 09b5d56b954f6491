package press

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/store"
)

// Viewable returns the newest check that made a catalogue to look at, and whether
// that is the newest of all; [ErrNoPreview] when none did.
func (p *Press) Viewable(ctx context.Context) (number int64, newest bool, err error) {
	var done []books.Check
	err = p.DB.View(ctx, func(t *books.Tx) (err error) {
		done, err = t.Checks(Done)
		return err
	})
	if err != nil {
		return 0, false, err
	}
	for i := len(done) - 1; i >= 0; i-- {
		c, err := checkOf(done[i])
		if err != nil {
			return 0, false, err
		}
		if c.Summary.Viewable {
			return c.Number, i == len(done)-1, nil
		}
	}
	return 0, false, ErrNoPreview
}

// shelf is what a search of a check goes through.
type shelf struct {
	check int64
	items []item
}

type item struct{ Code, Folded string }

// Find returns the codes of the products of a check whose code or name has the
// words of query in it, in the Vietnamese order of names; all for "".
func (p *Press) Find(ctx context.Context, check int64, query string) ([]string, error) {
	items, err := p.shelf(ctx, check)
	if err != nil {
		return nil, err
	}
	words := strings.Fields(catalog.Fold(query))
	var codes []string
	for _, x := range items {
		if hasAll(x.Folded, words) {
			codes = append(codes, x.Code)
		}
	}
	return codes, nil
}

func hasAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (p *Press) shelf(ctx context.Context, check int64) ([]item, error) {
	p.mu.Lock()
	known := p.shelved
	p.mu.Unlock()
	if known.check == check {
		return known.items, nil
	}
	items, err := page[item](ctx, p, check, pageShelf, 0)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shelved = shelf{check, items}
	return items, nil
}

// keepShelf keeps what is searched of a check.
func (c *checking) keepShelf(ctx context.Context) error {
	file, err := store.OpenCatalogue(ctx, filepath.Join(c.checkDir(c.row.Number), catalogueFile))
	if err != nil {
		return err
	}
	defer file.Close()
	cards, err := file.Cards(ctx, catalog.CardFilter{})
	if err != nil {
		return err
	}
	items := make([]item, len(cards))
	for i, card := range cards {
		items[i] = item{card.Code, catalog.Fold(card.Code + " " + card.Name.In("vi") + " " + card.ProducerName.In("vi"))}
	}
	data, err := json.Marshal(items)
	if err != nil {
		return err
	}
	return c.DB.Update(ctx, func(t *books.Tx) error { return t.PutPage(c.row.Number, pageShelf, 0, data) })
}
