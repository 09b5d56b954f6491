package exchange_test

import (
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// TestWrongClockBeforeASafeServer: failures.md, "Half-dead network" and "Clock
// wrong". The certificate of the hub is judged by the clock; staff are told to look
// at it, by content and by ballots alike.
func TestWrongClockBeforeASafeServer(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	o.publish("A", "B")
	server, trusted := safeServer(t, http.FileServer(http.Dir(o.repo)))
	at := func(now time.Time) *http.Client {
		config := &tls.Config{RootCAs: trusted, Time: func() time.Time { return now }}
		return exchange.NewGuardedClient(&http.Transport{TLSClientConfig: config}, time.Minute, 1)
	}
	for _, now := range []time.Time{time.Unix(0, 0), time.Now().AddDate(10, 0, 0)} {
		client := at(now)
		_, err := c.Import(t.Context(), release.HTTP(client, server), nil)
		if code := exchange.Explain(err).Code; code != "E-CLOCK" {
			t.Errorf("in %d: code %s for %v", now.Year(), code, err)
		}
		k := newKiosk(t)
		k.cast(1)
		sender := k.sender(server)
		sender.Client = client
		if code := exchange.Explain(sender.SyncOnce(t.Context())).Code; code != "E-CLOCK" || k.unsent() != 1 {
			t.Errorf("in %d the ballots: code %s, %d unsent", now.Year(), code, k.unsent())
		}
		mustShow(t, c, 1)
	}
	importFrom(t, c, release.HTTP(at(time.Now()), server))
	mustShow(t, c, 2)
}

// safeServer serves over TLS by a certificate of this year, and returns its address
// and who vouches for it.
func safeServer(t *testing.T, handler http.Handler) (address string, trusted *x509.CertPool) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	must(t, err)
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().AddDate(0, -1, 0), NotAfter: time.Now().AddDate(1, 0, 0),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	raw, err := x509.CreateCertificate(nil, form, form, public, private)
	must(t, err)
	certificate, err := x509.ParseCertificate(raw)
	must(t, err)
	trusted = x509.NewCertPool()
	trusted.AddCert(certificate)
	server := httptest.NewUnstartedServer(handler)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: private}}}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server.URL, trusted
}

// TestNamesThatNobodyAnswersFor: failures.md, "Half-dead network": a black hole in
// the place of the server of names.
func TestNamesThatNobodyAnswersFor(t *testing.T) {
	t.Parallel()
	hole, err := net.ListenPacket("udp", "127.0.0.1:0")
	must(t, err)
	defer hole.Close()
	names := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", hole.LocalAddr().String())
	}}
	dial := (&net.Dialer{Timeout: 100 * time.Millisecond, Resolver: names}).DialContext
	client := exchange.NewGuardedClient(&http.Transport{DialContext: dial}, time.Minute, 1)
	_, c := kioskWith(t, "A")
	began := time.Now()
	_, err = c.Import(t.Context(), release.HTTP(client, "http://hub.example/content/"), nil)
	if code := exchange.Explain(err).Code; code != "E-CONTENT-AWAY" {
		t.Errorf("code %s for %v", code, err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v to give up", took)
	}
	mustShow(t, c, 1)
}
