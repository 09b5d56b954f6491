package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"hangviet/data/fsync"
	"hangviet/data/release"
)

// DefaultLook is how often a long download looks whether products were withdrawn
// meanwhile.
const DefaultLook = time.Minute

// WithdrawnFile is where the list of withdrawn products is kept, beside what is
// shown, as it was signed. A [Watcher] may look at it.
func (c *Content) WithdrawnFile() string { return filepath.Join(c.root(), "withdrawn.json") }

// withdrawnFiles are two, so that damage to one brings nothing back: a list may be
// here long before the release that it was signed with. A Watcher's is written last.
func (c *Content) withdrawnFiles() []string {
	return []string{filepath.Join(c.root(), "withdrawn.copy.json"), c.WithdrawnFile()}
}

// Withdrawn returns the list with the highest number that was ever seen, the zero
// list when none was. It holds for every release, an older one that staff go back
// to as well. Where what is kept is damaged or lost, the newest list that vouches for a
// release here counts too, until the next import keeps it again. The error is
// ErrWithdrawn when what is kept is damaged and nothing here tells of a list: nobody
// knows then what may be shown.
func (c *Content) Withdrawn() (release.Withdrawal, error) {
	newest, err := c.keptWithdrawn()
	if newest.Number > 0 && err == nil {
		return newest, nil
	}
	signed, failed := c.signedWithdrawn()
	if signed.Number > newest.Number {
		newest = signed
	}
	if newest.Number > 0 || err == nil {
		return newest, nil
	}
	return newest, fmt.Errorf("%w: %w", ErrWithdrawn, errors.Join(err, failed))
}

// keptWithdrawn returns the newest of the kept lists, the zero list where there is
// none, and what is damaged of them.
func (c *Content) keptWithdrawn() (newest release.Withdrawal, err error) {
	for _, path := range c.withdrawnFiles() {
		w, failed := readWithdrawn(path)
		if err = errors.Join(err, failed); w.Number > newest.Number {
			newest = w
		}
	}
	return newest, err
}

// readWithdrawn reads a kept list, the zero list where there is none.
func readWithdrawn(path string) (w release.Withdrawal, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return w, nil
	}
	if err == nil {
		w, err = release.ParseWithdrawal(data)
	}
	if err != nil {
		return w, fmt.Errorf("read withdrawn products: %w", err)
	}
	return w, nil
}

// signedWithdrawn returns the newest list that was signed with a release that lies
// here, the zero list where there is none, and why a release tells of none.
func (c *Content) signedWithdrawn() (newest release.Withdrawal, err error) {
	numbers, err := c.releases()
	for _, n := range numbers {
		if !c.lists(n) {
			continue
		}
		signed, failed := c.examineSigned(context.Background(), n)
		if failed != nil {
			err = errors.Join(err, failed)
		} else if signed.Withdrawn.Number > newest.Number {
			newest = signed.Withdrawn
		}
	}
	return newest, err
}

// lists tells whether a list of withdrawn products lies with what vouches for release
// n. To check signatures takes some milliseconds, and on most kiosks there is none.
func (c *Content) lists(n int64) bool {
	found, err := fs.Glob(os.DirFS(c.folder(n)), signedFolder+"/targets/*.withdrawn.json")
	return err == nil && len(found) > 0
}

// withdraw keeps a verified list unless a later one is known. A damaged or lost file
// is written anew.
func (j *job) withdraw(next release.Withdrawal) error {
	j.listing.Lock()
	defer j.listing.Unlock()
	kept, _ := j.Withdrawn() // what cannot be read counts as none
	if kept.Number > next.Number {
		next = kept
	}
	if next.Number == 0 {
		return nil
	}
	if err := os.MkdirAll(j.root(), 0o755); err != nil {
		return fmt.Errorf("keep withdrawn products: %w", err)
	}
	for _, path := range j.withdrawnFiles() {
		if w, err := readWithdrawn(path); err == nil && w.Number == next.Number {
			continue
		}
		if err := fsync.Write(path, next.Marshal(), 0o644); err != nil {
			return fmt.Errorf("keep withdrawn products: %w", err)
		}
	}
	return nil
}

// look asks the source for its newest list while the release is still being taken, here
// or by a neighbour. Whatever hinders it is left to the next look.
func (j *job) look(ctx context.Context) {
	trust, err := j.trust()
	if err != nil {
		return
	}
	if c, err := trust.Check(ctx, j.src, j.now()); err == nil {
		_ = j.withdraw(c.Withdrawn) // a full disk ends the import itself
	}
}

// lookout is a source that looks up from a long reading every so often.
type lookout struct {
	release.Source
	every time.Duration
	now   func() time.Time
	look  func(ctx context.Context)

	mu   sync.Mutex
	last time.Time
}

// over makes a lookout of the job's source.
func (j *job) over(src release.Source) release.Source {
	every := j.LookEvery
	if every == 0 {
		every = DefaultLook
	}
	return &lookout{Source: src, every: every, now: j.now, look: j.look, last: j.now()}
}

// Open implements release.Source.
func (l *lookout) Open(ctx context.Context, name string, offset, length int64) (io.ReadCloser, error) {
	r, err := l.Source.Open(ctx, name, offset, length)
	if err != nil || !strings.HasPrefix(name, "files/") {
		return r, err
	}
	return &lookingReader{r, ctx, l}, nil
}

type lookingReader struct {
	io.ReadCloser
	ctx  context.Context // of the one Open that made it
	from *lookout
}

// Read implements io.Reader.
func (r *lookingReader) Read(p []byte) (int, error) {
	if r.from.due() {
		r.from.look(r.ctx)
	}
	return r.ReadCloser.Read(p)
}

func (l *lookout) due() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := l.now(); now.Sub(l.last) >= l.every {
		l.last = now
		return true
	}
	return false
}
