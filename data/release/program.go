package release

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/semver"

	"hangviet/data/fsync"
)

// programsTarget is the target that names the newest version of the program, as
// packages for the platforms it runs on. Like the list of withdrawn products it
// has a number of its own and comes between two releases; the packages lie in
// files/ and are large, so a kiosk that wrote the folder on may have left them out.
const programsTarget = "programs.json"

const (
	programsVersion = 1
	maxPrograms     = 32
	maxProgram      = 1 << 30 // bytes of a package
)

// Programs are the packages of the program that an organiser gives out. The zero
// Programs are those of an organiser who has given out none.
type Programs struct {
	Number   int64     // 1 and up; one more with every change
	IssuedAt time.Time // UTC, whole seconds
	List     []Program // in the order of their platforms, each once

	// Stage holds the ids of the kiosks that are updated before the others, as
	// that of [Manifest]; nil: all.
	Stage []string
}

// Program is one package.
type Program struct {
	Platform string   // as Go names it: "linux/amd64"
	Version  string   // as package semver reads it: "v1.4.2"
	File              // the package: a .deb for Linux, a .zip for Windows
	Pieces   []string // as those of [Manifest.CataloguePieces]
}

type programsJSON struct {
	Programs int           `json:"programs"`
	Number   int64         `json:"number"`
	Issued   string        `json:"issued"`
	List     []programJSON `json:"list"`
	Stage    []string      `json:"stage,omitzero"`
}

type programJSON struct {
	Platform string   `json:"platform"`
	Version  string   `json:"version"`
	SHA256   string   `json:"sha256"`
	Length   int64    `json:"length"`
	Pieces   []string `json:"pieces,omitempty"`
}

// Marshal returns the only spelling: JSON in one line, ended by a line feed.
func (p Programs) Marshal() []byte {
	list := make([]programJSON, len(p.List))
	for i, x := range p.List {
		list[i] = programJSON{x.Platform, x.Version, x.SHA256, x.Length, x.Pieces}
	}
	return encode(programsJSON{
		Programs: programsVersion, Number: p.Number, Issued: p.IssuedAt.UTC().Format(time.RFC3339), List: list, Stage: p.Stage,
	}, "")
}

// ParsePrograms reads strictly what [Programs.Marshal] wrote. It returns
// [ErrNewerFormat] or [ErrCorrupt].
func ParsePrograms(data []byte) (Programs, error) {
	return spelling[programsJSON, Programs]{
		what: "list of programs", newest: programsVersion, version: func(j programsJSON) int { return j.Programs },
		read: programsJSON.programs, write: Programs.Marshal,
	}.parse(data)
}

func (j programsJSON) programs() (Programs, error) {
	issued, err := time.Parse(time.RFC3339, j.Issued)
	if err != nil {
		return Programs{}, err
	}
	p := Programs{Number: j.Number, IssuedAt: issued, Stage: j.Stage}
	for _, x := range j.List {
		p.List = append(p.List, Program{x.Platform, x.Version, File{x.SHA256, x.Length}, x.Pieces})
	}
	return p, p.check()
}

func (p Programs) check() error {
	switch {
	case p.Number < 1:
		return fmt.Errorf("list has the number %d", p.Number)
	case len(p.List) > maxPrograms:
		return fmt.Errorf("more than %d programs", maxPrograms)
	case p.IssuedAt.Year() < 2000 || p.IssuedAt.Year() > 9999:
		return fmt.Errorf("list is issued in the year %d", p.IssuedAt.Year())
	}
	for i, x := range p.List {
		if i > 0 && p.List[i-1].Platform >= x.Platform {
			return fmt.Errorf("platform %s is out of order", x.Platform)
		}
		if err := x.check(); err != nil {
			return fmt.Errorf("program for %q: %w", x.Platform, err)
		}
	}
	return Manifest{Stage: p.Stage}.checkStage()
}

var platformShape = regexp.MustCompile(`^[a-z0-9]{1,16}/[a-z0-9]{1,16}$`)

func (x Program) check() error {
	if !platformShape.MatchString(x.Platform) {
		return errors.New("not a platform")
	}
	if !IsVersion(x.Version) {
		return fmt.Errorf("%q is not a version", x.Version)
	}
	return cmp.Or(x.File.check(maxProgram), checkPieces(x.File, x.Pieces))
}

// IsVersion tells whether s is a version of the program: "v1.4.2", or what Go
// gives a build between two of them, "v1.4.3-0.20261122112000-c6149a3abcde".
func IsVersion(s string) bool {
	return semver.IsValid(s) && len(s) <= 100 && strings.Count(s, ".") >= 2
}

// For returns the program for a platform; ok is false when there is none.
func (p Programs) For(platform string) (x Program, ok bool) {
	i := slices.IndexFunc(p.List, func(x Program) bool { return x.Platform == platform })
	if i < 0 {
		return Program{}, false
	}
	return p.List[i], true
}

// ForKiosk tells whether the kiosk with that id is to be updated now.
func (p Programs) ForKiosk(id string) bool { return Manifest{Stage: p.Stage}.For(id) }

// fetchPrograms reads the list of programs, where one is signed. A folder that an
// older program wrote on lacks it, which holds up nothing.
func (c *check) fetchPrograms() error {
	data, err := c.fetchTarget(programsTarget)
	if errors.Is(err, ErrNoRelease) || errors.Is(c.fetcher.err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	c.programs, err = ParsePrograms(data)
	if errors.Is(err, ErrNewerFormat) { // a later program can do more with it
		return nil
	}
	if err != nil {
		return &FileError{c.fetcher.name, err}
	}
	return nil
}

// FetchProgram brings a package of the program to the file at path and syncs it.
// It goes on behind what an earlier try has verified; the file has its name once
// it is whole. Progress, which may be nil, gets the bytes that are there.
func (c *Candidate) FetchProgram(ctx context.Context, src Source, x Program, path string, progress func(n int64)) error {
	if hashOf(path) == x.File {
		return nil
	}
	part := path + ".part"
	if err := download(ctx, src, inPieces{x.File, x.Pieces}, part, progress); err != nil {
		return fmt.Errorf("fetch program: %w", err)
	}
	if err := fsync.Settle(part, path); err != nil {
		return fmt.Errorf("keep program: %w", err)
	}
	return nil
}
