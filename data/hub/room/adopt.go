package room

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/sheet"
)

// Adopt gives a room what the organiser's workbook says of its producer already:
// the firm and the products, accepted as they are, so that the producer goes on
// from there. photos is the workbook's folder of photos; a picture that cannot be
// taken is left to the producer. Entries that the room has are left alone, as are
// products whose code is another room's.
func (r *Rooms) Adopt(ctx context.Context, officer, room string, rows sheet.Rows, photos string) error {
	held, err := r.Entries(ctx, room)
	if err != nil {
		return err
	}
	if len(held) == 0 {
		return ErrNone
	}
	firm, products := dossier.FromRows(rows, held[0].Code)
	if firm.Code != "" && held[0].Version == 0 {
		if err := r.adopt(ctx, officer, held[0], firm, photos); err != nil {
			return err
		}
	}
	for _, p := range products {
		fresh := Held{Entry: dossier.Entry{ID: newID(), Form: dossier.Product, Code: p.Code}, Room: room, Created: r.Now()}
		if err := r.adopt(ctx, officer, fresh, p, photos); err != nil {
			return fmt.Errorf("adopt %s: %w", p.Code, err)
		}
	}
	return nil
}

// adopt takes one entry over.
func (r *Rooms) adopt(ctx context.Context, officer string, h Held, from dossier.Entry, photos string) error {
	if known, err := r.known(ctx, h, from.Code); err != nil || known {
		return err
	}
	files, names, err := r.take(ctx, h, from.Photos, photos)
	if err != nil {
		return err
	}
	h.Answers, h.Photos, h.State, h.Version, h.Content = from.Answers, names, dossier.Accepted, 1, 1
	err = r.DB.Update(ctx, func(t *books.Tx) error {
		stored := h
		if err := r.put(t, &stored); err != nil {
			return err
		}
		for _, f := range files {
			if err := t.PutDossierFile(f); err != nil {
				return err
			}
		}
		if err := r.putVersion(t, stored); err != nil {
			return err
		}
		if err := r.decided(t, stored, officer, dossier.Accepted); err != nil {
			return err
		}
		return errors.Join(t.PutLaid(h.ID, 1), r.step(ctx, t, stored, Adopted, officer, ""))
	})
	if err != nil {
		return errors.Join(err, r.discard(files...))
	}
	return nil
}

// Adopted is the act of taking over what the workbook says.
const Adopted dossier.Act = "adopt"

// known tells whether a product has a form already.
func (r *Rooms) known(ctx context.Context, h Held, code string) (known bool, err error) {
	if h.Form == dossier.Firm {
		return false, nil
	}
	err = r.DB.View(ctx, func(t *books.Tx) error {
		_, err := t.DossierByCode(string(h.Form), code)
		known = err == nil
		if errors.Is(err, books.ErrNotFound) {
			return nil
		}
		return err
	})
	return known, err
}

// take prepares the pictures that a workbook names.
func (r *Rooms) take(ctx context.Context, h Held, wanted []string, photos string) (files []books.DossierFile, names []string, err error) {
	root, err := os.OpenRoot(photos)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("open photos: %w", err)
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	for _, name := range wanted[:min(len(wanted), MaxPhotos)] {
		data, err := readIn(root, name)
		if err != nil {
			continue // the check of the draft tells of a picture that is missing
		}
		row, err := r.prepare(ctx, h, name, data)
		if refused := (*PhotoError)(nil); errors.As(err, &refused) {
			continue // as above
		}
		if err != nil {
			return nil, nil, errors.Join(err, r.discard(files...))
		}
		row.Added = r.Now()
		files, names = append(files, row), append(names, row.ID+".jpg")
	}
	return files, slices.Clip(names), nil
}

func readIn(root *os.Root, name string) ([]byte, error) {
	file, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, MaxPhoto+1))
}

// Follow takes over what the workbook says by now of what was accepted, so that its
// producer goes on from there. An entry that its producer is writing in, or has
// sent, is left alone: officers see what differs.
func (r *Rooms) Follow(ctx context.Context, officer string, rows sheet.Rows) error {
	var all []Accepted
	err := r.DB.View(ctx, func(t *books.Tx) (err error) {
		all, err = Content(t)
		return err
	})
	for _, a := range all {
		answers, differ := dossier.Follow(a.Entry, a.Of, rows)
		if err == nil && differ && a.At > 0 {
			err = r.follow(ctx, officer, a, answers)
		}
	}
	return err
}

func (r *Rooms) follow(ctx context.Context, officer string, a Accepted, answers dossier.Answers) error {
	return r.DB.Update(ctx, func(t *books.Tx) error {
		c, err := readCase(t, a.ID)
		if err != nil || c.State != dossier.Accepted || c.Content != a.At {
			return err
		}
		h := c.Held
		h.Answers, h.Version = answers, h.Version+1
		h.Content = int64(h.Version)
		if err := r.put(t, &h); err != nil {
			return err
		}
		if err := r.putVersion(t, h); err != nil {
			return err
		}
		if err := r.decided(t, h, officer, dossier.Accepted); err != nil {
			return err
		}
		return errors.Join(t.PutLaid(h.ID, h.Content), r.step(ctx, t, h, Adopted, officer, ""))
	})
}
