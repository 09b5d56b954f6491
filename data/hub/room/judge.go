package room

import (
	"context"
	"slices"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/sheet"
)

// Findings says what is missing or wrong in an entry, by the rules of the check of
// a release.
func (r *Rooms) Findings(ctx context.Context, h Held) ([]dossier.Finding, error) {
	firm, err := r.Firm(ctx, h.Room)
	if err != nil {
		return nil, err
	}
	opt, err := r.Judge()
	if err != nil {
		return nil, err
	}
	opt.Now, opt.CheckOnly = r.Now(), true
	return dossier.Judge(ctx, firm.Entry, h.Entry, r.PhotoDir(h.Room), opt)
}

// Firm returns the firm of a room.
func (r *Rooms) Firm(ctx context.Context, room string) (h Held, err error) {
	err = r.DB.View(ctx, func(t *books.Tx) error {
		rows, err := t.DossiersOf(room)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(rows, func(d books.Dossier) bool { return d.Form == string(dossier.Firm) })
		if at < 0 {
			return books.ErrNotFound
		}
		h, err = Read(t, rows[at])
		return err
	})
	return h, none(err)
}

// Catalogue returns an entry with its firm as the catalogue would have it, as far as
// it can be read. Its pictures are in the order of the entry's, and have no files.
func (r *Rooms) Catalogue(ctx context.Context, h Held) (catalog.Catalogue, error) {
	firm, err := r.Firm(ctx, h.Room)
	if err != nil {
		return catalog.Catalogue{}, err
	}
	opt, err := r.Judge()
	if err != nil {
		return catalog.Catalogue{}, err
	}
	opt.Now, opt.CheckOnly = r.Now(), true
	book, err := sheet.Judge(ctx, dossier.Rows(firm.Entry, h.Entry), r.PhotoDir(h.Room), opt)
	if err != nil {
		return catalog.Catalogue{}, err
	}
	return book.Catalogue, nil
}
