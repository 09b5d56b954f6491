// Package edition is the way from an organiser's workbook to a release: what the
// publisher's command line and the hub do alike, and must not do differently.
//
// A workbook is read by package sheet under [Options], what it says becomes an
// [Edition], and [Edition.Publish] writes its catalogue and has package release
// sign it. [Open] reads the release before, which the next one must not
// contradict ([Edition.Follows]).
//
// It promises that the same edition gives the same files, so that publishing a few
// changes is cheap, and that it leaves nothing behind but the release.
package edition

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/release"
	"hangviet/data/sheet"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// Options are those of every program that reads a workbook: the law's tables and
// the moment at which certificates are judged.
func Options(now time.Time) (sheet.Options, error) {
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		return sheet.Options{}, fmt.Errorf("read provinces: %w", err)
	}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		return sheet.Options{}, fmt.Errorf("read classification: %w", err)
	}
	return sheet.Options{Now: now, Provinces: provinces, Classification: classes}, nil
}

// Edition is what becomes a release.
type Edition struct {
	Catalogue catalog.Catalogue
	Rounds    []vote.Round
	Tickets   []ticket.List     // at most one for a round
	Photos    map[string]string // SHA-256 → path of each prepared picture
}

// Of returns the edition that a workbook makes by itself.
func Of(b *sheet.Book) Edition {
	return Edition{Catalogue: b.Catalogue, Rounds: b.Rounds, Photos: b.Photos}
}

// Publish signs the edition as the next release of the content folder repo. Of in,
// what the edition says itself is filled in; the rest is the caller's.
func (e Edition) Publish(ctx context.Context, repo string, keys release.Keys, in release.Input) (m release.Manifest, r release.Report, err error) {
	err = InWorkFolder(func(dir string) error {
		in.CatalogueDB = filepath.Join(dir, "catalog.db")
		if err := store.WriteCatalogue(ctx, in.CatalogueDB, e.Catalogue, e.Rounds, e.Tickets...); err != nil {
			return err
		}
		in.Photos, in.Sample, in.Has = e.Photos, e.Catalogue.Sample, e.has()
		m, r, err = release.Publish(ctx, repo, keys, in)
		return err
	})
	return m, r, err
}

// has tells whether a product is in the edition.
func (e Edition) has() func(code string) bool {
	known := make(map[string]bool, len(e.Catalogue.Products))
	for _, p := range e.Catalogue.Products {
		known[p.Code] = true
	}
	return func(code string) bool { return known[code] }
}

// Before is what a release must not contradict in the next one.
type Before struct {
	Rounds  []vote.Round
	Tickets []ticket.List
}

// Follows refuses rounds that would count the ballots cast so far for other
// products; the error is a [*vote.MovedError].
func (e Edition) Follows(b Before) error { return vote.CheckFollows(b.Rounds, e.Rounds) }

// Lost is tickets that people hold and that a release would know no more.
type Lost struct {
	Round      string
	Lost, Held int
}

// Loses lists the published tickets that the edition lacks.
func (e Edition) Loses(b Before) (all []Lost) {
	now := map[string]ticket.List{}
	for _, l := range e.Tickets {
		now[l.Round] = l
	}
	for _, old := range b.Tickets {
		lost := len(old.Marks)
		if l, ok := now[old.Round]; ok {
			lost = l.Lacks(old)
		}
		if lost > 0 {
			all = append(all, Lost{old.Round, lost, len(old.Marks)})
		}
	}
	return all
}

// TicketsOf reads the lists of those rounds that have one.
func TicketsOf(ctx context.Context, file *store.Catalogue, rounds []vote.Round) (lists []ticket.List, err error) {
	for _, r := range rounds {
		l, ok, err := file.Tickets(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		if ok {
			lists = append(lists, l)
		}
	}
	return lists, nil
}

// InWorkFolder lends work a folder that is gone afterwards.
func InWorkFolder(work func(dir string) error) (err error) {
	dir, err := os.MkdirTemp("", "hangviet-*")
	if err != nil {
		return fmt.Errorf("make work folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	return work(dir)
}
