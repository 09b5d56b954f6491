package exchange

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/mod/semver"

	"hangviet/data/fsync"
	"hangviet/data/release"
)

// job is one run of an import, under the lock.
type job struct {
	*Content
	src       release.Source
	candidate *release.Candidate
	meter     *meter
	shown     int64  // number of the release on screen at the start, 0 none
	part      string // that is wanted of the release
}

// Import brings the release in src onto this kiosk and returns its manifest. It
// does nothing, successfully, when that release is already shown whole, which it
// looks at thoroughly once in the life of c and mends where need be. Before
// the switch any failure, and the end of ctx, leaves the shown release as it
// was; what was taken until then is not taken again. Progress may be nil; it is
// called on Import's goroutine.
//
// An error that comes with a manifest was met after the switch, when the new
// release was shown already.
func (c *Content) Import(ctx context.Context, src release.Source, progress func(Progress)) (release.Manifest, error) {
	unlock, err := c.lock(ctx)
	if err != nil {
		return release.Manifest{}, err
	}
	defer unlock()
	j := &job{Content: c, src: src, meter: newMeter(progress, c.now)}
	if err := j.verify(ctx); err != nil {
		if errors.Is(err, ErrVersion) || errors.Is(err, ErrStage) { // a newer program comes all the same
			err = errors.Join(err, j.takeProgram(ctx))
		}
		return release.Manifest{}, err
	}
	if err := j.bring(ctx); err != nil {
		if is(err, syscall.ENOSPC) {
			err = errors.Join(err, j.giveBack(ctx))
		}
		return release.Manifest{}, err
	}
	if err := errors.Join(j.finish(ctx), j.notePart(), j.obey(ctx)); err != nil {
		return j.candidate.Manifest, err
	}
	c.whole.Store(j.number())
	c.wholePart.Store(&j.part)
	if err := j.takeProgram(ctx); err != nil {
		return j.candidate.Manifest, err
	}
	j.meter.enter(StageDone)
	return j.candidate.Manifest, nil
}

// verify sweeps what killed imports left and judges the release in src.
func (j *job) verify(ctx context.Context) error {
	j.meter.enter(StageVerify)
	shown, _, err := j.Current()
	if err != nil && !errors.Is(err, ErrNoContent) {
		return err
	}
	j.shown = shown
	if j.part, err = j.Content.part(ctx); err != nil {
		return err
	}
	trust, err := j.trust()
	if err != nil {
		return err
	}
	if j.candidate, err = trust.Check(ctx, j.src, j.now()); err != nil {
		return err
	}
	if err := j.withdraw(j.candidate.Withdrawn); err != nil {
		return err
	}
	if err := j.acceptable(); err != nil {
		return err
	}
	j.src = j.over(j.src)
	return j.sweep(j.number())
}

func (j *job) number() int64 { return j.candidate.Manifest.Number }

// acceptable guards what trust cannot know: a process killed between the switch
// and the commit of trust shows a newer release than trust remembers.
func (j *job) acceptable() error {
	m := j.candidate.Manifest
	if m.Number < j.shown {
		return fmt.Errorf("%w: release %d is shown, this is %d", release.ErrOlder, j.shown, m.Number)
	}
	if j.shown != 0 && j.shown != m.Number && !m.For(j.Kiosk) {
		return fmt.Errorf("%w: release %d", ErrStage, m.Number)
	}
	if n, why := j.Left(); n == m.Number {
		return fmt.Errorf("%w: release %d, for %s", ErrLeft, n, why)
	}
	if need := version(m.MinimumVersion); need != "" && j.Version != "" && semver.Compare(version(j.Version), need) < 0 {
		return fmt.Errorf("%w: %s, this is %s", ErrVersion, need, version(j.Version))
	}
	return nil
}

// version writes a version as package semver wants it.
func version(s string) string {
	if s == "" {
		return ""
	}
	return "v" + strings.TrimPrefix(s, "v")
}

// bring makes the release in src the shown one, and whole.
func (j *job) bring(ctx context.Context) error {
	m := j.candidate.Manifest
	part := j.wholePart.Load()
	if m.Number == j.shown && m.Number == j.whole.Load() && part != nil && *part == j.part {
		return j.keepAnew(ctx)
	}
	if m.Number == j.shown && isFile(j.catalogue(m.Number), m.CatalogueDB) {
		return j.mend(ctx)
	}
	index, err := j.takeIndex(ctx)
	if err != nil {
		return err
	}
	staged := filepath.Join(j.staging(m.Number), catalogueFile)
	lacking := int64(0) // of a part, the catalogue tells
	if j.part == "" {
		lacking = j.photos().lacking(index.All())
	}
	if err := j.takeCatalogue(ctx, staged, lacking); err != nil {
		return err
	}
	want, size, err := j.missingPhotos(ctx, staged)
	if err != nil {
		return err
	}
	if err := j.room(size); err != nil {
		return err
	}
	if err := j.takePhotos(ctx, index, want, size); err != nil {
		return err
	}
	if err := errors.Join(j.takeSettings(ctx), j.keep(ctx, index)); err != nil {
		return err
	}
	j.meter.enter(StageSwitch)
	return j.switchTo(m.Number)
}

