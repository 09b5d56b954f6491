package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/books/pgtest"
	"hangviet/data/hub/export"
)

// growthFrom names the variable that says how many times as much as usual the
// tests of this file do:
//
//	HANGVIET_TEST_GROWTH=20 go test -tags x11 -run 'Postgres|TwoHubs' -timeout 30m ./cmd/hub
const growthFrom = "HANGVIET_TEST_GROWTH"

// size is how much of something a test does.
func size(usual int) int {
	if n, err := strconv.Atoi(os.Getenv(growthFrom)); err == nil {
		return n * usual
	}
	return usual
}

// onServer returns an organiser whose hubs keep their data in a private PostgreSQL.
func onServer(t *testing.T) (*organiser, *pgtest.Server) {
	t.Helper()
	url, server := pgtest.Start(t)
	t.Setenv(pgtest.Variable, url)
	return newOrganiser(t), server
}

// fleet is some kiosks that send what is cast, as real ones do.
type fleet struct {
	*organiser
	kiosks  []*kiosk
	senders []*exchange.Sender
	cast    map[string]bool
	stop    func()
}

// send starts kiosks that send to an address until the test ends.
func (o *organiser) send(kiosks int, address string) *fleet {
	o.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	f := &fleet{organiser: o, cast: map[string]bool{}, stop: sync.OnceFunc(func() { cancel(); running.Wait() })}
	for range kiosks {
		k := o.kiosk()
		s := &exchange.Sender{
			Hub: address, Identity: k.self, Name: "Kiosk", Log: k.log, Notes: k.store, Limit: 10 * time.Second,
			Pace: exchange.Pace{Every: 20 * time.Millisecond, First: 20 * time.Millisecond, Max: 200 * time.Millisecond},
		}
		running.Go(func() { _ = s.Serve(ctx) }) // it ends with ctx
		f.kiosks, f.senders = append(f.kiosks, k), append(f.senders, s)
	}
	o.Cleanup(f.stop)
	return f
}

// vote lets every kiosk cast some ballots and send them.
func (f *fleet) vote(each int) {
	f.Helper()
	for i, k := range f.kiosks {
		for range each {
			f.cast[k.vote([]string{"tea", "rice"}[rand.IntN(2)]).ID] = true
		}
		f.senders[i].Kick()
	}
}

// approve lets the kiosks count once the hub knows them.
func (f *fleet) approve() {
	f.Helper()
	f.until("every kiosk has enrolled", func() bool { return len(f.organiser.kiosks()) == len(f.kiosks) })
	args := []string{"approve", "--data", f.dir}
	for _, k := range f.kiosks {
		args = append(args, k.self.ID)
	}
	f.command(done, "", args...)
}

// wantAll waits until receipts cover every ballot, and wants each to count once.
func (f *fleet) wantAll() {
	f.Helper()
	for _, k := range f.kiosks {
		f.until("all is sent", func() bool {
			unsent, err := k.log.Unsent(f.Context())
			must(f.T, err)
			return unsent == 0
		})
	}
	f.stop()
	f.wantExactly(f.cast)
}

// until waits for a condition, with a limit.
func (o *organiser) until(what string, f func() bool) {
	o.Helper()
	for deadline := time.Now().Add(time.Minute); !f(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			o.Fatalf("waited in vain until %s", what)
		}
	}
}

// some waits for a random while; the instant is the test.
func some(most time.Duration) { time.Sleep(rand.N(most)) }

// TestPostgresKilled kills the database again and again under a hub that nobody
// restarts, while kiosks send. In the end every ballot is there once.
func TestPostgresKilled(t *testing.T) {
	o, server := onServer(t)
	hub := o.serve()
	f := o.send(size(6), hub.url)
	f.approve()
	for range size(4) {
		f.vote(3)
		some(60 * time.Millisecond)
		server.Kill(t)
		f.vote(1)
		some(60 * time.Millisecond)
		server.Restart(t)
	}
	f.wantAll()
	o.stop(hub)
}

// proxy passes each request to one of several hubs.
type proxy struct {
	mu   sync.Mutex
	hubs []*httputil.ReverseProxy
}

func (p *proxy) to(hubs ...*process) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hubs = nil
	for _, h := range hubs {
		to, _ := url.Parse(h.url) // it printed it itself
		one := httputil.NewSingleHostReverseProxy(to)
		one.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
		p.hubs = append(p.hubs, one)
	}
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	hub := p.hubs[rand.IntN(len(p.hubs))]
	p.mu.Unlock()
	hub.ServeHTTP(w, r)
}

// TestTwoHubs runs two hubs over one database, started at the same moment where
// nothing was, behind a proxy that sends every request to either. One is killed
// now and then. In the end every ballot is there once, both hubs sign as one, and
// a person who signed in at one is known at the other, where the count is the same.
func TestTwoHubs(t *testing.T) {
	o, _ := onServer(t)
	hubs := o.serveTogether(2)
	front := &proxy{}
	front.to(hubs...)
	server := httptest.NewServer(front)
	defer server.Close()
	f := o.send(size(6), server.URL)
	f.approve()
	for n := range size(4) {
		f.vote(4)
		some(80 * time.Millisecond)
		must(t, hubs[n%2].Process.Kill())
		hubs[n%2].Wait() // it was killed
		f.vote(1)
		hubs[n%2] = o.serve()
		front.to(hubs...)
	}
	f.wantAll()
	o.wantOneTally(hubs)
	for _, hub := range hubs {
		o.stop(hub)
	}
}

// serveTogether starts hubs at the same moment.
func (o *organiser) serveTogether(n int) []*process {
	hubs := make([]*process, n)
	var group sync.WaitGroup
	for i := range hubs {
		group.Go(func() { hubs[i] = o.serve() })
	}
	group.Wait()
	return hubs
}

// wantOneTally signs in at the first hub and asks all for the count.
func (o *organiser) wantOneTally(hubs []*process) {
	o.Helper()
	o.command(done, "đủ dài để dùng\n", "admin", "add", "Thảo", "--data", o.dir)
	cookie := o.signIn(hubs[0])
	counts := map[string]bool{}
	for _, hub := range hubs {
		req, err := http.NewRequestWithContext(o.Context(), http.MethodGet, hub.url+"/rounds/r1/export?format=json", nil)
		must(o.T, err)
		req.AddCookie(cookie)
		res, err := http.DefaultClient.Do(req)
		must(o.T, err)
		var d export.Document
		must(o.T, errors.Join(json.NewDecoder(res.Body).Decode(&d), res.Body.Close()))
		counts[fmt.Sprintf("%d %d %+v", d.Ballots, d.Choices, d.Counted)] = true
	}
	if len(counts) != 1 {
		o.Errorf("the hubs count differently: %v", counts)
	}
}

func (o *organiser) signIn(hub *process) *http.Cookie {
	o.Helper()
	form := url.Values{"name": {"Thảo"}, "password": {"đủ dài để dùng"}}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.PostForm(hub.url+"/login", form)
	must(o.T, err)
	must(o.T, res.Body.Close())
	for _, c := range res.Cookies() {
		if c.Name == "hub" {
			return c
		}
	}
	o.Fatalf("sign in: %s", res.Status)
	return nil
}
