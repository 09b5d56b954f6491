package exchange

import (
	"context"
	"net/http"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/release"
)

// Pace says how a loop waits. The zero Pace waits really, with random jitter.
type Pace struct {
	Every  time.Duration                              // between two tries while all is well
	First  time.Duration                              // after the first failure; doubles with each further one
	Max    time.Duration                              // longest pause after failures
	Jitter func() float64                             // 0 ≤ x < 1; random when nil
	Wait   func(ctx context.Context, d time.Duration) // pauses; a timer when nil
}

// Watcher calls OnSwitch whenever the shown release is another than before,
// whoever switched it.
type Watcher struct {
	Content  *Content
	Shown    int64 // the number on screen at the start
	Pace     Pace  // Every: 2 s when 0
	OnSwitch func(number int64, path string)
}

// Serve watches until ctx ends.
func (w *Watcher) Serve(ctx context.Context) error { panic("skeleton") }

// Notes keeps settings and problems over a restart.
type Notes interface {
	Setting(ctx context.Context, key string) (string, error) // "" when unset
	SetSetting(ctx context.Context, key, value string) error
	SetProblem(ctx context.Context, code, detail string) error
	ClearProblem(ctx context.Context, code string) error
}

// Fetcher imports from one folder or address again and again.
type Fetcher struct {
	Content  *Content
	From     string       // folder or http(s) address of a content folder
	Client   *http.Client // NewClient() when nil
	Notes    Notes
	Pace     Pace           // Every: 5 min when 0
	Progress func(Progress) // may be nil
}

// Serve imports until ctx ends.
func (f *Fetcher) Serve(ctx context.Context) error { panic("skeleton") }

// Ledger is the kiosk's own log of ballots.
type Ledger interface {
	Size(ctx context.Context) (int64, error)
	Acked(ctx context.Context) (int64, error) // entries a hub has receipted
	Bundle(ctx context.Context, from int64, max int) (ledger.Bundle, error)
	Acknowledge(ctx context.Context, receipt []byte, hubKey string) error
}

// Sender brings the ledger to the organiser's hub.
type Sender struct {
	Hub    string // base address, "https://hub.example"
	Kiosk  Kiosk
	Log    Ledger
	Notes  Notes
	Client *http.Client // NewClient() when nil
	Pace   Pace         // Every: 1 min when 0
	Batch  int          // entries in one bundle; 1000 when 0
	Now    func() time.Time
}

// Serve enrols and sends until ctx ends. It asks the hub at every Pace.Every,
// and at once after Kick.
func (s *Sender) Serve(ctx context.Context) error { panic("skeleton") }

// Kick asks a running Serve to send soon. It never waits.
func (s *Sender) Kick() { panic("skeleton") }

// SyncOnce enrols and sends everything the hub has not acknowledged.
func (s *Sender) SyncOnce(ctx context.Context) error { panic("skeleton") }

// OpenSource opens the content folder at from: an http(s) address or a path.
func OpenSource(client *http.Client, from string) (release.Source, error) { panic("skeleton") }

// NewClient returns an HTTP client that gives up on a dead or half-dead server.
func NewClient() *http.Client { panic("skeleton") }

// WriteBundles writes what the hub has not acknowledged (everything when all is
// set) into dir, as files hub import-ledger takes, and returns their names.
func WriteBundles(ctx context.Context, log Ledger, kiosk, dir string, all bool) ([]string, error) {
	panic("skeleton")
}

// ReadReceipts takes the hub's receipts for this kiosk lying in dir and returns
// how many there were.
func ReadReceipts(ctx context.Context, log Ledger, kiosk, dir, hubKey string) (int, error) {
	panic("skeleton")
}
