package exchange_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"hangviet/data/exchange"
)

type switched struct {
	number int64
	path   string
}

func TestWatcherSeesTheSwitchOfAnotherProcess(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A")
	c := newContent(t, o)
	var told []switched
	step := newStepper()
	w := &exchange.Watcher{Look: c.Current, Pace: step.pace(), OnSwitch: func(n int64, path string) { told = append(told, switched{n, path}) }}
	serve(t, w.Serve)
	step.paused(t)
	look := func(want ...int64) {
		t.Helper()
		told = nil
		step.next()
		step.paused(t) // the watcher has looked once more, and waits
		if len(told) != len(want) {
			t.Fatalf("told of %v, want %v", told, want)
		}
		for i, n := range want {
			if _, path, _ := c.Current(); told[i] != (switched{n, path}) {
				t.Fatalf("told of %v, want %d %s", told, n, path)
			}
		}
	}
	look()
	importFrom(t, again(c), o.source())
	look(1)
	look()
	must(t, child(t, c.Dir, o.repo).Wait()) // brings nothing new
	look()
	o.publish("A", "B")
	must(t, child(t, c.Dir, o.repo).Wait())
	look(2)
	look()
	must(t, os.WriteFile(filepath.Join(c.Dir, "content/2/catalog.db"), nil, 0o644))
	importFrom(t, again(c), o.source())
	look(2) // the same release, its damaged file replaced
	must(t, os.Remove(filepath.Join(c.Dir, "content", "current")))
	look(0)
}

func TestFetcherBacksOffAndRecovers(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(3)...)
	var down atomic.Bool
	down.Store(true)
	files := http.FileServer(http.Dir(o.repo))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if down.Load() {
			http.Error(w, "no", http.StatusInternalServerError)
			return
		}
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	c := newContent(t, o)
	kept, step := newNotes(), newStepper()
	f := &exchange.Fetcher{Content: c, From: server.URL + "/", Notes: kept, Pace: step.pace()}
	serve(t, f.Serve)
	for _, want := range []time.Duration{750, 1500, 3000, 6000, 7500, 7500} {
		if got := step.paused(t); got != want*time.Millisecond {
			t.Errorf("pause of %v, want %v ms", got, want)
		}
		if got := kept.codes(); got != "E-CONTENT-AWAY" {
			t.Errorf("problems %q, want E-CONTENT-AWAY", got)
		}
		if want == 7500 {
			down.Store(false)
		}
		step.next()
		if !down.Load() {
			break
		}
	}
	if got := step.paused(t); got != time.Minute {
		t.Errorf("pause of %v after success, want a minute", got)
	}
	if got := kept.codes(); got != "" {
		t.Errorf("problems %q after success", got)
	}
	mustShow(t, c, 1)
	o.publish(codes(4)...)
	step.next()
	step.paused(t)
	mustShow(t, c, 2)
}

func TestFetcherTrustsThePlaceAPersonNamed(t *testing.T) {
	t.Parallel()
	o, stranger := newOrganiser(t), newOrganiser(t)
	o.publish("A")
	c := &exchange.Content{Dir: t.TempDir(), Open: open}
	kept, step := newNotes(), newStepper()
	serve(t, (&exchange.Fetcher{Content: c, From: o.repo, Notes: kept, Pace: step.pace()}).Serve)
	step.paused(t)
	mustShow(t, c, 1)
	must(t, os.RemoveAll(o.repo))
	step.next()
	step.paused(t)
	if got := kept.codes(); got != "E-CONTENT-AWAY" {
		t.Errorf("with the stick pulled: problems %q", got)
	}
	stranger.publish("A")
	must(t, os.CopyFS(o.repo, os.DirFS(stranger.repo)))
	step.next()
	step.paused(t)
	if got := kept.codes(); got != "E-CONTENT-SIGN" {
		t.Errorf("with another organiser's stick: problems %q", got)
	}
	mustShow(t, c, 1)
}

// TestHalfDeadServer lets the server send one byte and then nothing. See failures.md,
// "Half-dead network".
func TestHalfDeadServer(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A")
	end := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("{"))
		w.(http.Flusher).Flush()
		<-end
	}))
	defer server.Close()
	defer close(end)
	client := exchange.NewGuardedClient(http.DefaultTransport, 50*time.Millisecond, 100)
	src, err := exchange.OpenSource(client, server.URL)
	must(t, err)
	_, err = newContent(t, o).Import(t.Context(), src, nil)
	wantIs(t, err, exchange.ErrSlow)
	if code := exchange.Explain(err).Code; code != "E-CONTENT-AWAY" {
		t.Errorf("code %s", code)
	}
}
