package update

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// When nothing else is said.
const (
	defaultWithin = 5 * time.Minute
	defaultSteady = time.Minute
	defaultLook   = time.Second
	stale         = 10 * time.Second // a report that is not renewed for so long is none
)

// Report is what of the program's own file (kiosk --health) is looked at. The
// program renews it every second from the thread that draws.
type Report struct {
	Version string    `json:"version"`
	Started time.Time `json:"started"`
	Time    time.Time `json:"time"`
}

// well waits until version has reported for long enough in a row, and fails with
// [ErrUnwell] when it has not in time. It goes by how the report changes, not by the
// clock, which may be wrong.
func (u *Updater) well(ctx context.Context, version string) error {
	within, steady, look := or(u.Within, defaultWithin), or(u.Steady, defaultSteady), or(u.Look, defaultLook)
	limit, ticker := time.After(within), time.NewTicker(look)
	defer ticker.Stop()
	var w watch
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-limit:
			return fmt.Errorf("%w: %s, within %s; last report %+v", ErrUnwell, version, within, w.last)
		case now := <-ticker.C:
			r, err := readReport(u.Health)
			if w.see(r, err == nil && r.Version == version, now); w.lasted(now) >= steady {
				return nil
			}
		}
	}
}

// watch is how long a program has been reporting.
type watch struct {
	last           Report
	since, renewed time.Time // zero: not reporting
}

// see takes a look at a report; good is false for none, or another version's.
func (w *watch) see(r Report, good bool, now time.Time) {
	switch {
	case !good || !w.since.IsZero() && now.Sub(w.renewed) > stale:
		w.since = time.Time{}
	case w.since.IsZero() || !r.Started.Equal(w.last.Started): // it began, or began again
		if !r.Time.Equal(w.last.Time) {
			w.since, w.renewed = now, now
		}
	case !r.Time.Equal(w.last.Time):
		w.renewed = now
	}
	w.last = r
}

// lasted is how long the program has been seen to work.
func (w *watch) lasted(now time.Time) time.Duration {
	if w.since.IsZero() || now.Sub(w.renewed) > stale {
		return 0
	}
	return w.renewed.Sub(w.since)
}

func readReport(path string) (r Report, err error) {
	data, err := readPlain(path)
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(data, &r)
}

func or(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}
