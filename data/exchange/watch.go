package exchange

import (
	"context"
	"errors"
	"os"
	"time"
)

// Watcher notices that another catalogue is to be shown, whichever process
// switched it. A look costs one small file read and a few stats.
type Watcher struct {
	// Look tells what is to be shown; [Content.Current] is one. ErrNoContent
	// means nothing is; after any other error the last answer holds on.
	Look func() (number int64, path string, err error)
	// Shown is the scene on screen at the start, noted before it was read, so that
	// nothing which changes meanwhile is lost. The zero Scene: nothing is shown.
	Shown    Scene
	Scene    func(path string) Scene // of the catalogue file at path, as Shown was noted; nil: the file alone
	Pace     Pace                    // Every: 2 s when 0
	OnSwitch func(number int64, path string)
}

// Serve calls OnSwitch on its own goroutine for every switch, until ctx ends.
// Number and path are zero when nothing is to be shown any more.
func (w *Watcher) Serve(ctx context.Context) error {
	pace := w.Pace.or(2*time.Second, time.Second, time.Minute)
	last := w.Shown
	for {
		number, path, err := w.Look()
		if err == nil || errors.Is(err, ErrNoContent) {
			now := w.scene(path)
			if now.differs(last) {
				w.OnSwitch(number, path)
			}
			last = now
		}
		if err := pace.wait(ctx, pace.Every, nil); err != nil {
			return err
		}
	}
}

func (w *Watcher) scene(path string) Scene {
	if w.Scene == nil {
		return NoteScene(path, "")
	}
	return w.Scene(path)
}

// Scene is all that a switch changes.
type Scene struct {
	path   string
	file   os.FileInfo
	view   string
	beside []os.FileInfo
}

// NoteScene notes the catalogue file at path, "" none, what is shown of it, and
// the files beside it whose change is a switch as well.
func NoteScene(path, view string, beside ...string) Scene {
	s := Scene{path: path, file: fileInfo(path), view: view}
	for _, name := range beside {
		s.beside = append(s.beside, fileInfo(name))
	}
	return s
}

// differs tells whether there was a switch since last. A file beside that is
// gone is none, and where nothing is shown nothing changes.
func (s Scene) differs(last Scene) bool {
	if s.path != last.path || s.path == "" {
		return s.path != last.path
	}
	for i, now := range s.beside {
		if came(now, last.beside[i]) {
			return true
		}
	}
	return came(s.file, last.file) || s.view != last.view
}

func fileInfo(path string) os.FileInfo {
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return info
}

// came tells whether now is a file that was not there before.
func came(now, before os.FileInfo) bool {
	return now != nil && (before == nil || !os.SameFile(before, now))
}
