package release

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
)

// joinGap is how many unwanted bytes between two wanted photos are read over
// rather than asked for anew: a request costs more than they do.
const joinGap = 64 << 10

// FetchPhotos reads the wanted photos and hands each to put, pack by pack,
// neighbours in one go. The reader fails with [ErrCorrupt] at its end when the
// bytes are not the photo's, so put keeps a photo only after reading it to
// io.EOF; errors of put end the work as they are. Progress, which may be nil,
// gets the photo bytes read so far.
func FetchPhotos(ctx context.Context, src Source, index PhotoIndex, want []File,
	put func(sha256 string, r io.Reader) error, progress func(n int64),
) error {
	runs, err := index.runs(want)
	if err != nil {
		return fmt.Errorf("fetch photos: %w", err)
	}
	f := photoFetch{ctx: ctx, src: src, put: put, progress: progress}
	for _, run := range runs {
		if err := f.run(run); err != nil {
			return fmt.Errorf("fetch photos: %w", err)
		}
	}
	return nil
}

// photoRun is photos of one pack that are read in one go.
type photoRun struct {
	pack   string
	photos []photoSpan
}

func (r photoRun) end() int64 {
	last := r.photos[len(r.photos)-1]
	return last.offset + last.Length
}

// runs puts the wanted photos in the order of the packs and joins neighbours.
func (x PhotoIndex) runs(want []File) ([]photoRun, error) {
	places := make([]place, 0, len(want))
	for _, w := range want {
		p, ok := x.where[w.SHA256]
		if !ok || x.packs[p.pack].photos[p.photo].Length != w.Length {
			return nil, fmt.Errorf("%w: photo %s is not in the release's packs", ErrMixed, w.SHA256)
		}
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.pack, b.pack), cmp.Compare(a.photo, b.photo))
	})
	var runs []photoRun
	for _, p := range slices.Compact(places) {
		pack, span := x.packs[p.pack].SHA256, x.packs[p.pack].photos[p.photo]
		if n := len(runs); n > 0 && runs[n-1].pack == pack && span.offset-runs[n-1].end() <= joinGap {
			runs[n-1].photos = append(runs[n-1].photos, span)
			continue
		}
		runs = append(runs, photoRun{pack, []photoSpan{span}})
	}
	return runs, nil
}

// of tells whether the index is about the manifest's packs.
func (x PhotoIndex) of(m Manifest) bool {
	return slices.EqualFunc(x.packs, m.Packs, func(p packIndex, f File) bool { return p.File == f })
}

// photoFetch is one call of FetchPhotos.
type photoFetch struct {
	ctx      context.Context
	src      Source
	put      func(sha256 string, r io.Reader) error
	progress func(n int64)
	done     int64
}

func (f *photoFetch) run(run photoRun) error {
	start := run.photos[0].offset
	r := &resumer{ctx: f.ctx, src: f.src, name: fileName(run.pack), offset: start, left: run.end() - start}
	defer r.Close()
	for _, photo := range run.photos {
		if _, err := io.CopyN(io.Discard, r, photo.offset-r.offset); err != nil {
			return err
		}
		if err := f.photo(r, photo); err != nil {
			return err
		}
	}
	return nil
}

func (f *photoFetch) photo(r *resumer, photo photoSpan) error {
	p := &photoReader{fetch: f, r: r, sum: newSum(io.Discard), want: photo.File}
	err := f.put(photo.SHA256, p)
	if p.err != nil { // the reason, however put has worded it
		return p.err
	}
	if err == nil && p.sum.length < photo.Length {
		return fmt.Errorf("photo %s was not read to its end", photo.SHA256)
	}
	if err == nil && !errors.Is(p.ending(), io.EOF) {
		return p.err
	}
	return err
}

// photoReader reads one photo, with the same promise as fileReader.
type photoReader struct {
	fetch *photoFetch
	r     *resumer
	sum   *sum
	want  File
	err   error
}

func (p *photoReader) Read(b []byte) (int, error) {
	left := p.want.Length - p.sum.length
	if left == 0 {
		return 0, p.ending()
	}
	n, err := p.r.Read(b[:min(int64(len(b)), left)])
	_, _ = p.sum.Write(b[:n])
	p.fetch.done += int64(n)
	if n > 0 && p.fetch.progress != nil {
		p.fetch.progress(p.fetch.done)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		p.err = err
		return n, err
	}
	return n, nil
}

func (p *photoReader) ending() error {
	if p.sum.file() != p.want {
		p.err = &FileError{p.r.name, fmt.Errorf("%w: photo %s has a wrong hash", ErrCorrupt, p.want.SHA256)}
		return p.err
	}
	return io.EOF
}
