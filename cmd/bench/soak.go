package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"time"
)

// How fast the visitors of the soak are: one touch a second; who walks off is
// forgotten after a few.
const (
	soakQuiet   = "6" // seconds until the visitor is asked
	soakGrace   = "3" // seconds from then until the visit ends
	touchEvery  = time.Second
	ballotEvery = 45 * time.Second
	leaveOne    = 60 // of so many touches one is not made: the visitor walks off
)

// soak is days of a kiosk that is never restarted, in hours: visitors, votes, a
// new release in each round, now from a stick, now from the hub, and a hub that is
// killed in each round and comes back.
type soak struct {
	kiosk, hub string // the programs
	source     string // folder of the workbook that the releases are made of
	dir        string
	keep       string        // folder that what the kiosk says of its memory is kept in; "" nowhere
	length     time.Duration // of all
	every      time.Duration // a round
	warm       int           // rounds before the weighing that growth is counted from
	seed       uint64
	out        io.Writer // what happens, as it happens

	walk    *walk
	scale   scale
	server  *server // nil while it is down
	address string  // of the hub, ever the same
	goods   *goods
	pace    *time.Ticker // of touches
	voted   time.Time    // when a ballot was last tried
	thanked int          // ballots that the kiosk has thanked for
	began   time.Time
	weighed []weighing
	faults  []error // what went wrong in a round, and the soak went on
}

// runSoak is bench soak.
func runSoak(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	s := &soak{out: stderr}
	var hours float64
	var out string
	set := flag.NewFlagSet("bench soak", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&s.kiosk, "kiosk", filepath.Join("bin", "kiosk"), "the kiosk's program; one built with the tag textures tells those too")
	set.StringVar(&s.hub, "hub", filepath.Join("bin", "hub"), "the hub's program")
	set.StringVar(&s.source, "source", filepath.Join("assets", "sample", "source"), "folder of the workbook and its photos")
	set.StringVar(&s.dir, "dir", ".", "folder to work in; what is written there is removed")
	set.StringVar(&s.keep, "keep", "", "folder to keep the kiosk's profiles of memory in, of each weighing")
	set.StringVar(&out, "out", keptPath("soak"), "file that the report is kept in besides, for that of make bench; empty: none")
	set.Float64Var(&hours, "hours", 2, "how long")
	set.DurationVar(&s.every, "every", 10*time.Minute, "a round: a release, visitors, ballots, a hub that is killed and comes back, a rest, a weighing")
	set.IntVar(&s.warm, "warm", 2, "rounds until the weighing that growth is counted from")
	set.DurationVar(&s.scale.rest, "rest", 100*time.Second, "how long nobody comes before it is weighed; the kiosk gives memory back after 90 s")
	set.Uint64Var(&s.seed, "seed", 1, "of the visitors' whims")
	if err := set.Parse(args); err != nil {
		return 2
	}
	s.length = time.Duration(hours * float64(time.Hour))
	err := keep(out, stdout, func(stdout io.Writer) error { return s.run(ctx, stdout) })
	if err != nil {
		fmt.Fprintln(stderr, "bench soak:", err)
		return 1
	}
	return 0
}

// run is the soak in a folder of its own, on a display of its own. One that is cut
// short tells what it has weighed so far.
func (s *soak) run(ctx context.Context, stdout io.Writer) error {
	return onStage(s.dir, func(dir string, d *display) error {
		s.dir, s.pace = dir, time.NewTicker(touchEvery)
		defer s.pace.Stop()
		if err := s.open(ctx, d); err != nil {
			return errors.Join(err, s.end())
		}
		broken := s.rounds(ctx)
		if ctx.Err() != nil {
			broken = nil // it was cut short
		}
		count, err := s.count(context.WithoutCancel(ctx))
		return errors.Join(broken, err, s.report(stdout, count), errors.Join(s.faults...))
	})
}

func (s *soak) data() string    { return filepath.Join(s.dir, "data") }
func (s *soak) hubData() string { return filepath.Join(s.dir, "hub") }

// open starts the hub with a first release, and the kiosk, which is approved.
func (s *soak) open(ctx context.Context, d *display) (err error) {
	if s.goods, err = newGoods(ctx, s.source, filepath.Join(s.dir, "office"), filepath.Join(s.hubData(), "content")); err != nil {
		return fmt.Errorf("read the workbook: %w", err)
	}
	if _, err := s.goods.publish(ctx); err != nil {
		return err
	}
	if err := s.raise(ctx); err != nil {
		return err
	}
	_, err = command(ctx, s.kiosk, "setup", "--data", s.data(), "--root", s.goods.root(), "--hub", s.server.base, "--name", "Kiosk chạy lâu", "--every", "10s")
	if err == nil {
		err = hurry(ctx, s.data(), soakQuiet, soakGrace, "on")
	}
	if err != nil {
		return fmt.Errorf("set the kiosk up: %w", err)
	}
	s.scale.health = filepath.Join(s.dir, "health.json")
	if s.scale.kiosk, err = d.openSmall(ctx, s.kiosk, s.data(), filepath.Join(s.dir, "targets.json"), s.scale.health); err != nil {
		return err
	}
	s.walk = newWalk(s.scale.kiosk, s.seed)
	return s.admit(ctx)
}

// admit has the hub count the kiosk's ballots once it knows it.
func (s *soak) admit(ctx context.Context) error {
	var now status
	err := s.waitFor(ctx, "the hub to know the kiosk", func() (ok bool, err error) {
		now, err = s.status(ctx)
		return now.HubStatus != "", err
	})
	if err != nil {
		return err
	}
	_, err = command(ctx, s.hub, "approve", now.Kiosk, "--data", s.hubData())
	return err
}

// raise starts the hub, ever at the same address.
func (s *soak) raise(ctx context.Context) (err error) {
	if s.server != nil {
		return nil
	}
	var args []string
	if s.address != "" {
		args = []string{"--addr", s.address}
	}
	if s.server, err = startHub(context.WithoutCancel(ctx), s.hub, s.hubData(), args...); err != nil {
		return fmt.Errorf("start the hub: %w", err)
	}
	s.address = strings.TrimPrefix(s.server.base, "http://")
	_, _, err = net.SplitHostPort(s.address)
	return err
}

// fell kills the hub.
func (s *soak) fell() error {
	if s.server == nil {
		return nil
	}
	down := s.server
	s.server = nil
	return down.kill()
}

// end ends what is still up.
func (s *soak) end() error {
	var errs []error
	if s.scale.kiosk != nil {
		errs = append(errs, s.scale.kiosk.Close())
	}
	if s.server != nil {
		errs = append(errs, s.server.stop())
	}
	return errors.Join(errs...)
}
