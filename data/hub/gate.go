package hub

import (
	"crypto/rand"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// The gate before the look-up of receipts: so many codes that are not there are
// free, then each doubles the wait from firstDelay to lastDelay. A code has 60
// bits, so that even at a thousand tries a second one of a million receipts would
// be guessed once in many years; the gate is for those who try all the same.
const (
	freeMisses  = 5
	firstDelay  = 5 * time.Second
	lastDelay   = 5 * time.Minute
	forgetAfter = time.Hour
	maxVisitors = 10_000
)

// gate counts the misses of each visitor. It is safe for concurrent use.
type gate struct {
	mu       sync.Mutex
	salt     []byte
	visitors map[visitor]misses
}

type misses struct {
	n     int
	last  time.Time
	until time.Time // nothing is looked up before
}

// enter lets a visitor look up one code, or returns how long he has to wait. A
// look-up counts as a miss until [gate.hit] says otherwise, so that many at once
// are no better than many in a row.
func (g *gate) enter(address string, now time.Time) (wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.visitors) >= maxVisitors {
		g.forget(now)
	}
	v := g.visitor(address)
	m := g.visitors[v]
	if now.Sub(m.last) > forgetAfter {
		m = misses{}
	}
	if m.until.After(now) {
		return m.until.Sub(now)
	}
	m.n, m.last = m.n+1, now
	if m.n > freeMisses {
		m.until = now.Add(min(lastDelay, firstDelay<<min(m.n-freeMisses-1, 10)))
	}
	g.visitors[v] = m
	return 0
}

// hit takes back the miss that was counted for a code that is there.
func (g *gate) hit(address string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	v := g.visitor(address)
	if m, known := g.visitors[v]; known {
		m.n, m.until = max(0, m.n-1), time.Time{}
		g.visitors[v] = m
	}
}

// forget drops those whose time is over, and all when there are still too many:
// no crowd of addresses fills the memory.
func (g *gate) forget(now time.Time) {
	for v, m := range g.visitors {
		if now.Sub(m.last) > forgetAfter {
			delete(g.visitors, v)
		}
	}
	if len(g.visitors) >= maxVisitors {
		clear(g.visitors)
	}
}

func (g *gate) visitor(address string) visitor {
	if g.visitors == nil {
		g.visitors, g.salt = map[visitor]misses{}, make([]byte, 32)
		rand.Read(g.salt) // never fails: crypto/rand ends the program instead
	}
	return newVisitor(g.salt, address)
}

// address returns where a request comes from, as a proxy in front of the hub has
// it when there is one. Of an IPv6 address the network counts.
func (s *Service) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if forwarded := r.Header.Values("X-Forwarded-For"); s.config.PublicURL != "" && len(forwarded) > 0 {
		last := forwarded[len(forwarded)-1]
		host = strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
	}
	if a, err := netip.ParseAddr(host); err == nil && a.Is6() && !a.Is4In6() {
		if network, err := a.WithZone("").Prefix(64); err == nil {
			return network.String()
		}
	}
	return host
}
