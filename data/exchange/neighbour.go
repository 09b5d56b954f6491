package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"hangviet/data/release"
)

// Neighbour is what a kiosk on the same network says of itself. Nothing of it is
// believed: it only tells where to ask.
type Neighbour struct {
	Kiosk     string // id
	Root      string // fingerprint of the root it trusts
	Release   int64  // that it can give, 0 none
	Withdrawn int64  // number of its list of withdrawn products, 0 none
	Outside   bool   // it can ask the organiser's hub, or another place outside
	Taking    bool   // it is just doing so
	Address   string // host and port
}

// newer tells whether it has what another kiosk lacks: a newer release, or, with the
// same one, a newer list of withdrawn products.
func (n Neighbour) newer(than Neighbour) bool {
	return n.Release > than.Release || n.Release == than.Release && n.Release > 0 && n.Withdrawn > than.Withdrawn
}

// Street is the local network, on which kiosks find each other.
type Street interface {
	// Announce tells the others until stop is called, which waits. While a kiosk has
	// two announcements, the others may hear either.
	Announce(ctx context.Context, n Neighbour, port int) (stop func(), err error)
	// Look returns who answers within a few seconds, this kiosk perhaps too.
	Look(ctx context.Context) ([]Neighbour, error)
}

// Neighbours lets the kiosks of one site take releases from each other, so that
// one download serves all of them. It serves what this kiosk shows, and takes
// what another one shows when that is newer; the same signatures hold. A person
// switches it on.
type Neighbours struct {
	Content *Content
	Kiosk   string // id of this one
	Street  Street
	Listen  string           // address to serve on; any port of every interface when ""
	Client  *http.Client     // NewClient() when nil
	Pace    Pace             // Every: 1 min when 0
	Now     func() time.Time // time.Now when nil

	once   sync.Once
	looked chan struct{} // closed after the first look around
	wake   chan struct{}

	mu      sync.Mutex
	outside bool      // Via was asked, so this kiosk has a place outside
	taking  bool      // from there
	went    time.Time // when it was there last
	leader  Neighbour // goes there for this one too; no Kiosk: nobody does
}

// How long a kiosk leaves it to a neighbour to ask outside.
const (
	leaveTaking = 6 * time.Hour    // while that is taking a release
	leaveAsking = 30 * time.Minute // while that is only around
	firstLook   = 10 * time.Second // for the first look around to end
)

func (n *Neighbours) init() {
	n.looked, n.wake = make(chan struct{}), make(chan struct{}, 1)
	if n.Now == nil {
		n.Now = time.Now
	}
	n.Pace = n.Pace.or(time.Minute, 5*time.Second, 5*time.Minute)
	n.went = n.Now()
}

// Via runs a download from outside, unless a neighbour does it for this kiosk
// too: it returns nil then, and what the neighbour brings is taken from there.
func (n *Neighbours) Via(ctx context.Context, download func() error) error {
	n.once.Do(n.init)
	n.set(func() { n.outside = true })
	select {
	case <-n.looked:
	case <-n.Pace.After(firstLook):
	case <-ctx.Done():
		return ctx.Err()
	}
	if n.leaves() {
		return nil
	}
	n.set(func() { n.taking, n.went = true, n.Now() })
	defer n.set(func() { n.taking = false })
	return download()
}

// leaves tells whether it is left to a neighbour to ask outside.
func (n *Neighbours) leaves() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	since := n.Now().Sub(n.went)
	return n.leader.Kiosk != "" && (since < leaveAsking || n.leader.Taking && since < leaveTaking)
}

