package release

import (
	"bytes"
	"io"
	"os"
)

// addPatches makes the patches from the supported releases' files to those of m.
// What an older release cannot give any more is passed over: its kiosks take
// the whole file.
func (p *publisher) addPatches(m *Manifest, before []past, index []byte) error {
	known := map[string]Patch{}
	for _, old := range before {
		if old.CatalogueDB == m.CatalogueDB {
			for _, patch := range old.Patches {
				known[patch.From] = patch
			}
		}
	}
	next, err := os.Open(p.in.CatalogueDB)
	if err != nil {
		return err
	}
	defer next.Close()
	to := older{next, m.CatalogueDB.Length}
	for _, old := range before {
		if m.Patches, err = p.patch(m.Patches, known, old.CatalogueDB, old.Catalogue, to, m.Catalogue); err != nil {
			return err
		}
		if m.IndexPatches, err = p.indexPatch(*m, old, index); err != nil {
			return err
		}
	}
	return nil
}

// patch adds the patch that leads from one older file, packed in the folder, to
// the new one, unless it is there or is no shorter than the whole.
func (p *publisher) patch(list []Patch, known map[string]Patch, from, packed File, to older, whole File) ([]Patch, error) {
	if from.SHA256 == "" || hasPatch(list, from) || p.isWanted(from, to) {
		return list, p.ctx.Err()
	}
	if patch, ok := known[from.SHA256]; ok && p.holds(patch.File) {
		return append(list, patch), nil
	}
	old, err := p.unpacked(from, packed)
	if err != nil {
		return list, p.ctx.Err()
	}
	defer os.Remove(old.Name())
	defer old.Close()
	patch, err := p.makePatch(from, older{old, from.Length}, to)
	if err != nil || patch.Length >= whole.Length {
		return list, err
	}
	return append(list, patch), nil
}

func hasPatch(list []Patch, from File) bool {
	for _, p := range list {
		if p.From == from.SHA256 {
			return true
		}
	}
	return false
}

// isWanted tells whether the old file is the new one.
func (p *publisher) isWanted(from File, to older) bool {
	if from.Length != to.length {
		return false
	}
	sum := newSum(io.Discard)
	_, err := io.Copy(sum, io.NewSectionReader(to, 0, to.length))
	return err == nil && sum.file() == from
}

// indexPatch does the same for the index, from the one of an older release.
func (p *publisher) indexPatch(m Manifest, old past, index []byte) ([]Patch, error) {
	return p.patch(m.IndexPatches, nil, old.IndexText, old.Index, older{bytes.NewReader(index), int64(len(index))}, m.Index)
}

// unpacked unpacks a file of the folder into a temporary one.
func (p *publisher) unpacked(want, packed File) (*os.File, error) {
	tmp, err := os.CreateTemp(p.files.path, partPrefix+"*")
	if err != nil {
		return nil, err
	}
	r := openFile(p.ctx, oneFile(p.files.file(packed.SHA256)), packed)
	defer r.Close()
	if err := unpack(r, tmp, want); err != nil {
		tmp.Close()
		os.Remove(tmp.Name())
		return nil, err
	}
	return tmp, nil
}

func (p *publisher) makePatch(from File, old, next older) (Patch, error) {
	write, err := makePatch(p.ctx, old, next)
	if err != nil {
		return Patch{}, err
	}
	file, _, err := p.files.add(write)
	if err != nil {
		return Patch{}, err
	}
	p.report.Patches++
	p.report.PatchBytes += file.Length
	list, err := p.piecesOf(file)
	return Patch{from.SHA256, file, list}, err
}

// piecesOf lists the pieces of a file of the folder; none when it is one.
func (p *publisher) piecesOf(file File) (list []string, err error) {
	if file.Length <= pieceSize {
		return nil, nil
	}
	f, err := os.Open(p.files.file(file.SHA256))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	for range pieces(file.Length) {
		sum := newSum(io.Discard)
		if _, err := io.CopyN(sum, f, pieceSize); err != nil && err != io.EOF {
			return nil, err
		}
		list = append(list, sum.file().SHA256)
	}
	return list, nil
}