// mend makes the shown release whole again where somebody or a bad disk took
// something away.
func (j *job) mend(ctx context.Context) error {
	if err := j.takeSettings(ctx); err != nil {
		return err
	}
	want, size, err := j.missingPhotos(ctx, j.catalogue(j.shown))
	if err != nil {
		return err
	}
	if len(want) > 0 || !j.kept(j.shown) {
		if err := j.room(size); err != nil {
			return err
		}
		index, err := j.takeIndex(ctx)
		if err != nil {
			return err
		}
		if err := j.takePhotos(ctx, index, want, size); err != nil {
			return err
		}
		if err := j.keep(ctx, index); err != nil {
			return err
		}
	}
	return errors.Join(j.keepAnew(ctx), j.point(j.shown))
}

// takeCatalogue stages the catalogue file, unless a killed import already did,
// when there is room for it and for so many bytes of photos.
func (j *job) takeCatalogue(ctx context.Context, staged string, photos int64) error {
	take := j.candidate.Catalogue(staged, append(j.olderFiles(catalogueFile), staged)...)
	if err := j.room(take.Room() + photos); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(staged), 0o755); err != nil {
		return fmt.Errorf("make staging: %w", err)
	}
	if bytes := take.Bytes(); bytes > 0 {
		j.meter.expect(StageCatalogue, bytes, 1)
		defer j.meter.file()
	}
	return take.Take(ctx, j.src, j.meter.got)
}

// takeIndex takes the photo index, which is small beside all the rest.
func (j *job) takeIndex(ctx context.Context) (release.PhotoIndex, error) {
	staged := filepath.Join(j.staging(j.number()), indexFile)
	take := j.candidate.IndexText(staged, append(j.olderFiles(indexFile), staged)...)
	if err := os.MkdirAll(filepath.Dir(staged), 0o755); err != nil {
		return release.PhotoIndex{}, fmt.Errorf("make staging: %w", err)
	}
	if err := take.Take(ctx, j.src, nil); err != nil {
		return release.PhotoIndex{}, err
	}
	return j.candidate.ReadIndex(staged)
}

// olderFiles lists where a file of that name would lie of each release that is
// kept, for patches to start from.
func (j *job) olderFiles(name string) []string {
	kept, err := j.releases()
	if err != nil {
		return nil // without, the whole is taken
	}
	paths := make([]string, len(kept))
	for i, n := range kept {
		paths[i] = filepath.Join(j.folder(n), name)
	}
	return paths
}

// missingPhotos opens and checks the catalogue file and lists the photos that it
// shows and the kiosk lacks.
func (j *job) missingPhotos(ctx context.Context, path string) (want []release.File, size int64, err error) {
	j.meter.enter(StageCheck)
	cat, err := j.Open(ctx, path)
	if err != nil {
		return nil, 0, fmt.Errorf("open catalogue: %w", err)
	}
	defer cat.Close()
	if err := cat.Check(ctx); err != nil {
		return nil, 0, fmt.Errorf("check catalogue: %w", err)
	}
	return j.photos().missing(cat.Photos(ctx))
}

func (j *job) takePhotos(ctx context.Context, index release.PhotoIndex, want []release.File, size int64) error {
	if len(want) == 0 {
		return nil
	}
	j.meter.expect(StagePhotos, size, len(want))
	store := j.photos()
	put := func(sha string, r io.Reader) error {
		j.meter.file()
		return store.put(sha, r)
	}
	err := release.FetchPhotos(ctx, j.src, index, want, put, j.meter.got)
	return errors.Join(err, store.flush())
}

// switchTo makes the staged release n the shown one. The only step that shows is
// the rename of the file current.
func (j *job) switchTo(n int64) error {
	if err := j.settleStaged(n); err != nil {
		return fmt.Errorf("keep release %d: %w", n, err)
	}
	return j.point(n)
}

// point notes that release n is the shown one, unless it is noted already.
func (j *job) point(n int64) error {
	note := fmt.Appendf(nil, "%d\n", n)
	if noted, err := os.ReadFile(j.currentFile()); err == nil && bytes.Equal(noted, note) {
		return nil
	}
	if err := fsync.Write(j.currentFile(), note, 0o644); err != nil {
		return fmt.Errorf("switch to release %d: %w", n, err)
	}
	return nil
}

// settleStaged moves the staged catalogue to its place. Where a damaged one of
// the same release lies, it is replaced in one step.
func (j *job) settleStaged(n int64) error {
	if err := os.MkdirAll(j.folder(n), 0o755); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(j.staging(n), catalogueFile), j.catalogue(n)); err != nil {
		return err
	}
	if err := os.RemoveAll(j.staging(n)); err != nil {
		return err
	}
	return errors.Join(fsync.Path(j.folder(n)), fsync.Path(j.root()), fsync.Path(j.Dir))
}

// finish makes trust remember the release and removes what is no longer shown.
func (j *job) finish(ctx context.Context) error {
	if err := j.candidate.Commit(); err != nil {
		return fmt.Errorf("keep trust: %w", err)
	}
	if err := os.RemoveAll(j.staging(j.number())); err != nil {
		return fmt.Errorf("clear staging: %w", err)
	}
	if j.number() == j.shown {
		return nil
	}
	if err := j.prune(ctx, j.number(), j.shown); err != nil {
		return fmt.Errorf("tidy up: %w", err)
	}
	return nil
}

// isFile tells whether the file at path is exactly f.
func isFile(path string, f release.File) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || info.Size() != f.Length {
		return false
	}
	hash := sha256.New()
	_, err = io.Copy(hash, file)
	return err == nil && hex.EncodeToString(hash.Sum(nil)) == f.SHA256
}
