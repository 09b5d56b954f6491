package store

import (
	"context"
	"database/sql"
	"encoding/hex"

	"hangviet/data/catalog"
)

const selectProducts = `
SELECT p.pos, p.code, p.name, p.short, p.criteria_set, p.category, ifnull(r.id, ''),
	p.commune, p.province, p.former, p.as_certified,
	p.status, p.stars, p.number, p.authority, p.issued, p.expires, p.refiled, p.legal_basis,
	p.dong, p.dong_max, p.unit, p.featured, p.export, p.added,
	p.alcohol_vol, p.barcode, p.trace_url, p.quality,
	p.net_content, p.ingredients, p.usage, p.notices, p.distributors, p.story
FROM products p LEFT JOIN producers r ON r.pos = p.producer
`

// Product returns one product, revoked ones too, or [catalog.ErrNotFound].
func (c *Catalogue) Product(ctx context.Context, code string) (catalog.Product, error) {
	list, err := c.products(ctx, "WHERE p.code = ?", code)
	if err == nil && len(list) == 0 {
		err = catalog.ErrNotFound
	}
	if err != nil {
		return catalog.Product{}, wrap("read product "+code, err)
	}
	c.view.hide(&list[0])
	return list[0], nil
}

// products returns the products of a condition on products p, in the order of
// their Vietnamese names, with all their parts: one query for each table.
func (c *Catalogue) products(ctx context.Context, where string, args ...any) ([]catalog.Product, error) {
	at := map[int64]int{} // index in list by pos
	list, err := all(ctx, c.db, selectProducts+where+" ORDER BY p.pos", args, func(row scan) (catalog.Product, error) {
		p, pos, err := scanProduct(row)
		at[pos] = len(at)
		return p, err
	})
	if err != nil {
		return nil, err
	}
	for _, part := range parts {
		query := "SELECT p.pos, " + part.columns + " JOIN products p ON p.pos = x.product " + where + " ORDER BY " + part.order
		err := each(ctx, c.db, query, args, func(row scan) error {
			var pos int64
			add, err := part.read(row, &pos)
			if err == nil {
				add(&list[at[pos]])
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

func scanProduct(row scan) (p catalog.Product, pos int64, err error) {
	var name, short, issued, expires, unit, added, quality string
	var netContent, ingredients, use, notices, distributors, story string
	err = row(&pos, &p.Code, &name, &short, &p.Set, &p.Category, &p.Producer,
		&p.Place.Commune, &p.Place.Province, &p.Place.FormerName, &p.Place.AsCertified,
		&p.Certificate.Status, &p.Certificate.Stars, &p.Certificate.Number, &p.Certificate.Authority,
		&issued, &expires, &p.Certificate.Refiled, &p.Certificate.LegalBasis,
		&p.Price.Dong, &p.Price.Max, &unit, &p.Featured, &p.Export, &added,
		&p.AlcoholVol, &p.Barcode, &p.TraceURL, &quality,
		&netContent, &ingredients, &use, &notices, &distributors, &story)
	if err != nil {
		return p, pos, err
	}
	var s scanner
	p.Name, p.Short, p.Price.Unit = s.text(name), s.text(short), s.text(unit)
	p.Certificate.Issued, p.Certificate.Expires, p.Added = s.date(issued), s.date(expires), s.date(added)
	p.Quality, p.NetContent, p.Ingredients = s.list(quality), s.text(netContent), s.text(ingredients)
	p.Use, p.Notices, p.Distributors, p.Story = s.text(use), s.text(notices), s.text(distributors), s.text(story)
	return p, pos, s.err
}

// part is what a product has several of, in a table of its own. read reads a
// row, with the product's pos in front, and returns what adds it to the product.
type part struct {
	columns string // columns and source, the part's table as x
	order   string
	read    func(row scan, pos *int64) (add func(*catalog.Product), err error)
}

var parts = []part{
	{
		`f.sha256, f.length, f.width, f.height, i.sha256, i.length, i.width, i.height, x.alt
		FROM photos x JOIN images f ON f.pos = x.full JOIN images i ON i.pos = x.thumb`,
		"x.product, x.place", readPhoto,
	},
	{"x.channel, x.url, x.label FROM links x", "x.product, x.place", readLink},
	{"x.programme, x.year, x.rank, x.date FROM titles x", "x.product, x.place", readTitle},
	{"t.id FROM shelves x JOIN points t ON t.pos = x.point", "x.product, t.id", readShelf},
}

func readPhoto(row scan, pos *int64) (func(*catalog.Product), error) {
	var columns photoColumns
	if err := row(append([]any{pos}, columns.dest()...)...); err != nil {
		return nil, err
	}
	var s scanner
	photo := columns.photo(&s)
	return func(p *catalog.Product) { p.Photos = append(p.Photos, *photo) }, s.err
}

func readLink(row scan, pos *int64) (func(*catalog.Product), error) {
	var link catalog.Link
	var label string
	if err := row(pos, &link.Channel, &link.URL, &label); err != nil {
		return nil, err
	}
	var s scanner
	link.Label = s.text(label)
	return func(p *catalog.Product) { p.Links = append(p.Links, link) }, s.err
}

func readTitle(row scan, pos *int64) (func(*catalog.Product), error) {
	var title catalog.Title
	var programme, rank, date string
	if err := row(pos, &programme, &title.Year, &rank, &date); err != nil {
		return nil, err
	}
	var s scanner
	title.Programme, title.Rank, title.Date = s.text(programme), s.text(rank), s.date(date)
	return func(p *catalog.Product) { p.Titles = append(p.Titles, title) }, s.err
}

func readShelf(row scan, pos *int64) (func(*catalog.Product), error) {
	var point string
	err := row(pos, &point)
	return func(p *catalog.Product) { p.Points = append(p.Points, point) }, err
}

// photoColumns are the columns of a photo, all NULL when there is none: hash,
// length, width and height of the full picture and of the thumbnail, alt text.
type photoColumns struct {
	full, thumb struct {
		sum                   []byte
		length, width, height sql.NullInt64
	}
	alt sql.NullString
}

func (c *photoColumns) dest() []any {
	return []any{
		&c.full.sum, &c.full.length, &c.full.width, &c.full.height,
		&c.thumb.sum, &c.thumb.length, &c.thumb.width, &c.thumb.height, &c.alt,
	}
}

func (c *photoColumns) photo(s *scanner) *catalog.Photo {
	if c.full.sum == nil {
		return nil
	}
	p := &catalog.Photo{Alt: s.text(c.alt.String)}
	p.Full = catalog.Image{
		SHA256: hex.EncodeToString(c.full.sum), Length: c.full.length.Int64,
		Width: int(c.full.width.Int64), Height: int(c.full.height.Int64),
	}
	p.Thumb = catalog.Image{
		SHA256: hex.EncodeToString(c.thumb.sum), Length: c.thumb.length.Int64,
		Width: int(c.thumb.width.Int64), Height: int(c.thumb.height.Int64),
	}
	return p
}
