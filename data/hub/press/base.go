package press

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/hub/books"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// base is the catalogue that a release is made of, and where its pictures lie that
// are not in the work folder.
type base struct {
	path  string
	index *release.PhotoIndex // nil: they are in the work folder
}

func (r *printing) base(ctx context.Context, dir string) (b base, err error) {
	if r.row.Kind == Publish {
		return base{path: filepath.Join(r.checkDir(r.terms.Check), catalogueFile)}, nil
	}
	if check, ok, err := r.source(ctx); r.row.Kind == Refresh && (ok || err != nil) {
		return base{path: filepath.Join(r.checkDir(check), catalogueFile)}, err
	}
	held, err := release.Held(ctx, r.Content)
	if err != nil {
		return b, err
	}
	for _, e := range held {
		if r.row.Kind == Again && e.Manifest.Number != r.terms.Release {
			continue
		}
		b.path = filepath.Join(dir, "base.db")
		if err := e.Catalogue(b.path); err != nil {
			return b, err
		}
		index, err := e.Index()
		b.index = &index
		return b, err
	}
	return b, release.ErrNoRelease
}

// source returns the check that the shown release was made of, when it was made
// here: what the hub added to it is added anew.
func (r *printing) source(ctx context.Context) (check int64, ok bool, err error) {
	err = r.DB.View(ctx, func(t *books.Tx) error {
		var result int64
		check, result, err = sourceOf(t)
		ok = check != 0 && result == r.row.Result-1
		return err
	})
	if ok {
		_, missing := os.Stat(filepath.Join(r.checkDir(check), catalogueFile))
		ok = missing == nil
	}
	return check, ok, err
}

// sourceOf returns the check that the last release made here is of, 0 when it is an
// earlier one again, and the release's number.
func sourceOf(t *books.Tx) (check, result int64, err error) {
	rows, err := t.OrdersIn(Done)
	if err != nil {
		return 0, 0, err
	}
	slices.SortFunc(rows, func(a, b books.Order) int { return cmp.Compare(b.Number, a.Number) })
	for _, row := range rows {
		if slices.Contains([]string{Withdraw, Restore, Renew}, row.Kind) {
			continue
		}
		result = max(result, row.Result)
		if row.Kind == Publish || row.Kind == Again {
			o, err := orderOf(row)
			return o.Terms.Check, result, err
		}
	}
	return 0, result, nil
}

// publish makes the release of a catalogue and what the hub adds to it.
func (r *printing) publish(ctx context.Context, keys release.Keys, last edition.Last, b base, later func([]byte)) error {
	e, err := r.edition(ctx, b)
	if err != nil {
		return err
	}
	before, err := last.Before(ctx)
	if Damaged(err) {
		r.Log.Warn("the shown release cannot be read, so nominees and tickets were not compared with it", "error", err)
		err = nil
	}
	if err != nil {
		return err
	}
	extra, err := r.Extras(ctx, Draft{Catalogue: e.Catalogue, Rounds: e.Rounds, Shown: before.Rounds, Tickets: before.Tickets})
	if err != nil {
		return err
	}
	e.Rounds, e.Tickets = extra.Rounds, extra.Tickets
	relink(e.Catalogue.Products, extra.Links)
	if err := e.Follows(before); err != nil {
		return err
	}
	before.Tickets = held(before, extra.Dropped, r.Now())
	if lost := e.Loses(before); len(lost) > 0 {
		return fmt.Errorf("%w: round %s, %d of %d", ErrTickets, lost[0].Round, lost[0].Lost, lost[0].Held)
	}
	_, _, err = e.Publish(ctx, r.Content, keys, release.Input{
		Note: catalog.NFC(r.terms.Note), Stage: r.terms.Stage, Settings: extra.Settings, IssuedAt: r.row.Issued, Number: r.row.Result, Later: later,
	})
	return err
}

// held returns the published tickets that somebody can still vote with: not those
// that were taken back, nor those of rounds that are over.
func held(before edition.Before, dropped []ticket.List, now time.Time) (all []ticket.List) {
	for _, l := range before.Tickets {
		over := slices.ContainsFunc(before.Rounds, func(r vote.Round) bool { return r.ID == l.Round && !now.Before(r.Closes) })
		if over {
			continue
		}
		l.Marks = slices.DeleteFunc(slices.Clone(l.Marks), func(m ticket.Mark) bool {
			return slices.ContainsFunc(dropped, func(d ticket.List) bool { return d.Round == l.Round && d.Has(m) })
		})
		all = append(all, l)
	}
	return all
}

// relink puts other links in the place of the workbook's.
func relink(products []catalog.Product, links map[string][]catalog.Link) {
	for i := range products {
		if list, ok := links[products[i].Code]; ok {
			products[i].Links = list
		}
	}
}

// edition reads a catalogue and brings its pictures together.
func (r *printing) edition(ctx context.Context, b base) (e edition.Edition, err error) {
	file, err := store.OpenCatalogue(ctx, b.path)
	if err != nil {
		return e, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if e.Catalogue, e.Rounds, err = file.Whole(ctx); err != nil {
		return e, err
	}
	e.Photos = map[string]string{}
	var lacking []release.File
	for image, err := range file.Photos(ctx) {
		if err != nil {
			return e, err
		}
		path, _ := r.Photo(image.SHA256)
		e.Photos[image.SHA256] = path
		if info, err := os.Stat(path); err != nil || info.Size() != image.Length {
			lacking = append(lacking, release.File{SHA256: image.SHA256, Length: image.Length})
		}
	}
	return e, r.bring(ctx, b, lacking)
}

// bring takes pictures out of the content folder that were prepared elsewhere.
func (r *printing) bring(ctx context.Context, b base, lacking []release.File) error {
	if len(lacking) == 0 {
		return nil
	}
	if b.index == nil {
		return fmt.Errorf("%d prepared pictures of the check are gone; check the draft again: %w", len(lacking), fs.ErrNotExist)
	}
	src, err := release.Dir(r.Content)
	if err != nil {
		return err
	}
	return release.FetchPhotos(ctx, src, *b.index, lacking, func(sha string, data io.Reader) error {
		path, _ := r.Photo(sha)
		return writeFile(path, data)
	}, nil)
}

// writeFile writes a file, so that there is none of it or the whole.
func writeFile(path string, data io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return err
	}
	_, err = io.Copy(f, data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
