package press

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/semver"

	"hangviet/data/fsync"
	"hangviet/data/hub/books"
	"hangviet/data/update"
)

// Package is a package of the kiosk's program that lies at the hub, to be given out
// with the content.
type Package struct {
	Platform string    `json:"platform"` // "linux/amd64"
	Version  string    `json:"version"`  // "v1.4.2"
	SHA256   string    `json:"sha256"`
	Size     int64     `json:"size"` // bytes
	Came     time.Time `json:"came"`
}

// The reasons for which a package is not taken, beside [ErrTooLarge] and [ErrTooMany].
var (
	ErrPackage  = update.ErrPackage
	ErrPlatform = errors.New("no kiosk runs on that platform")
	ErrNeeded   = errors.New("an order that is not over needs the package")
)

// Platforms are those that kiosks run on.
func Platforms() []string { return []string{"linux/amd64", "linux/arm64", "windows/amd64"} }

const (
	packageSuffix = ".package"
	maxPackages   = 32
	maxParts      = 10_000 // files in a package for Windows
	debMark       = "!<arch>\n"
)

func (p *Press) packages() string { return filepath.Join(p.Dir, "packages") }

// PackageFile is where a package lies.
func (p *Press) packageFile(sha string) string { return filepath.Join(p.packages(), sha+packageSuffix) }

// Packages returns the packages that lie here: by platform, the newest version first.
func (p *Press) Packages() (all []Package, err error) {
	entries, err := os.ReadDir(p.packages())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list packages: %w", err)
	}
	for _, e := range entries {
		sha, ours := strings.CutSuffix(e.Name(), packageSuffix)
		if !ours {
			continue
		}
		x, err := p.packageOf(sha)
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // removed meanwhile
			return nil, err
		}
		if err == nil {
			all = append(all, x)
		}
	}
	slices.SortFunc(all, func(a, b Package) int {
		if a.Platform != b.Platform {
			return strings.Compare(a.Platform, b.Platform)
		}
		return semver.Compare(b.Version, a.Version)
	})
	return all, nil
}

func (p *Press) packageOf(sha string) (Package, error) {
	path := p.packageFile(sha)
	label, err := update.ReadLabel(path)
	if err != nil {
		return Package{}, fmt.Errorf("read package: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return Package{}, fmt.Errorf("read package: %w", err)
	}
	return Package{label.Platform, label.Version, sha, info.Size(), info.ModTime()}, nil
}

// PutPackage takes a package. What it is, is read off the file itself and checked;
// nobody types it. [ErrPackage], [ErrPlatform], [ErrTooLarge] and [ErrTooMany] say why
// it is not taken.
func (p *Press) PutPackage(ctx context.Context, r io.Reader) (Package, error) {
	if err := os.MkdirAll(p.packages(), 0o750); err != nil {
		return Package{}, fmt.Errorf("keep package: %w", err)
	}
	part, err := os.CreateTemp(p.packages(), "*.part")
	if err != nil {
		return Package{}, fmt.Errorf("keep package: %w", err)
	}
	defer os.Remove(part.Name())
	sha, err := p.spool(part, r)
	if err != nil {
		return Package{}, err
	}
	x, err := p.admit(part.Name(), sha)
	if err != nil {
		return Package{}, err
	}
	err = p.DB.Update(ctx, func(t *books.Tx) error {
		if err := p.Audit(ctx, t, "press.package", x.Version+" "+x.Platform, x.SHA256); err != nil {
			return err
		}
		return os.Rename(part.Name(), p.packageFile(sha))
	})
	if err == nil {
		err = fsync.Path(p.packages())
	}
	if err != nil {
		return Package{}, fmt.Errorf("keep package: %w", err)
	}
	return p.packageOf(sha)
}

// spool writes what comes to the disk and says what it is by its SHA-256.
func (p *Press) spool(part *os.File, r io.Reader) (sha string, err error) {
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(part, sum), io.LimitReader(r, p.Limits.Program+1))
	if err = errors.Join(err, part.Sync(), part.Close()); err != nil {
		return "", fmt.Errorf("keep package: %w", err)
	}
	if n > p.Limits.Program {
		return "", ErrTooLarge
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// admit reads off a file what it is.
func (p *Press) admit(path, sha string) (Package, error) {
	if err := measurePackage(path); err != nil {
		return Package{}, err
	}
	label, err := update.ReadWhole(path)
	if err != nil {
		return Package{}, err
	}
	if !slices.Contains(Platforms(), label.Platform) {
		return Package{}, fmt.Errorf("%w: %s", ErrPlatform, label.Platform)
	}
	held, err := p.Packages()
	if err != nil {
		return Package{}, err
	}
	if len(held) >= maxPackages && !slices.ContainsFunc(held, func(x Package) bool { return x.SHA256 == sha }) {
		return Package{}, ErrTooMany
	}
	return Package{Platform: label.Platform, Version: label.Version, SHA256: sha}, nil
}

// measurePackage refuses a ZIP file whose table of contents would fill the memory. A
// .deb is read from its beginning and has none.
func measurePackage(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("measure package: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("measure package: %w", err)
	}
	magic := make([]byte, len(debMark))
	if _, err := f.ReadAt(magic, 0); err == nil && string(magic) == debMark {
		return nil
	}
	if bad := measureZIP(f, info.Size(), maxParts); bad != nil {
		return fmt.Errorf("%w: %s", ErrPackage, bad.code)
	}
	return nil
}

// RemovePackage removes a package that no order waits for: [ErrNeeded]. What was given
// out stays in the content folder. [books.ErrNotFound] when it is not here.
func (p *Press) RemovePackage(ctx context.Context, sha string) error {
	held, err := p.Packages()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(held, func(x Package) bool { return x.SHA256 == sha })
	if i < 0 {
		return books.ErrNotFound
	}
	return p.DB.Update(ctx, func(t *books.Tx) error {
		if needed, err := packagesOf(t); err != nil || needed[sha] {
			return errors.Join(err, ErrNeeded)
		}
		if err := p.Audit(ctx, t, "press.unpackage", held[i].Version+" "+held[i].Platform, sha); err != nil {
			return err
		}
		return os.Remove(p.packageFile(sha))
	})
}

// packagesOf tells which packages orders wait for that are not carried out yet.
func packagesOf(t *books.Tx) (map[string]bool, error) {
	needed := map[string]bool{}
	waiting, err := openOrders(t)
	for _, o := range waiting {
		for _, x := range o.Terms.Packages {
			needed[x.SHA256] = true
		}
	}
	return needed, err
}
