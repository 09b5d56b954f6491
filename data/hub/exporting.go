package hub

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"

	"hangviet/data/hub/books"
	"hangviet/data/hub/export"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/tally"
)

// ErrNoRound says that no release has published a round of that id.
var ErrNoRound = errors.New("no such round")

// Export returns everything that is known about a round, its texts in lang.
func (s *Service) Export(ctx context.Context, round, lang string) (export.Document, error) {
	about := export.About{Lang: lang, At: s.config.Now(), Hub: s.self.ID}
	var counted tally.Round
	var ballots *tally.Sheaf
	err := s.counted(ctx, func(t *books.Tx, c *tally.Counter) (err error) {
		known := false
		if counted, known = c.Result().Round(round); !known {
			return nil
		}
		ballots = c.Sheaf(round)
		about.Exposure, err = exposureOf(t, counted)
		return err
	})
	if err != nil {
		return export.Document{}, err
	}
	if ballots == nil {
		return export.Document{}, ErrNoRound
	}
	if about.Kiosks, err = s.kioskNames(ctx); err != nil {
		return export.Document{}, err
	}
	if about.Release, err = s.Release(ctx); err != nil {
		return export.Document{}, err
	}
	return export.New(counted, ballots, about), nil
}

// exposureOf returns how often the round's nominees were on the screens of the
// approved kiosks.
func exposureOf(t *books.Tx, r tally.Round) (tally.Exposure, error) {
	type at struct {
		category, nominee string
		place             int
	}
	all := map[at]tally.Showing{}
	counts, err := footfall.ReadEver(t, footfall.Showings(r.ID))
	for key, c := range counts {
		showing, ok := tally.ParseShowing(r.ID, r.ID+"/"+key)
		if !ok {
			continue
		}
		key := at{showing.Category, showing.Nominee, showing.Place}
		if before, found := all[key]; found {
			showing = before
		}
		showing.Shown += c[footfall.Shown]
		showing.Chosen += c[footfall.Chosen]
		all[key] = showing
	}
	return tally.NewExposure(r, slices.Collect(maps.Values(all))), err
}

// Exposure returns how often a round's nominees were on the screen, or
// [ErrNoRound].
func (s *Service) Exposure(ctx context.Context, round string) (r tally.Round, e tally.Exposure, err error) {
	known := false
	err = s.counted(ctx, func(t *books.Tx, c *tally.Counter) (err error) {
		if r, known = c.Result().Round(round); known {
			e, err = exposureOf(t, r)
		}
		return err
	})
	if err == nil && !known {
		err = ErrNoRound
	}
	return r, e, err
}

// kioskNames returns what each kiosk is called, by id.
func (s *Service) kioskNames(ctx context.Context) (map[string]string, error) {
	kiosks, _, err := s.Kiosks(ctx)
	names := make(map[string]string, len(kiosks))
	for _, k := range kiosks {
		names[k.ID] = k.Name
	}
	return names, err
}

func (s *Service) exportFailed(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, ErrNoRound) {
		s.showNothing(w, r)
		return
	}
	s.fail(w, r, err)
}
