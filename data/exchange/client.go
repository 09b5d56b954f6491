package exchange

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

// Time limits of [NewClient]. There is none for a whole answer, because a
// release of a gigabyte may take hours over a poor line; instead an answer that
// brings less than slowBytes within slowWindow is given up, and the loop tries
// again later where it stopped.
const (
	dialTime   = 10 * time.Second
	headerTime = 30 * time.Second
	idleTime   = 5 * time.Second // a hub has thousands of kiosks, each comes every few minutes, and each connection that waits takes memory there
	slowWindow = 30 * time.Second
	slowBytes  = 4 << 10
	sessions   = 8 // of TLS that are taken up again, with which a new connection is cheap for both
)

var (
	// ErrSlow tells that a server sends next to nothing.
	ErrSlow = errors.New("server is too slow")
	// ErrDates tells that by this computer's clock the server's certificate is not
	// valid yet or not any more. Most often it is the clock.
	ErrDates = errors.New("server's certificate is not valid at this time")
)

// NewClient returns an HTTP client that gives up on a dead or half-dead server.
func NewClient() *http.Client {
	return NewClientBy((&net.Dialer{Timeout: dialTime, KeepAlive: 15 * time.Second}).DialContext)
}

// NewClientBy is [NewClient] with connections made by dial.
func NewClientBy(dial func(ctx context.Context, network, address string) (net.Conn, error)) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = dial
	transport.TLSHandshakeTimeout = dialTime
	transport.ResponseHeaderTimeout = headerTime
	transport.MaxIdleConnsPerHost = 4
	transport.IdleConnTimeout = idleTime
	transport.TLSClientConfig = &tls.Config{ClientSessionCache: tls.NewLRUClientSessionCache(sessions), MinVersion: tls.VersionTLS12}
	return &http.Client{Transport: &guarded{base: transport, window: slowWindow, least: slowBytes}}
}

// NewClientAt is [NewClient] for who does not believe the machine's clock:
// certificates are judged by now.
func NewClientAt(now func() time.Time) *http.Client {
	c := NewClient()
	c.Transport.(*guarded).base.(*http.Transport).TLSClientConfig.Time = now
	return c
}

func orClient(c *http.Client) *http.Client {
	if c == nil {
		return NewClient()
	}
	return c
}

// guarded is a transport whose answers must flow.
type guarded struct {
	base   http.RoundTripper
	window time.Duration
	least  int64 // bytes within window
}

// RoundTrip implements http.RoundTripper.
func (g *guarded) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	res, err := g.base.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel(err)
		return nil, dated(err)
	}
	body := &guardedBody{ReadCloser: res.Body, ctx: ctx, cancel: cancel}
	body.timer = time.AfterFunc(g.window, func() { body.look(g) })
	res.Body = body
	return res, nil
}

// dated names a certificate that only its dates speak against.
func dated(err error) error {
	var invalid x509.CertificateInvalidError
	if errors.As(err, &invalid) && invalid.Reason == x509.Expired {
		return fmt.Errorf("%w: %w", ErrDates, err)
	}
	return err
}

// CloseIdleConnections lets http.Client close what the base keeps open.
func (g *guarded) CloseIdleConnections() {
	if c, ok := g.base.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}

// guardedBody is an answer whose flow is looked at once in every window.
type guardedBody struct {
	io.ReadCloser
	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer
	got    atomic.Int64
	closed atomic.Bool
}

// look ends the answer when too little of it came since the last look.
func (b *guardedBody) look(g *guarded) {
	if b.got.Swap(0) < g.least {
		b.cancel(fmt.Errorf("%w: less than %d bytes in %v", ErrSlow, g.least, g.window))
		return
	}
	if !b.closed.Load() {
		b.timer.Reset(g.window)
	}
}

// Read implements io.Reader.
func (b *guardedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.got.Add(int64(n))
	if cause := context.Cause(b.ctx); err != nil && err != io.EOF && errors.Is(cause, ErrSlow) {
		return n, cause
	}
	return n, err
}

// Close implements io.Closer.
func (b *guardedBody) Close() error {
	b.closed.Store(true)
	b.timer.Stop()
	err := b.ReadCloser.Close()
	b.cancel(context.Canceled)
	return err
}
