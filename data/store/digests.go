package store

import (
	"context"
	"iter"

	"hangviet/data/catalog"
)

// digestBatch is how many products are held at a time.
const digestBatch = 500

// Digests yields a digest of every product, withdrawn ones too, in the order of
// their codes.
func (c *Catalogue) Digests(ctx context.Context) iter.Seq2[catalog.Digest, error] {
	return func(yield func(catalog.Digest, error) bool) {
		codes, err := c.codes(ctx)
		for len(codes) > 0 && err == nil {
			batch := codes[:min(digestBatch, len(codes))]
			codes = codes[len(batch):]
			var more bool
			if more, err = c.digests(ctx, batch, yield); !more {
				return
			}
		}
		if err != nil {
			yield(catalog.Digest{}, wrap("read products", damage(err)))
		}
	}
}

// Codes returns the codes of all products, in order, withdrawn ones too.
func (c *Catalogue) Codes(ctx context.Context) ([]string, error) {
	codes, err := c.codes(ctx)
	if err != nil {
		return nil, wrap("read products", damage(err))
	}
	return codes, nil
}

func (c *Catalogue) codes(ctx context.Context) ([]string, error) {
	return all(ctx, c.db, "SELECT code FROM products ORDER BY code", nil,
		func(row scan) (code string, err error) { return code, row(&code) })
}

// digests yields those of some neighbouring codes and tells whether more are
// wanted.
func (c *Catalogue) digests(ctx context.Context, codes []string, yield func(catalog.Digest, error) bool) (more bool, err error) {
	list, err := c.products(ctx, "WHERE p.code BETWEEN ? AND ?", codes[0], codes[len(codes)-1])
	if err != nil {
		return true, err
	}
	at := make(map[string]int, len(list))
	for i, p := range list {
		at[p.Code] = i
	}
	for _, code := range codes {
		if !yield(catalog.DigestOf(list[at[code]]), nil) {
			return false, nil
		}
	}
	return true, nil
}
