package update

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/mod/semver"

	"hangviet/data/release"
)

// Wanted is the file in the staged folder by which the kiosk says that it may be
// updated now.
const Wanted = "wanted"

// What an update is refused for, beside the classes of data/release.
var (
	// ErrNotNewer: what was staged is not newer than what is installed.
	ErrNotNewer = errors.New("not newer than the installed program")
	// ErrPlatform: nothing of what was signed is for this machine.
	ErrPlatform = errors.New("no program for this platform")
	// ErrLabel: the package is another one than was signed for.
	ErrLabel = errors.New("package is not what was signed")
	// ErrFailedBefore: this version was installed once and did not serve.
	ErrFailedBefore = errors.New("version did not serve before")
	// ErrUnwell: the new version did not report well in time.
	ErrUnwell = errors.New("new version does not report well")
)

// System installs packages.
type System interface {
	// Installed returns the version of the installed package, and ready, which is
	// false when an installation was cut off.
	Installed(ctx context.Context) (version string, ready bool, err error)
	// Keep writes the installed package to path.
	Keep(ctx context.Context, path string) error
	// Try tells whether the package at path could be installed; it changes nothing.
	Try(ctx context.Context, path string) error
	// Install installs the package at path, be it newer or older than the installed
	// one.
	Install(ctx context.Context, path string) error
	// Restart starts the program anew, and returns when that is under way.
	Restart(ctx context.Context) error
}

// Updater updates the program of one machine.
type Updater struct {
	Staged   string // folder that the kiosk filled
	Dir      string // folder that only this account can write: trust/, packages/, state.json, result.json
	Health   string // file by which the program tells its state
	System   System
	Platform string // "linux/amd64"; that of this program when ""

	Now    func() time.Time // time.Now when nil
	Within time.Duration    // in which the new version has to report well; 5 min when 0
	Steady time.Duration    // for which it has to, without a gap or a restart; 1 min when 0
	Look   time.Duration    // between two looks at its report; 1 s when 0
}

// Run ends what an earlier run was in the middle of, and installs what is staged
// and good. Done is false, with no error, when there is nothing to do. What was
// refused or taken back is an error, and is kept for [ReadResult].
func (u *Updater) Run(ctx context.Context) (done bool, err error) {
	unlock, err := u.lock()
	if err != nil {
		return false, err
	}
	defer unlock()
	if done, err := u.settle(ctx); done || err != nil {
		return done, err
	}
	if err := u.unwant(); err != nil {
		return false, err
	}
	next, err := u.judge(ctx)
	if errors.Is(err, ErrNotNewer) || errors.Is(err, release.ErrNoRelease) {
		return false, nil
	}
	if err != nil {
		return false, errors.Join(err, u.note(Result{Outcome: Refused, Version: next.to, From: next.from, Why: err.Error()}))
	}
	return true, u.install(ctx, next)
}

// unwant takes the kiosk's wish away, so that it is not heard twice.
func (u *Updater) unwant() error {
	root, err := os.OpenRoot(u.Staged)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open staged program: %w", err)
	}
	defer root.Close()
	if err := root.Remove(Wanted); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("take the wish away: %w", err)
	}
	return nil
}

// step is one update under way.
type step struct {
	from, to     string // versions
	old, program string // packages in this account's folder
}

// judge verifies what is staged and copies it to where nobody else can write.
func (u *Updater) judge(ctx context.Context) (step, error) {
	src, err := release.Dir(u.Staged)
	if errors.Is(err, fs.ErrNotExist) {
		return step{}, release.ErrNoRelease
	}
	if err != nil {
		return step{}, fmt.Errorf("open staged program: %w", err)
	}
	trust, err := release.OpenTrust(u.trustDir())
	if err != nil {
		return step{}, err
	}
	candidate, err := trust.Check(ctx, src, u.now())
	if err != nil {
		return step{}, err
	}
	program, ok := candidate.Programs.For(u.platform())
	if !ok {
		return step{}, fmt.Errorf("%w: this is %s", ErrPlatform, u.platform())
	}
	s, err := u.newer(ctx, program)
	if err != nil {
		return s, err
	}
	if err := candidate.FetchProgram(ctx, src, program, s.program, nil); err != nil {
		return s, err
	}
	if err := u.fits(ctx, s, program); err != nil {
		return s, err
	}
	return s, candidate.Commit()
}

