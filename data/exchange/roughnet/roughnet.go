// Package roughnet is the network between a kiosk and its organiser as it is at a
// fair: for tests, a proxy before any server that cuts, delays, spoils and
// trickles answers, refuses, or asks to sign in, by dice thrown from a seed.
// Beside it stands nginx, the server that most folders of files are served by.
//
// Start with [New].
package roughnet

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"
	"time"
)

// kinds are what may happen to an answer; half of them come through well.
var kinds = []string{"cut", "delay", "corrupt", "trickle", "refuse", "sign-in page", "", "", "", "", "", ""}

// early is within how many bytes of an answer something happens to it.
const early = 20_000

// Proxy treats each answer as its dice say.
type Proxy struct {
	URL string // of the proxy

	proxy *httputil.ReverseProxy
	mu    sync.Mutex
	dice  *rand.Rand
	calm  bool
	done  map[string]int
}

// New starts a proxy before origin. The same seed throws the same dice; it ends
// with the test.
func New(t testing.TB, origin string, seed uint64) *Proxy {
	t.Helper()
	u, err := url.Parse(origin)
	must(t, err)
	p := &Proxy{proxy: httputil.NewSingleHostReverseProxy(u), dice: rand.New(rand.NewPCG(seed, 3)), done: map[string]int{}} // #nosec G404 -- spreads, draws or simulates; nothing secret comes of it
	p.proxy.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
	server := httptest.NewServer(p)
	t.Cleanup(func() {
		server.CloseClientConnections() // some are amid a trickle
		server.Close()
	})
	p.URL = server.URL
	return p
}

// Done counts what happened to answers, by kind; "" came through well.
func (p *Proxy) Done() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.done)
}

// Calm lets every answer through from now on.
func (p *Proxy) Calm() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calm = true
}

func (p *Proxy) draw() (kind string, at int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if kind = kinds[p.dice.IntN(len(kinds))]; p.calm {
		kind = ""
	}
	p.done[kind]++
	return kind, p.dice.IntN(early)
}

// ServeHTTP implements http.Handler.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	kind, at := p.draw()
	switch kind {
	case "refuse":
		w.WriteHeader(http.StatusServiceUnavailable)
	case "sign-in page":
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<html>Đăng nhập Wi-Fi</html>")
	default:
		p.proxy.ServeHTTP(&spoiler{ResponseWriter: w, kind: kind, at: at}, req)
	}
}

// spoiler spoils one answer at a byte.
type spoiler struct {
	http.ResponseWriter
	kind string
	at   int
	sent int
}

// Write implements http.ResponseWriter.
func (w *spoiler) Write(p []byte) (int, error) {
	before := w.sent
	w.sent += len(p)
	if at := w.at - before; at >= 0 && at < len(p) {
		switch w.kind {
		case "cut":
			_, _ = w.ResponseWriter.Write(p[:at])
			panic(http.ErrAbortHandler)
		case "corrupt":
			p = append([]byte(nil), p...)
			p[at] ^= 0x10
		}
	}
	if w.kind == "delay" && before == 0 {
		time.Sleep(30 * time.Millisecond) // the delay is the test
	}
	if w.kind == "trickle" {
		return w.trickle(p)
	}
	return w.ResponseWriter.Write(p)
}

// trickle sends less in a window than the client puts up with.
func (w *spoiler) trickle(p []byte) (int, error) {
	for i := range p {
		if _, err := w.ResponseWriter.Write(p[i : i+1]); err != nil {
			return i, err
		}
		_ = http.NewResponseController(w.ResponseWriter).Flush()
		time.Sleep(5 * time.Millisecond) // as above
	}
	return len(p), nil
}
