package release

import (
	"bytes"
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// PhotoIndex says where each photo lies. On disk it is text (packed as zstd),
// one line each, ended by a line feed:
//
//	hangviet-photos/1
//	pack <SHA-256> <length>                    packs in the order of SHA-256
//	photo <SHA-256> <offset> <length>          the photos of that pack by offset
type PhotoIndex struct {
	packs []packIndex
	where map[string]place
}

// packIndex is one pack and the photos in it that the release needs.
type packIndex struct {
	File
	photos []photoSpan
}

// photoSpan is the bytes of one photo within a pack.
type photoSpan struct {
	File
	offset int64
}

// place says which photo of which pack.
type place struct{ pack, photo int }

const indexHead = "hangviet-photos/"

// Has tells whether the release holds the photo with that SHA-256.
func (x PhotoIndex) Has(sha256 string) bool {
	_, ok := x.where[sha256]
	return ok
}

// Len returns the number of photos.
func (x PhotoIndex) Len() int { return len(x.where) }

// All yields every photo the release shows, pack by pack.
func (x PhotoIndex) All() iter.Seq[File] {
	return func(yield func(File) bool) {
		for _, pack := range x.packs {
			for _, photo := range pack.photos {
				if !yield(photo.File) {
					return
				}
			}
		}
	}
}

// newIndex puts packs and photos in order and checks them.
func newIndex(packs []packIndex) (PhotoIndex, error) {
	slices.SortFunc(packs, func(a, b packIndex) int { return cmp.Compare(a.SHA256, b.SHA256) })
	for _, p := range packs {
		slices.SortFunc(p.photos, func(a, b photoSpan) int { return cmp.Compare(a.offset, b.offset) })
	}
	x := PhotoIndex{packs: packs, where: map[string]place{}}
	return x, x.fill()
}

// fill makes where, and refuses what is out of order, overlaps or is doubled.
func (x PhotoIndex) fill() error {
	last := ""
	for i, pack := range x.packs {
		if err := pack.check(maxPack); err != nil {
			return fmt.Errorf("pack: %w", err)
		}
		if pack.SHA256 <= last {
			return fmt.Errorf("pack %s is out of order", pack.SHA256)
		}
		last = pack.SHA256
		if err := x.fillPack(i, pack); err != nil {
			return err
		}
	}
	return nil
}

func (x PhotoIndex) fillPack(i int, pack packIndex) error {
	end := int64(0)
	for j, photo := range pack.photos {
		if err := photo.check(maxPhoto); err != nil {
			return fmt.Errorf("photo: %w", err)
		}
		if photo.offset < end || photo.offset > pack.Length-photo.Length {
			return fmt.Errorf("photo %s overlaps another or its pack's end", photo.SHA256)
		}
		if x.Has(photo.SHA256) {
			return fmt.Errorf("photo %s is there twice", photo.SHA256)
		}
		end = photo.offset + photo.Length
		x.where[photo.SHA256] = place{i, j}
	}
	return nil
}

// marshal returns the index's only spelling.
func (x PhotoIndex) marshal() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s%d\n", indexHead, formatVersion)
	for _, pack := range x.packs {
		fmt.Fprintf(&b, "pack %s %d\n", pack.SHA256, pack.Length)
		for _, p := range pack.photos {
			fmt.Fprintf(&b, "photo %s %d %d\n", p.SHA256, p.offset, p.Length)
		}
	}
	return b.Bytes()
}

// parseIndex reads an index strictly: what it accepts, marshal turns back into
// the same bytes. It returns [ErrNewerFormat] or [ErrCorrupt].
func parseIndex(data []byte) (PhotoIndex, error) {
	var packs []packIndex
	for n, line := range strings.SplitAfter(string(data), "\n") {
		var err error
		switch {
		case n == 0:
			err = parseHead(line)
		case line != "":
			packs, err = parseLine(packs, line)
		}
		if err != nil {
			return PhotoIndex{}, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	x := PhotoIndex{packs: packs, where: map[string]place{}}
	if err := x.fill(); err != nil {
		return PhotoIndex{}, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if i := firstDifference(data, x.marshal()); i >= 0 {
		return PhotoIndex{}, fmt.Errorf("%w: index is not as this program writes it, from byte %d on", ErrCorrupt, i)
	}
	return x, nil
}

func parseHead(line string) error {
	rest, ok := strings.CutPrefix(line, indexHead)
	version, err := strconv.Atoi(strings.TrimSuffix(rest, "\n"))
	if !ok || err != nil || version < 1 {
		return fmt.Errorf("%w: not a photo index", ErrCorrupt)
	}
	if version > formatVersion {
		return fmt.Errorf("%w: photo index format %d", ErrNewerFormat, version)
	}
	return nil
}

func parseLine(packs []packIndex, line string) ([]packIndex, error) {
	words := strings.Fields(line)
	numbers := make([]int64, 0, 2)
	for _, w := range words[min(2, len(words)):] {
		n, err := strconv.ParseInt(w, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
		numbers = append(numbers, n)
	}
	switch {
	case len(words) == 3 && words[0] == "pack":
		return append(packs, packIndex{File: File{words[1], numbers[0]}}), nil
	case len(words) == 4 && words[0] == "photo" && len(packs) > 0:
		last := &packs[len(packs)-1]
		last.photos = append(last.photos, photoSpan{File{words[1], numbers[1]}, numbers[0]})
		return packs, nil
	}
	return nil, fmt.Errorf("%w: neither a pack nor a photo of one", ErrCorrupt)
}
