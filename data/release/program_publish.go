package release

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"golang.org/x/mod/semver"
)

// Offer is a change of the programs that an organiser gives out.
type Offer struct {
	Packages []Package
	Stage    []string // as that of [Input]; of all programs
	IssuedAt time.Time
	ValidFor time.Duration        // 0: DefaultValidity
	Later    func(request []byte) // as that of [Input]
}

// Package is a package on the publisher's disk.
type Package struct {
	Platform string // "linux/amd64"
	Version  string // "v1.4.2"
	Path     string
}

// OfferPrograms signs packages of the program beside the release that the content
// folder repo holds, no file of which changes. Those of other platforms stay. It
// needs the targets, snapshot and timestamp keys; [ErrNoRelease] means that there
// is no release yet, [ErrOlder] that a platform has a newer program already.
func OfferPrograms(ctx context.Context, repo string, keys Keys, in Offer) (Programs, error) {
	p := publisher{ctx: ctx, keys: keys, in: Input{IssuedAt: in.IssuedAt, ValidFor: in.ValidFor, Later: in.Later}}
	list, err := p.offer(repo, in)
	if err != nil {
		return Programs{}, fmt.Errorf("offer programs: %w", err)
	}
	return list, nil
}

func (p *publisher) offer(repo string, in Offer) (Programs, error) {
	if err := p.prepare(); err != nil {
		return Programs{}, err
	}
	unlock, err := p.enter(repo)
	if err != nil {
		return Programs{}, err
	}
	defer unlock()
	c, _, err := p.candidate(repo)
	if err != nil {
		return Programs{}, err
	}
	if c == nil {
		return Programs{}, ErrNoRelease
	}
	next := Programs{Number: c.Programs.Number + 1, IssuedAt: p.in.IssuedAt, List: c.Programs.List, Stage: Staged(in.Stage)}
	for _, x := range in.Packages {
		if next.List, err = p.offerOne(next.List, x); err != nil {
			return Programs{}, fmt.Errorf("package %s: %w", x.Path, err)
		}
	}
	if err := next.check(); err != nil {
		return Programs{}, err
	}
	signed, err := p.signedNow(c.version)
	if err != nil {
		return Programs{}, err
	}
	signed[programsTarget] = next.Marshal()
	return next, p.signTargets(c.version+1, signed)
}

// offerOne returns the list with one package more, in the place of that for the
// same platform.
func (p *publisher) offerOne(list []Program, in Package) ([]Program, error) {
	if old, ok := (Programs{List: list}).For(in.Platform); ok && semver.Compare(in.Version, old.Version) < 0 {
		return nil, fmt.Errorf("%w: %s is offered for %s", ErrOlder, old.Version, in.Platform)
	}
	f, err := os.Open(in.Path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	file, err := p.add(func(w io.Writer) error { _, err := io.Copy(w, f); return err })
	if err != nil {
		return nil, err
	}
	pieces, err := p.piecesOf(file)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(slices.Clone(list), func(x Program) bool { return x.Platform == in.Platform })
	list = append(list, Program{in.Platform, in.Version, file, pieces})
	slices.SortFunc(list, func(a, b Program) int { return cmp.Compare(a.Platform, b.Platform) })
	return list, p.files.sync()
}
