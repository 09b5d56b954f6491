package release

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// DefaultGrace is how long a mirror keeps what the content folder no longer has:
// caches on the way to a kiosk may hold an older timestamp for a while.
const DefaultGrace = 48 * time.Hour

// mirrorTries is how often mirroring begins again because somebody publishes.
const mirrorTries = 5

// The files of a mirror that are not of the content folder. Whether a tool copies
// them on matters to nobody.
const (
	mirrorLock = ".mirror.lock"
	mirrorGone = ".mirror.json" // since when what the mirror still has is gone from the content folder
)

// Mirrored is what [Mirror] did to a mirror.
type Mirrored struct {
	Added, Removed int // files
	AddedBytes     int64
	Linked         int // of those added, that take no room of their own
}

// Mirror brings the folder dst up to the content folder src, from where any tool
// may copy it to other machines: files first, then what names them, timestamp.json
// last, so that dst is at every moment a content folder that kiosks can read. Files
// are hard links where that is possible. What src no longer has is removed once it
// was missing for as long as grace says.
//
// A file under a hash that is not its own is never mirrored: [ErrCorrupt].
// [ErrBusy] means that somebody else mirrors to dst, or publishes all the time.
func Mirror(ctx context.Context, src, dst string, grace time.Duration, now time.Time) (Mirrored, error) {
	m := mirror{ctx: ctx, src: src, dst: dst, grace: grace, now: now}
	if err := m.run(); err != nil {
		return Mirrored{}, fmt.Errorf("mirror: %w", err)
	}
	return m.did, nil
}

// mirror is one call of Mirror.
type mirror struct {
	ctx      context.Context
	src, dst string
	grace    time.Duration
	now      time.Time
	did      Mirrored
}

// mirrorPart is a folder of a content folder and what belongs there.
type mirrorPart struct {
	name string
	ours func(name string) bool
}

// mirrorParts are in the order in which they are to appear.
var mirrorParts = []mirrorPart{{"files", isSHA256}, {"targets", isTarget}, {"metadata", isVersioned}}

// isVersioned tells whether a file of metadata/ never changes.
func isVersioned(name string) bool {
	return isNumbered(name) || strings.HasSuffix(name, ".root.json")
}

func (m *mirror) run() error {
	if err := os.MkdirAll(m.dst, 0o755); err != nil {
		return err
	}
	unlock, err := lockFile(filepath.Join(m.dst, mirrorLock))
	if err != nil {
		return err
	}
	defer unlock()
	for range mirrorTries {
		done, err := m.once()
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // else it was removed since it was listed
			return err
		}
		if done {
			return m.prune()
		}
	}
	return fmt.Errorf("%w: %s changes all the time", ErrBusy, m.src)
}

// once mirrors all there is, and tells whether it stayed as it was meanwhile.
func (m *mirror) once() (done bool, err error) {
	stamp, err := os.ReadFile(filepath.Join(m.src, "metadata", "timestamp.json"))
	if err != nil {
		return false, err
	}
	for _, p := range mirrorParts {
		if err := m.add(p); err != nil {
			return false, err
		}
	}
	now, err := os.ReadFile(filepath.Join(m.src, "metadata", "timestamp.json"))
	if err != nil || !bytes.Equal(now, stamp) {
		return false, err
	}
	metadata, err := openFolder(filepath.Join(m.dst, "metadata"), nil)
	if err != nil || metadata.has("timestamp.json", stamp) {
		return err == nil, err
	}
	return true, errors.Join(metadata.put("timestamp.json", stamp), metadata.sync())
}

// add adds what a part of the mirror lacks.
func (m *mirror) add(p mirrorPart) error {
	to, err := openFolder(filepath.Join(m.dst, p.name), nil)
	if err != nil {
		return err
	}
	added := m.did.Added
	err = m.each(m.src, p, func(name string, size int64) error {
		if info, err := os.Stat(to.file(name)); err == nil && info.Size() == size {
			return nil
		}
		return m.addFile(filepath.Join(m.src, p.name, name), to, name, size)
	})
	if err != nil || m.did.Added == added {
		return err
	}
	return to.sync()
}

// each calls f for every file of a part of a content folder.
func (m *mirror) each(root string, p mirrorPart, f func(name string, size int64) error) error {
	entries, err := os.ReadDir(filepath.Join(root, p.name))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !p.ours(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if err == nil {
			err = f(e.Name(), info.Size())
		}
		if err := errors.Join(err, m.ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

// addFile links or copies a file, once its bytes are known to be those of its name.
func (m *mirror) addFile(from string, to folder, name string, size int64) error {
	part := to.file(partPrefix + rand.Text())
	linked := os.Link(from, part) == nil
	if !linked {
		var err error
		if part, _, err = to.part(func(w io.Writer) error { return copyInto(w, from) }); err != nil {
			return err
		}
	}
	if err := wantName(part, name); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	m.did.Added, m.did.AddedBytes = m.did.Added+1, m.did.AddedBytes+size
	if linked {
		m.did.Linked++
	}
	return to.rename(part, name)
}

func copyInto(w io.Writer, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, file)
	return errors.Join(err, file.Close())
}

// wantName refuses a file that is named after a hash which is not its own.
func wantName(path, name string) error {
	sha, _, _ := strings.Cut(name, ".")
	if !isSHA256(sha) {
		return nil
	}
	got := newSum(io.Discard)
	if err := copyInto(got, path); err != nil {
		return err
	}
	if got.file().SHA256 != sha {
		return fmt.Errorf("%w: %s holds other bytes than its name says", ErrCorrupt, name)
	}
	return nil
}

// prune removes what has been gone for long enough, and notes what is gone. What
// names files goes before them.
func (m *mirror) prune() error {
	before, gone := m.readGone(), map[string]time.Time{}
	for i := len(mirrorParts) - 1; i >= 0; i-- {
		p := mirrorParts[i]
		err := m.each(m.dst, p, func(name string, _ int64) error {
			if _, err := os.Stat(filepath.Join(m.src, p.name, name)); !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			key := path.Join(p.name, name)
			since, known := before[key]
			if !known {
				since = m.now
			}
			if m.now.Sub(since) < m.grace {
				gone[key] = since
				return nil
			}
			m.did.Removed++
			return os.Remove(filepath.Join(m.dst, p.name, name))
		})
		if err != nil {
			return err
		}
	}
	return m.writeGone(before, gone)
}

// readGone reads the note; one that is missing or damaged begins anew, and what is
// gone then stays a while longer.
func (m *mirror) readGone() map[string]time.Time {
	gone := map[string]time.Time{}
	data, err := os.ReadFile(filepath.Join(m.dst, mirrorGone))
	if err != nil || json.Unmarshal(data, &gone) != nil {
		return map[string]time.Time{}
	}
	return gone
}

func (m *mirror) writeGone(before, gone map[string]time.Time) error {
	if maps.EqualFunc(before, gone, time.Time.Equal) {
		return nil
	}
	data, err := json.Marshal(gone)
	if err != nil {
		return err
	}
	return folder{m.dst, func(string) {}}.put(mirrorGone, data)
}
