package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// line is one figure of the report, as it was in each run.
type line struct {
	what      string
	figures   []time.Duration
	beside    string          // what the reference is
	reference []time.Duration // in the same runs; nil none
	goal      string
	met       func(l line) bool // nil: there is no goal
	note      string            // how it was measured

	show func(time.Duration) string // how a figure is written; nil: as milliseconds
}

// atMost is a goal of the ratio.
func atMost(times float64) (string, func(line) bool) {
	return fmt.Sprintf("≤ %.0f×", times), func(l line) bool { return middle(l.ratios()) <= times }
}

// below is a goal of the figure itself.
func below(d time.Duration) (string, func(line) bool) {
	return "< " + show(d) + " ms", func(l line) bool { return middle(l.figures) < d }
}

// add notes one run.
func (l *line) add(figure, reference time.Duration) {
	l.figures, l.reference = append(l.figures, figure), append(l.reference, reference)
}

// ratios is the figure in units of the reference, run by run.
func (l line) ratios() []float64 {
	var r []float64
	for i := range l.reference {
		r = append(r, float64(l.figures[i])/float64(l.reference[i]))
	}
	return r
}

func printTable(w io.Writer, lines []line) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "WHAT\tMS\tBESIDE\tMS\tRATIO\tGOAL\t")
	for _, l := range lines {
		written := l.show
		if written == nil {
			written = show
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", l.what, spread(l.figures, written), l.beside,
			spread(l.reference, written), spread(l.ratios(), showTimes), l.goal, l.verdict())
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, l := range lines {
		if l.note != "" {
			fmt.Fprintf(w, "\n%s: %s\n", l.what, l.note)
		}
	}
	return nil
}

func (l line) verdict() string {
	switch {
	case l.met == nil:
		return ""
	case l.met(l):
		return "met"
	}
	return "MISSED"
}

type number interface{ ~int64 | ~float64 }

// spread is the median with the extremes.
func spread[T number](values []T, show func(T) string) string {
	if len(values) == 0 {
		return ""
	}
	if len(values) == 1 {
		return show(values[0])
	}
	return fmt.Sprintf("%s [%s–%s]", show(middle(values)), show(slices.Min(values)), show(slices.Max(values)))
}

func middle[T number](values []T) T { return quantile(values, 0.5) }

// quantile is the smallest value that a share q of all values does not exceed.
func quantile[T number](values []T, q float64) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// show writes milliseconds.
func show(d time.Duration) string {
	return fmt.Sprintf("%.*f", decimals(d), float64(d)/float64(time.Millisecond))
}

func decimals(d time.Duration) int {
	if d < 10*time.Millisecond {
		return 2
	}
	return 0
}

func showTimes(r float64) string { return fmt.Sprintf("%.1f×", r) }
