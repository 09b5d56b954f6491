package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
	"golang.org/x/mod/module"
)

// allowed are the licences (SPDX) under which code and data may be in our programs:
// those that ask for no more than a notice, and two that ask for their own files
// alone (MPL, OFL).
var allowed = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0", "OFL-1.1", "Unlicense", "Zlib"}

// ErrLicense says that a module may not be in our programs, or that nobody knows.
var ErrLicense = errors.New("licence is not allowed")

// reviewed are the papers that a person has read, because no program knows them or
// because what they are for needs a look: by module and file, what they are. What is
// not in our programs at all is "".
var reviewed = map[string]string{
	"codeberg.org/go-pdf/fpdf/icc/LICENSE.color.org":          "ICC profile", // free for every use; no SPDX id
	"fyne.io/fyne/v2/theme/font/LICENSE_DejaVu-Powerline.txt": "Bitstream-Vera",
	"github.com/opencontainers/go-digest/LICENSE.docs":        "",         // of its documents
	"github.com/jezek/xgb/xgbgen/COPYING":                     "",         // of the program that wrote the package
	"modernc.org/memory/LICENSE-LOGO":                         "",         // of the picture in its README
	"modernc.org/sqlite/LICENSE-SQLITE":                       "blessing", // public domain
}

// papers are the names of files that tell a licence; notices those that have to be
// passed on beside it.
var (
	papers  = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying)([-._].*)?$`)
	notices = regexp.MustCompile(`(?i)^(notice|patents)([-._].*)?$`)
)

// part is a module in the programs, with what its licence asks for.
type part struct {
	module.Version
	licenses []string // SPDX
	texts    []string // of its licences and notices, in order of their files
}

// license finds the licences of all modules, and tells of all that may not be.
func license(from source, modules []module.Version) (parts []part, err error) {
	for _, m := range modules {
		dir, failed := from.folder(m)
		if failed != nil {
			return nil, fmt.Errorf("find %s: %w", m, failed)
		}
		p, failed := read(m, os.DirFS(dir))
		if failed != nil {
			err = errors.Join(err, fmt.Errorf("license of %s: %w", m, failed))
		}
		parts = append(parts, p)
	}
	return parts, err
}

// read reads what lies at the top of a module, where its own licences are, and
// deeper those of what it took from others.
func read(m module.Version, files fs.FS) (part, error) {
	p := part{Version: m}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return enter(m, name)
		}
		return p.take(files, name)
	})
	slices.Sort(p.licenses)
	p.licenses = slices.Compact(p.licenses)
	if err == nil && len(p.licenses) == 0 {
		err = fmt.Errorf("%w: none is found", ErrLicense)
	}
	return p, err
}

// enter skips what is not in programs. The tree of Go holds licences of its tools
// and test data; that of the library stands at its top.
func enter(m module.Version, name string) error {
	base := path.Base(name)
	if name != "." && (m.Path == goModule || base == "testdata" || base == "node_modules" || strings.HasPrefix(base, "_") || strings.HasPrefix(base, ".")) {
		return fs.SkipDir
	}
	return nil
}

// take adds what one file tells.
func (p *part) take(files fs.FS, name string) error {
	base := path.Base(name)
	isPaper := papers.MatchString(base)
	if filepath.Ext(base) == ".go" || !isPaper && !notices.MatchString(base) {
		return nil
	}
	id, known := reviewed[p.Path+"/"+name]
	if known && id == "" {
		return nil
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	p.texts = append(p.texts, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
	if known {
		p.licenses = append(p.licenses, id)
	}
	if known || !isPaper {
		return nil
	}
	ids, err := identify(text)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	p.licenses = append(p.licenses, ids...)
	return nil
}

// identify tells which licences a text is.
func identify(text []byte) (ids []string, err error) {
	for _, match := range licensecheck.Scan(text).Match {
		if match.ID == "GooglePatentClause" { // a grant beside a licence, as Go's own
			continue
		}
		if !slices.Contains(allowed, match.ID) {
			return nil, fmt.Errorf("%w: %s", ErrLicense, match.ID)
		}
		ids = append(ids, match.ID)
	}
	if len(ids) == 0 {
		err = fmt.Errorf("%w: its text is not known", ErrLicense)
	}
	return ids, err
}
