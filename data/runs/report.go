package runs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The bounds of what is kept.
const (
	MaxReports = 10
	MaxText    = 64 << 10 // bytes of one report
)

// Kind is how a run ended.
type Kind string

// The kinds.
const (
	Crash  Kind = "crash"  // the program gave up, and said why
	Frozen Kind = "frozen" // it was ended because its screen stood still
	Killed Kind = "killed" // it was ended without a word, by the system or by somebody
	// Starved is a run that the kernel ended because no memory was left.
	Starved Kind = "starved"
)

// fault tells whether the program itself is to blame.
func (k Kind) fault() bool { return k != Killed }

// Report is how one run ended that did not end well.
type Report struct {
	Found   time.Time // by the clock of the run that found it
	Version string
	Kind    Kind
	Text    string // what the program said last: the reason and its goroutines

	boot  string        // of the machine, when it was found
	found time.Duration // since then
}

// kindOf tells it by what was said: the watchdog ends a program by a signal that
// makes Go print its goroutines.
func kindOf(said string) Kind {
	said = strings.TrimSpace(said)
	switch {
	case said == "":
		return Killed
	case strings.HasPrefix(said, "SIGQUIT"), strings.HasPrefix(said, "SIGABRT"):
		return Frozen
	}
	return Crash
}

// heading is what a run notes of itself when it begins.
type heading struct {
	Began   time.Time
	Version string
	Boot    string
	Starved int64
}

const headTitle = "hangviet run v1"

// String writes five lines and an empty one; what the program says last follows.
func (h heading) String() string {
	return fmt.Sprintf("%s\nbegan %s\nversion %s\nboot %s\nstarved %d\n\n", headTitle, h.Began.UTC().Format(time.RFC3339), h.Version, h.Boot, h.Starved)
}

func parseHeading(text string) (h heading, said string) {
	h.Starved = math.MaxInt64 // of an older program, which did not note it
	head, said, _ := strings.Cut(text, "\n\n")
	for line := range strings.Lines(head) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch name {
		case "version":
			h.Version = value
		case "boot":
			h.Boot = value
		case "starved":
			if n, err := strconv.ParseInt(value, 10, 64); err == nil {
				h.Starved = n
			}
		case "began":
			h.Began, _ = time.Parse(time.RFC3339, value) // of use to people only
		}
	}
	return h, said
}

func readHead(r io.Reader) (string, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxText))
	return string(bytes.ToValidUTF8(raw, []byte("?"))), err
}

const reportTitle = "hangviet crash v1"

func writeReport(path string, r Report) error {
	text := fmt.Sprintf("%s\nfound %s\nversion %s\nkind %s\nboot %s\nuptime %d\n\n%s",
		reportTitle, r.Found.UTC().Format(time.RFC3339), r.Version, r.Kind, r.boot, r.found.Milliseconds(), r.Text)
	return os.WriteFile(path, []byte(text), 0o600)
}

func parseReport(text string) (r Report, ok bool) {
	head, said, ok := strings.Cut(text, "\n\n")
	r.Text = said
	for line := range strings.Lines(head) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch name {
		case "found":
			r.Found, _ = time.Parse(time.RFC3339, value) // the zero time says that it is not known
		case "version":
			r.Version = value
		case "kind":
			r.Kind = Kind(value)
		case "boot":
			r.boot = value
		case "uptime":
			n, _ := strconv.ParseInt(value, 10, 64)
			r.found = time.Duration(n) * time.Millisecond
		}
	}
	return r, ok && strings.HasPrefix(head, reportTitle)
}

// Reports returns what lies in dir, the newest first. A file that is no report is
// passed over; a folder that is not there holds none.
func Reports(dir string) ([]Report, error) {
	files, err := reportFiles(dir)
	if err != nil {
		return nil, err
	}
	var all []Report
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return all, fmt.Errorf("read crash report: %w", err)
		}
		if r, ok := parseReport(string(raw[:min(len(raw), MaxText)])); ok {
			all = append(all, r)
		}
	}
	return all, nil
}

// reportFiles are the files of reports, the newest first.
func reportFiles(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*"+crashSuffix))
	slices.Sort(files)
	slices.Reverse(files)
	return files, err
}

// forget removes the oldest reports.
func forget(dir string) error {
	files, err := reportFiles(dir)
	for _, path := range files[min(len(files), MaxReports):] {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}
