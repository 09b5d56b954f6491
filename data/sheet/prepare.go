package sheet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"hangviet/data/catalog"
)

// maxPhotoBytes bounds a source photo: what MaxPixels take as a plain PNG.
const maxPhotoBytes = 256 << 20

// workshop prepares photos and keeps what it made in a folder: the pictures as
// pictures/<sha256>.jpg, and for each source <sha256>.json with what became of
// it. Nothing there is needed; what is missing is made again.
type workshop struct {
	dir    string
	stamps *stamps
	memory *semaphore.Weighted // pixels being decoded, in thousands
}

// made is what became of a source photo.
type made struct {
	Recipe      int // of the version of the program that made it
	Full, Thumb catalog.Image
	source      string // its SHA-256
}

// recipe changes whenever the same source would give other bytes.
const recipe = 2

func openWorkshop(dir string, clock func() time.Time) (*workshop, error) {
	for _, d := range []string{dir, filepath.Join(dir, "pictures")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return nil, fmt.Errorf("make work folder: %w", err)
		}
	}
	return &workshop{dir: dir, stamps: readStamps(dir, clock), memory: semaphore.NewWeighted(MaxPixels / 1000)}, nil
}

func (w *workshop) picture(sha string) string { return filepath.Join(w.dir, "pictures", sha+".jpg") }

// prepare returns the photo in its published sizes, made now or before. The
// error is a *refusal when the photo is to blame.
func (w *workshop) prepare(ctx context.Context, name string, file io.Reader, pixels int64) (made, error) {
	share := min(pixels/1000+1, MaxPixels/1000)
	if err := w.memory.Acquire(ctx, share); err != nil {
		return made{}, err
	}
	defer w.memory.Release(share)
	source, err := io.ReadAll(file)
	if err != nil {
		return made{}, &refusal{photoUnreadable, []any{name}}
	}
	sha := hash(source)
	if m, ok := w.before(sha); ok {
		return m, nil
	}
	full, thumb, err := PreparePhoto(name, source)
	if err != nil {
		return made{}, err
	}
	m := made{Recipe: recipe, source: sha}
	if m.Full, err = w.keep(full); err != nil {
		return made{}, err
	}
	if m.Thumb, err = w.keep(thumb); err != nil {
		return made{}, err
	}
	data, err := json.Marshal(m)
	if err != nil {
		return made{}, fmt.Errorf("note photo: %w", err)
	}
	return m, writeWhole(w.noteOf(sha), data)
}

// noteOf is where it is noted what became of a source.
func (w *workshop) noteOf(sha string) string { return filepath.Join(w.dir, filepath.Base(sha)+".json") }

// before reads what an earlier run noted of a source, when its pictures are still
// there.
func (w *workshop) before(sha string) (made, bool) {
	m := made{source: sha}
	data, err := os.ReadFile(w.noteOf(sha))
	if err != nil || json.Unmarshal(data, &m) != nil || m.Recipe != recipe {
		return made{}, false
	}
	for _, image := range []catalog.Image{m.Full, m.Thumb} {
		info, err := os.Stat(w.picture(filepath.Base(image.SHA256)))
		if err != nil || info.Size() != image.Length {
			return made{}, false
		}
	}
	return m, true
}

func (w *workshop) keep(p Picture) (catalog.Image, error) {
	image := catalog.Image{SHA256: hash(p.JPEG), Length: int64(len(p.JPEG)), Width: p.Width, Height: p.Height}
	return image, writeWhole(w.picture(image.SHA256), p.JPEG)
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// writeWhole writes a file under another name first, so that a run that is
// killed leaves no half of one.
func writeWhole(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(0o644), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		os.Remove(tmp.Name())
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	return nil
}

// preparePhotos prepares every photo that a cell names, each once, and hands
// them to their rows in the order of the cells.
func (r *reader) preparePhotos(ctx context.Context) error {
	results := map[string]*photoResult{}
	var order []string
	for _, w := range r.wanted {
		if results[w.path] == nil {
			results[w.path] = &photoResult{}
			order = append(order, w.path)
		}
	}
	if err := r.workOff(ctx, order, results); err != nil {
		return err
	}
	for _, w := range r.wanted {
		result := results[w.path]
		if result.refused != nil {
			w.by.fault(w.column, result.refused.rule, result.refused.args...)
			continue
		}
		if r.opt.CheckOnly {
			w.give(catalog.Photo{Alt: w.alt})
			continue
		}
		for _, image := range []catalog.Image{result.made.Full, result.made.Thumb} {
			r.book.Photos[image.SHA256] = result.work.picture(image.SHA256)
		}
		w.give(catalog.Photo{Full: result.made.Full, Thumb: result.made.Thumb, Alt: w.alt})
	}
	return nil
}

// photoResult is what became of one source photo.
type photoResult struct {
	made    made
	work    *workshop
	refused *refusal
}

func (r *reader) workOff(ctx context.Context, order []string, results map[string]*photoResult) error {
	var work *workshop
	if !r.opt.CheckOnly && len(order) > 0 {
		var err error
		if work, err = openWorkshop(r.opt.Work, r.opt.clock); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	tell := r.counter(len(order))
	for _, path := range order {
		result := results[path]
		result.work = work
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			defer tell()
			err := r.workOn(ctx, path, result)
			if errors.As(err, &result.refused) {
				return nil
			}
			return err
		})
	}
	if err := group.Wait(); err != nil || work == nil {
		return err
	}
	return work.stamps.write()
}

// counter returns what is called after each photo.
func (r *reader) counter(total int) func() {
	if r.opt.Progress == nil {
		return func() {}
	}
	var mu sync.Mutex
	done := 0
	return func() {
		mu.Lock()
		defer mu.Unlock()
		done++
		r.opt.Progress(done, total)
	}
}

func (r *reader) workOn(ctx context.Context, path string, result *photoResult) error {
	file, err := r.folder.root.Open(filepath.FromSlash(path))
	if err != nil {
		return &refusal{photoUnreadable, []any{path}}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.Size() > maxPhotoBytes {
		return &refusal{photoUnreadable, []any{path}}
	}
	if r.opt.CheckOnly {
		_, err := inspect(path, file, info.Size())
		return err
	}
	return r.make(ctx, path, file, info, result)
}

// make prepares a photo, unless it is the one that was prepared before.
func (r *reader) make(ctx context.Context, path string, file *os.File, info fs.FileInfo, result *photoResult) error {
	work, whole := result.work, filepath.Join(r.folder.root.Name(), path)
	if sha := work.stamps.known(whole, info); sha != "" {
		if m, ok := work.before(sha); ok {
			result.made = m
			return nil
		}
	}
	began := work.stamps.clock()
	f, err := inspect(path, file, info.Size())
	if err != nil {
		return err
	}
	if result.made, err = work.prepare(ctx, path, file, f.pixels); err == nil {
		work.stamps.note(whole, info, result.made.source, began)
	}
	return err
}
