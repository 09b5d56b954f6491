package release

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Again is a release that is published once more, of the same files under the next
// number: to all after a first stage, to nobody for a pause, or an earlier one
// because the last was wrong.
type Again struct {
	Number   int64    // of the release that comes again; 0: the last
	Next     int64    // the number it is to get; 0: the next, whatever that is
	Stage    []string // as that of [Input]
	Settings []byte   // as those of [Input]: nil for those of the last release
	Note     string
	IssuedAt time.Time
	ValidFor time.Duration // 0: DefaultValidity
	Keep     int           // 0: DefaultKeep
	Later    func(request []byte)
}

// PublishAgain publishes a release once more. It needs the keys that [Publish]
// needs; [ErrNoRelease] means that the folder holds no release of that number any
// more. What is withdrawn stays withdrawn.
func PublishAgain(ctx context.Context, repo string, keys Keys, in Again) (Manifest, Report, error) {
	p := publisher{ctx: ctx, keys: keys, in: Input{
		Note: in.Note, Stage: in.Stage, Settings: in.Settings, IssuedAt: in.IssuedAt, ValidFor: in.ValidFor, Keep: in.Keep, Later: in.Later,
	}}
	m, err := p.again(repo, in)
	if err != nil {
		return Manifest{}, Report{}, fmt.Errorf("publish again: %w", err)
	}
	return m, p.report, nil
}

func (p *publisher) again(repo string, in Again) (Manifest, error) {
	if err := p.prepare(); err != nil {
		return Manifest{}, err
	}
	unlock, err := p.enter(repo)
	if err != nil {
		return Manifest{}, err
	}
	defer unlock()
	old, err := p.previous(repo)
	if err != nil {
		return Manifest{}, fmt.Errorf("read last release: %w", err)
	}
	if in.Next != 0 && in.Next != old.Number+1 {
		return Manifest{}, fmt.Errorf("%w: the folder holds release %d", ErrOvertaken, old.Number)
	}
	m, err := p.renumbered(old, in.Number)
	if err != nil {
		return Manifest{}, err
	}
	if err := p.signRelease(m, old); err != nil {
		return Manifest{}, err
	}
	return m, p.tidy(repo)
}

// enter locks the content folder and opens what is in it.
func (p *publisher) enter(repo string) (unlock func(), err error) {
	if _, err := os.Stat(repo); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoRelease, err)
	}
	if unlock, err = lockFile(filepath.Join(repo, ".publish.lock")); err != nil {
		return nil, err
	}
	if err := p.openFolders(repo); err != nil {
		unlock()
		return nil, err
	}
	p.seen = readSeen(repo)
	return unlock, nil
}

// renumbered returns the release of that number as the one after old.
func (p *publisher) renumbered(old last, number int64) (Manifest, error) {
	if number == 0 {
		number = old.Number
	}
	all, err := p.history()
	if err != nil {
		return Manifest{}, err
	}
	i := slices.IndexFunc(all, func(set past) bool { return set.Number == number })
	if i < 0 || number == 0 {
		return Manifest{}, fmt.Errorf("%w: number %d", ErrNoRelease, number)
	}
	m := all[i].Manifest
	m.Number, m.IssuedAt, m.Note, m.Stage = old.Number+1, p.in.IssuedAt, p.in.Note, Staged(p.in.Stage)
	if m.Settings, err = p.settings(old); err != nil {
		return Manifest{}, fmt.Errorf("settings of kiosks: %w", err)
	}
	if err := m.checkHead(); err != nil {
		return Manifest{}, err
	}
	return m, p.refit(&m)
}

// refit makes sure of the files of an earlier release and leads to them from those
// that are supported now.
func (p *publisher) refit(m *Manifest) error {
	for _, f := range append(slices.Clone(m.Packs), m.Catalogue, m.Index) {
		if !p.holds(f) {
			return &FileError{fileName(f.SHA256), fmt.Errorf("%w: or gone", ErrCorrupt)}
		}
		p.count(f, false)
	}
	db, err := p.unpacked(m.CatalogueDB, m.Catalogue)
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	defer os.Remove(db.Name())
	defer db.Close()
	p.in.CatalogueDB = db.Name()
	index, err := p.indexOf(m.Index)
	if err != nil {
		return fmt.Errorf("photo index: %w", err)
	}
	m.IndexText, m.Patches, m.IndexPatches = fileOf(index), nil, nil
	return p.update(m, index)
}

// indexOf unpacks the index of a release of the folder.
func (p *publisher) indexOf(packed File) ([]byte, error) {
	r := openFile(p.ctx, oneFile(p.files.file(packed.SHA256)), packed)
	defer r.Close()
	var text bytes.Buffer
	err := unpack(r, io.Writer(&text), File{Length: maxIndex})
	return text.Bytes(), err
}

// Renew signs what the folder holds once more, with a later end. It needs the keys
// that [Publish] needs, changes no file of the release and shows nothing else.
func Renew(ctx context.Context, repo string, keys Keys, in Urgent) error {
	p := publisher{ctx: ctx, keys: keys, in: Input{IssuedAt: in.IssuedAt, ValidFor: in.ValidFor, Later: in.Later}}
	if err := p.renew(repo); err != nil {
		return fmt.Errorf("renew signatures: %w", err)
	}
	return nil
}

func (p *publisher) renew(repo string) error {
	if err := p.prepare(); err != nil {
		return err
	}
	unlock, err := p.enter(repo)
	if err != nil {
		return err
	}
	defer unlock()
	c, _, err := p.candidate(repo)
	if err != nil {
		return err
	}
	if c == nil {
		return ErrNoRelease
	}
	signed, err := p.signedNow(c.version)
	if err != nil {
		return err
	}
	return p.signTargets(c.version+1, signed)
}
