package exchange

import (
	"context"
	"errors"
	"os"
	"time"
)

// Watcher notices that another catalogue is to be shown, whichever process
// switched it. A look costs one small file read and one stat.
type Watcher struct {
	// Look tells what is to be shown; [Content.Current] is one. ErrNoContent
	// means nothing is; after any other error the last answer holds on.
	Look     func() (number int64, path string, err error)
	Path     string        // the catalogue file on screen at the start, "" none
	Beside   []string      // files whose change is a switch as well
	View     func() string // what is shown of it; a change is a switch as well; may be nil
	Pace     Pace          // Every: 2 s when 0
	OnSwitch func(number int64, path string)
}

// Serve calls OnSwitch on its own goroutine for every switch, until ctx ends.
// Number and path are zero when nothing is to be shown any more.
func (w *Watcher) Serve(ctx context.Context) error {
	pace := w.Pace.or(2*time.Second, time.Second, time.Minute)
	last := w.scene(w.Path)
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

// scene is all that a switch changes.
type scene struct {
	path   string
	file   os.FileInfo
	beside []os.FileInfo
	view   string
}

func (w *Watcher) scene(path string) scene {
	s := scene{path: path, file: fileInfo(path)}
	for _, name := range w.Beside {
		s.beside = append(s.beside, fileInfo(name))
	}
	if w.View != nil {
		s.view = w.View()
	}
	return s
}

// differs tells whether there was a switch since last. A file beside that is
// gone is none.
func (s scene) differs(last scene) bool {
	for i, now := range s.beside {
		if before := last.beside[i]; now != nil && (before == nil || replaced(before, now)) {
			return true
		}
	}
	return s.path != last.path || replaced(last.file, s.file) || s.view != last.view
}

func fileInfo(path string) os.FileInfo {
	info, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return info
}

func replaced(before, now os.FileInfo) bool {
	return before != nil && now != nil && !os.SameFile(before, now)
}
