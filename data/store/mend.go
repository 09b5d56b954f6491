package store

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"hangviet/data/fsync"
	"hangviet/data/ledger"
)

// What a mended database is made of, in the data folder. It is made in a folder of
// its own and takes its place once it is whole: a file beside it says so, and from
// then on every start finishes what was begun.
const (
	mendFolder  = "mend"
	mendReady   = "ready"     // names what the damaged file is kept as
	damagedMark = ".damaged-" // between the name of a damaged file and when it was found
	keptDamaged = 3           // damaged files that are kept
)

// Mended is what became of a damaged kiosk.db.
type Mended struct {
	ledger.Carried
	Time     time.Time `json:"time"`
	Before   string    `json:"before,omitempty"`   // id of the kiosk it was, where its key could not be read; "" the same
	Settings bool      `json:"settings,omitempty"` // some of them are as they were when they were last copied
	File     string    `json:"file"`               // what the damaged file is kept as
}

// Gone tells whether ballots or the kiosk's identity were lost, or stand at another
// place than before.
func (m Mended) Gone() bool { return !m.Whole() || m.Before != "" }

// Mend makes a new kiosk.db of what verifies of the damaged one in dir, which is
// kept under another name. Nobody may have it open. The identity is kept where it can
// be read, in the file or in the copy beside it; where it cannot, the kiosk has a new
// one and the entries that can be read are in its new ledger.
//
// It may be killed at any instant: until the new file is whole the damaged one stays
// where it is, and after that the next [Open] finishes.
func Mend(ctx context.Context, dir string, now time.Time) (Mended, error) {
	m, err := mend(ctx, dir, now)
	if err != nil {
		return m, fmt.Errorf("mend %s: %w", fileName, err)
	}
	return m, nil
}

func mend(ctx context.Context, dir string, now time.Time) (m Mended, err error) {
	if err := settleMended(dir); err != nil {
		return m, err
	}
	copied, _, err := readSpare(dir)
	if err != nil {
		return m, err
	}
	w, err := openWreck(ctx, dir, copied)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	m = Mended{Time: now.UTC().Truncate(time.Second), File: fileName + damagedMark + now.UTC().Format("20060102T150405Z")}
	if m, err = w.rescue(ctx, filepath.Join(dir, mendFolder), m); err != nil {
		return m, err
	}
	ready := filepath.Join(dir, mendFolder, mendReady)
	if err := os.WriteFile(ready, []byte(m.File+"\n"), 0o600); err != nil {
		return m, err
	}
	if err := errors.Join(fsync.Path(ready), fsync.Path(filepath.Dir(ready)), fsync.Path(dir)); err != nil {
		return m, err
	}
	return m, settleMended(dir)
}

// rescue makes the new database in the folder at.
func (w *wreckage) rescue(ctx context.Context, at string, m Mended) (Mended, error) {
	if err := errors.Join(os.RemoveAll(at), os.MkdirAll(at, 0o700)); err != nil {
		return m, err
	}
	s, err := openAs(ctx, at, w.key)
	if err != nil {
		return m, err
	}
	m, err = w.fill(ctx, s, m)
	if err == nil {
		err = ledger.Open(s, s.Identity()).Verify(ctx)
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return m, err
	}
	return m, fsync.Path(filepath.Join(at, fileName))
}

// fill brings into a new database what is left of the old one.
func (w *wreckage) fill(ctx context.Context, s *Store, m Mended) (Mended, error) {
	if w.key == nil {
		m.Before = w.was
	}
	err := s.Update(ctx, func(tx ledger.Tx) (err error) {
		m.Carried, err = ledger.Carry(tx, s.Identity(), w)
		return err
	})
	if err != nil {
		return m, err
	}
	if m.Settings, err = w.fillTables(ctx, s); err != nil {
		return m, err
	}
	_, err = s.noteMended(ctx, m)
	return m, err
}

// settingMended is the list of what was mended, as JSON.
const settingMended = "mended"

// maxMended is how many of them are kept; the newest.
const maxMended = 8

// Mendings returns what was mended here, the oldest first.
func (s *Store) Mendings(ctx context.Context) ([]Mended, error) {
	text, err := s.Setting(ctx, settingMended)
	if err != nil {
		return nil, err
	}
	return parseMendings(text), nil
}

// settleMended finishes a mending whose new file is whole: the damaged file and what
// belongs to it get their other name, and the new one its place. Done again it does
// what was not done.
func settleMended(dir string) error {
	folder := filepath.Join(dir, mendFolder)
	name, err := os.ReadFile(filepath.Join(folder, mendReady))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("finish mending: %w", err)
	}
	if err := takePlace(dir, folder, strings.TrimSpace(string(name))); err != nil {
		return fmt.Errorf("finish mending: %w", err)
	}
	return forgetDamaged(dir)
}

func takePlace(dir, folder, damaged string) error {
	made := filepath.Join(folder, fileName)
	if _, err := os.Stat(made); err == nil {
		for _, suffix := range []string{"-wal", "-shm", ""} {
			err := os.Rename(filepath.Join(dir, fileName+suffix), filepath.Join(dir, filepath.Base(damaged)+suffix))
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		if err := os.Rename(made, filepath.Join(dir, fileName)); err != nil {
			return err
		}
		if err := fsync.Path(dir); err != nil {
			return err
		}
	}
	return errors.Join(os.RemoveAll(folder), fsync.Path(dir))
}

// forgetDamaged removes the oldest of the damaged files.
func forgetDamaged(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, fileName+damagedMark+"*Z"))
	slices.Sort(files)
	for _, file := range files[:max(0, len(files)-keptDamaged)] {
		for _, suffix := range []string{"-wal", "-shm", ""} {
			if gone := os.Remove(file + suffix); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
				err = errors.Join(err, gone)
			}
		}
	}
	return err
}

// keyOf returns the key whose kiosk is called so; nil when none of them is.
func keyOf(id string, seeds [][]byte) ed25519.PrivateKey {
	for _, seed := range seeds {
		if len(seed) != ed25519.SeedSize {
			continue
		}
		key := ed25519.NewKeyFromSeed(seed)
		if ledger.KioskIdentity(key).ID == id {
			return key
		}
	}
	return nil
}
