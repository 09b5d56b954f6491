// Package shops asks whether the pages of shops still answer.
//
// It asks as a polite robot does: it says who it is, one page at a time, HEAD
// before GET, and reads next to nothing. It never reaches into the hub's own
// network: a name is looked up here, every address it has must be public, and the
// connection goes to an address that was looked at, also after each redirect. A
// proxy of the environment is not used.
//
// A shop that only refuses robots (401, 403, 429 and the like) counts as open: many
// do. Whether what is sold there has gone nobody can tell from outside.
//
// Start with [Asker.Ask].
package shops

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"
)

// Asker asks pages. Its zero value asks the real network.
type Asker struct {
	From    string                                                            // address of whoever runs the hub, for the user agent; may be empty
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)      // nil: the system's
	Dial    func(ctx context.Context, network, addr string) (net.Conn, error) // addr is an address with a port; nil: the system's
	Limit   time.Duration                                                     // for one page; 20 s when 0
	Trust   *tls.Config                                                       // for tests; nil: the system's
}

// Answer is how a page answered.
type Answer struct {
	Open bool
	Said string // "200", "404", "no such host", "timeout", …
}

// The reasons for which a page is not asked.
var (
	ErrPrivate   = errors.New("address is not public")
	ErrPort      = errors.New("port is not that of a web page")
	ErrRedirects = errors.New("too many redirects")
	ErrScheme    = errors.New("address is neither http nor https")
)

const (
	redirects = 5
	fewBytes  = 4 << 10
)

// Ask asks one page. An error is of ctx alone: everything else is an answer.
func (a Asker) Ask(ctx context.Context, page string) (Answer, error) {
	limit := a.Limit
	if limit == 0 {
		limit = 20 * time.Second
	}
	asking, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	client := a.client()
	defer client.CloseIdleConnections()
	status, err := a.ask(asking, client, http.MethodHead, page)
	if err == nil && closed(status) || errors.Is(err, io.EOF) { // some know no HEAD
		status, err = a.ask(asking, client, http.MethodGet, page)
	}
	if ctx.Err() != nil {
		return Answer{}, ctx.Err()
	}
	if err != nil {
		return Answer{Said: reason(err)}, nil
	}
	return Answer{Open: !closed(status), Said: strconv.Itoa(status)}, nil
}

// closed tells whether a page with that status is held to be none.
func closed(status int) bool {
	return status == http.StatusNotFound || status == http.StatusGone || status >= http.StatusInternalServerError
}

func (a Asker) ask(ctx context.Context, client *http.Client, method, page string) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, method, page, nil)
	if err != nil {
		return 0, err
	}
	if err := checkURL(req.URL); err != nil {
		return 0, err
	}
	req.Header.Set("User-Agent", a.agent())
	req.Header.Set("Accept", "text/html, */*;q=0.5")
	res, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	_, err = io.CopyN(io.Discard, res.Body, fewBytes)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return res.StatusCode, err
}

func (a Asker) agent() string {
	if a.From == "" {
		return "HangVietLinkCheck/1"
	}
	return "HangVietLinkCheck/1 (+" + a.From + ")"
}

func (a Asker) client() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext: a.dial, TLSClientConfig: a.Trust, DisableKeepAlives: true, ForceAttemptHTTP2: true,
			MaxResponseHeaderBytes: 64 << 10,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > redirects {
				return ErrRedirects
			}
			return checkURL(req.URL)
		},
	}
}

// checkURL refuses what is no web page.
func checkURL(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return ErrScheme
	case u.Port() != "" && u.Port() != "80" && u.Port() != "443":
		return ErrPort
	}
	return nil
}

// dial looks a host up and connects to an address of it, when all are public.
func (a Asker) dial(ctx context.Context, network, hostPort string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, err
	}
	addresses, err := a.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, address := range addresses {
		if !Public(address) {
			return nil, fmt.Errorf("%w: %s", ErrPrivate, host)
		}
	}
	dial := a.Dial
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	err = fmt.Errorf("look up %s: no address", host)
	for _, address := range addresses {
		var conn net.Conn
		if conn, err = dial(ctx, network, net.JoinHostPort(address.String(), port)); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

func (a Asker) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if address, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{address}, nil
	}
	if a.Resolve != nil {
		return a.Resolve(ctx, host)
	}
	return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
}

// reason says in a few words why there was no answer.
func reason(err error) string {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	switch {
	case errors.Is(err, ErrPrivate), errors.Is(err, ErrPort), errors.Is(err, ErrScheme):
		return "not allowed"
	case errors.Is(err, ErrRedirects):
		return "too many redirects"
	case errors.As(err, &dns):
		return "no such host"
	case errors.As(err, &cert):
		return "bad certificate"
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	}
	return "no connection"
}
