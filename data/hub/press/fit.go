package press

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/release"
)

// remark is what the audit tells of an order.
func remark(t Terms) string {
	switch {
	case len(t.Codes) > 0:
		return fmt.Sprintf("%q %s", t.Codes, t.Reason)
	case len(t.Packages) > 0:
		return packagesRemark(t)
	case len(t.End) > 0:
		return fmt.Sprintf("%q %s", t.End, t.Reason)
	case t.Check != 0:
		return fmt.Sprintf("check %d %s", t.Check, t.Note)
	}
	return t.Reason
}

func packagesRemark(t Terms) string {
	var names []string
	for _, x := range t.Packages {
		names = append(names, x.Version+" "+x.Platform+" "+x.SHA256)
	}
	return strings.Join(append(names, t.Note), "; ")
}

// fit refuses an order that could not be carried out.
func (p *Press) fit(ctx context.Context, w Wish) error {
	t := w.Terms
	if len(t.Note) > maxNote || len(t.Reason) > maxNote || len(t.Codes) > maxCodes || len(t.Stage) > maxStage {
		return ErrTerms
	}
	if state, err := p.KeyState(); err != nil || state == NoKeys {
		return errors.Join(ErrNoKeys, err)
	}
	switch w.Kind {
	case Publish:
		c, err := p.Checked(ctx, t.Check)
		if errors.Is(err, books.ErrNotFound) || err == nil && (c.State != Done || !c.Summary.Ready()) {
			return ErrNotReady
		}
		return err
	case Withdraw, Restore:
		return p.fitCodes(ctx, w.Kind, t)
	case Again:
		held, err := release.Held(ctx, p.Content)
		if err == nil && !slices.ContainsFunc(held, func(e release.Earlier) bool { return e.Manifest.Number == t.Release }) {
			return release.ErrNoRelease
		}
		return err
	case ToAll, Hold, Refresh, Renew:
		return nil
	case Offer, OfferAll, OfferHold, EndOffer:
		return p.fitOffer(ctx, w.Kind, t)
	}
	return ErrTerms
}

// fitCodes refuses a code that no product has: a slip of the pen would leave the
// product on the screens.
func (p *Press) fitCodes(ctx context.Context, kind string, t Terms) error {
	if len(t.Codes) == 0 || kind == Withdraw && t.Reason == "" {
		return ErrTerms
	}
	shown, _, err := p.Shown(ctx)
	if err != nil || kind == Restore {
		return err
	}
	if shown == nil {
		return release.ErrNoRelease
	}
	codes, err := shown.Codes(ctx)
	if err != nil {
		return err
	}
	for _, code := range t.Codes {
		if _, found := slices.BinarySearch(codes, catalog.NFC(code)); !found {
			return fmt.Errorf("%w: %s", ErrUnknown, code)
		}
	}
	return nil
}
