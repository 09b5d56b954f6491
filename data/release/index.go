package release

import (
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

// The first line of an index, and the newest version of the form that this package
// knows.
const (
	indexHead    = "hangviet-photos/"
	indexVersion = 1
)

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

// lineLength is about how long a line of an index is at most.
const lineLength = 96

// marshal returns the index's only spelling.
func (x PhotoIndex) marshal() []byte {
	b := make([]byte, 0, lineLength*(1+len(x.packs)+len(x.where)))
	for line := range x.lines() {
		b = append(b, line...)
	}
	return b
}

// lines yields the lines of the only spelling; each is overwritten by the next.
func (x PhotoIndex) lines() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		b := fmt.Appendf(nil, "%s%d\n", indexHead, indexVersion)
		more := yield(b)
		for _, pack := range x.packs {
			if more = more && yield(appendLine(b[:0], "pack ", pack.SHA256, pack.Length)); !more {
				return
			}
			for _, p := range pack.photos {
				if more = yield(appendLine(b[:0], "photo ", p.SHA256, p.offset, p.Length)); !more {
					return
				}
			}
		}
	}
}

func appendLine(b []byte, kind, sha string, numbers ...int64) []byte {
	b = append(append(b, kind...), sha...)
	for _, n := range numbers {
		b = strconv.AppendInt(append(b, ' '), n, 10)
	}
	return append(b, '\n')
}

// parseIndex reads an index strictly: what it accepts, marshal turns back into
// the same bytes. It returns [ErrNewerFormat] or [ErrCorrupt].
func parseIndex(data []byte) (PhotoIndex, error) {
	var packs []packIndex
	n := 0
	for line := range strings.Lines(string(data)) {
		var err error
		if n++; n == 1 {
			err = parseHead(line)
		} else {
			packs, err = parseLine(packs, line)
		}
		if err != nil {
			return PhotoIndex{}, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if n == 0 {
		return PhotoIndex{}, parseHead("")
	}
	x := PhotoIndex{packs: packs, where: make(map[string]place, n)}
	if err := x.fill(); err != nil {
		return PhotoIndex{}, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if i := x.firstDifference(data); i >= 0 {
		return PhotoIndex{}, fmt.Errorf("%w: index is not as this program writes it, from byte %d on", ErrCorrupt, i)
	}
	return x, nil
}

// firstDifference returns where data begins to differ from what marshal returns,
// or -1.
func (x PhotoIndex) firstDifference(data []byte) int {
	at := 0
	for line := range x.lines() {
		rest := data[at:]
		if i := firstDifference(line, rest[:min(len(line), len(rest))]); i >= 0 {
			return at + i
		}
		at += len(line)
	}
	if at < len(data) {
		return at
	}
	return -1
}

func parseHead(line string) error {
	rest, ok := strings.CutPrefix(line, indexHead)
	version, err := strconv.Atoi(strings.TrimSuffix(rest, "\n"))
	if !ok || err != nil || version < 1 {
		return fmt.Errorf("%w: not a photo index", ErrCorrupt)
	}
	if version > indexVersion {
		return fmt.Errorf("%w: photo index format %d", ErrNewerFormat, version)
	}
	return nil
}

func parseLine(packs []packIndex, line string) ([]packIndex, error) {
	kind, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
	sha, rest, _ := strings.Cut(rest, " ")
	first, second, two := strings.Cut(rest, " ")
	a, err := strconv.ParseInt(first, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if kind == "pack" && !two {
		return append(packs, packIndex{File: File{sha, a}}), nil
	}
	length, err := strconv.ParseInt(second, 10, 64)
	if err != nil || kind != "photo" || len(packs) == 0 {
		return nil, fmt.Errorf("%w: neither a pack nor a photo of one", ErrCorrupt)
	}
	last := &packs[len(packs)-1]
	last.photos = append(last.photos, photoSpan{File{sha, length}, a})
	return packs, nil
}
