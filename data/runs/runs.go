package runs

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"
)

// Mode is how much a run begins with.
type Mode string

// The modes. A program that crashed twice within [Window] begins safe: with the
// release before and without fetching; one that goes on crashing begins bare:
// nothing runs behind the screen.
const (
	Whole Mode = ""
	Safe  Mode = "safe"
	Bare  Mode = "bare"
)

const (
	// Window is how close together crashes have to be to change the mode.
	Window = time.Minute
	// Calm is how long a run in another mode goes well until it is whole again.
	Calm = 10 * time.Minute

	forSafe = 2 // crashes within Window
	forBare = 4
)

// modeAfter is the mode to begin with after so many crashes within [Window].
func modeAfter(crashes int) Mode {
	switch {
	case crashes >= forBare:
		return Bare
	case crashes >= forSafe:
		return Safe
	}
	return Whole
}

// Machine is what a run is told of where it runs.
type Machine struct {
	Boot   string        // names the time since the machine was switched on; "" unknown
	Uptime time.Duration // since then, never set back
	// Starved is how many programs the kernel ended since then because no memory was
	// left; 0 unknown.
	Starved int64
}

// Run is the run of this process.
type Run struct {
	Mode    Mode // to begin with
	Crashed bool // a run before ended by its own fault, and is told of now

	path string
	file *os.File
}

// The names of what lies in the folder.
const (
	runSuffix   = ".run"
	crashSuffix = ".crash"
	toldFile    = "ended" // what Tell noted
)

// Begin notes that a run of that version begins at now, by a clock that may be
// wrong. What earlier runs left in dir becomes reports. The version stands in the
// report should the run crash.
func Begin(dir, version string, now time.Time, m Machine) (*Run, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make folder of runs: %w", err)
	}
	crashed, err := collect(dir, now, m)
	if err != nil {
		return nil, fmt.Errorf("collect runs: %w", err)
	}
	r := &Run{Crashed: crashed, path: filepath.Join(dir, fmt.Sprintf("%d%s", os.Getpid(), runSuffix))}
	reports, err := Reports(dir)
	if err != nil {
		return nil, err
	}
	r.Mode = modeAfter(recent(reports, m))
	if r.file, err = os.OpenFile(r.path, os.O_CREATE|os.O_RDWR|os.O_TRUNC|os.O_APPEND, 0o600); err != nil {
		return nil, fmt.Errorf("note run: %w", err)
	}
	if err := r.begin(version, now, m); err != nil {
		return nil, errors.Join(fmt.Errorf("note run: %w", err), r.file.Close())
	}
	return r, nil
}

func (r *Run) begin(version string, now time.Time, m Machine) error {
	if held, err := tryLock(r.file); err != nil || !held {
		return errors.Join(err, errors.New("another run has its file"))
	}
	head := heading{Began: now, Version: version, Boot: m.Boot, Starved: m.Starved}
	if _, err := r.file.WriteString(head.String()); err != nil {
		return err
	}
	return debug.SetCrashOutput(r.file, debug.CrashOptions{})
}

// recent counts the crashes of the last [Window], since the machine was switched on.
func recent(reports []Report, m Machine) (n int) {
	for _, r := range reports {
		if age := m.Uptime - r.found; r.Kind.fault() && r.boot == m.Boot && age >= 0 && age <= Window {
			n++
		}
	}
	return n
}

// End notes that the run ends as it was told to. A nil run is none.
func (r *Run) End() error {
	if r == nil {
		return nil
	}
	err := errors.Join(debug.SetCrashOutput(nil, debug.CrashOptions{}), r.file.Truncate(0), r.file.Close(), os.Remove(r.path))
	if err != nil {
		return fmt.Errorf("end run: %w", err)
	}
	return nil
}

// collect makes reports of what runs left behind that did not end well, and tells
// whether one of them ended by its own fault.
func collect(dir string, now time.Time, m Machine) (crashed bool, err error) {
	left, err := filepath.Glob(filepath.Join(dir, "*"+runSuffix))
	told, failed := heard(dir)
	err = errors.Join(err, failed)
	for _, path := range left {
		kind, failed := collectOne(dir, path, now, m, told)
		crashed, err = crashed || kind != "" && kind.fault(), errors.Join(err, failed)
	}
	return crashed, errors.Join(err, forget(dir))
}

// collectOne returns how the run of a note ended; "" where there is nothing to tell.
func collectOne(dir, path string, now time.Time, m Machine, told Kind) (Kind, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) { // it has just ended, or another one was quicker
		return "", nil
	}
	if err != nil {
		return "", err
	}
	defer f.Close()
	if held, err := tryLock(f); err != nil || !held {
		return "", err // it runs
	}
	text, err := readHead(f)
	if err != nil {
		return "", err
	}
	head, said := parseHeading(text)
	if text == "" || head.Boot != m.Boot && strings.TrimSpace(said) == "" {
		return "", os.Remove(path) // it ended well just now, or the power was cut
	}
	report := head.report(said, now, m, told)
	name := fmt.Sprintf("%020d-%s", now.UnixMilli(), strings.TrimSuffix(filepath.Base(path), runSuffix))
	if err := writeReport(filepath.Join(dir, name+crashSuffix), report); err != nil {
		return "", err
	}
	return report.Kind, os.Remove(path)
}

// report tells how the run of a heading ended that said so much at last. Of one that
// said nothing, whoever saw it from outside knows more.
func (h heading) report(said string, now time.Time, m Machine, told Kind) Report {
	r := Report{Found: now, Version: h.Version, Kind: kindOf(said), Text: said, boot: h.Boot, found: m.Uptime}
	switch {
	case r.Kind != Killed:
	case told != "":
		r.Kind = told
	case m.Starved > h.Starved:
		r.Kind = Starved
	}
	return r
}

// Tell notes for the next run how the last one ended, as whoever guards it saw: [Crash]
// or [Frozen]. A fault in a thread that is not Go's, as a graphics driver's, ends a
// program without a word, as does the kill of one that hears nothing any more.
func Tell(dir string, how Kind) error {
	if err := os.WriteFile(filepath.Join(dir, toldFile), []byte(string(how)+"\n"), 0o600); err != nil {
		return fmt.Errorf("note how the run ended: %w", err)
	}
	return nil
}

// heard takes what Tell noted, "" nothing.
func heard(dir string) (Kind, error) {
	path := filepath.Join(dir, toldFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	err = errors.Join(err, os.Remove(path))
	if how := Kind(strings.TrimSpace(string(text))); how == Crash || how == Frozen {
		return how, err
	}
	return "", err
}
