package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// DefaultValidity is how long a release may be taken when nothing is said:
// kiosks stand without a network for months.
const DefaultValidity = 2 * 365 * 24 * time.Hour

// Input is what a release is made from.
type Input struct {
	CatalogueDB    string            // path of the SQLite file
	Photos         map[string]string // SHA-256 → path of the JPEG, full and thumb alike
	Note           string            // UTF-8, at most 4 KiB
	MinimumVersion string            // of the program, "1.4" or "1.4.2"; "" for any
	Sample         bool
	Stage          []string // ids of the kiosks that take it first; nil: all
	Settings       []byte   // of single kiosks, by [Settings.Marshal]; nil: those of the last release
	IssuedAt       time.Time
	ValidFor       time.Duration // 0: DefaultValidity
	// Number is 0 for one more than the last. Another one, higher than the last,
	// is for a content folder that was lost: kiosks refuse lower numbers than
	// they have seen.
	Number int64
	Keep   int // how many releases the folder supports, this one too; 0: DefaultKeep
	// Has tells whether the catalogue has the product with that code; what it has
	// not needs no longer be withdrawn. When nil it has all.
	Has func(code string) bool

	// Later, when it is not nil, gets what the targets key has to sign elsewhere, and
	// nothing is published until [Seal]. The targets key is not needed then.
	Later func(request []byte)

	step func(what string) // told after each step on the disk; for tests
}

// Report says what publishing did to the folder's files/. The manifest and the
// metadata, a few kilobytes, are new each time and not counted.
type Report struct {
	NewFiles, ReusedFiles int
	NewBytes, ReusedBytes int64
	Patches, PrunedFiles  int // patches that were made, files that were removed
	PatchBytes            int64
	PrunedBytes           int64
	Withdrawn             []string  // codes that stay withdrawn from earlier
	RootExpires           time.Time // when the organiser has to renew the root
}

// Publish adds a release to the content folder repo, making the folder when it
// is not there. It needs the targets, snapshot and timestamp keys.
//
// Files that did not change are used again, after their hash was checked; a
// damaged one is replaced. Patches lead to the new catalogue and index from those
// of the releases that the folder supports, and what none of these needs is
// removed in the end. timestamp.json is written last of all and by one
// rename, so a reader sees the whole old release until then and the whole new
// one from then on. (Where keys were replaced, a new root stands one step
// earlier; readers that come between the two refuse, and take the release a
// moment later.) [ErrBusy] means that another publisher is at work, and
// [ErrOtherRoot] that the folder is another organiser's.
func Publish(ctx context.Context, repo string, keys Keys, in Input) (Manifest, Report, error) {
	p := publisher{ctx: ctx, keys: keys, in: in}
	m, err := p.publish(repo)
	if err != nil {
		return Manifest{}, Report{}, fmt.Errorf("publish: %w", err)
	}
	return m, p.report, nil
}

// publisher is one call of Publish.
type publisher struct {
	ctx    context.Context
	keys   Keys
	in     Input
	root   *rootDoc
	report Report
	seen   seen

	files, targets, metadata folder
}

func (p *publisher) publish(repo string) (Manifest, error) {
	if err := p.prepare(); err != nil {
		return Manifest{}, err
	}
	if err := os.MkdirAll(repo, 0o755); err != nil {
		return Manifest{}, err
	}
	unlock, err := lockFile(filepath.Join(repo, ".publish.lock"))
	if err != nil {
		return Manifest{}, err
	}
	defer unlock()
	if err := p.openFolders(repo); err != nil {
		return Manifest{}, err
	}
	p.seen = readSeen(repo)
	old, err := p.previous(repo)
	if err != nil {
		return Manifest{}, fmt.Errorf("read last release: %w", err)
	}
	m, err := p.build(old)
	if err != nil {
		return Manifest{}, err
	}
	if err := p.signRelease(m, old); err != nil {
		return Manifest{}, err
	}
	return m, p.tidy(repo)
}

// tidy removes what is needed no more, unless the release still waits for its
// signature: nothing vouches for its files yet.
func (p *publisher) tidy(repo string) error {
	if p.in.Later != nil {
		return p.writeSeen(repo)
	}
	return errors.Join(p.prune(), p.writeSeen(repo))
}

// prepare settles what was left open and refuses what could not be read later.
func (p *publisher) prepare() error {
	p.in.IssuedAt = expiry(p.in.IssuedAt)
	if p.in.ValidFor == 0 {
		p.in.ValidFor = DefaultValidity
	}
	var err error
	if p.root, err = p.keys.root(); err != nil {
		return err
	}
	p.report.RootExpires = p.root.Signed.Expires
	if p.root.Signed.IsExpired(p.in.IssuedAt) {
		return fmt.Errorf("%w: the root ran out at %s; renew it", ErrExpired, p.root.Signed.Expires)
	}
	if p.in.ValidFor < 0 || p.in.Keep < 0 {
		return errors.New("validity or number of releases is negative")
	}
	if p.in.Keep == 0 {
		p.in.Keep = DefaultKeep
	}
	return nil
}

