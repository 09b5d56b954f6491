package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// insert fills an empty file: the schema, then each table in the order of its
// key.
func (p *plan) insert(ctx context.Context, tx *sql.Tx) error {
	header := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", catalogueID, catalogueFormat)
	if _, err := tx.ExecContext(ctx, header+catalogueSchema+ticketSchema); err != nil {
		return err
	}
	for _, table := range []struct {
		name    string
		columns int
		fill    func(row) error
	}{
		{"info", 8, p.info},
		{"images", 5, p.insertImages},
		{"producers", 15, p.insertProducers},
		{"points", 8, p.insertPoints},
		{"products", 37, p.insertProducts},
		{"photos", 5, p.insertPhotos},
		{"links", 5, p.insertLinks},
		{"titles", 6, p.insertTitles},
		{"shelves", 2, p.insertShelves},
		{"events", 12, p.insertEvents},
		{"showings", 2, p.insertShowings},
		{"rounds", 12, p.insertRounds},
		{"categories", 5, p.insertCategories},
		{"nominees", 5, p.insertNominees},
		{"ticket_lists", 5, p.insertTicketLists},
		{"tickets", 3, p.insertTickets},
	} {
		if err := fill(ctx, tx, table.name, table.columns, table.fill); err != nil {
			return fmt.Errorf("%s: %w", table.name, err)
		}
	}
	return nil
}

// row adds one row, its columns in the order of the schema.
type row func(columns ...any) error

func fill(ctx context.Context, tx *sql.Tx, table string, columns int, rows func(row) error) error {
	marks := strings.TrimSuffix(strings.Repeat("?,", columns), ",")
	stmt, err := tx.PrepareContext(ctx, "INSERT INTO "+table+" VALUES ("+marks+")") // #nosec G202 -- names of tables and columns stand in the program
	if err != nil {
		return err
	}
	defer stmt.Close()
	alone := context.WithoutCancel(ctx) // the driver would set a watch for each row
	return rows(func(columns ...any) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := stmt.ExecContext(alone, columns...)
		return err
	})
}

func (p *plan) info(add row) error {
	c := p.catalogue
	return add(encodeText(c.Organiser), c.Sample, len(c.Products), len(c.Producers),
		len(c.Points), len(c.Events), len(p.rounds), len(p.images))
}

func (p *plan) insertImages(add row) error {
	for _, image := range p.images {
		sum, err := decodeHash(image.SHA256)
		if err != nil {
			return err
		}
		if err := add(p.image[image.SHA256], sum, image.Length, image.Width, image.Height); err != nil {
			return err
		}
	}
	return nil
}

func (p *plan) insertProducers(add row) error {
	for _, x := range p.catalogue.Producers {
		var full, thumb any
		var alt string
		if x.Photo != nil {
			full, thumb = p.image[x.Photo.Full.SHA256], p.image[x.Photo.Thumb.SHA256]
			alt = encodeText(x.Photo.Alt)
		}
		if err := add(p.producer[x.ID], x.ID, encodeText(x.Name), encodeText(x.Form),
			x.Place.Commune, x.Place.Province, x.Place.FormerName, x.Place.AsCertified,
			x.Website, x.Phone, x.Contact, full, thumb, alt, encodeText(x.Story)); err != nil {
			return fmt.Errorf("%s: %w", x.ID, err)
		}
	}
	return nil
}

func (p *plan) insertPoints(add row) error {
	for pos, x := range p.catalogue.Points {
		if err := add(pos, x.ID, encodeText(x.Name), encodeText(x.Address),
			x.Place.Commune, x.Place.Province, x.Place.FormerName, x.Place.AsCertified); err != nil {
			return fmt.Errorf("%s: %w", x.ID, err)
		}
	}
	return nil
}

