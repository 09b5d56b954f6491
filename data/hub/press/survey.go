package press

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// survey is what lay in a folder and below it. It holds as long as no folder in it
// has changed: files come and go by their names alone, and a name changes the time
// of its folder.
type survey struct {
	names []string // of the files, slash-separated, sorted
	bytes int64
	dirs  map[string]time.Time
	at    time.Time
}

// tick is how long a folder must have been left alone before a survey of it is
// believed: file systems count time in steps.
const tick = 100 * time.Millisecond

// holds tells whether everything is still as it was.
func (s *survey) holds() bool {
	if s == nil {
		return false
	}
	for dir, at := range s.dirs {
		info, err := os.Stat(dir)
		if errors.Is(err, fs.ErrNotExist) && at.IsZero() {
			continue
		}
		if err != nil || !info.ModTime().Equal(at) || s.at.Sub(at) < tick {
			return false
		}
	}
	return true
}

// surveyOf looks at everything in a folder, which may be missing.
func surveyOf(dir string) (*survey, error) {
	s := &survey{dirs: map[string]time.Time{}, at: time.Now()}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			if path == dir {
				s.dirs[dir] = time.Time{}
			}
			return nil
		}
		if err != nil {
			return err
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if e.IsDir() {
			s.dirs[path] = info.ModTime()
			return nil
		}
		name, err := filepath.Rel(dir, path)
		s.names, s.bytes = append(s.names, filepath.ToSlash(name)), s.bytes+info.Size()
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look at the draft: %w", err)
	}
	slices.Sort(s.names)
	return s, nil
}

// survey returns what lies in the folder of photos.
func (d *draft) survey() (*survey, error) {
	d.looking.Lock()
	defer d.looking.Unlock()
	if d.known.holds() {
		return d.known, nil
	}
	s, err := surveyOf(d.photos())
	d.known = s
	return s, err
}

// measure counts all that lies in the draft, parts and archives too.
func (d *draft) measure() (files int, bytes int64, err error) {
	photos, err := d.survey()
	if err != nil {
		return 0, 0, err
	}
	files, bytes = len(photos.names), photos.bytes
	for _, dir := range []string{d.folder(), d.parts(), d.archives()} {
		for _, e := range entriesIn(dir) {
			files, bytes = files+1, bytes+e.Size
		}
	}
	return files, bytes, nil
}
