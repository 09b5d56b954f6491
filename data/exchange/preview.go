package exchange

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/release"
)

// Preview says what taking a release would do. Nothing that is shown has changed
// for it; only the catalogue was taken, and an import uses that.
type Preview struct {
	Number   int64     // of the release
	Issued   time.Time // by its publisher
	Expires  time.Time // the first of its signatures
	Note     string    // the publisher's words
	Root     string    // fingerprint of whose signature it is
	Stranger bool      // no organiser is trusted yet: a person has to compare Root
	Shown    int64     // the release that is shown now, 0 none
	Changes  Changes
	Bytes    int64 // to be taken yet, as the source holds them
	Files    int   // to be taken yet: catalogue and photos
	Need     int64 // room it takes on the disk
	Free     int64 // room there is now beside the floor for ballots; negative when less than that is free
}

// Same tells whether the release is shown already; Files are pictures of it that
// lack then.
func (p Preview) Same() bool { return p.Number == p.Shown }

// After is the room there would be, beside the floor.
func (p Preview) After() int64 { return p.Free - p.Need }

// Fits tells whether there is room for it.
func (p Preview) Fits() bool { return p.Need <= 0 || p.After() >= 0 }

// Changes are the differences between what is shown and what a release holds.
type Changes struct {
	Products                  int // shown after it
	Added, Changed, Withdrawn Named
}

// Named is a number of products with the names of the first of them.
type Named struct {
	Count int
	First []catalog.Text
}

// maxNamed is how many products a preview names of each kind.
const maxNamed = 5

func (n *Named) add(name catalog.Text) {
	if n.Count++; len(n.First) < maxNamed {
		n.First = append(n.First, name)
	}
}

// Compared is a [Catalogue] that can be compared with another.
type Compared interface {
	// Digests yields every product in the order of codes.
	Digests(ctx context.Context) iter.Seq2[catalog.Digest, error]
}

// Preview verifies the release in src and says what taking it would do, as
// [Content.Import] would: with the same refusals. On a kiosk without a pinned
// root it is verified under the folder's own, and Stranger is true.
func (c *Content) Preview(ctx context.Context, src release.Source, progress func(Progress)) (Preview, error) {
	unlock, err := c.lock(ctx)
	if err != nil {
		return Preview{}, err
	}
	defer unlock()
	j := &job{Content: c, src: src, meter: newMeter(progress, c.now)}
	p, done, err := j.judge(ctx)
	if err != nil {
		return Preview{}, err
	}
	defer done()
	m := j.candidate.Manifest
	p.Number, p.Issued, p.Note, p.Expires, p.Shown = m.Number, m.IssuedAt, m.Note, j.candidate.Expires, j.shown
	if p.Free, err = c.spare(); err != nil {
		return Preview{}, err
	}
	if p.Same() {
		return p, j.lack(ctx, &p)
	}
	if err := j.weigh(ctx, &p); err != nil {
		return Preview{}, err
	}
	return p, nil
}

// lack counts the pictures that the shown release lacks, as after the kiosk was
// set to another part of it. That its file cannot be read is not told here.
func (j *job) lack(ctx context.Context, p *Preview) error {
	want, size, err := j.missingPhotos(ctx, j.catalogue(j.shown))
	if err == nil {
		p.Bytes, p.Files, p.Need = size, len(want), size
	}
	return ctx.Err()
}

// judge verifies the release, as a stranger's where no root is pinned; done ends
// what was made for that.
func (j *job) judge(ctx context.Context) (p Preview, done func(), err error) {
	root, pinned, err := j.Pinned()
	if err != nil {
		return p, nil, err
	}
	if pinned {
		return Preview{Root: root}, func() {}, j.verify(ctx)
	}
	first, err := readRoot(ctx, j.src)
	if err != nil {
		return p, nil, err
	}
	if err := j.welcome(first); err != nil {
		return p, nil, err
	}
	dir, err := os.MkdirTemp(j.Dir, tryPrefix)
	if err != nil {
		return p, nil, fmt.Errorf("make trial trust: %w", err)
	}
	done = func() { _ = os.RemoveAll(dir) } // what stays is swept by the next import
	if err := j.judgeUnder(ctx, dir, first); err != nil {
		done()
		return p, nil, err
	}
	return Preview{Root: release.Fingerprint(first), Stranger: true}, done, nil
}

