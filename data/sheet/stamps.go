package sheet

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// stampFile, in the work folder, notes which source photos were read, so that
// publishing a few changes does not read and hash gigabytes again. A photo counts
// as the one that was read while its length, the time of its last change and, on
// Linux, its inode and the time of that inode's last change are those of the note.
// Where only the first two are known, one who writes other bytes of the same
// length and sets the time back is not noticed; without the file all is read anew.
const stampFile = "photos.seen"

// settled is how long a photo must have been left alone before it was read. In a
// younger one, bytes may change without its time: file systems count by up to two
// seconds. It is read again the next time.
const settled = 3 * time.Second

// stamps notes what source photos are, by their path.
type stamps struct {
	file   string
	before map[string]stamp
	clock  func() time.Time

	mu  sync.Mutex
	now map[string]stamp
}

// stamp says what a file was when it held what it holds.
type stamp struct {
	Size, Written  int64  // bytes; nanoseconds since 1970
	Inode, Changed uint64 // 0 where they are not known
	SHA256         string
}

// readStamps reads the note of the last time; what is damaged is as if it were not
// there.
func readStamps(dir string, clock func() time.Time) *stamps {
	if clock == nil {
		clock = time.Now
	}
	s := &stamps{file: filepath.Join(dir, stampFile), now: map[string]stamp{}, clock: clock}
	data, err := os.ReadFile(s.file)
	if err != nil || json.Unmarshal(data, &s.before) != nil {
		s.before = nil
	}
	return s
}

func stampOf(info fs.FileInfo) stamp {
	inode, changed := inodeOf(info)
	return stamp{Size: info.Size(), Written: info.ModTime().UnixNano(), Inode: inode, Changed: changed}
}

// known returns the SHA-256 of a photo that was read before, "" for any other.
func (s *stamps) known(path string, info fs.FileInfo) string {
	old := s.before[path]
	want := stampOf(info)
	want.SHA256 = old.SHA256
	if old != want {
		return ""
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now[path] = old
	return old.SHA256
}

// note keeps what a photo held that was read from the moment began on.
func (s *stamps) note(path string, info fs.FileInfo, sha string, began time.Time) {
	now := stampOf(info)
	now.SHA256 = sha
	young := began.Add(-settled).UnixNano()
	if now.Written > young || int64(now.Changed) > young {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now[path] = now
}

// write keeps the note of the photos of this time.
func (s *stamps) write() error {
	data, err := json.Marshal(s.now)
	if err != nil {
		return fmt.Errorf("note photos: %w", err)
	}
	return writeWhole(s.file, data)
}
