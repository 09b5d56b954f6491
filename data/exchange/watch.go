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
	Path     string // the catalogue file on screen at the start, "" none
	Beside   string // file whose change is a switch as well, "" none
	Pace     Pace   // Every: 2 s when 0
	OnSwitch func(number int64, path string)
}

// Serve calls OnSwitch on its own goroutine for every switch, until ctx ends.
// Number and path are zero when nothing is to be shown any more.
func (w *Watcher) Serve(ctx context.Context) error {
	pace := w.Pace.or(2*time.Second, time.Second, time.Minute)
	path, info, beside := w.Path, fileInfo(w.Path), fileInfo(w.Beside)
	for {
		number, next, err := w.Look()
		if err == nil || errors.Is(err, ErrNoContent) {
			nextInfo, nextBeside := fileInfo(next), fileInfo(w.Beside)
			if next != path || replaced(info, nextInfo) || nextBeside != nil && (beside == nil || replaced(beside, nextBeside)) {
				w.OnSwitch(number, next)
			}
			path, info, beside = next, nextInfo, nextBeside
		}
		if err := pace.wait(ctx, pace.Every, nil); err != nil {
			return err
		}
	}
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
