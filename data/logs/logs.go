// Package logs keeps what a program has to say in files that never grow beyond a
// bound: a full file gets a number and the oldest goes. Each line begins with when
// it was written, by the machine's own clock.
//
// Start with [Open].
package logs

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// The bounds when nothing else is said: 2 MB in all.
const (
	MaxSize  = 512 << 10
	MaxFiles = 4
)

// Log writes to dir/name, and keeps dir/name.1, the one before it, and so on. It may
// be used by several goroutines at once. Nothing that goes wrong with its files
// hinders who writes: a program is not to stop because its disk is full.
type Log struct {
	Size  int64            // bytes of one file at most, but for its last line; MaxSize when 0
	Files int              // MaxFiles when 0
	Now   func() time.Time // time.Now when nil

	path string
	mu   sync.Mutex
	file *os.File
	size int64
}

// Open returns the log dir/name; the folder and the file are made with the first
// line.
func Open(dir, name string) *Log { return &Log{path: filepath.Join(dir, name)} }

// Write implements io.Writer: p is one line or several. It never fails.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.ready() == nil {
		n, _ := fmt.Fprintf(l.file, "%s %s", l.now().UTC().Format(time.RFC3339), p)
		l.size += int64(n)
	}
	return len(p), nil
}

func (l *Log) now() time.Time {
	if l.Now == nil {
		return time.Now()
	}
	return l.Now()
}

// ready makes the file ready for a line.
func (l *Log) ready() error {
	limit := l.Size
	if limit == 0 {
		limit = MaxSize
	}
	if l.file != nil && l.size < limit {
		return nil
	}
	if l.file == nil {
		if err := l.open(); err != nil || l.size < limit {
			return err
		}
	}
	err := errors.Join(l.file.Close(), l.turn())
	l.file = nil
	return errors.Join(err, l.open())
}

func (l *Log) open() error {
	if err := os.MkdirAll(filepath.Dir(l.path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(l.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	l.file, l.size = f, info.Size()
	return nil
}

// turn gives each file the next number; the last is overwritten.
func (l *Log) turn() error {
	files := l.Files
	if files == 0 {
		files = MaxFiles
	}
	if files == 1 {
		return os.Remove(l.path)
	}
	for n := files - 1; n > 0; n-- {
		from := l.path
		if n > 1 {
			from = fmt.Sprintf("%s.%d", l.path, n-1)
		}
		if err := os.Rename(from, fmt.Sprintf("%s.%d", l.path, n)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Close closes the file; the next line opens it anew.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return nil
	}
	f := l.file
	l.file = nil
	return f.Close()
}