func (j *job) judgeUnder(ctx context.Context, dir string, root []byte) error {
	trust, err := release.OpenTrust(dir)
	if err != nil {
		return fmt.Errorf("open trial trust: %w", err)
	}
	if err := trust.Pin(root); err != nil {
		return err
	}
	if j.candidate, err = trust.Check(ctx, j.src, j.now()); err != nil {
		return err
	}
	return j.acceptable()
}

// weigh takes the catalogue, compares it with the shown one and counts what is
// still to be taken.
func (j *job) weigh(ctx context.Context, p *Preview) error {
	staged := filepath.Join(j.staging(p.Number), catalogueFile)
	if err := j.takeCatalogue(ctx, staged, 0); err != nil {
		return err
	}
	want, size, err := j.missingPhotos(ctx, staged)
	if err != nil {
		return err
	}
	p.Bytes, p.Files, p.Need = size, len(want), size
	if p.Free, err = j.spare(); err != nil {
		return err
	}
	p.Changes, err = j.differences(ctx, staged)
	return err
}

// differences compares the catalogue file at path with the shown one. A shown
// one that cannot be read any more counts as empty: all is new.
func (j *job) differences(ctx context.Context, path string) (Changes, error) {
	var changes Changes
	before := map[string]catalog.Digest{}
	if _, shown, err := j.Current(); err == nil {
		err = j.digests(ctx, shown, func(d catalog.Digest) { before[d.Code] = d })
		if ctx.Err() != nil {
			return changes, err
		}
	}
	err := j.digests(ctx, path, func(d catalog.Digest) {
		changes.count(before[d.Code], d)
		delete(before, d.Code)
	})
	for _, code := range slices.Sorted(maps.Keys(before)) {
		changes.count(before[code], catalog.Digest{})
	}
	return changes, err
}

// count takes one product as it was and as it is; one that is not there is
// not shown.
func (c *Changes) count(was, is catalog.Digest) {
	if is.Shown {
		c.Products++
	}
	switch {
	case is.Shown && !was.Shown:
		c.Added.add(is.Name)
	case was.Shown && !is.Shown:
		c.Withdrawn.add(was.Name)
	case is.Shown && was.Sum != is.Sum:
		c.Changed.add(is.Name)
	}
}

func (j *job) digests(ctx context.Context, path string, each func(catalog.Digest)) error {
	cat, err := j.Open(ctx, path)
	if err != nil {
		return fmt.Errorf("open catalogue: %w", err)
	}
	defer cat.Close()
	compared, ok := cat.(Compared)
	if !ok {
		return errors.New("catalogue cannot be compared")
	}
	for d, err := range compared.Digests(ctx) {
		if err != nil {
			return fmt.Errorf("compare catalogues: %w", err)
		}
		each(d)
	}
	return nil
}

// Take imports the release that was previewed, and no other: ErrChanged when
// src holds another one by now, as where another stick was put in. A stranger's
// release is never taken so; a person pins its root first.
func (c *Content) Take(ctx context.Context, src release.Source, p Preview, progress func(Progress)) (release.Manifest, error) {
	trust, err := c.trust()
	if err != nil {
		return release.Manifest{}, err
	}
	now, err := trust.Check(ctx, src, c.now())
	if err != nil {
		return release.Manifest{}, err
	}
	if m := now.Manifest; m.Number != p.Number || !m.IssuedAt.Equal(p.Issued) {
		return release.Manifest{}, fmt.Errorf("%w: release %d was looked at, this is %d", ErrChanged, p.Number, m.Number)
	}
	if p.Same() {
		c.whole.Store(0) // what lacks is looked for
	}
	return c.Import(ctx, src, progress)
}
