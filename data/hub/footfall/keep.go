package footfall

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"hangviet/data/hub/wire"
)

// Rows is where sheets are kept, within one transaction.
type Rows interface {
	// Sheets returns the sheets of those subjects that have one.
	Sheets(scope, span string, subjects []string) (map[string][]byte, error)
	// PutSheets stores sheets by subject; an empty one is removed.
	PutSheets(scope, span string, sheets map[string][]byte) error
}

// Change is what is to be added to the sums: the difference between what was
// counted and what is.
type Change struct {
	sheets map[place]map[string]*Sheet // by subject
}

// place is where some sheets stand.
type place struct {
	scope Scope
	span  Span
}

// Add takes what a kiosk counted on a day into the change, sign times: 1 for what
// comes, -1 for what goes.
func (c *Change) Add(kiosk string, day Day, counts []wire.Count, sign int64) {
	for _, one := range counts {
		n := sign * one.N
		kind, targets := targets(kiosk, one.Name, one.Key)
		for _, t := range targets {
			c.addDay(t, day, kind, n)
		}
		if kind, t, ok := showing(one.Name, one.Key); ok {
			c.slot(t, Ever, 0, kind, n)
		}
	}
}

func (c *Change) addDay(t target, day Day, kind Kind, n int64) {
	span, number := monthOf(day)
	c.slot(t, span, number, kind, n)
	if t.scope.yearly() {
		span, number = yearOf(day)
		c.slot(t, span, number, kind, n)
	}
}

func (c *Change) slot(t target, span Span, number int, kind Kind, n int64) {
	at := place{t.scope, span}
	if c.sheets == nil {
		c.sheets = map[place]map[string]*Sheet{}
	}
	if c.sheets[at] == nil {
		c.sheets[at] = map[string]*Sheet{}
	}
	s := c.sheets[at][t.subject]
	if s == nil {
		s = &Sheet{}
		c.sheets[at][t.subject] = s
	}
	var counts Counts
	counts[kind] = n
	s.add(number, counts)
}

// Len is how many sheets the change touches.
func (c *Change) Len() (n int) {
	for _, subjects := range c.sheets {
		n += len(subjects)
	}
	return n
}

// Write adds the change to the stored sheets and empties it. No two may be
// written at the same time.
func (c *Change) Write(rows Rows) error {
	for _, at := range slices.SortedFunc(maps.Keys(c.sheets), comparePlaces) {
		if err := write(rows, at, c.sheets[at]); err != nil {
			return fmt.Errorf("add to sums of %s in %q: %w", at.scope, at.span, err)
		}
	}
	c.sheets = nil
	return nil
}

func comparePlaces(a, b place) int {
	return cmp.Or(cmp.Compare(a.scope, b.scope), cmp.Compare(a.span, b.span))
}

func write(rows Rows, at place, changes map[string]*Sheet) error {
	maps.DeleteFunc(changes, func(_ string, s *Sheet) bool { return len(s.slots) == 0 })
	if len(changes) == 0 {
		return nil
	}
	stored, err := rows.Sheets(string(at.scope), string(at.span), slices.Sorted(maps.Keys(changes)))
	if err != nil {
		return err
	}
	next := make(map[string][]byte, len(changes))
	for subject, change := range changes {
		sum, err := ParseSheet(stored[subject])
		if err != nil {
			return fmt.Errorf("%q: %w", subject, err)
		}
		sum.merge(*change)
		next[subject] = sum.Bytes()
	}
	return rows.PutSheets(string(at.scope), string(at.span), next)
}

// Keep adds to the sums what a kiosk's report of a day changes: before is what was
// held of that day, after what is.
func Keep(rows Rows, kiosk string, day Day, before, after []wire.Count) error {
	var c Change
	c.Add(kiosk, day, before, -1)
	c.Add(kiosk, day, after, 1)
	return c.Write(rows)
}

// Diff compares two reports of a day: changed are the counters of after that are
// new or other, gone those of before that after does not have.
func Diff(before, after []wire.Count) (changed, gone []wire.Count) {
	type id struct{ name, key string }
	held := make(map[id]int64, len(before))
	for _, c := range before {
		held[id{c.Name, c.Key}] = c.N
	}
	for _, c := range after {
		at := id{c.Name, c.Key}
		if n, ok := held[at]; !ok || n != c.N {
			changed = append(changed, c)
		}
		delete(held, at)
	}
	for _, c := range before {
		if _, ok := held[id{c.Name, c.Key}]; ok {
			gone = append(gone, c)
		}
	}
	return changed, gone
}
