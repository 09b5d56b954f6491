package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/fsync"
	"hangviet/data/release"
)

// Catalogue is a catalogue file that was opened.
type Catalogue interface {
	// Check reads the whole file and tells whether it is sound.
	Check(ctx context.Context) error
	// Photos yields every picture file the catalogue shows, full and thumb.
	Photos(ctx context.Context) iter.Seq2[catalog.Image, error]
	Close() error
}

// Content is the imported content of one kiosk (or of the built-in sample): the
// folders trust, content and photos under Dir. Several processes may hold a
// Content of the same Dir; only one imports at a time. A Content may be used by
// several goroutines at once.
type Content struct {
	Dir  string
	Open func(ctx context.Context, path string) (Catalogue, error)

	Kiosk   string                           // its id, by which a release may be for it before others; "" is in no stage
	Never   []string                         // fingerprints of roots that are not pinned: the built-in sample's
	Version string                           // this program was released as, "v1.2.0"; "" passes any minimum version
	Build   string                           // of this program as Go names any build, to be updated from; "" never
	Now     func() time.Time                 // time.Now when nil
	Free    func(dir string) (uint64, error) // bytes free for us; asks the file system when nil
	Floor   uint64                           // bytes that stay free for ballots; DefaultFloor when 0
	Wait    time.Duration                    // how long to wait for another import to end

	// Part names the part of a release that Open's catalogues yield the photos
	// of, "" the whole; nil: always the whole. When it changes, the next import
	// takes what is lacking.
	Part func(ctx context.Context) (string, error)
	// Obey is told, after each import, what the organiser of the shown release has
	// set for this kiosk, with the number of that; nil: nobody is.
	Obey      func(ctx context.Context, number int64, values map[string]string) error
	LookEvery time.Duration // between two looks for withdrawn products amid a download; DefaultLook when 0

	whole     atomic.Int64 // the release this process has found or made whole
	wholePart atomic.Pointer[string]
	listing   sync.Mutex   // while the list of withdrawn products is kept
	program   atomic.Int64 // number of the list of programs whose package this process has staged
}

// DefaultFloor is kept free on the kiosk's disk: ballots come before pictures.
const DefaultFloor = 500 << 20

const catalogueFile = "catalog.db"

// Current returns the number and the catalogue file of the release that is
// shown. Where the note of it is damaged, that is the newest release on the disk,
// for only whole and checked ones have a number there. The error is ErrNoContent
// when none was imported yet.
func (c *Content) Current() (number int64, path string, err error) {
	data, err := os.ReadFile(c.currentFile())
	if errors.Is(err, fs.ErrNotExist) {
		return 0, "", ErrNoContent
	}
	if err != nil {
		return 0, "", fmt.Errorf("read which release is shown: %w", err)
	}
	number, err = parseNumber(strings.TrimSuffix(string(data), "\n"))
	if err != nil {
		return c.newest()
	}
	return number, c.catalogue(number), nil
}

func (c *Content) newest() (number int64, path string, err error) {
	kept, err := c.releases()
	if err != nil {
		return 0, "", err
	}
	if len(kept) == 0 {
		return 0, "", ErrNoContent
	}
	number = kept[len(kept)-1]
	return number, c.catalogue(number), nil
}

// Previous returns the newest release that is kept beside the shown one, for
// the case that the shown one's file cannot be opened any more. The error is
// ErrNoContent when there is none.
func (c *Content) Previous() (number int64, path string, err error) {
	current, _, err := c.Current()
	if err != nil {
		return 0, "", err
	}
	kept, err := c.releases()
	if err != nil {
		return 0, "", err
	}
	if number = before(kept, current); number == 0 {
		return 0, "", ErrNoContent
	}
	return number, c.catalogue(number), nil
}

// Photo returns the file of the picture with that SHA-256. It need not exist.
func (c *Content) Photo(sha256 string) string { return c.photos().file(sha256) }

func (c *Content) root() string           { return filepath.Join(c.Dir, "content") }
func (c *Content) currentFile() string    { return filepath.Join(c.root(), "current") }
func (c *Content) folder(n int64) string  { return filepath.Join(c.root(), strconv.FormatInt(n, 10)) }
func (c *Content) staging(n int64) string { return c.folder(n) + partSuffix }
func (c *Content) photos() *photoStore    { return &photoStore{dir: filepath.Join(c.Dir, "photos")} }

func (c *Content) catalogue(n int64) string { return filepath.Join(c.folder(n), catalogueFile) }

// part returns the part of a release that is wanted.
func (c *Content) part(ctx context.Context) (string, error) {
	if c.Part == nil {
		return "", nil
	}
	part, err := c.Part(ctx)
	if err != nil {
		return "", fmt.Errorf("ask for the wanted part: %w", err)
	}
	return part, nil
}

// PartFile is where the part that was taken last is noted, on a kiosk that was
// ever set to one. A [Watcher] may look at it: when it changes, the pictures of
// another part have come.
func (c *Content) PartFile() string { return filepath.Join(c.root(), "part") }

// notePart notes which part of the shown release is here now.
func (j *job) notePart() error {
	note := []byte(j.part + "\n")
	noted, err := os.ReadFile(j.PartFile())
	if bytes.Equal(noted, note) || errors.Is(err, fs.ErrNotExist) && j.part == "" {
		return nil
	}
	if err := fsync.Write(j.PartFile(), note, 0o644); err != nil {
		return fmt.Errorf("note which part is here: %w", err)
	}
	return nil
}

func (c *Content) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

// releases returns the numbers of the releases on the disk that have their
// catalogue in its place, in ascending order.
func (c *Content) releases() ([]int64, error) {
	entries, err := os.ReadDir(c.root())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list releases: %w", err)
	}
	var numbers []int64
	for _, e := range entries {
		n, err := parseNumber(e.Name())
		if err != nil {
			continue
		}
		if _, err := os.Stat(c.catalogue(n)); err == nil {
			numbers = append(numbers, n)
		}
	}
	return sorted(numbers), nil
}

// parseNumber reads a release number exactly as it is written.
func parseNumber(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 1 || strconv.FormatInt(n, 10) != s {
		return 0, fmt.Errorf("%q is not a release number", s)
	}
	return n, nil
}

// Pinned tells whether an organiser's root is pinned, that is whether the kiosk
// was set up; the fingerprint is for people to compare.
func (c *Content) Pinned() (fingerprint string, ok bool, err error) {
	trust, err := c.trust()
	if err != nil {
		return "", false, err
	}
	fingerprint, err = trust.Fingerprint()
	return fingerprint, fingerprint != "", err
}

func (c *Content) trust() (*release.Trust, error) {
	trust, err := release.OpenTrust(filepath.Join(c.Dir, "trust"))
	if err != nil {
		return nil, fmt.Errorf("open trust: %w", err)
	}
	return trust, nil
}
