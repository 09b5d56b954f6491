package exchange

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hangviet/data/fsync"
	"hangviet/data/release"
)

// What a kiosk keeps of the settings of a release, beside the catalogue: the whole
// file, for the next kiosk, and its own part.
const (
	settingsFile = "settings.json"
	ownFile      = "settings.own.json"
)

// takeSettings stages what the organiser has set for kiosks.
func (j *job) takeSettings(ctx context.Context) error {
	if j.candidate.Manifest.Settings == (release.File{}) || isFile(j.settings(j.number()), j.candidate.Manifest.Settings) {
		return nil
	}
	s, err := j.candidate.Settings(ctx, j.src)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(j.folder(j.number()), 0o755); err != nil {
		return fmt.Errorf("make release folder: %w", err)
	}
	return errors.Join(
		fsync.Write(filepath.Join(j.folder(j.number()), ownFile), s.Only(j.Kiosk).Marshal(), 0o644),
		fsync.Write(j.settings(j.number()), s.Marshal(), 0o644), // last: it says that both are here
	)
}

func (c *Content) settings(n int64) string { return filepath.Join(c.folder(n), settingsFile) }

// Set returns what the organiser of the shown release has set for this kiosk; ok
// is false when the release says nothing about kiosks.
func (c *Content) Set() (s release.Settings, ok bool, err error) {
	n, _, err := c.Current()
	if err != nil {
		return s, false, err
	}
	data, err := os.ReadFile(filepath.Join(c.folder(n), ownFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, false, nil
	}
	if err != nil {
		return s, false, fmt.Errorf("read settings: %w", err)
	}
	s, err = release.ParseSettings(data)
	return s, err == nil, err
}

// obey has what the organiser has set for this kiosk followed.
func (j *job) obey(ctx context.Context) error {
	if j.Obey == nil {
		return nil
	}
	s, ok, err := j.Set()
	if err != nil || !ok {
		return err
	}
	if err := j.Obey(ctx, s.Number, s.Kiosks[j.Kiosk]); err != nil {
		return fmt.Errorf("follow settings: %w", err)
	}
	return nil
}
