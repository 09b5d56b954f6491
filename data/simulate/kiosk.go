package simulate

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// kiosk is one of the fleet.
type kiosk struct {
	identity ledger.Identity
	memory   Memory
	log      *ledger.Log
	notes    notes
	sender   exchange.Sender
	reporter exchange.Reporter
	started  time.Time
}

// keyOf is the key of the kiosk of that number. Who knows the seed knows it.
func keyOf(seed uint64, number int) ed25519.PrivateKey {
	sum := sha256.Sum256(fmt.Appendf(nil, "hangviet simulated kiosk %016x %d", seed, number))
	return ed25519.NewKeyFromSeed(sum[:])
}

func (f *fleet) newKiosk(number int) *kiosk {
	k := &kiosk{identity: ledger.KioskIdentity(keyOf(f.Seed, number)), started: f.Now()}
	k.log = ledger.Open(&k.memory, k.identity)
	k.notes.book = &f.problems
	client := f.line.client()
	k.sender = exchange.Sender{
		Hub: f.Hub, Identity: k.identity, Name: fmt.Sprintf("Mô phỏng %05d", number+1), Log: k.log, Notes: &k.notes,
		Client: client, Now: f.Now, Pace: exchange.Pace{Every: f.Beat},
		Beater: &exchange.Beater{Key: k.identity.PrivateKey, Book: &exchange.MemoryPulse{}, Now: f.Now}, Health: k.health,
	}
	k.reporter = exchange.Reporter{
		Hub: f.Hub, Identity: k.identity, Tally: &k.notes, Notes: &k.notes, Client: client, Now: f.Now,
		Pace: exchange.Pace{Every: f.Report},
	}
	return k
}

// firstBeat is how long after the load began a kiosk beats next: in life they do not
// beat in step, nor do all that were enrolled early beat in its first second.
func (f *fleet) firstBeat(number int) time.Duration {
	return max(f.Beat*time.Duration(number)/time.Duration(f.Kiosks), time.Millisecond)
}

// health is what a kiosk tells of itself.
func (k *kiosk) health(ctx context.Context) (wire.Health, error) {
	size, err := k.log.Size(ctx)
	if err != nil {
		return wire.Health{}, err
	}
	unsent, err := k.log.Unsent(ctx)
	return wire.Health{
		Version: "simulated", System: "memory", Name: k.sender.Name, Disk: -1, Memory: -1, Ledger: size, Unsent: unsent,
		Started: wire.FormatClock(k.started), Open: wire.Open,
	}, err
}

// serve does what a real kiosk does in the background, until ctx ends.
func (k *kiosk) serve(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return k.sender.Serve(ctx) })
	group.Go(func() error { return k.reporter.Serve(ctx) })
	if err := group.Wait(); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// unsent tells how many entries no receipt covers.
func (k *kiosk) unsent(ctx context.Context) (int64, error) { return k.log.Unsent(ctx) }

// rest closes what connections the kiosk keeps.
func (k *kiosk) rest() { k.sender.Client.CloseIdleConnections() }
