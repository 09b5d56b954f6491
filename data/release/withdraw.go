package release

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Urgent is a change of what is withdrawn, between two releases.
type Urgent struct {
	Codes    []string // of products to be hidden
	Restore  bool     // show them again instead
	IssuedAt time.Time
	ValidFor time.Duration        // 0: DefaultValidity
	Later    func(request []byte) // as that of [Input]
}

// Withdraw signs a new list of withdrawn products beside the release that the
// content folder repo holds: a few kilobytes, no file of the release changes. It
// needs the targets, snapshot and timestamp keys, and [ErrNoRelease] means that
// there is no release yet. The list holds on until the products are restored or
// a release no longer has them.
func Withdraw(ctx context.Context, repo string, keys Keys, in Urgent) (Withdrawal, error) {
	p := publisher{ctx: ctx, keys: keys, in: Input{IssuedAt: in.IssuedAt, ValidFor: in.ValidFor, Later: in.Later}}
	w, err := p.withdraw(repo, in)
	if err != nil {
		return Withdrawal{}, fmt.Errorf("withdraw: %w", err)
	}
	return w, nil
}

func (p *publisher) withdraw(repo string, in Urgent) (Withdrawal, error) {
	if err := p.prepare(); err != nil {
		return Withdrawal{}, err
	}
	unlock, err := lockFile(filepath.Join(repo, ".publish.lock"))
	if err != nil {
		return Withdrawal{}, err
	}
	defer unlock()
	if err := p.openFolders(repo); err != nil {
		return Withdrawal{}, err
	}
	c, _, err := p.candidate(repo)
	if err != nil {
		return Withdrawal{}, err
	}
	if c == nil {
		return Withdrawal{}, ErrNoRelease
	}
	next := c.Withdrawn.with(in.Codes, in.Restore, p.in.IssuedAt)
	if err := next.check(); err != nil {
		return Withdrawal{}, err
	}
	if slices.Equal(next.Codes, c.Withdrawn.Codes) {
		return c.Withdrawn, nil
	}
	signed, err := p.signedNow(c.version)
	if err != nil {
		return Withdrawal{}, err
	}
	signed[withdrawnTarget] = next.Marshal()
	return next, p.signTargets(c.version+1, signed)
}

// signedNow reads the targets that a numbered set signs, by name.
func (p *publisher) signedNow(version int64) (map[string][]byte, error) {
	set, err := p.past(p.metadata.file(fmt.Sprintf("%d.targets.json", version)), version)
	if err != nil {
		return nil, err
	}
	signed := map[string][]byte{}
	for _, file := range set.targets {
		_, name, _ := strings.Cut(file, ".")
		if signed[name], err = os.ReadFile(p.targets.file(file)); err != nil {
			return nil, err
		}
	}
	return signed, nil
}

// carried returns the list that goes with the next release: the last one, without
// the products that the release does not have. It is nil where there was none. A
// release for some kiosks first keeps the list as it is: the others still show the
// one before.
func (p *publisher) carried(last Withdrawal) []byte {
	if last.Number == 0 {
		return nil
	}
	var gone []string
	for _, code := range last.Codes {
		if p.in.Has != nil && !p.in.Has(code) && p.in.Stage == nil {
			gone = append(gone, code)
		}
	}
	if len(gone) > 0 {
		last = last.with(gone, true, p.in.IssuedAt)
	}
	p.report.Withdrawn = last.Codes
	return last.Marshal()
}
