package release

import (
	"archive/zip"
	"cmp"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/klauspost/compress/zstd"
)

const (
	// windowSize is zstd's window, and what a reader sets aside for it.
	windowSize = 8 << 20
	// packSize is the size up to which photos are put into one pack.
	packSize = 8 << 20
	// A pack below smallPack is small; maxSmall of them are tolerated, then
	// they are packed together.
	smallPack = packSize / 4
	maxSmall  = 16
)

// compress returns what writes data as zstd; one goroutine and a fixed level,
// so that the same data gives the same bytes.
func compress(data func(io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1),
			zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithWindowSize(windowSize))
		if err != nil {
			return err
		}
		if err := data(z); err != nil {
			z.Close()
			return err
		}
		return z.Close()
	}
}

// pack returns what writes data as zstd.
func pack(data []byte) func(io.Writer) error {
	return compress(func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// add puts a file into files/ and counts it.
func (p *publisher) add(fill func(io.Writer) error) (File, error) {
	f, isNew, err := p.files.add(fill)
	if err != nil {
		return File{}, err
	}
	p.count(f, isNew)
	p.seen[f.SHA256] = stampOf(p.files.file(f.SHA256))
	return f, p.ctx.Err()
}

func (p *publisher) count(f File, isNew bool) {
	if isNew {
		p.report.NewFiles++
		p.report.NewBytes += f.Length
		return
	}
	p.report.ReusedFiles++
	p.report.ReusedBytes += f.Length
}

// catalogue packs the SQLite file, unless it is the last release's.
func (p *publisher) catalogue(old last) (db, packed File, err error) {
	f, err := os.Open(p.in.CatalogueDB)
	if err != nil {
		return File{}, File{}, err
	}
	defer f.Close()
	whole := newSum(io.Discard)
	if _, err := io.Copy(whole, f); err != nil {
		return File{}, File{}, err
	}
	if db = whole.file(); db == old.CatalogueDB && p.holds(old.Catalogue) {
		p.count(old.Catalogue, false)
		return db, old.Catalogue, nil
	}
	packed, err = p.add(compress(func(w io.Writer) error {
		again := newSum(w)
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.Copy(again, f); err != nil {
			return err
		}
		if again.file() != db {
			return fmt.Errorf("%s changed while it was read", p.in.CatalogueDB)
		}
		return nil
	}))
	return db, packed, err
}

// photos keeps the old packs that still serve and packs the other photos. Which
// packs there are depends on what was published before; the catalogue does not
// know them.
func (p *publisher) photos(old PhotoIndex) (PhotoIndex, error) {
	packs := p.keep(old)
	kept := map[string]bool{}
	for _, pack := range packs {
		p.count(pack.File, false)
		for _, photo := range pack.photos {
			kept[photo.SHA256] = true
		}
	}
	fresh, err := p.fresh(kept)
	if err != nil {
		return PhotoIndex{}, err
	}
	for _, group := range groups(fresh) {
		pack, err := p.pack(group)
		if err != nil {
			return PhotoIndex{}, err
		}
		packs = append(packs, pack)
	}
	return newIndex(packs)
}

// keep returns the old packs that are whole and of which at least half is still
// wanted, with the wanted photos. When too many small ones have come together,
// it leaves those out, so that they are packed anew.
func (p *publisher) keep(old PhotoIndex) []packIndex {
	var packs []packIndex
	small := 0
	for _, pack := range old.packs {
		used := int64(0)
		var photos []photoSpan
		for _, photo := range pack.photos {
			if _, ok := p.in.Photos[photo.SHA256]; ok {
				photos = append(photos, photo)
				used += photo.Length
			}
		}
		if used < pack.Length/2 || !p.holds(pack.File) {
			continue
		}
		if pack.Length < smallPack {
			small++
		}
		packs = append(packs, packIndex{pack.File, photos})
	}
	if small > maxSmall {
		packs = slices.DeleteFunc(packs, func(x packIndex) bool { return x.Length < smallPack })
	}
	return packs
}

// freshPhoto is a photo that is in no pack yet.
type freshPhoto struct {
	File
	path string
}

func (p *publisher) fresh(kept map[string]bool) ([]freshPhoto, error) {
	var fresh []freshPhoto
	for _, sha := range slices.Sorted(maps.Keys(p.in.Photos)) {
		if kept[sha] {
			continue
		}
		info, err := os.Stat(p.in.Photos[sha])
		if err != nil {
			return nil, err
		}
		f := File{sha, info.Size()}
		if err := f.check(maxPhoto); err != nil {
			return nil, fmt.Errorf("photo %s: %w", p.in.Photos[sha], err)
		}
		fresh = append(fresh, freshPhoto{f, p.in.Photos[sha]})
	}
	return fresh, nil
}

// groups cuts photos into packs of about packSize.
func groups(photos []freshPhoto) [][]freshPhoto {
	var all [][]freshPhoto
	size := int64(packSize)
	for _, photo := range photos {
		if size += photo.Length; size > packSize {
			all, size = append(all, nil), photo.Length
		}
		all[len(all)-1] = append(all[len(all)-1], photo)
	}
	return all
}

// pack writes a ZIP file of stored photos without dates, and finds out where
// each lies in it.
func (p *publisher) pack(photos []freshPhoto) (packIndex, error) {
	file, err := p.add(func(w io.Writer) error { return writeZIP(w, photos) })
	if err != nil {
		return packIndex{}, err
	}
	r, err := zip.OpenReader(p.files.file(file.SHA256))
	if err != nil {
		return packIndex{}, err
	}
	defer r.Close()
	out := packIndex{File: file}
	for i, f := range r.File {
		offset, err := f.DataOffset()
		if err != nil {
			return packIndex{}, err
		}
		out.photos = append(out.photos, photoSpan{photos[i].File, offset})
	}
	slices.SortFunc(out.photos, func(a, b photoSpan) int { return cmp.Compare(a.offset, b.offset) })
	return out, nil
}

func writeZIP(w io.Writer, photos []freshPhoto) error {
	z := zip.NewWriter(w)
	for _, photo := range photos {
		data, err := os.ReadFile(photo.path)
		if err != nil {
			return err
		}
		if fileOf(data) != photo.File {
			return fmt.Errorf("photo %s is not the one with SHA-256 %s", photo.path, photo.SHA256)
		}
		if err := zipPhoto(z, photo.SHA256, data); err != nil {
			return err
		}
	}
	return z.Close()
}

// zipPhoto stores one photo; [PhotoIndex.Rebuild] relies on its form.
func zipPhoto(z *zip.Writer, sha256 string, data []byte) error {
	entry, err := z.CreateRaw(&zip.FileHeader{
		Name: sha256 + ".jpg", Method: zip.Store, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data)),
	})
	if err != nil {
		return err
	}
	_, err = entry.Write(data)
	return err
}
