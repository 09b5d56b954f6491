package shops_test

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/hub/footfall/shops"
)

// network is a net of names whose connections all end at one server.
type network struct {
	names  map[string]string // host → address
	server *httptest.Server
	mu     sync.Mutex
	dialed []string
}

func (n *network) asker() shops.Asker {
	return shops.Asker{
		From: "https://hub.example", Limit: 2 * time.Second,
		Trust: n.server.Client().Transport.(*http.Transport).TLSClientConfig,
		Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			var all []netip.Addr
			for text := range strings.SplitSeq(n.names[host], " ") {
				address, err := netip.ParseAddr(text)
				if err != nil {
					return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
				}
				all = append(all, address)
			}
			return all, nil
		},
		Dial: func(ctx context.Context, kind, addr string) (net.Conn, error) {
			n.mu.Lock()
			n.dialed = append(n.dialed, addr)
			n.mu.Unlock()
			if strings.HasPrefix(addr, "8.8.4.4:") {
				return nil, errors.New("refused")
			}
			return (&net.Dialer{}).DialContext(ctx, kind, n.server.Listener.Addr().String())
		},
	}
}

func newNetwork(t *testing.T, handler http.HandlerFunc) *network {
	t.Helper()
	n := &network{server: httptest.NewServer(handler), names: map[string]string{
		"shop.example": "8.8.8.8", "inside.example": "10.0.0.5", "mixed.example": "8.8.8.8 127.0.0.1", "down.example": "8.8.4.4",
		"v6.example": "2606:4700::1111", "metadata.example": "169.254.169.254",
	}}
	t.Cleanup(n.server.Close)
	return n
}

func TestAnswers(t *testing.T) {
	var agents []string
	n := newNetwork(t, func(w http.ResponseWriter, r *http.Request) {
		agents = append(agents, r.UserAgent())
		switch r.URL.Path {
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/none":
			http.NotFound(w, r)
		case "/robots":
			w.WriteHeader(http.StatusForbidden)
		case "/nohead":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusNotFound)
			}
		case "/broken":
			w.WriteHeader(http.StatusBadGateway)
		case "/moved":
			http.Redirect(w, r, "http://shop.example/good", http.StatusMovedPermanently)
		case "/inside":
			http.Redirect(w, r, "http://inside.example/", http.StatusFound)
		case "/self":
			http.Redirect(w, r, "http://127.0.0.1/", http.StatusFound)
		case "/port":
			http.Redirect(w, r, "http://shop.example:22/", http.StatusFound)
		case "/file":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/slow":
			<-r.Context().Done()
		case "/long":
			for range 1000 {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		}
	})
	for page, want := range map[string]shops.Answer{
		"http://shop.example/good":      {Open: true, Said: "200"},
		"http://v6.example/good":        {Open: true, Said: "200"},
		"http://shop.example/gone":      {Said: "410"},
		"http://shop.example/none":      {Said: "404"},
		"http://shop.example/robots":    {Open: true, Said: "403"},
		"http://shop.example/nohead":    {Open: true, Said: "200"},
		"http://shop.example/broken":    {Said: "502"},
		"http://shop.example/moved":     {Open: true, Said: "200"},
		"http://shop.example/long":      {Open: true, Said: "200"},
		"http://shop.example/inside":    {Said: "not allowed"},
		"http://shop.example/self":      {Said: "not allowed"},
		"http://shop.example/port":      {Said: "not allowed"},
		"http://shop.example/file":      {Said: "not allowed"},
		"http://shop.example/round":     {Said: "too many redirects"},
		"http://shop.example/slow":      {Said: "timeout"},
		"http://inside.example/":        {Said: "not allowed"},
		"http://metadata.example/":      {Said: "not allowed"},
		"http://mixed.example/":         {Said: "not allowed"},
		"http://127.0.0.1/":             {Said: "not allowed"},
		"http://[::1]/":                 {Said: "not allowed"},
		"http://[::ffff:10.0.0.1]/":     {Said: "not allowed"},
		"http://2130706433/":            {Said: "no such host"},
		"http://shop.example:8080/good": {Said: "not allowed"},
		"gopher://shop.example/":        {Said: "not allowed"},
		"http://nobody.example/":        {Said: "no such host"},
		"http://down.example/":          {Said: "no connection"},
	} {
		got, err := n.asker().Ask(t.Context(), page)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", page, got, err, want)
		}
	}
	for _, address := range n.dialed {
		if host, port, _ := net.SplitHostPort(address); !shops.Public(netip.MustParseAddr(host)) || port != "80" {
			t.Errorf("connected to %s", address)
		}
	}
	for _, agent := range agents {
		if agent != "HangVietLinkCheck/1 (+https://hub.example)" {
			t.Fatalf("asked as %q", agent)
		}
	}
}

// TestSecure: a certificate that is not good is told.
func TestSecure(t *testing.T) {
	n := newNetwork(t, nil)
	n.server.Close()
	n.server = httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(n.server.Close)
	n.names["example.com"] = "8.8.8.8" // of the test server's certificate
	a := n.asker()
	if got, err := a.Ask(t.Context(), "https://example.com/"); err != nil || !got.Open {
		t.Errorf("%+v, %v", got, err)
	}
	a.Trust = &tls.Config{}
	if got, err := a.Ask(t.Context(), "https://example.com/"); err != nil || got.Said != "bad certificate" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestGivenUp(t *testing.T) {
	n := newNetwork(t, func(http.ResponseWriter, *http.Request) {})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := n.asker().Ask(ctx, "http://shop.example/"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestPublic(t *testing.T) {
	for text, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "1.1.1.1": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false,
		"0.0.0.0": false, "255.255.255.255": false, "224.0.0.1": false, "240.0.0.1": false, "198.18.0.1": false, "::1": false, "::": false,
		"fe80::1": false, "fc00::1": false, "fd12::1": false, "ff02::1": false, "::ffff:127.0.0.1": false, "64:ff9b::7f00:1": false,
		"2002:7f00:1::": false, "2001:db8::1": false, "fe80::1%eth0": false, "fec0::1": false,
	} {
		if got := shops.Public(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: %t", text, got)
		}
	}
}
