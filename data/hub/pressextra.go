package hub

import (
	"context"

	"hangviet/data/hub/press"
)

// extras puts what was made at the hub into a release beside the workbook: rounds,
// tickets, the settings of kiosks, and what has become of shop links.
func (s *Service) extras(ctx context.Context, d press.Draft) (e press.Extra, err error) {
	made, err := s.MadeVotes(ctx)
	if err != nil {
		return e, err
	}
	known := make(map[string]bool, len(d.Catalogue.Products))
	for _, p := range d.Catalogue.Products {
		known[p.Code] = p.Shown()
	}
	rounds, remarks := made.Over(d.Rounds, func(product string) bool { return known[product] })
	e.Rounds, e.Dropped = rounds, made.Dropped
	for _, r := range remarks {
		e.Remarks = append(e.Remarks, r.Text)
	}
	if e.Tickets, err = made.Lists(d.Tickets, rounds); err != nil {
		return e, err
	}
	if e.Settings, err = s.FleetSettings(ctx); err != nil {
		return e, err
	}
	e.Links, err = s.releaseLinks(ctx, d.Catalogue)
	return e, err
}