// newer refuses a version that is not newer, and one that failed.
func (u *Updater) newer(ctx context.Context, p release.Program) (step, error) {
	from, _, err := u.System.Installed(ctx)
	if err != nil {
		return step{}, err
	}
	s := step{from: from, to: p.Version, old: u.packageFile(from), program: u.packageFile(p.Version)}
	if semver.Compare(p.Version, from) <= 0 {
		return s, fmt.Errorf("%w: %s is installed, this is %s", ErrNotNewer, from, p.Version)
	}
	if r, err := ReadResult(u.Dir); err == nil && r.Outcome == TakenBack && r.Version == p.Version {
		return s, fmt.Errorf("%w: %s", ErrFailedBefore, p.Version)
	}
	if err := os.MkdirAll(u.packages(), 0o700); err != nil {
		return s, fmt.Errorf("make folder of packages: %w", err)
	}
	return s, nil
}

// fits compares what the package says of itself with what was signed, and asks the
// system whether it would take it.
func (u *Updater) fits(ctx context.Context, s step, p release.Program) error {
	label, err := ReadLabel(s.program)
	if err != nil {
		return err
	}
	if want := (Label{Name, p.Version, p.Platform}); label != want {
		return fmt.Errorf("%w: %+v, not %+v", ErrLabel, label, want)
	}
	return u.System.Try(ctx, s.program)
}

// install keeps the way back open, installs and waits for a good report.
func (u *Updater) install(ctx context.Context, s step) error {
	if label, err := ReadLabel(s.old); err != nil || label.Version != s.from {
		if err := u.System.Keep(ctx, s.old); err != nil {
			return fmt.Errorf("keep installed program: %w", err)
		}
	}
	if err := u.begin(s); err != nil {
		return err
	}
	if err := u.System.Install(ctx, s.program); err != nil {
		return u.back(ctx, s, fmt.Errorf("install program: %w", err))
	}
	return u.prove(ctx, s)
}

// prove starts the new version and waits for its good report.
func (u *Updater) prove(ctx context.Context, s step) error {
	began := u.now()
	if err := u.System.Restart(ctx); err != nil {
		return u.back(ctx, s, fmt.Errorf("start program: %w", err))
	}
	if err := u.well(ctx, s.to); err != nil {
		if ctx.Err() != nil { // told to end: the next run goes on
			return err
		}
		return u.back(ctx, s, err)
	}
	return u.end(Result{Outcome: Installed, Version: s.to, From: s.from, At: began}, s)
}

// back installs the old package again.
func (u *Updater) back(ctx context.Context, s step, why error) error {
	err := u.System.Install(ctx, s.old)
	if err == nil {
		err = u.System.Restart(ctx)
	}
	if err != nil { // state.json stays: the next run tries again
		return errors.Join(why, fmt.Errorf("take program back: %w", err))
	}
	return errors.Join(why, u.end(Result{Outcome: TakenBack, Version: s.to, From: s.from, Why: why.Error()}, s))
}

// Pin makes the root in the file at path the one that updates are verified under,
// for good.
func (u *Updater) Pin(path string) error {
	root, err := readPlain(path)
	if err != nil {
		return fmt.Errorf("read root: %w", err)
	}
	trust, err := release.OpenTrust(u.trustDir())
	if err != nil {
		return err
	}
	return trust.Pin(root)
}

// readPlain reads a small file that is no link: another account may have put it.
func readPlain(path string) ([]byte, error) {
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Lstat(filepath.Base(path))
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no plain file", path)
	}
	f, err := root.Open(filepath.Base(path))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 1<<20))
}

func (u *Updater) trustDir() string { return filepath.Join(u.Dir, "trust") }
func (u *Updater) packages() string { return filepath.Join(u.Dir, "packages") }

func (u *Updater) packageFile(version string) string {
	return filepath.Join(u.packages(), version+".package")
}

func (u *Updater) platform() string {
	if u.Platform == "" {
		return runtime.GOOS + "/" + runtime.GOARCH
	}
	return u.Platform
}

func (u *Updater) now() time.Time {
	if u.Now == nil {
		return time.Now()
	}
	return u.Now()
}
