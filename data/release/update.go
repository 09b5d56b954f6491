package release

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// updateTarget is the second target that TUF signs: the manifest as programs
// read it that know of pieces and patches. It leaves out the packs, which the
// index names as well, and so stays at a few kilobytes. release.json says the
// same to older programs, and holds where this one's format is too new.
const updateTarget = "update.json"

// updateVersion is the newest format of update.json that this package knows.
const updateVersion = stagedFormat

// maxPatches bounds each list of patches.
const maxPatches = 100

// Patch leads from an older file to that of the release.
type Patch struct {
	From   string   // SHA-256 of the older file, unpacked
	File            // the patch, in files/
	Pieces []string // as those of [Manifest.CataloguePieces]
}

type updateJSON struct {
	Update           int         `json:"update"`
	Number           int64       `json:"number"`
	Issued           string      `json:"issued"`
	Note             string      `json:"note"`
	MinimumVersion   string      `json:"minimum_version"`
	Sample           bool        `json:"sample"`
	Catalogue        piecesJSON  `json:"catalogue"`
	CatalogueDB      fileJSON    `json:"catalogue_db"`
	CataloguePatches []patchJSON `json:"catalogue_patches"`
	Index            piecesJSON  `json:"index"`
	IndexText        fileJSON    `json:"index_text"`
	IndexPatches     []patchJSON `json:"index_patches"`
	Stage            []string    `json:"stage,omitzero"`
	Settings         fileJSON    `json:"settings,omitzero"`
}

type piecesJSON struct {
	SHA256 string   `json:"sha256"`
	Length int64    `json:"length"`
	Pieces []string `json:"pieces,omitempty"`
}

type patchJSON struct {
	From   string   `json:"from"`
	SHA256 string   `json:"sha256"`
	Length int64    `json:"length"`
	Pieces []string `json:"pieces,omitempty"`
}

// marshalUpdate returns the only spelling of update.json: JSON in one line,
// fields in a fixed order, a line end at its end.
func (m Manifest) marshalUpdate() []byte {
	return encode(updateJSON{
		Update: m.format(), Number: m.Number, Issued: m.IssuedAt.UTC().Format(time.RFC3339), Note: m.Note,
		MinimumVersion: m.MinimumVersion, Sample: m.Sample,
		Catalogue:   piecesJSON{m.Catalogue.SHA256, m.Catalogue.Length, m.CataloguePieces},
		CatalogueDB: fileJSON(m.CatalogueDB), CataloguePatches: patchesJSON(m.Patches),
		Index:     piecesJSON{m.Index.SHA256, m.Index.Length, m.IndexPieces},
		IndexText: fileJSON(m.IndexText), IndexPatches: patchesJSON(m.IndexPatches),
		Stage: m.Stage, Settings: fileJSON(m.Settings),
	}, "")
}

func patchesJSON(patches []Patch) []patchJSON {
	list := make([]patchJSON, len(patches))
	for i, p := range patches {
		list[i] = patchJSON{p.From, p.SHA256, p.Length, p.Pieces}
	}
	return list
}

// parseUpdate reads update.json as strictly as [ParseManifest] reads the other
// spelling, with the same classes of errors. Packs stay unknown.
func parseUpdate(data []byte) (Manifest, error) {
	return spelling[updateJSON, Manifest]{
		what: "update", newest: updateVersion, version: func(j updateJSON) int { return j.Update },
		read: updateJSON.manifest, write: Manifest.marshalUpdate,
	}.parse(data)
}

func (j updateJSON) manifest() (Manifest, error) {
	issued, err := time.Parse(time.RFC3339, j.Issued)
	if err != nil {
		return Manifest{}, err
	}
	m := Manifest{
		Number: j.Number, IssuedAt: issued, Note: j.Note, MinimumVersion: j.MinimumVersion, Sample: j.Sample,
		Catalogue: File{j.Catalogue.SHA256, j.Catalogue.Length}, CataloguePieces: j.Catalogue.Pieces,
		CatalogueDB: File(j.CatalogueDB), Patches: patchesOf(j.CataloguePatches),
		Index: File{j.Index.SHA256, j.Index.Length}, IndexPieces: j.Index.Pieces,
		IndexText: File(j.IndexText), IndexPatches: patchesOf(j.IndexPatches),
		Stage: j.Stage, Settings: File(j.Settings),
	}
	return m, cmp.Or(m.checkHead(), m.checkFiles(), m.checkUpdate())
}

func patchesOf(list []patchJSON) []Patch {
	var patches []Patch
	for _, p := range list {
		patches = append(patches, Patch{p.From, File{p.SHA256, p.Length}, p.Pieces})
	}
	return patches
}

// checkUpdate holds what only update.json has.
func (m Manifest) checkUpdate() error {
	err := cmp.Or(checkPieces(m.Catalogue, m.CataloguePieces), checkPieces(m.Index, m.IndexPieces), m.IndexText.check(maxIndex))
	if err == nil && max(len(m.Patches), len(m.IndexPatches)) > maxPatches {
		err = fmt.Errorf("more than %d patches", maxPatches)
	}
	for _, p := range slices.Concat(m.Patches, m.IndexPatches) {
		if err == nil && !isSHA256(p.From) {
			err = fmt.Errorf("%q is not a SHA-256", p.From)
		}
		err = cmp.Or(err, p.check(maxCatalogue), checkPieces(p.File, p.Pieces))
	}
	return err
}

// checkPieces tells whether a file is listed by its pieces, one that is no longer
// than one by its own hash alone.
func checkPieces(f File, list []string) error {
	want := int(pieces(f.Length))
	if want == 1 {
		want = 0
	}
	if len(list) != want {
		return fmt.Errorf("%d pieces of %d bytes", len(list), f.Length)
	}
	for _, sha := range list {
		if !isSHA256(sha) {
			return fmt.Errorf("%q is not a SHA-256", sha)
		}
	}
	return nil
}
