package hub

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"hangviet/data/hub/books"
)

// fleetKeeper keeps the rows of all kiosks, of which only some change between two
// looks at them: at ten thousand kiosks reading all takes longer than everything
// else. Whether what is kept still holds is asked of the books each time.
type fleetKeeper struct {
	mu    sync.Mutex
	marks fleetMarks
	at    time.Time // of the newest change in rows
	whole time.Time // at when all rows were read last
	rows  []books.FleetRow
	index map[string]int
}

// fleetMarks change with whatever changes rows without a kiosk being heard: what a
// person does, a fork, a release.
type fleetMarks struct{ audit, forks, rounds int64 }

// The bounds of what is kept: how far the clocks of two hubs may be apart, and
// after which time everything is read anew whatever the marks say.
const (
	fleetOverlap = 10 * time.Second
	fleetWhole   = 10 * time.Minute
)

// read returns the rows of all kiosks, in the order of enrolment, as the
// transaction sees them.
func (k *fleetKeeper) read(t *books.Tx) ([]books.FleetRow, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	marks, err := readFleetMarks(t)
	if err != nil {
		return nil, err
	}
	since := k.at.Add(-fleetOverlap)
	if k.index == nil || marks != k.marks || k.at.Sub(k.whole) > fleetWhole {
		since = time.Time{}
	}
	fresh, err := t.Fleet(since)
	if err != nil {
		return nil, err
	}
	if since.IsZero() {
		k.rows, k.index, k.at = nil, map[string]int{}, time.Time{}
	}
	k.put(fresh)
	if since.IsZero() {
		k.whole = k.at
	}
	k.marks = marks
	return slices.Clone(k.rows), nil
}

func readFleetMarks(t *books.Tx) (m fleetMarks, err error) {
	if m.audit, err = t.LastAudit(); err != nil {
		return m, err
	}
	if m.forks, err = t.Mark(books.MarkForks); err != nil {
		return m, err
	}
	m.rounds, err = t.Mark(books.MarkRounds)
	return m, err
}

// put puts rows in place of what was known of the same kiosks. A transaction that
// began before another one may bring older ones.
func (k *fleetKeeper) put(fresh []books.FleetRow) {
	known := len(k.rows)
	for _, r := range fresh {
		i, old := k.index[r.ID]
		switch {
		case !old:
			k.index[r.ID] = len(k.rows)
			k.rows = append(k.rows, r)
		case !r.Kiosk.Heard.Before(k.rows[i].Kiosk.Heard):
			k.rows[i] = r
		}
		if r.Kiosk.Heard.After(k.at) {
			k.at = r.Kiosk.Heard
		}
	}
	if known > 0 && len(k.rows) > known {
		k.sort()
	}
}

// sort brings the rows into the order in which the books give them.
func (k *fleetKeeper) sort() {
	slices.SortFunc(k.rows, func(a, b books.FleetRow) int { return cmp.Or(a.Enrolled.Compare(b.Enrolled), cmp.Compare(a.ID, b.ID)) })
	for i, r := range k.rows {
		k.index[r.ID] = i
	}
}
