package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"os"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hangviet/data/catalog"
)

// The reasons for which a file or a row is refused.
var (
	errNotFound    = errors.New("not found")
	ErrNotOurs     = errors.New("file is of another kind")
	ErrNewerFormat = errors.New("file is of a newer format than this program knows")
	ErrDamaged     = errors.New("file is damaged")
)

// Catalogue reads one catalogue file. It may be used by several goroutines at
// once.
type Catalogue struct {
	db     *sql.DB
	format int64 // 1 to catalogueFormat
	deck   deck
	view   view
}

// OpenCatalogue opens a catalogue file, which nobody may change while it is
// open. It refuses with [ErrNotOurs], [ErrNewerFormat] and fs.ErrNotExist; whether
// the file is sound, [Catalogue.Check] tells.
func OpenCatalogue(ctx context.Context, path string) (*Catalogue, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open catalogue: %w", err)
	}
	db, err := open(path, "mode=ro&immutable=1", "query_only(1)", "trusted_schema(0)", "cell_size_check(1)", "cache_size(-2048)")
	if err != nil {
		return nil, fmt.Errorf("open catalogue: %w", err)
	}
	version, err := format(ctx, db, catalogueID, catalogueFormat)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open catalogue: %w", damage(err)), db.Close())
	}
	return &Catalogue{db: db, format: version}, nil
}

// Close closes the file.
func (c *Catalogue) Close() error { return c.db.Close() }

// damage marks as [ErrDamaged] what SQLite itself found broken.
func damage(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// Check reads the whole file and returns an error that is [ErrDamaged] when
// anything in it is broken or missing.
func (c *Catalogue) Check(ctx context.Context) error {
	for _, check := range []func(context.Context) error{c.checkPages, c.checkReferences, c.checkCounts, c.checkRows} {
		if err := check(ctx); err != nil {
			return fmt.Errorf("check catalogue: %w", damage(err))
		}
	}
	return nil
}

func (c *Catalogue) checkPages(ctx context.Context) error {
	return each(ctx, c.db, "PRAGMA integrity_check(1)", nil, func(row scan) error {
		var answer string
		if err := row(&answer); err != nil || answer == "ok" {
			return err
		}
		return fmt.Errorf("%w: %s", ErrDamaged, answer)
	})
}

func (c *Catalogue) checkReferences(ctx context.Context) error {
	return each(ctx, c.db, "PRAGMA foreign_key_check", nil, func(row scan) error {
		var table, parent string
		var id, key sql.NullInt64
		if err := row(&table, &id, &parent, &key); err != nil {
			return err
		}
		return fmt.Errorf("%w: %s refers to %s that are missing", ErrDamaged, table, parent)
	})
}

func (c *Catalogue) checkCounts(ctx context.Context) error {
	for _, table := range []string{"products", "producers", "points", "events", "rounds", "images"} {
		missing, err := number(ctx, c.db, "SELECT "+table+" - (SELECT count(*) FROM "+table+") FROM info")
		if err != nil {
			return err
		}
		if missing != 0 {
			return fmt.Errorf("%w: %d %s are missing", ErrDamaged, missing, table)
		}
	}
	return nil
}

// checkRows decodes everything once, products a few at a time.
func (c *Catalogue) checkRows(ctx context.Context) error {
	for _, err := range c.Photos(ctx) {
		if err != nil {
			return err
		}
	}
	for _, err := range c.Digests(ctx) {
		if err != nil {
			return err
		}
	}
	for _, read := range []func() error{
		func() error { _, _, err := c.Info(ctx); return err },
		func() error { _, err := c.Producers(ctx); return err },
		func() error { _, err := c.Points(ctx); return err },
		func() error { _, err := c.Events(ctx); return err },
		func() error { _, err := c.Rounds(ctx); return err },
		func() error { return c.checkTickets(ctx) },
	} {
		if err := read(); err != nil {
			return err
		}
	}
	return nil
}

// Counts returns how many products (revoked ones too), producers and
// photographs the catalogue holds. A photograph in two sizes counts once.
func (c *Catalogue) Counts(ctx context.Context) (products, producers, photos int, err error) {
	const query = `SELECT products, producers, (SELECT count(*) FROM
		(SELECT full FROM photos UNION SELECT full FROM producers WHERE full IS NOT NULL)) FROM info`
	_, err = one(ctx, c.db, query, nil, func(row scan) (struct{}, error) {
		return struct{}{}, row(&products, &producers, &photos)
	})
	return products, producers, photos, wrap("count catalogue", err)
}

// Info returns who answers for the content, and whether it is sample data.
func (c *Catalogue) Info(ctx context.Context) (organiser catalog.Text, sample bool, err error) {
	organiser, err = one(ctx, c.db, "SELECT organiser, sample FROM info", nil, func(row scan) (catalog.Text, error) {
		var text string
		if err := row(&text, &sample); err != nil {
			return nil, err
		}
		var s scanner
		return s.text(text), s.err
	})
	return organiser, sample, wrap("read catalogue", err)
}

// Photos gives every picture file of the view, in the order of the hashes, each once. It
// ends after the first error.
func (c *Catalogue) Photos(ctx context.Context) iter.Seq2[catalog.Image, error] {
	return func(yield func(catalog.Image, error) bool) {
		stop := errors.New("stop")
		where, args := c.view.photosOf()
		err := each(ctx, c.db, "SELECT i.sha256, i.length, i.width, i.height FROM images i "+where+" ORDER BY i.pos", args, func(row scan) error {
			var sum []byte
			var image catalog.Image
			if err := row(&sum, &image.Length, &image.Width, &image.Height); err != nil {
				return err
			}
			image.SHA256 = hex.EncodeToString(sum)
			if !yield(image, nil) {
				return stop
			}
			return nil
		})
		if err != nil && !errors.Is(err, stop) {
			yield(catalog.Image{}, wrap("read photos", err))
		}
	}
}

// wrap says what was being done when err came up.
func wrap(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, damage(err))
}
