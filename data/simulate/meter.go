package simulate

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"math/bits"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"hangviet/data/hub/wire"
)

// meter counts every call of the fleet by kind, and every byte on the wire.
type meter struct {
	mu    sync.Mutex
	kinds map[string]*tally

	sent, got atomic.Int64
	dialled   atomic.Int64
}

// tally is what became of the calls of one kind.
type tally struct {
	calls, errors int64
	times         times
}

func newMeter() *meter { return &meter{kinds: map[string]*tally{}} }

func (m *meter) note(kind string, took time.Duration, failed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.kinds[kind]
	if t == nil {
		t = &tally{}
		m.kinds[kind] = t
	}
	t.calls++
	if failed {
		t.errors++
		return
	}
	t.times.add(took)
}

// calls returns the figures of every kind, by name.
func (m *meter) calls(over time.Duration) []Call {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := []Call{}
	for kind, t := range m.kinds {
		list = append(list, Call{
			Kind: kind, Requests: t.calls, Errors: t.errors, PerSecond: float64(t.calls) / over.Seconds(),
			P50: millis(t.times.at(0.5)), P99: millis(t.times.at(0.99)), Max: millis(t.times.max),
		})
	}
	slices.SortFunc(list, func(a, b Call) int { return cmp.Compare(a.Kind, b.Kind) })
	return list
}

// metered is a transport whose calls are counted, each from its first byte until
// the header of the answer is here, a new connection included.
type metered struct {
	line *line
	base http.RoundTripper
}

// RoundTrip implements http.RoundTripper. A call that the end of the run cut off
// is none.
func (m metered) RoundTrip(req *http.Request) (*http.Response, error) {
	kind, began := kindOf(req.URL.Path), time.Now()
	res, err := m.base.RoundTrip(req)
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			m.line.meter.Load().note(kind, 0, true)
		}
		return nil, err
	}
	m.line.meter.Load().note(kind, time.Since(began), res.StatusCode != http.StatusOK)
	return res, nil
}

// CloseIdleConnections lets http.Client close what the base keeps open.
func (m metered) CloseIdleConnections() {
	if c, ok := m.base.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// kindOf names a call: "ledger", "standing", "beat".
func kindOf(path string) string {
	switch {
	case strings.HasPrefix(path, wire.PathKiosks):
		return "standing"
	case strings.HasPrefix(path, wire.PathContent):
		return "content"
	}
	_, last, _ := strings.Cut(path, "/api/v1/")
	return last
}

// counted is a connection whose bytes are counted.
type counted struct {
	net.Conn
	line *line
}

// Read implements net.Conn.
func (c counted) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.line.meter.Load().got.Add(int64(n))
	return n, err
}

// Write implements net.Conn.
func (c counted) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.line.meter.Load().sent.Add(int64(n))
	return n, err
}

// times is a distribution of durations, exact to three in a hundred, in a few
// kilobytes however many there are.
type times struct {
	counts [64 * steps]int64
	n      int64
	max    time.Duration
}

// steps is into how many parts each doubling is divided.
const steps = 32

func (t *times) add(d time.Duration) {
	t.counts[bucket(d)]++
	t.n++
	t.max = max(t.max, d)
}

// bucket is where a duration is counted: microseconds up to steps as they are,
// beyond that steps to each doubling.
func bucket(d time.Duration) int {
	us := uint64(max(d.Microseconds(), 0))
	if us < steps {
		return int(us)
	}
	shift := bits.Len64(us) - bits.Len64(steps)
	return (shift+1)*steps + int(us>>shift) - steps
}

// ceiling is the greatest duration of a bucket.
func ceiling(b int) time.Duration {
	if b < steps {
		return time.Duration(b+1) * time.Microsecond
	}
	shift := b/steps - 1
	return time.Duration(uint64(b%steps+steps+1)<<shift) * time.Microsecond
}

// at returns the duration that a share of all does not exceed.
func (t *times) at(share float64) time.Duration {
	rank, seen := int64(share*float64(t.n)), int64(0)
	for b, count := range t.counts {
		if seen += count; count > 0 && seen > rank {
			return min(ceiling(b), t.max)
		}
	}
	return t.max
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func sortedKeys(keys iter.Seq[string]) []string { return slices.Sorted(keys) }
