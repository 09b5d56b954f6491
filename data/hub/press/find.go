package press

import (
	"context"
	"errors"
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

type item struct{ code, folded string }

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
		if hasAll(x.folded, words) {
			codes = append(codes, x.code)
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
	file, err := p.Catalogue(ctx, check)
	if errors.Is(err, ErrNoPreview) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	cards, err := file.Cards(ctx, store.Filter{})
	if err != nil {
		return nil, err
	}
	fresh := shelf{check: check, items: make([]item, len(cards))}
	for i, c := range cards {
		fresh.items[i] = item{c.Code, catalog.Fold(c.Code + " " + c.Name.In("vi") + " " + c.ProducerName.In("vi"))}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shelved = fresh
	return fresh.items, nil
}
