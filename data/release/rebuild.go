package release

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
)

// A kiosk keeps photos, not packs. To write a content folder for the next kiosk
// it builds the packs again, byte for byte: their form is given by the photos in
// them. It has to know of all of those, also of the ones that were needed by an
// earlier release only; an index that does is called whole.

// What archive/zip writes around a stored entry named <SHA-256>.jpg, and at the
// end.
const (
	entryName = 2*32 + len(".jpg")
	entryHead = 30 + entryName
	entryTail = 46 + entryName
	zipEnd    = 22
)

// Marshal returns the index's only spelling.
func (x PhotoIndex) Marshal() []byte { return x.marshal() }

// ParseIndex reads what [PhotoIndex.Marshal] wrote, as strictly as an index in a
// content folder.
func ParseIndex(data []byte) (PhotoIndex, error) { return parseIndex(data) }

// Packs returns the packs, in the order of their SHA-256.
func (x PhotoIndex) Packs() []File {
	files := make([]File, len(x.packs))
	for i, p := range x.packs {
		files[i] = p.File
	}
	return files
}

// With returns the index with the photos added that other knows in the same
// packs. Where the two contradict each other, x holds.
func (x PhotoIndex) With(other PhotoIndex) PhotoIndex {
	known := map[string]packIndex{}
	for _, p := range other.packs {
		known[p.SHA256] = p
	}
	packs := make([]packIndex, len(x.packs))
	for i, p := range x.packs {
		packs[i] = packIndex{p.File, slices.Clone(p.photos)}
		for _, photo := range known[p.SHA256].photos {
			if !x.Has(photo.SHA256) {
				packs[i].photos = append(packs[i].photos, photo)
			}
		}
	}
	with, err := newIndex(packs)
	if err != nil {
		return x
	}
	return with
}

// Whole tells whether every byte of every pack is known from its photos.
func (x PhotoIndex) Whole() bool { return !slices.ContainsFunc(x.packs, packIndex.lacks) }

// lacks tells whether there are more photos in the pack than are known.
func (p packIndex) lacks() bool {
	end := int64(0)
	for _, photo := range p.photos {
		if photo.offset != end+int64(entryHead) {
			return true
		}
		end = photo.offset + photo.Length
	}
	return end+int64(len(p.photos)*entryTail+zipEnd) != p.Length
}

// Survey returns the index made whole: it reads the directories of the packs of
// which not all is known. What it finds is only believed where it fits; a photo
// read by it is verified like any other.
func (x PhotoIndex) Survey(ctx context.Context, src Source) (PhotoIndex, error) {
	var found []packIndex
	for _, p := range x.packs {
		if !p.lacks() {
			continue
		}
		whole, err := survey(ctx, src, p.File)
		if err != nil {
			return x, fmt.Errorf("survey photo pack: %w", err)
		}
		found = append(found, whole)
	}
	other, err := newIndex(found)
	if err != nil {
		return x, nil // two packs may hold the same dead photo: it stays unknown
	}
	return x.With(other), nil
}

// survey reads the directory at a pack's end.
func survey(ctx context.Context, src Source, pack File) (packIndex, error) {
	r, err := zip.NewReader(&sourceAt{ctx, src, fileName(pack.SHA256)}, pack.Length)
	if err != nil {
		return packIndex{}, err
	}
	out, end := packIndex{File: pack}, int64(0)
	for _, f := range r.File {
		sha, length := strings.TrimSuffix(path.Base(f.Name), ".jpg"), int64(f.UncompressedSize64)
		if f.Method != zip.Store || !isSHA256(sha) || length < 1 || length > maxPhoto {
			break
		}
		out.photos = append(out.photos, photoSpan{File{sha, length}, end + int64(entryHead)})
		end += int64(entryHead) + length
	}
	return out, nil
}

// sourceAt reads a file of a source at any place.
type sourceAt struct {
	ctx  context.Context // of the one survey
	src  Source
	name string
}

