package simulate

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"hangviet/data/vote"
)

// Options say what a fleet is and does. Hub and Kiosks must be given.
type Options struct {
	Hub      string // base address, "https://hub.example"
	Anywhere bool   // it may be on another machine
	Kiosks   int
	Seed     uint64 // from which the keys are made; 0: a random one

	Ballots int64         // to be cast in all; 0: as many as Rate and Time give
	Rate    float64       // ballots a second in all; 0: Ballots spread over Time
	Time    time.Duration // how long; 0: until the ballots are cast, or ctx ends
	Rounds  []vote.Round  // in those that are open ballots are cast
	Trial   bool          // every ballot is marked as a trial, which never counts

	Beat   time.Duration // between two beats of a kiosk; 5 min when 0
	Report time.Duration // between two reports of its counters; 1 h when 0
	Drain  time.Duration // for what is unsent at the end; 1 min when 0

	// Approve approves kiosks at the hub, at most some hundred at once; nil: they wait,
	// and the hub takes from them what it takes from strangers.
	Approve func(ctx context.Context, ids []string) error
	Pid     int // of the hub's program, to tell what it used; 0 unknown
	Now     func() time.Time
	Tell    func(doing string, done, of int) // may be nil; called by one goroutine at a time
}

// ErrNoRound says that ballots are wanted and no round is open.
var ErrNoRound = errors.New("no round is open")

// Run enrols the kiosks, has them beat and cast, brings what is unsent at the end
// and says how it went. When ctx ends it stops early and still says so; its error
// is what kept the fleet from running, not what the hub did wrong.
func Run(ctx context.Context, o Options) (Report, error) {
	f, err := newFleet(o)
	if err != nil {
		return Report{}, err
	}
	defer f.rest()
	if err := f.enrol(ctx); err != nil {
		return f.report(), fmt.Errorf("enrol: %w", err)
	}
	if err := f.run(ctx); err != nil {
		return f.report(), fmt.Errorf("run: %w", err)
	}
	err = f.drain(context.WithoutCancel(ctx))
	return f.report(), err
}

// fleet is a run of a fleet.
type fleet struct {
	Options
	line   *line
	kiosks []*kiosk
	rounds []vote.Round // that are open

	enrolment, load, drained *meter // the calls of each part
	problems                 problems
	usage                    usage
	cast                     atomic.Int64
	began                    time.Time     // of the load
	took                     time.Duration // so far: the load
	castFor                  time.Duration // of that, in which ballots were cast
	inTime                   int64         // ballots receipted before its end
}

func newFleet(o Options) (*fleet, error) {
	f := &fleet{Options: o.withDefaults(), enrolment: newMeter(), load: newMeter(), drained: newMeter()}
	for _, r := range o.Rounds {
		if r.PhaseAt(f.Now()) == vote.Open && len(r.Categories) > 0 {
			f.rounds = append(f.rounds, r)
		}
	}
	if (o.Ballots > 0 || o.Rate > 0) && len(f.rounds) == 0 {
		return nil, ErrNoRound
	}
	var err error
	if f.line, err = newLine(o.Hub, o.Anywhere, f.enrolment); err != nil {
		return nil, err
	}
	for i := range o.Kiosks {
		f.kiosks = append(f.kiosks, f.newKiosk(i))
	}
	return f, nil
}

func (o Options) withDefaults() Options {
	if o.Seed == 0 {
		var seed [8]byte
		rand.Read(seed[:]) // never fails: crypto/rand ends the program instead
		o.Seed = binary.BigEndian.Uint64(seed[:])
	}
	if o.Rate == 0 && o.Time > 0 {
		o.Rate = float64(o.Ballots) / o.Time.Seconds()
	}
	orElse(&o.Beat, 5*time.Minute)
	orElse(&o.Report, time.Hour)
	orElse(&o.Drain, time.Minute)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tell == nil {
		o.Tell = func(string, int, int) {}
	}
	return o
}

func orElse(d *time.Duration, usual time.Duration) {
	if *d == 0 {
		*d = usual
	}
}

// rest closes the connections of all.
func (f *fleet) rest() {
	for _, k := range f.kiosks {
		k.rest()
	}
}

// together is how many kiosks enrol or drain at once: no herd, as in life.
const together = 16

// some runs do for every kiosk, a few at a time.
func (f *fleet) some(ctx context.Context, kiosks []*kiosk, do func(context.Context, *kiosk) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(together)
	for _, k := range kiosks {
		group.Go(func() error { return do(ctx, k) })
	}
	return group.Wait()
}

// run has the fleet beat and cast.
func (f *fleet) run(ctx context.Context) error {
	f.line.meter.Store(f.load)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	f.usage.begin(f.Pid)
	f.began = time.Now()
	var all errgroup.Group
	for number, k := range f.kiosks {
		k.sender.BeatAt(f.Now().Add(f.firstBeat(number)))
		all.Go(func() error { return k.serve(ctx) })
	}
	var watch sync.WaitGroup
	watch.Go(func() { f.watch(ctx) })
	err := f.castAll(ctx)
	if err == nil {
		err = f.waitTime(ctx)
	}
	f.took = time.Since(f.began)
	f.usage.end()
	f.inTime = f.acked()
	stop()
	watch.Wait()
	return errors.Join(err, all.Wait())
}

// waitTime waits until the time is over, if there is one.
func (f *fleet) waitTime(ctx context.Context) error {
	if f.Time == 0 && f.Ballots > 0 {
		return nil
	}
	left := (<-chan time.Time)(nil)
	if f.Time > 0 {
		left = time.After(time.Until(f.began.Add(f.Time)))
	}
	select {
	case <-left:
	case <-ctx.Done():
	}
	return nil
}

// watch tells how far it is, and looks at the hub's memory.
func (f *fleet) watch(ctx context.Context) {
	again := time.NewTicker(time.Second)
	defer again.Stop()
	for {
		select {
		case <-again.C:
			f.usage.look()
			f.Tell("load", int(f.cast.Load()), int(f.Ballots))
		case <-ctx.Done():
			return
		}
	}
}

// drain sends what no receipt covers yet, for as long as Drain allows.
func (f *fleet) drain(ctx context.Context) error {
	f.line.meter.Store(f.drained)
	ctx, cancel := context.WithTimeout(ctx, f.Drain)
	defer cancel()
	err := f.some(ctx, f.kiosks, func(ctx context.Context, k *kiosk) error {
		for wait := 100 * time.Millisecond; ; wait = min(2*wait, 5*time.Second) {
			left, err := k.unsent(ctx)
			if err != nil || left == 0 {
				return err
			}
			if err := k.sender.SyncOnce(ctx); err == nil {
				return nil
			}
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	if errors.Is(err, context.DeadlineExceeded) {
		return nil // the report says how much is unsent
	}
	return err
}