func (p *publisher) openFolders(repo string) (err error) {
	for name, f := range map[string]*folder{"files": &p.files, "targets": &p.targets, "metadata": &p.metadata} {
		if *f, err = openFolder(filepath.Join(repo, name), p.in.step); err != nil {
			return err
		}
	}
	return nil
}

// last is the release that the folder holds; its number is 0 for none.
type last struct {
	Manifest
	index     PhotoIndex
	version   int64 // of its metadata
	withdrawn Withdrawal
	programs  Programs
}

// previous reads the folder's release, with what was packed for it.
func (p *publisher) previous(repo string) (last, error) {
	c, src, err := p.candidate(repo)
	if err != nil || c == nil {
		return last{}, err
	}
	return p.lastOf(src, c)
}

// candidate reads the folder's release under each root of ours, the newest
// first: when keys were replaced, it was still signed by the old ones. Time
// does not matter here, for an expired release has a number too. Where there is
// none, it is nil.
func (p *publisher) candidate(repo string) (*Candidate, Source, error) {
	src, err := Dir(repo)
	if err != nil {
		return nil, nil, err
	}
	newest := p.root.Signed.Version
	err = fmt.Errorf("%w: no root", ErrNoRelease)
	for n := newest; n > 0; n-- {
		root, ok := p.keys.roots[n]
		if !ok {
			continue
		}
		c, checkErr := checkAlone(p.ctx, withoutRoots{src}, root, time.Unix(0, 0))
		if checkErr == nil {
			return c, src, nil
		}
		if n == newest || !errors.Is(checkErr, ErrNotSigned) {
			err = checkErr
		}
	}
	switch {
	case errors.Is(err, ErrNoRelease):
		return nil, src, nil
	case errors.Is(err, ErrNotSigned):
		return nil, nil, fmt.Errorf("%w: %s holds another organiser's releases", ErrOtherRoot, repo)
	}
	return nil, nil, err
}

// Last returns the release that the content folder repo holds, under the roots
// among keys and whatever the time, for a publisher to compare with; nil when it
// holds none. The candidate cannot be committed.
func Last(ctx context.Context, repo string, keys Keys) (*Candidate, error) {
	if _, err := os.Stat(repo); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	p := publisher{ctx: ctx, keys: keys}
	var err error
	if p.root, err = keys.root(); err != nil {
		return nil, fmt.Errorf("read last release: %w", err)
	}
	c, _, err := p.candidate(repo)
	if err != nil {
		return nil, fmt.Errorf("read last release: %w", err)
	}
	return c, nil
}

// lastOf reads the index too; when that is damaged, all photos are packed anew.
func (p *publisher) lastOf(src Source, c *Candidate) (last, error) {
	index, err := c.Index(p.ctx, src)
	if err != nil && p.ctx.Err() != nil {
		return last{}, err
	}
	return last{c.Manifest, index, c.version, c.Withdrawn, c.Programs}, nil
}

// build writes everything but metadata.
func (p *publisher) build(old last) (Manifest, error) {
	m := Manifest{
		Number: max(p.in.Number, old.Number+1), IssuedAt: p.in.IssuedAt, Note: p.in.Note,
		MinimumVersion: p.in.MinimumVersion, Sample: p.in.Sample, Stage: Staged(p.in.Stage),
	}
	if p.in.Number != 0 && p.in.Number != m.Number {
		return Manifest{}, fmt.Errorf("%w: number %d is not above %d, the last", ErrOvertaken, p.in.Number, old.Number)
	}
	if err := m.checkHead(); err != nil {
		return Manifest{}, err
	}
	var err error
	if m.CatalogueDB, m.Catalogue, err = p.catalogue(old); err != nil {
		return Manifest{}, fmt.Errorf("catalogue: %w", err)
	}
	index, err := p.photos(old.index)
	if err != nil {
		return Manifest{}, fmt.Errorf("photos: %w", err)
	}
	m.Packs = index.Packs()
	if m.Settings, err = p.settings(old); err != nil {
		return Manifest{}, fmt.Errorf("settings of kiosks: %w", err)
	}
	text := index.marshal()
	m.IndexText = fileOf(text)
	if m.Index, err = p.add(pack(text)); err != nil {
		return Manifest{}, fmt.Errorf("photo index: %w", err)
	}
	if err := p.update(&m, text); err != nil {
		return Manifest{}, fmt.Errorf("patches: %w", err)
	}
	if err := m.checkFiles(); err != nil {
		return Manifest{}, err
	}
	return m, p.files.sync()
}

// update adds what only update.json tells: pieces and patches.
func (p *publisher) update(m *Manifest, index []byte) (err error) {
	if m.CataloguePieces, err = p.piecesOf(m.Catalogue); err != nil {
		return err
	}
	if m.IndexPieces, err = p.piecesOf(m.Index); err != nil {
		return err
	}
	before, err := p.history()
	if err != nil {
		return err
	}
	return p.addPatches(m, supported(before, p.in.Keep), index)
}
