package exchange_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/exchange/roughnet"
	"hangviet/data/release"
)

// origins are the servers that give a content folder as plain files.
func origins(t *testing.T, repo string) map[string]string {
	t.Helper()
	plain := httptest.NewServer(http.FileServer(http.Dir(repo)))
	t.Cleanup(plain.Close)
	all := map[string]string{"Go's file server": plain.URL}
	if address := roughnet.Nginx(t, repo); address != "" {
		all["nginx"] = address
	}
	return all
}

// TestRoughNetwork: failures.md, "Half-dead network". A proxy cuts, delays,
// corrupts, trickles, refuses and asks to sign in. Whatever it does, what is
// shown is whole, and in the end the release arrives.
func TestRoughNetwork(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(5)...)
	first := o.copy()
	m := o.publish(codes(30)...)
	for name, origin := range origins(t, o.repo) {
		t.Run(name, func(t *testing.T) {
			for seed := range besieged(2, 30) {
				c := newContent(t, o)
				importFrom(t, c, dirSource(t, first))
				proxy := roughnet.New(t, origin, uint64(seed))
				client := exchange.NewGuardedClient(http.DefaultTransport, 150*time.Millisecond, 200)
				tries := comesThrough(t, c, client, proxy.URL)
				t.Logf("seed %d: %d tries, %v", seed, tries, proxy.Done())
			}
			c := newContent(t, o)
			read := overHTTP(t, c, origin)
			if most := m.Catalogue.Length + m.Index.Length + 30*24_000; read > most {
				t.Errorf("%d bytes over a quiet line, want at most %d", read, most)
			}
		})
	}
}

func comesThrough(t *testing.T, c *exchange.Content, client *http.Client, address string) (tries int) {
	t.Helper()
	for {
		tries++
		_, err := again(c).Import(t.Context(), release.HTTP(client, address), nil)
		n, _, shown := c.Current()
		must(t, shown)
		mustShow(t, c, n)
		if err == nil {
			if n != 2 {
				t.Fatalf("release %d is shown", n)
			}
			return tries
		}
		if code := exchange.Explain(err).Code; !strings.HasPrefix(code, "E-CONTENT-") {
			t.Errorf("code %s for %v", code, err)
		}
		if tries > 400 {
			t.Fatalf("nothing comes through: %v", err)
		}
	}
}

// overHTTP imports and returns the bytes of all answers.
func overHTTP(t *testing.T, c *exchange.Content, origin string) int64 {
	t.Helper()
	meter := &metered{RoundTripper: http.DefaultTransport}
	importFrom(t, c, release.HTTP(&http.Client{Transport: meter}, origin))
	mustShow(t, c, 2)
	return meter.bytes
}

type metered struct {
	http.RoundTripper
	bytes int64
}

func (m *metered) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := m.RoundTripper.RoundTrip(req)
	if err == nil {
		res.Body = &meteredBody{res.Body, m}
	}
	return res, err
}

type meteredBody struct {
	io.ReadCloser
	meter *metered
}

func (b *meteredBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.meter.bytes += int64(n)
	return n, err
}
