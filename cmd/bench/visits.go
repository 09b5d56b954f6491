package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"hangviet/data/store"
)

// The kiosk of the visits: a visit that nobody goes on with ends soon, and the
// window is the usual one at two thirds of its size, so that a processor that
// has to draw it without graphics hardware gets through it in time.
const (
	visitQuiet    = "0.2"  // seconds until the visitor is asked
	visitGrace    = "0.06" // seconds from then until the visit ends
	visitWidth    = screenWidth * 2 / 3
	visitHeight   = screenHeight * 2 / 3
	visitDiagonal = "28.7" // inches, two thirds of the usual
	visitMotion   = "off"  // where a device just about keeps up, luck decides how fast visitors come by
	visitPictures = "43"   // megabytes for photos: as many as fit into the usual 96 at their usual size
)

// visits is a run of simulated visitors in one kiosk that is never restarted.
type visits struct {
	kiosk string
	dir   string
	count int
	warm  int           // visits before the first weighing
	rest  time.Duration // without a visitor before a weighing
	seed  uint64
}

// runVisits is bench visits: it walks visitors at random over every screen of a
// kiosk in a real window and weighs the program after the first of them and at
// the end.
func runVisits(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var v visits
	var out string
	set := flag.NewFlagSet("bench visits", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&v.kiosk, "kiosk", filepath.Join("bin", "kiosk"), "the kiosk's program; one built with the tag textures tells those too")
	set.StringVar(&v.dir, "dir", ".", "folder to work in; what is written there is removed")
	set.StringVar(&out, "out", keptPath("visits"), "file that the report is kept in besides, for that of make bench; empty: none")
	set.IntVar(&v.count, "visits", 5000, "how many visitors come")
	set.IntVar(&v.warm, "warm", 0, "after how many it is weighed first; 0: a tenth of them")
	set.DurationVar(&v.rest, "rest", 150*time.Second, "how long nobody comes before it is weighed; Fyne forgets what is unused after half a minute, the kiosk gives memory back after one and a half")
	set.Uint64Var(&v.seed, "seed", 1, "of the visitors' whims")
	if err := set.Parse(args); err != nil {
		return 2
	}
	v.warm = cmp.Or(v.warm, v.count/10)
	err := keep(out, stdout, func(stdout io.Writer) error { return v.report(ctx, stdout, stderr) })
	if err != nil {
		fmt.Fprintln(stderr, "bench visits:", err)
		return 1
	}
	return 0
}

func (v visits) report(ctx context.Context, stdout, stderr io.Writer) error {
	return onStage(v.dir, func(dir string, d *display) error {
		v.dir = dir
		k, err := v.open(ctx, d)
		if err != nil {
			return err
		}
		w := newWalk(k, v.seed)
		before, after, err := v.walk(ctx, w, stderr)
		if err = errors.Join(err, k.Close()); err != nil {
			return err
		}
		if k.offThread() {
			return fmt.Errorf("the window was changed off the UI thread:\n%s", k.printed.String())
		}
		fmt.Fprintf(stdout, "%s\n%d visits, seed %d, of %d touches, drags and flicks\n\n", machine(), v.count, v.seed, w.acts)
		return errors.Join(printWeights(stdout, v, before, after), w.printTouched(stdout))
	})
}

// open starts a kiosk on the sample whose visits end soon.
func (v visits) open(ctx context.Context, d *display) (*kiosk, error) {
	data := filepath.Join(v.dir, "data")
	if err := hurry(ctx, data, visitQuiet, visitGrace, visitMotion); err != nil {
		return nil, fmt.Errorf("set the kiosk up: %w", err)
	}
	return d.openSmall(ctx, v.kiosk, data, filepath.Join(v.dir, "targets.json"), v.health())
}

// openSmall starts a kiosk in the window of the visits and returns when somebody
// can come.
func (d *display) openSmall(ctx context.Context, program, data, targets, health string) (*kiosk, error) {
	k := &kiosk{targets: targets}
	var w *watch
	var err error
	if k.program, w, err = d.open(ctx, program, "--data", data, "--targets", targets, "--health", health,
		"--windowed", "--size", fmt.Sprintf("%dx%d", visitWidth, visitHeight)); err != nil {
		return nil, err
	}
	err = w.until(ctx, "the kiosk's first screen", func() (bool, error) {
		_, err := k.find("attract")
		return err == nil && w.seen > 0, k.alive()
	})
	if err != nil {
		return nil, errors.Join(err, k.Close())
	}
	return k, nil
}

func (v visits) health() string { return filepath.Join(v.dir, "health.json") }

// hurry sets the times of a visit in a data folder, and motion on or off; kiosk setup
// offers whole seconds only.
func hurry(ctx context.Context, data, quiet, grace, motion string) error {
	s, err := store.Open(ctx, data)
	if err != nil {
		return err
	}
	for key, value := range map[string]string{
		"idle-quiet": quiet, "idle-grace": grace, "diagonal": visitDiagonal, "pictures": visitPictures, "motion": motion,
	} {
		err = errors.Join(err, s.SetSetting(ctx, key, value))
	}
	return errors.Join(err, s.Close())
}

// walk lets the visitors come and weighs the kiosk twice.
func (v visits) walk(ctx context.Context, w *walk, stderr io.Writer) (before, after weight, err error) {
	if err := w.vote(ctx); err != nil {
		return before, after, err
	}
	start, scale := time.Now(), scale{w.kiosk, v.health(), v.rest, weighings}
	for i := 1; i <= v.count; i++ {
		if err := w.visit(ctx); err != nil {
			return before, after, fmt.Errorf("visit %d: %w", i, err)
		}
		if i%100 == 0 {
			now, err := scale.weigh()
			if err != nil {
				return before, after, err
			}
			fmt.Fprintf(stderr, "%5d visits, %5.0f s, %s\n", i, time.Since(start).Seconds(), now)
		}
		if i == v.warm {
			if before, err = scale.weighRested(ctx); err != nil {
				return before, after, err
			}
			fmt.Fprintf(stderr, "rested: %s\n", before)
		}
	}
	after, err = scale.weighRested(ctx)
	fmt.Fprintf(stderr, "rested: %s\n", after)
	return before, after, err
}
