package main

import (
	"context"
	"io"

	"hangviet/data/exchange"
	"hangviet/data/ledger"
	"hangviet/data/store"
)

// Settings of the kiosk (store.Setting), set by kiosk setup.
const (
	settingHub      = "hub"      // base address of the hub, "" none
	settingPoint    = "point"    // id of the point the kiosk stands at
	settingName     = "name"     // what people call the kiosk
	settingDiagonal = "diagonal" // of the screen, in inches, "32"
)

// home is one kiosk's data folder with what is open in it. The window and the
// subcommands share it; a window and a subcommand may have the same folder open.
type home struct {
	dir    string
	store  *store.Store
	log    *ledger.Log
	own    *exchange.Content // the organiser's
	sample *exchange.Content // the built-in sample's, in DIR/sample
}

// shown is the catalogue a window shows.
type shown struct {
	number int64
	path   string                     // catalog.db
	sample bool                       // the built-in sample: never on a kiosk that was set up
	photo  func(sha256 string) string // file of a picture
}

// openHome makes the folder when it is not there and opens it.
func openHome(ctx context.Context, dir string) (*home, error) { panic("skeleton") }

// Close closes the store.
func (h *home) Close() error { panic("skeleton") }

// show tells what to show now: the organiser's release; on a kiosk that was
// never set up, the sample (brought in on the way). exchange.ErrNoContent when a
// kiosk that was set up has nothing yet.
func (h *home) show(ctx context.Context) (shown, error) { panic("skeleton") }

// watch calls onSwitch (on its own goroutine's turn, not the UI's) whenever
// what is to be shown is another catalogue than before; until ctx ends.
func (h *home) watch(ctx context.Context, now shown, onSwitch func(shown)) error { panic("skeleton") }

// traffic is what runs in the background of a window.
type traffic struct {
	content  string // folder or address; "" means hub + "/content/" when there is a hub
	hub      string // "" means the setting
	progress func(exchange.Progress)
}

// serve fetches content and sends ballots until ctx ends. kick asks for
// sending soon (after a ballot) and never waits.
func (h *home) serve(ctx context.Context, t traffic) (kick func(), wait func() error) {
	panic("skeleton")
}

// runImport is kiosk import.
func runImport(ctx context.Context, args []string, stdout, stderr io.Writer) int { panic("skeleton") }

// runSetup is kiosk setup.
func runSetup(ctx context.Context, args []string, stdout, stderr io.Writer) int { panic("skeleton") }

// runStatus is kiosk status.
func runStatus(ctx context.Context, args []string, stdout, stderr io.Writer) int { panic("skeleton") }

// runSync is kiosk sync.
func runSync(ctx context.Context, args []string, stdout, stderr io.Writer) int { panic("skeleton") }

// runExport is kiosk export.
func runExport(ctx context.Context, args []string, stdout, stderr io.Writer) int { panic("skeleton") }
