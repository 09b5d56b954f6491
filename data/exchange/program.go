package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/mod/semver"

	"hangviet/data/fsync"
	"hangviet/data/release"
)

// The folder program holds a newer version of the program: a content folder with
// the organiser's signatures and one package. Whoever installs it (data/update)
// believes nothing of it and verifies all of it again.
const (
	programFolder = "program"
	wantedFile    = "wanted" // by which the kiosk says that it may be updated now
)

// ProgramFolder is where a newer version of the program is kept until it is
// installed.
func (c *Content) ProgramFolder() string { return filepath.Join(c.Dir, programFolder) }

// StagedProgram returns the newer version that is kept whole; ok is false when there
// is none.
func (c *Content) StagedProgram() (x release.Program, ok bool) {
	names, err := filepath.Glob(filepath.Join(escapeGlob(c.ProgramFolder()), "targets", "*.programs.json"))
	if err != nil || len(names) != 1 {
		return x, false
	}
	data, err := os.ReadFile(names[0])
	if err != nil {
		return x, false
	}
	list, err := release.ParsePrograms(data)
	if err != nil {
		return x, false
	}
	if x, ok = list.For(platform()); !ok || !c.older(x) {
		return x, false
	}
	info, err := os.Stat(c.programFile(x))
	return x, err == nil && info.Size() == x.Length
}

// signedProgram returns the program that the written release is signed with, where
// this kiosk keeps it; for another platform's it has no use.
func (w *rewriter) signedProgram() (x release.Program, ok bool) {
	for name, data := range w.signed {
		if !strings.HasSuffix(name, ".programs.json") {
			continue
		}
		if list, err := release.ParsePrograms(data); err == nil {
			x, ok = list.For(platform())
		}
	}
	return x, ok && isFile(w.programFile(x), x.File)
}

// WantProgram says that the staged program may be installed now, or no more. It
// tells whether that is news.
func (c *Content) WantProgram(x release.Program, now bool) (news bool, err error) {
	path := filepath.Join(c.ProgramFolder(), wantedFile)
	_, err = os.Lstat(path)
	if there := err == nil; there == now {
		return false, nil
	}
	if !now {
		return true, os.Remove(path)
	}
	data, err := json.Marshal(map[string]string{"version": x.Version})
	if err != nil {
		return false, err
	}
	return true, fsync.Write(path, append(data, '\n'), 0o644)
}

func platform() string { return runtime.GOOS + "/" + runtime.GOARCH }

func (c *Content) programFile(x release.Program) string {
	return filepath.Join(c.ProgramFolder(), "files", x.SHA256)
}

// older tells whether this program is older than x.
func (c *Content) older(x release.Program) bool {
	return c.Build != "" && semver.Compare(x.Version, c.Build) > 0
}

// takeProgram takes a newer version of the program, where the release brings one
// for this kiosk. A folder that another kiosk wrote on may name a package that it
// does not hold; that is no fault.
func (j *job) takeProgram(ctx context.Context) error {
	if j.candidate.Programs.Number == 0 { // nothing is said of it here
		return nil
	}
	x, ok := j.candidate.Programs.For(platform())
	if !ok || !j.older(x) || !j.candidate.Programs.ForKiosk(j.Kiosk) {
		return j.dropProgram()
	}
	if staged, ok := j.StagedProgram(); ok && staged.SHA256 == x.SHA256 && j.program.Load() == j.candidate.Programs.Number {
		return nil
	}
	if err := j.bringProgram(ctx, x); err != nil {
		if errors.Is(err, release.ErrMixed) {
			return nil
		}
		return fmt.Errorf("take program: %w", err)
	}
	j.program.Store(j.candidate.Programs.Number)
	return nil
}

func (j *job) bringProgram(ctx context.Context, x release.Program) error {
	if info, err := os.Stat(j.programFile(x)); err != nil || info.Size() != x.Length {
		if err := j.room(x.Length); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(j.programFile(x)), 0o755); err != nil {
		return err
	}
	if err := j.candidate.FetchProgram(ctx, j.src, x, j.programFile(x), nil); err != nil {
		return err
	}
	return errors.Join(j.signProgram(ctx), j.sweepProgram(x))
}

// signProgram writes what vouches for the package beside it, the timestamp last.
func (j *job) signProgram(ctx context.Context) error {
	signed := j.candidate.SignedBefore(ctx, j.src)
	for name, data := range j.candidate.Signed() {
		signed[name] = data
	}
	for _, old := range []string{"metadata", "targets"} { // of the version before
		if err := os.RemoveAll(filepath.Join(j.ProgramFolder(), old)); err != nil {
			return err
		}
	}
	for _, name := range release.Names(signed) {
		path := filepath.Join(j.ProgramFolder(), filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := fsync.Write(path, signed[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// sweepProgram removes packages that nobody will install.
func (j *job) sweepProgram(keep release.Program) error {
	entries, err := os.ReadDir(filepath.Dir(j.programFile(keep)))
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), keep.SHA256) {
			err = errors.Join(err, os.Remove(filepath.Join(j.ProgramFolder(), "files", e.Name())))
		}
	}
	return err
}

// dropProgram removes a version that was installed, or that is no longer for this
// kiosk. What an updater has open meanwhile, it reads to its end.
func (j *job) dropProgram() error {
	if _, err := os.Lstat(j.ProgramFolder()); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := os.RemoveAll(j.ProgramFolder()); err != nil {
		return fmt.Errorf("remove program: %w", err)
	}
	return nil
}
