package hub

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"hangviet/data/hub/books"
)

// A gate before the look-up of codes: so many that are not there are free, then each
// doubles the wait from firstDelay to lastDelay. A code has 60 bits, so that even at
// a thousand tries a second one of a million would be guessed once in many years; the
// gate is for those who try all the same.
const (
	freeMisses  = 5
	firstDelay  = 5 * time.Second
	lastDelay   = 5 * time.Minute
	forgetAfter = time.Hour
	maxVisitors = 10_000
)

// gate names what is guessed at. Misses are kept under it beside those of signing in;
// no account has a name with a space.
type gate string

// The gates.
const (
	receiptGate gate = "receipt look-up"
	roomGate    gate = "room code"
)

// enter lets a visitor look up one code at a gate, or returns how long he has to wait. A
// look-up counts as a miss until [Service.hit] says otherwise, so that many at once
// are no better than many in a row, at whichever hub of several.
func (s *Service) enter(ctx context.Context, g gate, address string) (wait time.Duration, err error) {
	visitor, now := s.visitor(address), s.config.Now()
	crowded := false
	err = s.db.UpdateOne(ctx, visitor, func(t *books.Tx) error {
		m, err := t.Tries(string(g), visitor)
		if err != nil {
			return err
		}
		if crowded, err = s.crowded(t, g, m); err != nil {
			return err
		}
		if wait = miss(&m, now); wait > 0 {
			return nil
		}
		return t.PutTries(m)
	})
	if err == nil && crowded {
		err = s.db.Update(ctx, func(t *books.Tx) error { return s.forget(t, g, now) })
	}
	return wait, err
}

// miss counts one, unless the visitor has to wait.
func miss(m *books.Tries, now time.Time) (wait time.Duration) {
	if now.Sub(m.Last) > forgetAfter {
		m.Failures, m.Until = 0, time.Time{}
	}
	if m.Until.After(now) {
		return m.Until.Sub(now)
	}
	m.Failures, m.Last = m.Failures+1, now
	if m.Failures > freeMisses {
		m.Until = now.Add(min(lastDelay, firstDelay<<min(m.Failures-freeMisses-1, 10)))
	}
	return 0
}

// hit takes back the miss that was counted for a code that is there.
func (s *Service) hit(ctx context.Context, g gate, address string) error {
	visitor := s.visitor(address)
	return s.db.UpdateOne(ctx, visitor, func(t *books.Tx) error {
		m, err := t.Tries(string(g), visitor)
		if err != nil || m.Failures == 0 {
			return err
		}
		m.Failures, m.Until = m.Failures-1, time.Time{}
		return t.PutTries(m)
	})
}

// crowded tells whether a new visitor is one too many.
func (s *Service) crowded(t *books.Tx, g gate, m books.Tries) (bool, error) {
	if !m.Last.IsZero() {
		return false, nil
	}
	n, err := t.CountTries(string(g))
	return n >= s.visitors, err
}

// forget drops those whose time is over, and all when there are still too many:
// no crowd of addresses fills the disk.
func (s *Service) forget(t *books.Tx, g gate, now time.Time) error {
	if err := t.DropTriesOf(string(g), now.Add(-forgetAfter)); err != nil {
		return err
	}
	if n, err := t.CountTries(string(g)); err != nil || n < s.visitors {
		return err
	}
	return t.DropAllTries(string(g))
}

// address returns where a request comes from. With a public address a proxy is
// said to stand before the hub: what it has put last into X-Forwarded-For is
// believed then, of a peer on this machine or in a private network, and of
// nobody else. Of an IPv6 address the network counts.
func (s *Service) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if forwarded := r.Header.Values("X-Forwarded-For"); s.config.PublicURL != "" && len(forwarded) > 0 && isProxy(host) {
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

// isProxy tells whether the hub's own proxy may have that address.
func isProxy(host string) bool {
	a, err := netip.ParseAddr(host)
	return err == nil && (a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast())
}
