package press

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/semver"

	"hangviet/data/edition"
	"hangviet/data/hub/books"
	"hangviet/data/release"
)

// The kinds of an order that is about the kiosk's program. They make no release but
// change what is signed beside it; their result is the number of the list of programs.
const (
	Offer     = "program"     // packages are given out
	OfferAll  = "programall"  // what is given out, to all kiosks
	OfferHold = "programhold" // what is given out, to no further kiosk
	EndOffer  = "noprogram"   // for some platforms nothing is given out any more
)

// IsOffer tells whether a kind of order is about the program.
func IsOffer(kind string) bool {
	return slices.Contains([]string{Offer, OfferAll, OfferHold, EndOffer}, kind)
}

// isUrgent tells whether an order never waits for a second person: it takes something
// away that may do harm, and brings nothing.
func isUrgent(kind string) bool { return kind == Withdraw || kind == EndOffer }

// isRelease tells whether an order makes a release of new content.
func isRelease(kind string) bool { return slices.Contains([]string{Publish, Again, Refresh}, kind) }

// Offered returns the programs that are given out; the zero value when there are none.
func (p *Press) Offered(ctx context.Context) (release.Programs, error) {
	last, err := edition.Open(ctx, p.Content)
	if err != nil || last.Candidate == nil {
		return release.Programs{}, err
	}
	return last.Programs, nil
}

// fitOffer refuses an order about the program that could not be carried out.
func (p *Press) fitOffer(ctx context.Context, kind string, t Terms) error {
	last, err := edition.Open(ctx, p.Content)
	if err != nil {
		return err
	}
	if last.Candidate == nil {
		return release.ErrNoRelease
	}
	switch {
	case kind == Offer:
		return p.fitPackages(last.Programs, t.Packages)
	case kind == EndOffer && (len(t.End) == 0 || t.Reason == ""):
		return ErrTerms
	case len(last.Programs.List) == 0:
		return release.ErrNoProgram
	}
	for _, platform := range t.End {
		if _, ok := last.Programs.For(platform); !ok {
			return release.ErrNoProgram
		}
	}
	return nil
}

func (p *Press) fitPackages(now release.Programs, packages []Package) error {
	if len(packages) == 0 {
		return ErrTerms
	}
	held, err := p.Packages()
	if err != nil {
		return err
	}
	for i, x := range packages {
		if !slices.ContainsFunc(held, func(h Package) bool {
			return h.SHA256 == x.SHA256 && h.Version == x.Version && h.Platform == x.Platform
		}) {
			return books.ErrNotFound
		}
		if slices.ContainsFunc(packages[:i], func(other Package) bool { return other.Platform == x.Platform }) {
			return fmt.Errorf("%w: two packages for %s", ErrTerms, x.Platform)
		}
		if old, ok := now.For(x.Platform); ok && semver.Compare(x.Version, old.Version) < 0 {
			return release.ErrOlder
		}
	}
	return nil
}

// offer carries out an order about the program.
func (r *printing) offer(ctx context.Context, keys release.Keys, last edition.Last, later func([]byte)) error {
	in := release.Offer{End: r.terms.End, IssuedAt: r.row.Issued, Later: later}
	for _, x := range r.terms.Packages {
		in.Packages = append(in.Packages, release.Package{
			Platform: x.Platform, Version: x.Version, Path: r.packageFile(x.SHA256), SHA256: x.SHA256,
		})
	}
	switch r.row.Kind {
	case Offer:
		in.Stage = r.terms.Stage
	case OfferHold:
		in.Stage = []string{}
	case EndOffer:
		if last.Candidate != nil {
			in.Stage = last.Programs.Stage
		}
	}
	list, err := release.OfferPrograms(ctx, r.Content, keys, in)
	if err == nil {
		r.row.Result = list.Number
	}
	return err
}

// ready is the state of an order that has all that people have to say to it.
func ready(t Terms) string {
	if t.Next {
		return Next
	}
	return Due
}

// letGo lets the orders go on that waited for a release.
func letGo(t *books.Tx) error {
	rows, err := t.OrdersIn(Next)
	for _, o := range rows {
		o.State = Due
		err = errors.Join(err, t.PutOrder(o))
	}
	return err
}
