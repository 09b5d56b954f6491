// Package drivetest makes sticks for tests: a FAT file system (exFAT, as sticks
// of today have) in an image behind a loop device where this machine permits, an
// ext2 one where it knows no FAT, else a plain folder. The test's log says which.
//
// Start with [Plug].
package drivetest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Stick is a stick for one test.
type Stick struct {
	Path  string // where its files are
	Kind  string // "vfat", "exfat", "exfat-fuse", "ext2" or "folder"
	t     testing.TB
	image string
	loop  string
}

// maker makes and mounts one kind of file system.
type maker struct {
	kind  string
	mkfs  []string
	mount []string // before the device and the place
}

// kinds are tried in this order.
var kinds = []maker{
	{"vfat", []string{"mkfs.vfat"}, []string{"mount", "-t", "vfat", "-o"}},
	{"exfat", []string{"mkfs.exfat"}, []string{"mount", "-t", "exfat", "-o"}},
	{"exfat-fuse", []string{"mkfs.exfat"}, []string{"mount.exfat-fuse", "-o"}},
	{"ext2", []string{"mkfs.ext2", "-q", "-F"}, []string{"mount", "-t", "ext2", "-o"}},
}

// Plug puts a stick of so many bytes in; it is taken out with the test's end.
func Plug(t testing.TB, bytes int64) *Stick {
	t.Helper()
	s := &Stick{t: t, image: filepath.Join(t.TempDir(), "stick.img"), Path: filepath.Join(t.TempDir(), "stick")}
	if err := os.Mkdir(s.Path, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.end)
	s.Kind = "folder"
	for _, kind := range kinds {
		if s.make(kind, bytes) == nil {
			s.Kind = kind.kind
			break
		}
		s.end()
	}
	t.Logf("the stick is a %s", s.Kind)
	return s
}

// Real tells whether the stick is a file system of its own.
func (s *Stick) Real() bool { return s.Kind != "folder" }

func (s *Stick) make(kind maker, bytes int64) error {
	if os.Getuid() != 0 {
		return os.ErrPermission
	}
	if err := os.WriteFile(s.image, nil, 0o600); err != nil {
		return err
	}
	if err := os.Truncate(s.image, bytes); err != nil {
		return err
	}
	if _, err := run(append(kind.mkfs, s.image)...); err != nil {
		return err
	}
	var err error
	if s.loop, err = run("losetup", "-f", "--show", s.image); err != nil {
		s.loop = ""
		return err
	}
	return s.mount(kind, "rw")
}

func (s *Stick) mount(kind maker, mode string) error {
	_, err := run(append(append([]string{}, kind.mount...), mode+",noexec,nosuid,nodev", s.loop, s.Path)...)
	return err
}

// ReadOnly mounts the stick for reading only. A folder stays writable.
func (s *Stick) ReadOnly() { s.again("ro") }

// Settle brings everything onto the stick and forgets what was read, as taking
// it out and putting it in does.
func (s *Stick) Settle() { s.again("rw") }

func (s *Stick) again(mode string) {
	s.t.Helper()
	for _, kind := range kinds {
		if kind.kind != s.Kind {
			continue
		}
		if _, err := run("umount", s.Path); err != nil {
			s.t.Fatal(err)
		}
		if err := os.WriteFile("/proc/sys/vm/drop_caches", []byte("1"), 0); err != nil {
			s.t.Log(err) // what is cached is what is on the stick
		}
		if err := s.mount(kind, mode); err != nil {
			s.t.Fatal(err)
		}
	}
}

// Pull takes the stick out without a word: its place is empty at once, and what
// is open on it gives nothing more.
func (s *Stick) Pull() {
	s.t.Helper()
	if !s.Real() {
		s.each(0, func(path string, _ int64) error { return os.Truncate(path, 0) })
		if err := os.Rename(s.Path, s.Path+".gone"); err != nil {
			s.t.Fatal(err)
		}
		if err := os.Mkdir(s.Path, 0o755); err != nil {
			s.t.Fatal(err)
		}
		return
	}
	if _, err := run("umount", "-l", s.Path); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Truncate(s.image, 0); err != nil {
		s.t.Fatal(err)
	}
}

// Fake makes the stick one that claims more than it holds: whatever lies beyond
// the first bytes reads as zeros. A folder's files are emptied likewise.
func (s *Stick) Fake(first int64) {
	s.t.Helper()
	if !s.Real() {
		s.blank()
		return
	}
	s.damage(func(f *os.File, size int64) error {
		for at := first; at < size; at += 1 << 20 {
			if _, err := f.WriteAt(make([]byte, min(1<<20, size-at)), at); err != nil {
				return err
			}
		}
		return nil
	})
}

// Break makes reading fail beyond the first bytes. It returns false where this
// kind of stick cannot break.
func (s *Stick) Break(first int64) bool {
	s.t.Helper()
	if !s.Real() {
		return false
	}
	s.damage(func(f *os.File, _ int64) error { return f.Truncate(first) })
	return true
}

// damage changes the image while the stick is in.
func (s *Stick) damage(do func(f *os.File, size int64) error) {
	s.t.Helper()
	s.Settle()
	f, err := os.OpenFile(s.image, os.O_RDWR, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil {
		err = do(f, info.Size())
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	_, _ = run("blockdev", "--flushbufs", s.loop) // else what was read before is still known
}

// blank empties the second half of every large file.
func (s *Stick) blank() {
	s.each(128<<10, func(path string, size int64) error {
		if err := os.Truncate(path, size/2); err != nil {
			return err
		}
		return os.Truncate(path, size)
	})
}

// each does something to every file of at least so many bytes.
func (s *Stick) each(least int64, do func(path string, size int64) error) {
	s.t.Helper()
	err := filepath.Walk(s.Path, func(path string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() || info.Size() < least {
			return err
		}
		return do(path, info.Size())
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *Stick) end() {
	_, _ = run("umount", "-l", s.Path) // it may be out already
	if s.loop != "" {
		_, _ = run("losetup", "-d", s.loop)
		s.loop = ""
	}
}

func run(words ...string) (string, error) {
	out, err := exec.Command(words[0], words[1:]...).Output() // #nosec G204 -- a tool of tests and measures, started with their own paths
	if err != nil {
		return "", fmt.Errorf("%s: %w", strings.Join(words, " "), err)
	}
	return strings.TrimSpace(string(out)), nil
}
