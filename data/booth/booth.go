package booth

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/ticket"
)

// Options are what a booth is made of.
type Options struct {
	Log      func(context.Context) (*ledger.Log, error) // where ballots go now
	Tickets  Tickets                                    // of what is shown now; nil has none
	Settings Settings                                   // the kiosk's
	Counters Counters                                   // the kiosk's; nil counts nothing
	Now      func() time.Time                           // trusted time: a round's phase and a ballot's hour
	Steady   func() time.Time                           // waits and pauses: is never set back; time.Now when nil
	Doubtful func() bool                                // the clock is known to be wrong; nil never
	Hours    func(t time.Time) bool                     // the point serves at t; nil always
}

// Tickets recognise the codes of a release; store.Catalogue does.
type Tickets interface {
	TicketList(ctx context.Context, round string) (l ticket.List, ok bool, err error)
	HasTicket(ctx context.Context, round string, mark ticket.Mark) (bool, error)
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

	casting  sync.Mutex // held while an entry is made: one after the other
	hearing  sync.Mutex // held while a code is looked up: one after the other
	guesses  guesses
	prefixes prefixes

	mu     sync.Mutex // held for what is below, never while the disk is waited for
	visit  visit
	permit *permit
	recent map[string]recent // by round
	counts counts
	pardon bool // a ticket was used up: what codes were wrong before it is forgotten
}

// visit is what belongs to the visitor who stands there.
type visit struct {
	sights map[string]time.Time // first sight of a round's nominees, steady
	shown  map[string]bool      // keys of exposure that were counted
}

func newVisit() visit { return visit{map[string]time.Time{}, map[string]bool{}} }

// New returns a booth.
func New(o Options) *Booth {
	if o.Steady == nil {
		o.Steady = time.Now
	}
	return &Booth{options: o, visit: newVisit(), recent: map[string]recent{}, counts: counts{}}
}

// Sight notes that the visitor now sees the nominees of a round; the first time
// in a visit counts.
func (b *Booth) Sight(round string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, seen := b.visit.sights[round]; !seen {
		b.visit.sights[round] = b.options.Steady()
	}
}

// Withdraw ends the visit: a permit that was not used is void, and what was seen
// belongs to the next visitor anew. A ballot that is being cast is cast. It never
// waits.
func (b *Booth) Withdraw() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.visit, b.permit = newVisit(), nil
}

// Count returns how many ballots were cast in the round on this kiosk, and the
// choices on them, those on trial and paper left out.
func (b *Booth) Count(ctx context.Context, round string) (ballots, choices int64, err error) {
	log, err := b.log(ctx)
	if err != nil {
		return 0, 0, err
	}
	c, err := log.Counts(ctx, round)
	return c.Ballots, c.Choices, err
}

// DayCard returns the signed checkpoint of the ledger as it stands, as text
// short enough for a QR code that a phone reads from a screen; see
// [ledger.ParseDayCard].
func (b *Booth) DayCard(ctx context.Context) (string, error) {
	log, err := b.log(ctx)
	if err != nil {
		return "", err
	}
	card, err := log.DayCard(ctx)
	if err != nil {
		return "", err
	}
	return card.String(), nil
}

func (b *Booth) log(ctx context.Context) (*ledger.Log, error) {
	log, err := b.options.Log(ctx)
	if err != nil {
		return nil, fmt.Errorf("find the ledger: %w", err)
	}
	return log, nil
}

// newID draws the id of a ballot or a batch.
func newID() string {
	id := make([]byte, 16)
	rand.Read(id) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(id)
}
