package booth

import (
	"context"
	"sync"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// Options are what a booth is made of.
type Options struct {
	Log      func(context.Context) (*ledger.Log, error) // where ballots go now
	Settings Settings                                   // the kiosk's
	Counters Counters                                   // the kiosk's; nil counts nothing
	Now      func() time.Time                           // trusted time: a round's phase and a ballot's hour
	Steady   func() time.Time                           // waits and pauses: is never set back (time.Now)
	Doubtful func() bool                                // the clock is known to be wrong; nil never
	Hours    func(t time.Time) bool                     // the point serves at t; nil always
}

// Settings keep what must outlast a restart; store.Store does.
type Settings interface {
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

// Counters count what never leads to a person; store.Store does.
type Counters interface {
	AddCounters(ctx context.Context, day, name string, counts map[string]int64) error
}

// Booth is where the visitors of one kiosk vote. It may be used by several
// goroutines at once. It holds nothing that must be closed.
type Booth struct {
	options Options

	casting sync.Mutex // held while a ballot is cast: one after the other
	mu      sync.Mutex
}

// New returns a booth.
func New(o Options) *Booth { return &Booth{options: o} }

// Sight notes that the visitor now sees the nominees of a round; the first time
// in a visit counts.
func (b *Booth) Sight(round string) {}

// Withdraw ends the visit: a permit that was not used is void, and what was seen
// belongs to the next visitor anew. It never waits.
func (b *Booth) Withdraw() {}

// DayCard returns the signed checkpoint of the ledger as it stands, as text
// short enough for a QR code that a phone reads from a screen; see
// [ledger.ParseDayCard].
func (b *Booth) DayCard(ctx context.Context) (string, error) { return "", nil }

var _ = vote.ErrNotOpen
