package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"hangviet/data/booth"
	"hangviet/data/clock"
	"hangviet/data/exchange"
	"hangviet/data/ledger"
	"hangviet/data/release"
	"hangviet/data/runs"
	"hangviet/data/store"
	"hangviet/data/version"
	"hangviet/ui/model"
)

// Settings of the kiosk (store.Setting), set by kiosk setup.
const (
	settingHub      = "hub"      // base address of the hub, "" none
	settingPoint    = "point"    // id of the point the kiosk stands at
	settingName     = "name"     // what people call the kiosk
	settingEvery    = "every"    // between two looks for content and for the hub, "10m"; "" the usual
	settingRate     = "rate"     // of downloads, in kilobytes a second, "" any
	settingDiagonal = "diagonal" // of the screen, in inches, "32"
)

// settingFetchHours is when content is downloaded, "22:00-05:00"; "" always.
const settingFetchHours = "fetch-hours"

const (
	settingSelection = "selection" // "point:ID" or "event:ID", what the kiosk shows of a release; "" all
	settingFloor     = "floor"     // megabytes that stay free on the disk; "" the usual
)

// importWait is how long an import waits for another one to end.
const importWait = 20 * time.Second

// home is one kiosk's data folder with what is open in it. The window and the
// subcommands share it; a window and a subcommand may have the same folder open.
//
//	DIR/kiosk.db                  identity, settings, ledger, counters
//	DIR/trust, content, photos    the organiser's content
//	DIR/sample/trust, …           the built-in sample, on a kiosk never set up
//	DIR/sample/kiosk.db           ballots cast on the sample, for practice
type home struct {
	dir     string
	store   *store.Store
	log     *ledger.Log
	trial   *practice
	booth   *booth.Booth
	own     *exchange.Content // the organiser's
	sample  *exchange.Content // the built-in sample's
	builtin func() (fs.FS, error)
	clock   *clock.Clock // never behind the newest release that was seen
	started time.Time    // when the window began, zero for a subcommand
	safety  safety       // what the window leaves off
}

// openHome makes the folder when it is not there and opens it.
func openHome(ctx context.Context, dir string) (*home, error) {
	s, err := store.Open(ctx, dir)
	if err != nil {
		return nil, fmt.Errorf("open data folder: %w", err)
	}
	h := &home{
		dir:     dir,
		store:   s,
		log:     ledger.Open(s, s.Identity()),
		trial:   &practice{dir: filepath.Join(dir, "sample")},
		own:     contentIn(dir),
		sample:  contentIn(filepath.Join(dir, "sample")),
		builtin: builtinSample,
		clock:   clock.Watch(time.Now, runs.Uptime, time.Time{}),
	}
	s.Now = h.clock.Now
	h.own.Now, h.own.Kiosk = h.clock.Now, s.Identity().ID
	if issued, err := h.own.Issued(); err == nil {
		h.clock.Raise(issued)
	}
	if err := h.resumeClock(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	h.booth = h.newBooth()
	h.own.Open, h.own.Part, h.own.Obey = h.openPart, h.selection, h.obey
	if h.own.Floor, err = h.floor(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if h.own.Never, err = sampleRoots(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return h, nil
}

func contentIn(dir string) *exchange.Content {
	return &exchange.Content{Dir: dir, Open: openChecked, Version: version.Released(), Build: version.Own(), Wait: importWait}
}

// Close closes what is open; a nil home is not.
func (h *home) Close() error {
	if h == nil {
		return nil
	}
	return errors.Join(h.store.Close(), h.trial.Close())
}

// shown is the catalogue a window shows.
type shown struct {
	number int64
	path   string                     // catalog.db
	sample bool                       // the built-in sample: never on a kiosk that was set up
	photo  func(sha256 string) string // file of a picture
	view   store.View                 // what of it
	scene  exchange.Scene             // what a switch is told by, noted before all this was read

	validity model.Validity
}

// show tells what to show now: the organiser's release, or the one before where
// its file cannot be opened any more; on a kiosk that was never set up, the
// sample (brought in on the way). The error is exchange.ErrNoContent when a
// kiosk that was set up has nothing yet, exchange.ErrWithdrawn when it may show nothing.
func (h *home) show(ctx context.Context) (shown, error) {
	content, err := h.showing()
	if err != nil {
		return shown{}, err
	}
	if content == h.sample {
		if err := h.bringSample(ctx); err != nil {
			return shown{}, fmt.Errorf("bring the sample: %w", err)
		}
	}
	number, path, err := content.Current()
	if err != nil {
		return shown{}, err
	}
	scene := h.scenes(ctx, new(string))(path) // of the newest file: where it cannot be opened, until it is replaced
	if !opens(ctx, path) {
		if n, older, err := content.Previous(); err == nil && opens(ctx, older) {
			number, path = n, older
		}
	}
	s, err := h.shownAt(ctx, number, path)
	s.scene = scene
	return s, err
}

// showing is the content that is to be shown: the sample's only while no root is
// pinned.
func (h *home) showing() (*exchange.Content, error) {
	_, pinned, err := h.own.Pinned()
	if err != nil {
		return nil, err
	}
	if pinned {
		return h.own, nil
	}
	return h.sample, nil
}

// shownAt describes the catalogue file at path, without its scene; the zero shown
// for no file, and for one of which nobody can tell what may be shown.
func (h *home) shownAt(ctx context.Context, number int64, path string) (shown, error) {
	for _, content := range []*exchange.Content{h.own, h.sample} {
		if !inside(path, content.Dir) {
			continue
		}
		view, err := h.view(ctx, content)
		if err != nil {
			return shown{}, err
		}
		return shown{number: number, path: path, sample: content == h.sample, photo: content.Photo, view: view, validity: validity(content, number)}, nil
	}
	return shown{}, nil
}

// inside tells whether a catalogue file is one of the content folder dir.
func inside(path, dir string) bool {
	return path != "" && filepath.Dir(filepath.Dir(filepath.Dir(path))) == filepath.Clean(dir)
}

func opens(ctx context.Context, path string) bool {
	c, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return false
	}
	return c.Close() == nil
}

// checked is a catalogue file whose faults are told in the words of
// data/release, which the table of failures knows.
type checked struct{ *store.Catalogue }

func openChecked(ctx context.Context, path string) (exchange.Catalogue, error) {
	c, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return nil, refusal(err)
	}
	return checked{c}, nil
}

// Check implements exchange.Catalogue.
func (c checked) Check(ctx context.Context) error { return refusal(c.Catalogue.Check(ctx)) }

func refusal(err error) error {
	switch {
	case errors.Is(err, store.ErrNewerFormat):
		return fmt.Errorf("%w: %w", release.ErrNewerFormat, err)
	case errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrNotOurs):
		return fmt.Errorf("%w: %w", release.ErrCorrupt, err)
	}
	return err
}
