package simulate

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync/atomic"
	"time"

	"hangviet/data/exchange"
)

var (
	// ErrFar refuses a hub that is not on this machine: a fleet is a heavy load, and
	// its ballots count wherever somebody approves its kiosks.
	ErrFar = errors.New("hub is on another machine")
	// ErrElsewhere refuses a connection to anything but the hub.
	ErrElsewhere = errors.New("connection does not lead to the hub")
)

// line makes connections to one address.
type line struct {
	address  string // host:port of the hub
	anywhere bool   // it may be on another machine
	meter    atomic.Pointer[meter]
	dialer   net.Dialer
}

func newLine(hub string, anywhere bool, m *meter) (*line, error) {
	u, err := url.Parse(hub)
	if err == nil {
		err = exchange.CheckHubAddress(hub)
	}
	if err != nil {
		return nil, err
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	l := &line{
		address: net.JoinHostPort(u.Hostname(), port), anywhere: anywhere,
		dialer: net.Dialer{Timeout: 10 * time.Second, KeepAlive: 15 * time.Second},
	}
	l.meter.Store(m)
	return l, nil
}

// dial connects to the hub, and to nothing else. A name is looked up for that; to
// an address of another machine nothing is sent at all.
func (l *line) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if address != l.address {
		return nil, fmt.Errorf("%w: %s", ErrElsewhere, address)
	}
	if host, err := netip.ParseAddrPort(address); err == nil && !l.anywhere && !host.Addr().IsLoopback() {
		return nil, fmt.Errorf("%w: %s", ErrFar, address)
	}
	conn, err := l.dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if remote, ok := conn.RemoteAddr().(*net.TCPAddr); !l.anywhere && (!ok || !remote.IP.IsLoopback()) {
		return nil, errors.Join(fmt.Errorf("%w: %s", ErrFar, address), conn.Close())
	}
	l.meter.Load().dialled.Add(1)
	return counted{conn, l}, nil
}

// client returns the HTTP client of one kiosk.
func (l *line) client() *http.Client {
	c := exchange.NewClientBy(l.dial)
	c.Transport = metered{l, c.Transport}
	return c
}

// Client returns a client that reaches the hub of [Run] and nothing else, under
// the same refusals.
func Client(o Options) (*http.Client, error) {
	l, err := newLine(o.Hub, o.Anywhere, newMeter())
	if err != nil {
		return nil, err
	}
	return l.client(), nil
}
