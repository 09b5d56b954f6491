package release

import (
	"cmp"
	"context"
	"errors"
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
	End      []string // platforms for which no program is given out any more
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
	SHA256   string // that it must have; "" for any
}

// ErrNoProgram: none is given out for that platform.
var ErrNoProgram = errors.New("no program is given out for the platform")

// OfferPrograms signs packages of the program beside the release that the content
// folder repo holds, no file of which changes. Those of other platforms stay. What
// is offered already, for the same kiosks, is not signed again. It
// needs the targets, snapshot and timestamp keys; [ErrNoRelease] means that there
// is no release yet, [ErrOlder] that a platform has a newer program already,
// [ErrMixed] that a package is not the one that was meant, and [ErrNoProgram] that
// there is nothing to end.
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
	next := Programs{Number: c.Programs.Number + 1, IssuedAt: p.in.IssuedAt, Stage: Staged(in.Stage)}
	if next.List, err = p.offered(c.Programs, in); err != nil {
		return Programs{}, err
	}
	if err := next.check(); err != nil {
		return Programs{}, err
	}
	if next.same(c.Programs) {
		return c.Programs, nil
	}
	signed, err := p.signedNow(c.version)
	if err != nil {
		return Programs{}, err
	}
	signed[programsTarget] = next.Marshal()
	return next, p.signTargets(c.version+1, signed)
}

// offered returns the list with what changes of it.
func (p *publisher) offered(now Programs, in Offer) (list []Program, err error) {
	list = slices.Clone(now.List)
	for _, platform := range in.End {
		if _, ok := now.For(platform); !ok {
			return nil, fmt.Errorf("%w: %s", ErrNoProgram, platform)
		}
		list = slices.DeleteFunc(list, func(x Program) bool { return x.Platform == platform })
	}
	for _, x := range in.Packages {
		if list, err = p.offerOne(list, x); err != nil {
			return nil, fmt.Errorf("package %s: %w", x.Path, err)
		}
	}
	return list, nil
}

// same tells whether the same is offered to the same kiosks.
func (p Programs) same(other Programs) bool {
	return p.Number > 0 && other.Number > 0 && (p.Stage == nil) == (other.Stage == nil) && slices.Equal(p.Stage, other.Stage) &&
		slices.EqualFunc(p.List, other.List, func(a, b Program) bool {
			return a.Platform == b.Platform && a.Version == b.Version && a.File == b.File
		})
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
	if in.SHA256 != "" && file.SHA256 != in.SHA256 {
		return nil, fmt.Errorf("%w: it has the SHA-256 %s", ErrMixed, file.SHA256)
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
