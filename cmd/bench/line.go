package main

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// line is one figure of the report, as it was in each run. One of 0 was not measured:
// nothing was there, or less than the clock tells.
type line struct {
	what      string
	figures   []time.Duration
	beside    string          // what the reference is
	reference []time.Duration // in the same runs; nil none
	goal      string
	met       func(l line) bool // nil: there is no goal
	note      string            // how it was measured
	detail    bool              // one of many of its kind, of which another line says the most

	show func(time.Duration) string // how a figure is written; nil: as a time
}

// atMost is a goal of the ratio.
func atMost(times float64) (string, func(line) bool) {
	return fmt.Sprintf("≤ %s×", short(times)), ratioOf(times)
}

// ratioOf is met by a ratio of so much at most, and never where there is none.
func ratioOf(most float64) func(line) bool {
	return func(l line) bool {
		ratios := l.ratios()
		return len(ratios) > 0 && middle(ratios) <= most
	}
}

// below is a goal of the figure itself.
func below(d time.Duration) (string, func(line) bool) {
	return "< " + shortTime(d), func(l line) bool { return middle(l.figures) < d }
}

// add notes one run.
func (l *line) add(figure, reference time.Duration) {
	l.figures, l.reference = append(l.figures, figure), append(l.reference, reference)
}

// lacks says that the reference is not on this machine, in the words of missing, and
// that nothing can be judged by it.
func (l *line) lacks(why string) { l.beside, l.met = l.beside+" ("+why+")", nil }

// ratios is the figure in units of the reference, run by run.
func (l line) ratios() []float64 {
	var r []float64
	for i := range min(len(l.reference), len(l.figures)) {
		if l.figures[i] > 0 && l.reference[i] > 0 {
			r = append(r, float64(l.figures[i])/float64(l.reference[i]))
		}
	}
	return r
}

// unmeasured tells a figure that was not measured.
func unmeasured(figure time.Duration) bool { return figure <= 0 }

// shown writes figures of the line.
func (l line) shown(figures []time.Duration) string {
	figures = slices.DeleteFunc(slices.Clone(figures), unmeasured)
	if l.show == nil {
		return spread(figures, showTime)
	}
	return spread(figures, l.show)
}

// The verdicts on a line.
const (
	noGoal = "–"
	isMet  = "met"
	missed = "**missed**"
)

func (l line) verdict() string {
	switch {
	case l.met == nil || len(l.figures) == 0 || slices.ContainsFunc(l.figures, unmeasured):
		return noGoal
	case l.met(l):
		return isMet
	}
	return missed
}

type number interface{ ~int64 | ~float64 }

// spread is the median with the extremes.
func spread[T number](values []T, show func(T) string) string {
	if len(values) == 0 {
		return noGoal
	}
	if len(values) == 1 {
		return show(values[0])
	}
	return fmt.Sprintf("%s (%s–%s)", show(middle(values)), show(slices.Min(values)), show(slices.Max(values)))
}

func middle[T number](values []T) T { return quantile(values, 0.5) }

// quantile is the smallest value that a share q of all values does not exceed, 0
// without values.
func quantile[T number](values []T, q float64) T {
	if len(values) == 0 {
		return 0
	}
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

// showTime writes milliseconds, and seconds from ten on.
func showTime(d time.Duration) string {
	if d < 10*time.Second {
		return show(d) + " ms"
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

func showTimes(r float64) string {
	if r < 100 {
		return fmt.Sprintf("%.2f×", r)
	}
	return fmt.Sprintf("%.0f×", r)
}

// short writes a number without needless digits.
func short(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

// shortTime does so with a time, as seconds from one on.
func shortTime(d time.Duration) string {
	if d < time.Second {
		return short(millis(d)) + " ms"
	}
	return short(d.Seconds()) + " s"
}

func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
