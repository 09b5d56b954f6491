package room

import (
	"context"

	"hangviet/data/hub/dossier"
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
func (r *Rooms) Firm(ctx context.Context, room string) (Held, error) {
	all, err := r.Entries(ctx, room)
	if err == nil && (len(all) == 0 || all[0].Form != dossier.Firm) {
		err = ErrNone
	}
	if err != nil {
		return Held{}, err
	}
	return all[0], nil
}
