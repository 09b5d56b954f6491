package update

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/semver"

	"hangviet/data/fsync"
)

// The files of an updater's folder. resultFile may be read by everybody.
const (
	stateFile  = "state.json"
	resultFile = "result.json"
)

// state is what a run is in the middle of.
type state struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Outcome is how an update ended.
type Outcome string

// The outcomes.
const (
	Installed Outcome = "installed"
	Refused   Outcome = "refused" // nothing was changed
	TakenBack Outcome = "back"    // the old version serves again
)

// Result is how the last update ended.
type Result struct {
	Outcome Outcome   `json:"outcome"`
	Version string    `json:"version"` // that was to come
	From    string    `json:"from"`
	Why     string    `json:"why,omitempty"` // for whoever is asked for help
	At      time.Time `json:"at"`
}

// ReadResult reads the result of the last update from an updater's folder;
// fs.ErrNotExist when there was none.
func ReadResult(dir string) (Result, error) {
	var r Result
	data, err := os.ReadFile(filepath.Join(dir, resultFile))
	if err != nil {
		return r, fmt.Errorf("read result of the update: %w", err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("read result of the update: %w", err)
	}
	return r, nil
}

// settle ends what a run before was in the middle of: the new version, where it is
// installed whole, gets its chance once more; else the old one comes back.
func (u *Updater) settle(ctx context.Context) (done bool, err error) {
	data, err := os.ReadFile(filepath.Join(u.Dir, stateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read state: %w", err)
	}
	var at state
	if err := json.Unmarshal(data, &at); err != nil {
		return false, fmt.Errorf("read state: %w", err)
	}
	s := step{from: at.From, to: at.To, old: u.packageFile(at.From), program: u.packageFile(at.To)}
	version, ready, err := u.System.Installed(ctx)
	if err == nil && ready && version == s.to {
		return true, u.prove(ctx, s)
	}
	return true, u.back(ctx, s, errors.Join(err, fmt.Errorf("installation of %s was cut off", s.to)))
}

// begin notes what is about to be installed.
func (u *Updater) begin(s step) error {
	if err := os.Remove(u.Health); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove old report: %w", err)
	}
	return u.write(stateFile, state{s.from, s.to}, 0o600)
}

// end notes the result, and that nothing is under way any more. The packages that
// are kept are those of the two versions.
func (u *Updater) end(r Result, s step) error {
	if err := u.note(r); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(u.Dir, stateFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove state: %w", err)
	}
	return u.tidy(s)
}

func (u *Updater) note(r Result) error {
	if r.At.IsZero() {
		r.At = u.now()
	}
	r.At = r.At.UTC().Truncate(time.Second)
	return u.write(resultFile, r, 0o644)
}

// tidy removes packages that nobody goes back to.
func (u *Updater) tidy(s step) error {
	files, err := os.ReadDir(u.packages())
	if err != nil {
		return fmt.Errorf("tidy packages: %w", err)
	}
	for _, f := range files {
		version, _, _ := strings.Cut(f.Name(), ".package")
		if f.IsDir() || !semver.IsValid(version) || version == s.from || version == s.to {
			continue
		}
		err = errors.Join(err, os.Remove(filepath.Join(u.packages(), f.Name())))
	}
	return err
}

// write replaces a file of the updater's folder by one step.
func (u *Updater) write(name string, value any, mode fs.FileMode) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	path := filepath.Join(u.Dir, name)
	part := path + fsync.Part
	err = os.WriteFile(part, append(data, '\n'), mode)
	if err == nil {
		err = os.Chmod(part, mode) // whatever the umask is
	}
	if err == nil {
		err = fsync.Settle(part, path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
