package exchange

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"hangviet/data/hub/wire"
)

// Pulse is what a kiosk keeps of its beats, over restarts, too: a nonce that may
// have reached the hub is used again until it is answered. A copied disk copies
// the pulse; from then on the two go apart, and the hub notices.
type Pulse struct {
	Answered string // nonce of the last beat that was answered, "" none yet
	Asked    string // nonce of the one that is not answered yet, "" none
}

// PulseBook keeps the pulse. Change gives what is kept to f and keeps what f
// returns, as one step that no other process comes between.
type PulseBook interface {
	Change(ctx context.Context, f func(Pulse) Pulse) (Pulse, error)
}

// MemoryPulse keeps a pulse as long as the program runs, as of a simulated kiosk.
type MemoryPulse struct {
	mu    sync.Mutex
	pulse Pulse
}

// Change implements [PulseBook].
func (m *MemoryPulse) Change(_ context.Context, f func(Pulse) Pulse) (Pulse, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pulse = f(m.pulse)
	return m.pulse, nil
}

// Beater tells a hub how a kiosk is. It needs nothing of a kiosk but its key. It is
// not to be used by two goroutines at once.
type Beater struct {
	Key  ed25519.PrivateKey
	Book PulseBook
	Now  func() time.Time // time.Now when nil

	off   time.Duration // to be added to Now to get the hub's clock
	known bool          // off was heard of the hub
}

// Once sends one beat to the hub at that address, with the client given or, when it
// is nil, a new one. A clock that is wrong costs one more request, once. The error
// is as those of [Sender.SyncOnce]; a [wire.Refusal] is in it where the hub refused.
func (b *Beater) Once(ctx context.Context, client *http.Client, hub string, h wire.Health) (wire.Heard, error) {
	base, err := hubAddress(hub)
	if err != nil {
		return wire.Heard{}, err
	}
	heard, err := b.once(ctx, hubClient{base: base, client: orClient(client), limit: requestTime}, h)
	return heard, explainRefusal(err)
}

func (b *Beater) once(ctx context.Context, hub hubClient, h wire.Health) (wire.Heard, error) {
	pulse, err := b.Book.Change(ctx, func(p Pulse) Pulse {
		if p.Asked == "" {
			p.Asked = wire.NewNonce()
		}
		return p
	})
	if err != nil {
		return wire.Heard{}, fmt.Errorf("%w: keep nonce: %w", errPulse, err)
	}
	heard, err := b.send(ctx, hub, pulse, h)
	if stale, is := refused(err, wire.CodeStale); is && b.set(stale.Time, b.now()) {
		heard, err = b.send(ctx, hub, pulse, h)
	}
	if err != nil {
		return heard, err
	}
	_, err = b.Book.Change(ctx, func(p Pulse) Pulse {
		if p.Asked == heard.Nonce {
			return Pulse{Answered: heard.Nonce}
		}
		return p // another process was quicker
	})
	if err != nil {
		return heard, fmt.Errorf("%w: keep nonce: %w", errPulse, err)
	}
	return heard, nil
}

// errPulse says that a beat failed on this side.
var errPulse = errors.New("beat cannot be made")

func (b *Beater) send(ctx context.Context, hub hubClient, pulse Pulse, h wire.Health) (wire.Heard, error) {
	if h.Error = nil; b.known {
		ahead := -b.off.Milliseconds()
		h.Error = &ahead
	}
	begin := b.now()
	beat, err := wire.NewBeat(b.Key, pulse.Asked, pulse.Answered, begin, b.off, h)
	if err != nil {
		return wire.Heard{}, err
	}
	heard, err := hub.beat(ctx, beat)
	if err == nil {
		b.set(heard.Time, begin.Add(b.now().Sub(begin)/2))
	}
	return heard, err
}

// set takes the hub's time for that instant of the own clock, and tells whether it
// is one.
func (b *Beater) set(hub string, at time.Time) bool {
	there, err := wire.ParseClock(hub)
	if err != nil {
		return false
	}
	b.off, b.known = there.Sub(at), true
	return true
}

// Off returns by how much the own clock was ahead of the hub's at the last beat.
func (b *Beater) Off() (ahead time.Duration, known bool) { return -b.off, b.known }

func (b *Beater) now() time.Time {
	if b.Now == nil {
		return time.Now()
	}
	return b.Now()
}

// beat sends a beat.
func (h hubClient) beat(ctx context.Context, b wire.Beat) (wire.Heard, error) {
	body, err := json.Marshal(b)
	if err != nil {
		return wire.Heard{}, fmt.Errorf("write beat: %w", err)
	}
	answer, err := h.ask(ctx, http.MethodPost, wire.PathBeat, "application/json", body)
	s, err := standing(answer, err)
	if err != nil {
		return wire.Heard{}, err
	}
	heard := wire.Heard{}
	if err := json.Unmarshal(answer, &heard); err != nil || heard.Nonce != b.Nonce {
		return wire.Heard{}, fmt.Errorf("%w: beat %s is answered with %q", ErrHubReply, b.Nonce, answer)
	}
	heard.Standing = s
	return heard, nil
}
