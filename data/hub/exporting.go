package hub

import (
	"context"
	"errors"
	"net/http"

	"hangviet/data/hub/export"
)

// ErrNoRound says that no release has published a round of that id.
var ErrNoRound = errors.New("no such round")

// Export returns everything that is known about a round, its texts in lang.
func (s *Service) Export(ctx context.Context, round, lang string) (export.Document, error) {
	result, err := s.Tally(ctx, round)
	if err != nil {
		return export.Document{}, err
	}
	counted, ok := result.Round(round)
	if !ok {
		return export.Document{}, ErrNoRound
	}
	names, err := s.kioskNames(ctx)
	if err != nil {
		return export.Document{}, err
	}
	release, err := s.Release(ctx)
	if err != nil {
		return export.Document{}, err
	}
	return export.New(counted, export.About{
		Lang: lang, Release: release, At: s.config.Now(), Kiosks: names, Hub: s.self.ID,
	}), nil
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
