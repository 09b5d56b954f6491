package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"hangviet/data/version"
)

// healthEvery is between two reports of the program's own state.
const healthEvery = time.Second

// health is what the program says of itself to whoever looks after it: a kiosk
// that runs for months must not hold more and more.
type health struct {
	Version    string    `json:"version"` // by Version, Started and Time an updater sees that a new version serves
	Started    time.Time `json:"started"`
	Time       time.Time `json:"time"`
	Goroutines int       `json:"goroutines"`
	Heap       uint64    `json:"heap"`               // bytes in use by Go, without graphics
	Pictures   int64     `json:"pictures"`           // bytes of photos kept ready
	Textures   *int      `json:"textures,omitempty"` // objects with a texture; only in a build with the tag textures
}

// tellHealth keeps a file with the program's state until ctx ends.
func (w *window) tellHealth(ctx context.Context, path string) {
	if path == "" {
		return
	}
	profiles := newProfiler()
	tell := func() {
		if err := errors.Join(replaceJSON(path, w.health(ctx)), profiles.keep(path)); err != nil {
			w.complain(fmt.Errorf("write health: %w", err))
		}
	}
	tell()
	regularly(ctx, healthEvery, tell)
}

func (w *window) health(ctx context.Context) health {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	h := health{Version: version.Own(), Started: w.started, Time: time.Now(), Goroutines: runtime.NumGoroutine(), Heap: m.HeapInuse, Pictures: w.photos.Held()}
	w.onScreen(ctx, func() { h.Textures = countTextures(w.win.Canvas()) })
	return h
}

// replaceJSON writes a file whole and renames it into place, so that a reader
// never sees half of it.
func replaceJSON(path string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".kiosk-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // gone already once it is renamed
	if _, err := tmp.Write(raw); err != nil {
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