// ReadAt implements io.ReaderAt.
func (s *sourceAt) ReadAt(p []byte, offset int64) (int, error) {
	r, err := s.src.Open(s.ctx, s.name, offset, int64(len(p)))
	if err != nil {
		return 0, err
	}
	defer r.Close()
	n, err := io.ReadFull(r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}

// Rebuild writes the file of the content folder with that SHA-256 again, from
// the photos that open gives. It is [ErrCorrupt] when the bytes came out as
// others: something of w has to be thrown away then.
func (x PhotoIndex) Rebuild(ctx context.Context, pack File, w io.Writer, open func(sha256 string) (io.ReadCloser, error)) error {
	i := slices.IndexFunc(x.packs, func(p packIndex) bool { return p.File == pack })
	if i < 0 || x.packs[i].lacks() {
		return fmt.Errorf("rebuild photo pack: %w", &FileError{fileName(pack.SHA256), ErrMixed})
	}
	out := newSum(w)
	if err := zipPhotos(ctx, out, x.packs[i].photos, open); err != nil {
		return fmt.Errorf("rebuild photo pack: %w", err)
	}
	return rebuilt(out, pack)
}

func rebuilt(out *sum, want File) error {
	if out.err != nil {
		return out.err
	}
	if out.file() != want {
		return fmt.Errorf("rebuild: %w", &FileError{fileName(want.SHA256), fmt.Errorf("%w: came out as another file", ErrCorrupt)})
	}
	return nil
}

func zipPhotos(ctx context.Context, w io.Writer, photos []photoSpan, open func(sha256 string) (io.ReadCloser, error)) error {
	z := zip.NewWriter(w)
	for _, photo := range photos {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := readPhoto(photo.File, open)
		if err != nil {
			return err
		}
		if err := zipPhoto(z, photo.SHA256, data); err != nil {
			return err
		}
	}
	return z.Close()
}

func readPhoto(f File, open func(sha256 string) (io.ReadCloser, error)) ([]byte, error) {
	r, err := open(f.SHA256)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, f.Length))
}

// Repack writes a catalogue or an index packed as it was published. It is
// [ErrCorrupt] when this version of the program packs otherwise.
func Repack(w io.Writer, want File, data func(io.Writer) error) error {
	out := newSum(w)
	if err := compress(data)(out); err != nil {
		return err
	}
	return rebuilt(out, want)
}

// Signed returns what vouches for the release, by its name in a content folder:
// metadata and manifests. Roots before the one it was checked from are missing.
// It is to be asked after [Candidate.Index], which tells the packs.
func (c *Candidate) Signed() map[string][]byte {
	signed := map[string][]byte{
		timestampFile:                       c.files["timestamp.json"],
		metadataName(c.version, "snapshot"): c.files["snapshot.json"],
		metadataName(c.version, "targets"):  c.files["targets.json"],
		metadataName(c.Root, "root"):        c.files[rootFile],
	}
	for name, data := range c.targets() {
		signed["targets/"+fileOf(data).SHA256+"."+name] = data
	}
	return signed
}

// targets returns the signed targets by name.
func (c *Candidate) targets() map[string][]byte {
	all := map[string][]byte{target: c.Manifest.Marshal()}
	if c.Manifest.IndexText.SHA256 != "" {
		all[updateTarget] = c.Manifest.marshalUpdate()
	}
	if c.Withdrawn.Number > 0 {
		all[withdrawnTarget] = c.Withdrawn.Marshal()
	}
	if c.Programs.Number > 0 {
		all[programsTarget] = c.Programs.Marshal()
	}
	return all
}

// SignedBefore reads the roots from number 1 up to the one that the release was
// checked under, as far as src has them. They are judged by whoever reads them.
func (c *Candidate) SignedBefore(ctx context.Context, src Source) map[string][]byte {
	roots := map[string][]byte{}
	for n := int64(1); n < c.Root; n++ {
		name := metadataName(n, "root")
		if data, err := readAll(ctx, src, name, maxMetadata); err == nil && !bytes.Equal(data, nil) {
			roots[name] = data
		}
	}
	return roots
}

// Names returns the names of a signed set in the order in which a writer puts
// them: the timestamp, by which a reader finds the rest, last of all.
func Names(signed map[string][]byte) []string {
	names := slices.Sorted(maps.Keys(signed))
	if i := slices.Index(names, timestampFile); i >= 0 {
		names = append(slices.Delete(names, i, i+1), timestampFile)
	}
	return names
}
