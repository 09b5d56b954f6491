package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"hangviet/data/catalog"
)

// Brightness is how bright the screen is by the hours of the day, in Vietnam. The
// zero value leaves it as it is.
type Brightness []glow

// glow is a brightness from a minute of the day on.
type glow struct{ from, percent int }

// leastBright is the least that can be set: nobody may make a screen that he cannot
// read to make it bright again.
const leastBright = 5

// ParseBrightness reads "80", per cent, or "06:00=100,18:00=60" for hours of the day;
// "" leaves it as it is.
func ParseBrightness(text string) (Brightness, error) {
	var all Brightness
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		from, percent, timed := strings.Cut(part, "=")
		if !timed {
			from, percent = "00:00", part
		}
		minute, errFrom := parseMinute(from)
		n, err := strconv.Atoi(strings.TrimSpace(percent))
		if err != nil || errFrom != nil || minute == day || n < leastBright || n > 100 {
			return nil, fmt.Errorf("%q is not of the form 80 or 06:00=100,18:00=60, %d to 100", part, leastBright)
		}
		all = append(all, glow{minute, n})
	}
	slices.SortStableFunc(all, func(a, b glow) int { return a.from - b.from })
	return all, nil
}

// At is the brightness at t in per cent; ok is false where none is set. Before the
// first hour of a day the last one of the day before holds.
func (b Brightness) At(t time.Time) (percent int, ok bool) {
	if len(b) == 0 {
		return 0, false
	}
	local := t.In(catalog.Zone)
	now, at := local.Hour()*60+local.Minute(), b[len(b)-1]
	for _, g := range b {
		if g.from <= now {
			at = g
		}
	}
	return at.percent, true
}
