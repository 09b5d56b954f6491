package main

import (
	"context"
	"fmt"
	"slices"

	"hangviet/ui/kit"
)

// targetsFile keeps a file that lists what can be touched now. It is written
// whole and renamed into place, off the UI thread, once what is seen has come
// to rest: when two looks in a row find the same.
type targetsFile struct {
	path    string
	last    []kit.Target
	written []kit.Target
	next    chan []kit.Target
}

// newTargetsFile returns nil when no file is asked for.
func newTargetsFile(path string) *targetsFile {
	if path == "" {
		return nil
	}
	return &targetsFile{path: path, next: make(chan []kit.Target, 1)}
}

// look is told what can be touched now; it never blocks.
func (t *targetsFile) look(now []kit.Target) {
	rest := slices.Equal(now, t.last)
	t.last = now
	if !rest || (t.written != nil && slices.Equal(now, t.written)) {
		return
	}
	select {
	case t.next <- now:
		t.written = now
	default: // the one before is still being written: the next look tries again
	}
}

// serve writes until ctx ends.
func (t *targetsFile) serve(ctx context.Context, complain func(error)) {
	for {
		select {
		case <-ctx.Done():
			return
		case targets := <-t.next:
			if err := writeTargets(t.path, targets); err != nil {
				complain(err)
			}
		}
	}
}

func writeTargets(path string, targets []kit.Target) error {
	if err := replaceJSON(path, targets); err != nil {
		return fmt.Errorf("write targets: %w", err)
	}
	return nil
}
