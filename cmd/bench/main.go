// Command bench measures how fast the kiosk and its hub are on this machine: a
// report for people, never a test that passes or fails. `make bench` runs it.
//
// Each figure stands beside a reference taken in the same run, in turns with
// it, so that a slow or busy machine slows both: the kiosk's start beside an
// empty window's, a ballot's commit beside one append and fsync of its bytes, a
// tap beside a tap that repaints an otherwise empty window. What a window shows
// is read where a screen would get it, from the virtual display's own picture
// memory, and never asked of the program; only the frames of a list that is
// scrolled are counted inside, by the programs that bench window starts.
//
// A measure that breaks stands in the report with its reason, a reference that is
// not installed is said to be missing, and the rest goes on: bench ends with an
// error only when it cannot work or write at all. The report is written anew after
// each measure, so that what was measured is kept however it ends.
//
// Two measures take long and stand alone: bench visits sends thousands of visitors
// through one kiosk, and bench soak keeps one going for hours amid releases, votes
// and a hub that dies. Start with the list of measures in measures.go.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// bench is what every measure needs to know.
type bench struct {
	kiosk string // the program
	dir   string // a folder to work in, on the disk that is measured
	runs  int
	quick bool          // smaller sizes, see quickly
	limit time.Duration // for one measure

	products  int // in the measures of content and of a large catalogue
	photos    int // of each product there; 0: as the disk allows
	ballots   int // in the measures of the hub and of the record
	kiosks    int // in the measure of the fleet at most; its ballots a second follow
	fleetTime time.Duration
	counters  int // in the measure of pages
}

// quickly are the settings of a quick run, as the flags that say the same.
var quickly = map[string]string{
	"runs": "1", "products": "2000", "photos": "1", "ballots": "100000", "kiosks": "1000", "fleet-time": "15s", "counters": "1000000",
}

// usualOut is where the report goes that holds all measures.
var usualOut = filepath.Join("dist", "bench.md")

// commands are what the program can do besides measuring.
var commands = map[string]func(ctx context.Context, args []string, stdout, stderr io.Writer) int{
	"empty": func(ctx context.Context, _ []string, _, _ io.Writer) int { showEmpty(ctx); return 0 },
	"window": func(ctx context.Context, args []string, _, stderr io.Writer) int {
		return showScroll(ctx, args, stderr)
	},
	"floor":  runFloor,
	"visits": runVisits,
	"soak":   runSoak,
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends it at once
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && commands[args[0]] != nil {
		return commands[args[0]](ctx, args[1:], stdout, stderr)
	}
	b, only, out, err := parse(args, stderr)
	if err != nil {
		return 2
	}
	if err := b.measure(ctx, only, out, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	return 0
}

// parse reads what is asked for: the measures, and the file of the report, "" for
// standard output.
func parse(args []string, stderr io.Writer) (b bench, chosen []named, out string, err error) {
	var only string
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&b.kiosk, "kiosk", filepath.Join("bin", "kiosk"), "the kiosk's program; the others are beside it")
	set.StringVar(&b.dir, "dir", ".", "folder on the disk to measure; what is written there is removed")
	set.StringVar(&out, "out", "", "file of the report in Markdown, - for standard output (default "+usualOut+", with --only standard output)")
	set.StringVar(&only, "only", "", "measure only these, with commas between: "+strings.Join(names(), ", "))
	set.BoolVar(&b.quick, "quick", false, "one run at smaller sizes, a quarter of an hour for all; whatever else is given holds")
	set.DurationVar(&b.limit, "limit", 3*time.Hour, "after which a measure is broken off")
	set.IntVar(&b.runs, "runs", 5, "how often everything is measured")
	set.IntVar(&b.products, "products", shopProducts, "in the measures of content and of a large catalogue")
	set.IntVar(&b.photos, "photos", 0, "of each of these products; 0: three where the disk allows, else one")
	set.IntVar(&b.ballots, "ballots", usualHubLoad, "in the measures of the hub and of the record")
	set.IntVar(&b.kiosks, "kiosks", fleetKiosks, "in the measure of the fleet at most; its ballots a second follow")
	set.DurationVar(&b.fleetTime, "fleet-time", time.Minute, "how long each fleet loads its hub")
	set.IntVar(&b.counters, "counters", pageCounters, "in the measure of pages")
	if err := set.Parse(args); err != nil {
		return b, nil, "", err
	}
	if b.quick {
		hasten(set)
	}
	if chosen, err = choose(only); err == nil && b.runs < 1 {
		err = errors.New("at least one run is needed")
	}
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return b, nil, "", err
	}
	return b, chosen, place(out, only), nil
}

// hasten sets what a quick run does with less and nobody has set.
func hasten(set *flag.FlagSet) {
	given := map[string]bool{}
	set.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for name, value := range quickly {
		if !given[name] {
			_ = set.Set(name, value) // the values are good: a test sets them
		}
	}
}

// place is the file of the report: one of a part of the measures does not take the
// place of one of all.
func place(out, only string) string {
	switch {
	case out == "-", out == "" && only != "":
		return ""
	case out == "":
		return usualOut
	}
	return out
}