func (p *plan) insertProducts(add row) error {
	for _, x := range p.catalogue.Products {
		producer, err := refer(p.producer, "producer", x.Producer, "product "+x.Code)
		if err != nil {
			return err
		}
		cert := x.Certificate
		if err := add(p.product[x.Code], x.Code, x.Shown(), catalog.SectorOf(x.Set), x.Set, x.Category, producer,
			encodeText(x.Name), encodeText(x.Short),
			x.Place.Commune, x.Place.Province, x.Place.FormerName, x.Place.AsCertified,
			string(cert.Status), cert.Stars, cert.Number, cert.Authority,
			cert.Issued.String(), cert.Expires.String(), cert.Refiled, cert.LegalBasis,
			x.Price.Dong, x.Price.Max, encodeText(x.Price.Unit),
			x.Featured, x.Export, x.Added.String(), x.AlcoholVol, x.Barcode, x.TraceURL,
			encodeList(x.Quality), encodeText(x.NetContent), encodeText(x.Ingredients), encodeText(x.Use),
			encodeText(x.Notices), encodeText(x.Distributors), encodeText(x.Story)); err != nil {
			return fmt.Errorf("%s: %w", x.Code, err)
		}
	}
	return nil
}

func (p *plan) insertPhotos(add row) error {
	return p.eachPart(func(pos int, x catalog.Product) error {
		for place, photo := range x.Photos {
			if err := add(pos, place, p.image[photo.Full.SHA256], p.image[photo.Thumb.SHA256], encodeText(photo.Alt)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *plan) insertLinks(add row) error {
	return p.eachPart(func(pos int, x catalog.Product) error {
		for place, link := range x.Links {
			if err := add(pos, place, link.Channel, link.URL, encodeText(link.Label)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *plan) insertTitles(add row) error {
	return p.eachPart(func(pos int, x catalog.Product) error {
		for place, title := range x.Titles {
			if err := add(pos, place, encodeText(title.Programme), title.Year,
				encodeText(title.Rank), title.Date.String()); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *plan) insertShelves(add row) error {
	return p.eachPart(func(pos int, x catalog.Product) error {
		for _, id := range slices.Compact(slices.Sorted(slices.Values(x.Points))) {
			point, err := refer(p.point, "point", id, "product "+x.Code)
			if err != nil {
				return err
			}
			if err := add(pos, point); err != nil {
				return err
			}
		}
		return nil
	})
}

// eachPart calls f for each product, to add what stands in tables of its own.
func (p *plan) eachPart(f func(pos int, x catalog.Product) error) error {
	for _, x := range p.catalogue.Products {
		if err := f(p.product[x.Code], x); err != nil {
			return fmt.Errorf("%s: %w", x.Code, err)
		}
	}
	return nil
}

func (p *plan) insertEvents(add row) error {
	for pos, x := range p.catalogue.Events {
		point, err := refer(p.point, "point", x.Point, "event "+x.ID)
		if err != nil {
			return err
		}
		if err := add(pos, x.ID, encodeText(x.Name), encodeText(x.Description), encodeText(x.Venue),
			x.Place.Commune, x.Place.Province, x.Place.FormerName, x.Place.AsCertified,
			point, x.From.String(), x.To.String()); err != nil {
			return fmt.Errorf("%s: %w", x.ID, err)
		}
	}
	return nil
}

func (p *plan) insertRounds(add row) error {
	for pos, x := range p.rounds {
		if err := add(pos, x.ID, encodeText(x.Title), encodeText(x.Rules),
			encodeInstant(x.Opens), encodeInstant(x.Closes),
			string(x.Switch), x.Test, string(x.Mode), x.Pause.Milliseconds(), string(x.Reveal), x.Receipts); err != nil {
			return fmt.Errorf("%s: %w", x.ID, err)
		}
	}
	return nil
}

func (p *plan) insertCategories(add row) error {
	return p.eachCategory(func(round, place int, x vote.Category) error {
		return add(round, place, x.ID, encodeText(x.Title), x.Choices)
	})
}

func (p *plan) insertNominees(add row) error {
	return p.eachCategory(func(round, category int, x vote.Category) error {
		for place, nominee := range x.Nominees {
			product, err := refer(p.product, "product", nominee.Product, "nominee "+nominee.ID)
			if err != nil {
				return err
			}
			if err := add(round, category, place, nominee.ID, product); err != nil {
				return fmt.Errorf("%s: %w", nominee.ID, err)
			}
		}
		return nil
	})
}

func (p *plan) eachCategory(f func(round, place int, x vote.Category) error) error {
	for round, x := range p.rounds {
		for place, category := range x.Categories {
			if err := f(round, place, category); err != nil {
				return fmt.Errorf("%s/%s: %w", x.ID, category.ID, err)
			}
		}
	}
	return nil
}
