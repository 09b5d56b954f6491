// Package filecache keeps files of a folder at hand for those who ask next.
//
// A kiosk asks for the same few files again and again: the newest metadata every few
// minutes, pieces of one pack by the hundred. To open, look at and close a file for
// each would cost more than to send it. A [Cache] keeps the bytes of small files and
// open handles of large ones, bounded in both, and with each what its owner says of
// it, made once.
//
// It promises that what it gives is the file that has the name: one that was
// replaced or removed is noticed at once, or, where the owner allows it because the
// name is made of the bytes, within a moment. And that no link leads out of the
// folder.
//
// Start with [New].
package filecache

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Bounds of what a cache keeps.
const (
	maxFiles = 256      // names
	maxOpen  = 64       // handles that nobody reads
	maxBody  = 16 << 10 // bytes of a file that is kept in memory
)

// ErrNotFile says that something has the name, but is no regular file.
var ErrNotFile = errors.New("not a regular file")

// Cache keeps files of one folder, with a label of type L on each. It is safe for
// concurrent use.
type Cache[L any] struct {
	dir   string
	held  func(name string) bool
	label func(name string, info os.FileInfo) (L, time.Duration)
	now   func() time.Time

	mu    sync.Mutex
	files map[string]*File[L]
	open  int // handles that nobody reads
}

// File is one file as it was when it was labelled. Its fields do not change.
type File[L any] struct {
	Name  string
	Info  os.FileInfo
	Label L
	Body  []byte // all its bytes, of a small one; nil otherwise

	good time.Duration // how long a look holds
	// Guarded by the cache's mu:
	looked time.Time  // when it was seen to have the name
	idle   []*os.File // open, and read by nobody
	gone   bool       // not in the cache any more
}

// New makes the cache of a folder, which need not exist yet; only names that held is
// true for are in it. The label is asked for
// once for each file that is taken; the duration beside it is how long the file may
// go on to be given after another took its name, 0 where that must be noticed at
// once. Now is a clock that only ever goes on.
func New[L any](dir string, held func(name string) bool, label func(name string, info os.FileInfo) (L, time.Duration), now func() time.Time) *Cache[L] {
	return &Cache[L]{dir: dir, held: held, label: label, now: now, files: map[string]*File[L]{}}
}

// Take returns a file, and of a large one a handle that is the caller's alone until
// it is given back with [Cache.Give]; that of a small one is nil. Its error is
// [os.ErrNotExist], [ErrNotFile] or of the disk.
func (c *Cache[L]) Take(name string) (*File[L], *os.File, error) {
	f, handle := c.find(name)
	if f != nil && (handle != nil || f.Body != nil) {
		return f, handle, nil
	}
	return c.fetch(name)
}

// find returns what is in the cache of that name and still has it.
func (c *Cache[L]) find(name string) (*File[L], *os.File) {
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.files[name]
	if f == nil {
		return nil, nil
	}
	if now.Sub(f.looked) >= f.good {
		c.mu.Unlock()
		same := c.has(name, f.Info)
		c.mu.Lock()
		if !same || f.gone {
			c.drop(f)
			return nil, nil
		}
		f.looked = now
	}
	return f, c.lift(f)
}

// has tells whether a name still leads to the very file, unchanged.
func (c *Cache[L]) has(name string, info os.FileInfo) bool {
	now, err := os.Stat(filepath.Join(c.dir, name))
	return err == nil && same(now, info)
}

func same(a, b os.FileInfo) bool {
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// lift takes an open handle of a file, nil when there is none. The caller holds mu.
func (c *Cache[L]) lift(f *File[L]) *os.File {
	last := len(f.idle) - 1
	if last < 0 {
		return nil
	}
	handle := f.idle[last]
	f.idle = f.idle[:last]
	c.open--
	return handle
}

// fetch opens a file and puts it in the cache.
func (c *Cache[L]) fetch(name string) (*File[L], *os.File, error) {
	if !c.held(name) {
		return nil, nil, os.ErrNotExist
	}
	handle, info, err := Open(c.dir, name)
	if err != nil {
		return nil, nil, err
	}
	f := &File[L]{Name: name, Info: info, looked: c.now()}
	f.Label, f.good = c.label(name, info)
	if info.Size() <= maxBody {
		f.Body = make([]byte, info.Size())
		_, err := io.ReadFull(handle, f.Body)
		if err := errors.Join(err, handle.Close()); err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", name, err)
		}
		handle = nil
	}
	return c.put(f), handle, nil
}

// put puts a file in the cache, and returns the one that is there when it is the same.
func (c *Cache[L]) put(f *File[L]) *File[L] {
	c.mu.Lock()
	defer c.mu.Unlock()
	if old := c.files[f.Name]; old != nil && same(old.Info, f.Info) {
		old.looked = f.looked
		return old
	} else if old != nil {
		c.drop(old)
	}
	if len(c.files) >= maxFiles {
		c.drop(c.oldest(func(*File[L]) bool { return true }))
	}
	c.files[f.Name] = f
	return f
}

// oldest returns the file that was looked at longest ago, of those that fit. The
// caller holds mu.
func (c *Cache[L]) oldest(fits func(*File[L]) bool) (oldest *File[L]) {
	for _, f := range c.files {
		if fits(f) && (oldest == nil || f.looked.Before(oldest.looked)) {
			oldest = f
		}
	}
	return oldest
}

// drop takes a file out of the cache. Closing what was only read cannot lose anything.
// The caller holds mu.
func (c *Cache[L]) drop(f *File[L]) {
	if f.gone {
		return
	}
	f.gone = true
	delete(c.files, f.Name)
	c.closeIdle(f)
}

func (c *Cache[L]) closeIdle(f *File[L]) {
	for handle := c.lift(f); handle != nil; handle = c.lift(f) {
		handle.Close() // see drop
	}
}

// Give gives the handle of a file back.
func (c *Cache[L]) Give(f *File[L], handle *os.File) {
	if handle == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if f.gone {
		handle.Close() // see drop
		return
	}
	if c.open >= maxOpen {
		c.closeIdle(c.oldest(func(f *File[L]) bool { return len(f.idle) > 0 }))
	}
	f.idle = append(f.idle, handle)
	c.open++
}

// Tidy closes what nobody asked for in the time given, so that the room of a file
// that was removed becomes free.
func (c *Cache[L]) Tidy(unasked time.Duration) {
	before := c.now().Add(-unasked)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range c.files {
		if f.looked.Before(before) {
			c.drop(f)
		}
	}
}

// Close takes everything out of the cache. Nothing may be taken any more.
func (c *Cache[L]) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range c.files {
		c.drop(f)
	}
}
