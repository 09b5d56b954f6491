package exchange_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// origins are the servers that give a content folder as plain files.
func origins(t *testing.T, repo string) map[string]string {
	t.Helper()
	plain := httptest.NewServer(http.FileServer(http.Dir(repo)))
	t.Cleanup(plain.Close)
	all := map[string]string{"Go's file server": plain.URL}
	if address := nginx(t, repo); address != "" {
		all["nginx"] = address
	}
	return all
}

// nginx serves repo and returns its address, "" where the program is not there.
func nginx(t *testing.T, repo string) string {
	t.Helper()
	program, err := lookPath("nginx", "/usr/sbin/nginx")
	if err != nil {
		t.Log("nginx is not there: make deps-test installs it")
		return ""
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	address := l.Addr().String()
	must(t, l.Close())
	dir := t.TempDir()
	conf := filepath.Join(dir, "nginx.conf")
	must(t, os.WriteFile(conf, fmt.Appendf(nil, `daemon off; master_process off; user root; pid %[1]s/pid; error_log %[1]s/error.log;
events {} http { access_log off; client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s;
uwsgi_temp_path %[1]s; scgi_temp_path %[1]s; server { listen %[2]s; root %[3]s; } }`, dir, address, repo), 0o644))
	cmd := exec.Command(program, "-c", conf, "-p", dir)
	must(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for end := time.Now().Add(10 * time.Second); ; {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close()
			return "http://" + address
		}
		if time.Now().After(end) {
			t.Fatalf("nginx does not come up: %v", err)
		}
	}
}

// rough is a proxy that treats each answer as its dice say.
type rough struct {
	proxy *httputil.ReverseProxy
	mu    sync.Mutex
	dice  *rand.Rand
	calm  bool
	done  map[string]int
}

func newRough(t *testing.T, origin string, seed uint64) (*rough, string) {
	t.Helper()
	u, err := url.Parse(origin)
	must(t, err)
	r := &rough{proxy: httputil.NewSingleHostReverseProxy(u), dice: rand.New(rand.NewPCG(seed, 3)), done: map[string]int{}}
	r.proxy.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
	server := httptest.NewServer(r)
	t.Cleanup(server.Close)
	return r, server.URL
}

func (r *rough) draw() (kind string, at int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	kinds := []string{"cut", "delay", "corrupt", "trickle", "refuse", "sign-in page", "", "", "", "", "", ""}
	if kind = kinds[r.dice.IntN(len(kinds))]; r.calm {
		kind = ""
	}
	r.done[kind]++
	return kind, r.dice.IntN(20_000)
}

func (r *rough) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	kind, at := r.draw()
	switch kind {
	case "refuse":
		w.WriteHeader(http.StatusServiceUnavailable)
	case "sign-in page":
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<html>Đăng nhập Wi-Fi</html>")
	default:
		r.proxy.ServeHTTP(&roughWriter{ResponseWriter: w, kind: kind, at: at}, req)
	}
}

// roughWriter spoils one answer at a byte.
type roughWriter struct {
	http.ResponseWriter
	kind string
	at   int
	sent int
}

func (w *roughWriter) Write(p []byte) (int, error) {
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
		<-time.After(30 * time.Millisecond)
	}
	if w.kind == "trickle" {
		return w.trickle(p)
	}
	return w.ResponseWriter.Write(p)
}

// trickle sends less in a window than the client puts up with.
func (w *roughWriter) trickle(p []byte) (int, error) {
	for i := range p {
		if _, err := w.ResponseWriter.Write(p[i : i+1]); err != nil {
			return i, err
		}
		_ = http.NewResponseController(w.ResponseWriter).Flush()
		<-time.After(5 * time.Millisecond)
	}
	return len(p), nil
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
				proxy, address := newRough(t, origin, uint64(seed))
				client := exchange.NewGuardedClient(http.DefaultTransport, 150*time.Millisecond, 200)
				tries := comesThrough(t, c, client, address)
				t.Logf("seed %d: %d tries, %v", seed, tries, proxy.done)
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

// lookPath finds a program that an account's path may not lead to.
func lookPath(name, otherwise string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return path, nil
	}
	return exec.LookPath(otherwise)
}
