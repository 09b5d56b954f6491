package simulate

import (
	"context"
	"maps"
	"sync"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
)

// notes keeps what a kiosk keeps in its settings, and its counters of one day.
type notes struct {
	book *problems

	mu       sync.Mutex
	settings map[string]string
	day      string
	counts   map[wire.Count]int64 // by name and key, N zero
}

// Setting returns a setting, "" when it is unset.
func (n *notes) Setting(_ context.Context, key string) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.settings[key], nil
}

// SetSetting keeps a setting.
func (n *notes) SetSetting(_ context.Context, key, value string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.settings == nil {
		n.settings = map[string]string{}
	}
	n.settings[key] = value
	return nil
}

// SetProblem counts a problem of the fleet.
func (n *notes) SetProblem(_ context.Context, code, detail string) error {
	n.book.add(code, detail)
	return nil
}

// ClearProblem does nothing: a problem that is over was one.
func (n *notes) ClearProblem(context.Context, string) error { return nil }

// add counts something on a day; another day than the last begins anew.
func (n *notes) add(day, name, key string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.day != day {
		n.day, n.counts = day, map[wire.Count]int64{}
	}
	n.counts[wire.Count{Name: name, Key: key}]++
}

// Counts returns the counters, as kiosk.db would.
func (n *notes) Counts(context.Context) ([]exchange.DayCount, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var all []exchange.DayCount
	for c, sum := range n.counts {
		c.N = sum
		all = append(all, exchange.DayCount{Day: n.day, Count: c})
	}
	return all, nil
}

// Forget has nothing to forget: there is one day.
func (n *notes) Forget(context.Context, string) error { return nil }

// problems counts by code what the kiosks complain of.
type problems struct {
	mu     sync.Mutex
	counts map[string]int
	first  map[string]string // the first detail of each
}

func (p *problems) add(code, detail string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.counts == nil {
		p.counts, p.first = map[string]int{}, map[string]string{}
	}
	if p.counts[code]++; p.counts[code] == 1 {
		p.first[code] = detail
	}
}

func (p *problems) all() []Problem {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := []Problem{}
	for _, code := range sortedKeys(maps.Keys(p.counts)) {
		list = append(list, Problem{Code: code, Times: p.counts[code], First: p.first[code]})
	}
	return list
}