// set changes what this kiosk says of itself, and says it soon.
func (n *Neighbours) set(change func()) {
	n.mu.Lock()
	change()
	n.mu.Unlock()
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// Serve shares and takes until ctx ends.
func (n *Neighbours) Serve(ctx context.Context) error {
	n.once.Do(n.init)
	ctx, stop := context.WithCancel(ctx)
	listen := n.Listen
	if listen == "" {
		listen = ":0"
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		stop()
		return fmt.Errorf("listen for neighbours: %w", err)
	}
	served := make(chan error, 1)
	go func() { served <- (&Share{Content: n.Content}).Serve(ctx, l) }()
	err = n.walk(ctx, l.Addr().(*net.TCPAddr).Port)
	stop()
	return errors.Join(err, <-served)
}

// walk announces this kiosk, looks around and takes what is newer, again and
// again.
func (n *Neighbours) walk(ctx context.Context, port int) error {
	client := orClient(n.Client)
	told, hush := Neighbour{}, func() {}
	defer func() { hush() }()
	for failures := 0; ; {
		self, err := n.self()
		if err == nil && self != told {
			var stop func()
			if stop, err = n.Street.Announce(ctx, self, port); err == nil {
				hush() // only now: who looks in between must find this kiosk
				told, hush = self, stop
			}
		}
		if err == nil {
			err = n.look(ctx, client, self)
		}
		if failures++; err == nil {
			failures = 0
		}
		if err := n.Pace.wait(ctx, n.Pace.pause(failures), n.wake); err != nil {
			return err
		}
	}
}

// self is what this kiosk says of itself.
func (n *Neighbours) self() (Neighbour, error) {
	root, pinned, err := n.Content.Pinned()
	if err != nil || !pinned {
		return Neighbour{}, errors.Join(err, release.ErrNotPinned)
	}
	number, _, err := n.Content.Current()
	if err != nil && !errors.Is(err, ErrNoContent) {
		return Neighbour{}, err
	}
	if !n.Content.kept(number) {
		number = 0
	}
	list, err := n.Content.Withdrawn()
	if err != nil && !errors.Is(err, ErrWithdrawn) { // any list is newer then
		return Neighbour{}, err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return Neighbour{Kiosk: n.Kiosk, Root: root, Release: number, Withdrawn: list.Number, Outside: n.outside, Taking: n.taking}, nil
}

// look looks around and takes the newest release that a neighbour has. A
// neighbour that gives nothing good is passed over for the next.
func (n *Neighbours) look(ctx context.Context, client *http.Client, self Neighbour) error {
	around, err := n.Street.Look(ctx)
	if err != nil {
		return fmt.Errorf("look for neighbours: %w", err)
	}
	around = slices.DeleteFunc(around, func(x Neighbour) bool { return x.Root != self.Root || x.Kiosk == self.Kiosk })
	n.lead(around, self)
	slices.SortFunc(around, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.Release, a.Release), cmp.Compare(b.Withdrawn, a.Withdrawn), cmp.Compare(a.Kiosk, b.Kiosk))
	})
	var faults []error
	for _, x := range around {
		if !x.newer(self) || ctx.Err() != nil {
			break
		}
		err := n.take(ctx, client, x, self)
		if err == nil {
			return nil
		}
		faults = append(faults, fmt.Errorf("from kiosk %s: %w", x.Kiosk, err))
	}
	return errors.Join(faults...)
}

// take imports from a neighbour; it must give something newer, or somebody else is
// asked.
func (n *Neighbours) take(ctx context.Context, client *http.Client, x, self Neighbour) error {
	m, err := n.Content.Import(ctx, release.HTTP(client, "http://"+x.Address), nil)
	if err != nil {
		return err
	}
	list, err := n.Content.Withdrawn()
	if err == nil && !(Neighbour{Release: m.Number, Withdrawn: list.Number}).newer(self) {
		err = fmt.Errorf("%w: it gives release %d", release.ErrOlder, m.Number)
	}
	return err
}

// lead notes who asks outside for all: of those that can, one that is at it
// already, else the one with the smallest id.
func (n *Neighbours) lead(around []Neighbour, self Neighbour) {
	var first Neighbour
	for _, x := range around {
		better := first.Kiosk == "" || x.Taking && !first.Taking || x.Taking == first.Taking && x.Kiosk < first.Kiosk
		if x.Outside && better && (x.Taking || x.Kiosk < self.Kiosk) {
			first = x
		}
	}
	n.mu.Lock()
	n.leader = first
	n.mu.Unlock()
	select {
	case <-n.looked:
	default:
		close(n.looked)
	}
}
