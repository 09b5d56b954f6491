package release

import (
	"cmp"
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"
)

// The limits of a release. Larger is refused, by publisher and reader alike.
const (
	maxMetadata  = 1 << 20  // bytes of one metadata file
	maxManifest  = 16 << 20 // bytes of the manifest
	maxNote      = 4 << 10  // bytes of the publisher's note
	maxCatalogue = 1 << 30  // bytes of the catalogue, packed and unpacked
	maxIndex     = 64 << 20 // bytes of the pack index, packed and unpacked
	maxPack      = 64 << 20 // bytes of one photo pack
	maxPhoto     = 16 << 20 // bytes of one photo
	maxPacks     = 100_000
	pieceSize    = 1 << 20 // bytes of a file that are verified and kept as one
)

// formatVersion is the newest version of the manifest that this package knows.
// Readers of a version refuse later ones with [ErrNewerFormat].
const formatVersion = stagedFormat

// File names content-addressed bytes.
type File struct {
	SHA256 string // 64 lower-case hexadecimal digits
	Length int64  // bytes
}

// Manifest says what a release is and which files it is made of. It is the one
// target that TUF signs, as JSON.
type Manifest struct {
	Number         int64     // 1 and up; one more with every release
	IssuedAt       time.Time // UTC, whole seconds
	Note           string    // the publisher's words, may be empty
	MinimumVersion string    // of the program that shows it, "1.4" or "1.4.2"; "" for any
	Sample         bool      // invented data, shown as such
	Catalogue      File      // SQLite file as zstd
	CatalogueDB    File      // the same, unpacked
	Index          File      // where each photo lies, zstd
	Packs          []File    // photo packs, in the order of their SHA-256

	// Stage holds the ids of the kiosks that take the release before the others
	// do, in their order; nil: it is for all, empty: for none that shows anything.
	Stage []string

	Settings File // what is set for single kiosks, see [Settings]; the zero File: nothing

	// A release of an older publisher has none of these.
	CataloguePieces []string // SHA-256 of each mebibyte of Catalogue; none when that is all
	IndexPieces     []string // the same of Index
	IndexText       File     // Index, unpacked
	Patches         []Patch  // from earlier catalogues to CatalogueDB
	IndexPatches    []Patch  // from earlier indexes to IndexText
}

// manifestJSON is the manifest on disk, its fields in this order.
type manifestJSON struct {
	Format         int        `json:"format"`
	Number         int64      `json:"number"`
	Issued         string     `json:"issued"`
	Note           string     `json:"note"`
	MinimumVersion string     `json:"minimum_version"`
	Sample         bool       `json:"sample"`
	Catalogue      fileJSON   `json:"catalogue"`
	CatalogueDB    fileJSON   `json:"catalogue_db"`
	Index          fileJSON   `json:"index"`
	Packs          []fileJSON `json:"packs"`
	Stage          []string   `json:"stage,omitzero"`
	Settings       fileJSON   `json:"settings,omitzero"`
}

type fileJSON struct {
	SHA256 string `json:"sha256"`
	Length int64  `json:"length"`
}

// Marshal returns the manifest's only spelling: JSON, indented by two spaces,
// fields in a fixed order, a line end at its end.
func (m Manifest) Marshal() []byte {
	packs := make([]fileJSON, len(m.Packs))
	for i, p := range m.Packs {
		packs[i] = fileJSON(p)
	}
	return encode(manifestJSON{
		Format: m.format(), Number: m.Number, Issued: m.IssuedAt.UTC().Format(time.RFC3339), Note: m.Note,
		MinimumVersion: m.MinimumVersion, Sample: m.Sample, Catalogue: fileJSON(m.Catalogue),
		CatalogueDB: fileJSON(m.CatalogueDB), Index: fileJSON(m.Index), Packs: packs,
		Stage: m.Stage, Settings: fileJSON(m.Settings),
	}, "  ")
}

// ParseManifest reads strictly what [Manifest.Marshal] wrote. It returns
// [ErrNewerFormat] or [ErrCorrupt].
func ParseManifest(data []byte) (Manifest, error) {
	return spelling[manifestJSON, Manifest]{
		what: "manifest", newest: formatVersion, version: func(j manifestJSON) int { return j.Format },
		read: manifestJSON.manifest, write: Manifest.Marshal,
	}.parse(data)
}

func (j manifestJSON) manifest() (Manifest, error) {
	issued, err := time.Parse(time.RFC3339, j.Issued)
	if err != nil {
		return Manifest{}, err
	}
	m := Manifest{
		Number: j.Number, IssuedAt: issued, Note: j.Note, MinimumVersion: j.MinimumVersion, Sample: j.Sample,
		Catalogue: File(j.Catalogue), CatalogueDB: File(j.CatalogueDB), Index: File(j.Index),
		Stage: j.Stage, Settings: File(j.Settings),
	}
	for _, p := range j.Packs {
		m.Packs = append(m.Packs, File(p))
	}
	return m, cmp.Or(m.checkHead(), m.checkFiles())
}

var versionShape = regexp.MustCompile(`^([0-9]{1,9}(\.[0-9]{1,9}){0,2})?$`)

// checkHead holds what every manifest keeps to, one to be published too.
func (m Manifest) checkHead() error {
	switch {
	case m.Number < 1:
		return fmt.Errorf("release number is %d", m.Number)
	case m.IssuedAt.Year() < 2000 || m.IssuedAt.Year() > 9999:
		return fmt.Errorf("release is issued in the year %d", m.IssuedAt.Year())
	case len(m.Note) > maxNote || !utf8.ValidString(m.Note):
		return fmt.Errorf("note is not UTF-8 text of at most %d bytes", maxNote)
	case !versionShape.MatchString(m.MinimumVersion):
		return fmt.Errorf("minimum version is %q", m.MinimumVersion)
	case len(m.Packs) > maxPacks:
		return fmt.Errorf("more than %d photo packs", maxPacks)
	}
	return m.checkStage()
}

func (m Manifest) checkFiles() error {
	for _, f := range []struct {
		File
		what  string
		limit int64
	}{{m.Catalogue, "catalogue", maxCatalogue}, {m.CatalogueDB, "unpacked catalogue", maxCatalogue}, {m.Index, "pack index", maxIndex}} {
		if err := f.check(f.limit); err != nil {
			return fmt.Errorf("%s: %w", f.what, err)
		}
	}
	if err := m.Settings.check(maxSettings); m.Settings != (File{}) && err != nil {
		return fmt.Errorf("settings of kiosks: %w", err)
	}
	last := ""
	for _, p := range m.Packs {
		if err := p.check(maxPack); err != nil {
			return fmt.Errorf("photo pack: %w", err)
		}
		if p.SHA256 <= last {
			return fmt.Errorf("photo pack %s is out of order", p.SHA256)
		}
		last = p.SHA256
	}
	return nil
}

func (f File) check(limit int64) error {
	if !isSHA256(f.SHA256) {
		return fmt.Errorf("%q is not a SHA-256", f.SHA256)
	}
	if f.Length < 1 || f.Length > limit {
		return fmt.Errorf("length %d is not within 1 to %d", f.Length, limit)
	}
	return nil
}
