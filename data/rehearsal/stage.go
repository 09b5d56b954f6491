package rehearsal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"hangviet/data/ledger"
	"hangviet/data/store"
)

// Stage is where a rehearsal is played: a folder on the disk of the kiosk's data.
type Stage struct {
	Data  string       // the kiosk's data folder
	Store *store.Store // the kiosk's, only read
	// Cast returns the command that runs [Cast] in another process; it has to be this
	// very program.
	Cast func(ctx context.Context, how How, dir string) *exec.Cmd
}

// The reasons for which a rehearsal ends badly.
var (
	// ErrLost says that a ballot that was confirmed is not in the ledger, or one that
	// was refused is.
	ErrLost = errors.New("ledger does not hold what was confirmed")
	// ErrChanged says that what is shown is not what was shown before.
	ErrChanged = errors.New("shown release is not as it was")
	// ErrSystem says that a rehearsal cannot be played on this system.
	ErrSystem = errors.New("system has no such limit")
)

// folderName begins the names of the folders.
const folderName = "rehearsal-"

// room makes a folder of its own, which only this account may read; done removes it.
// What earlier rehearsals left behind when they were killed goes first.
func (s Stage) room() (dir string, done func() error, err error) {
	left, err := filepath.Glob(filepath.Join(s.Data, folderName+"*"))
	for _, old := range left {
		err = errors.Join(err, os.RemoveAll(old))
	}
	if err != nil {
		return "", nil, fmt.Errorf("clear stage: %w", err)
	}
	if dir, err = os.MkdirTemp(s.Data, folderName); err != nil {
		return "", nil, fmt.Errorf("make stage: %w", err)
	}
	return dir, func() error { return os.RemoveAll(dir) }, nil
}

// on plays one thing in a folder of its own.
func (s Stage) on(play func(dir string) error) error {
	dir, done, err := s.room()
	if err != nil {
		return err
	}
	return errors.Join(play(dir), done())
}

// size opens the ledger in dir, verifies it, and returns how many entries it has.
func size(ctx context.Context, dir string) (n int64, err error) {
	s, err := store.Open(ctx, dir)
	if err != nil {
		return 0, fmt.Errorf("open the copy: %w", err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	log := ledger.Open(s, s.Identity())
	if err := log.Verify(ctx); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrLost, err)
	}
	return log.Size(ctx)
}

// words are the lines that a process writes.
func words(out []byte) []string { return strings.Fields(string(out)) }

// entries is how many the ledger of a store has.
func entries(ctx context.Context, s *store.Store) (int64, error) {
	return ledger.Open(s, s.Identity()).Size(ctx)
}
