package exchange_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"hangviet/data/exchange"
)

// TestRateIsKept counts the time that a download asks to wait.
func TestRateIsKept(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(10)...)
	now, stick := time.Now(), spyOn(o.source())
	began := now
	limits := exchange.Limits{
		Rate: 50_000, Now: func() time.Time { return now },
		After: func(d time.Duration) <-chan time.Time {
			now = now.Add(d)
			c := make(chan time.Time, 1)
			c <- now
			return c
		},
	}
	c := newContent(t, o)
	importFrom(t, c, limits.On(stick))
	mustShow(t, c, 1)
	rate := float64(stick.read("files/")) / now.Sub(began).Seconds()
	if rate < 45_000 || rate > 60_000 {
		t.Errorf("%.0f bytes a second, want 50000", rate)
	}
}

// TestDownloadsKeepToTheirHours: signatures pass, files wait, and nothing of it
// is a problem.
func TestDownloadsKeepToTheirHours(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish(codes(3)...)
	var open atomic.Bool
	notes, step := newNotes(), newStepper()
	c := newContent(t, o)
	f := &exchange.Fetcher{
		Content: c, From: o.repo, Notes: notes, Pace: step.pace(),
		Limits: exchange.Limits{Hours: func(time.Time) bool { return open.Load() }},
	}
	serve(t, f.Serve)
	if d := step.paused(t); d != time.Minute || notes.codes() != "" {
		t.Errorf("waits %v, problems %q", d, notes.codes())
	}
	open.Store(true)
	step.next()
	step.paused(t)
	mustShow(t, c, 1)
}

// TestRetryAfterIsHonoured: a busy server says when to come back.
func TestRetryAfterIsHonoured(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A")
	var busy atomic.Int64
	busy.Store(2)
	files := http.FileServer(http.Dir(o.repo))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch busy.Add(-1) {
		case 1:
			w.Header().Set("Retry-After", "1200")
			w.WriteHeader(http.StatusTooManyRequests)
		case 0:
			w.Header().Set("Retry-After", time.Now().Add(2*time.Hour).UTC().Format(http.TimeFormat))
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			files.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	notes, step := newNotes(), newStepper()
	c := newContent(t, o)
	f := &exchange.Fetcher{Content: c, From: server.URL, Notes: notes, Pace: step.pace()}
	serve(t, f.Serve)
	if d := step.paused(t); d != 20*time.Minute {
		t.Errorf("waits %v, want 20 min", d)
	}
	step.next()
	if d := step.paused(t); d < 119*time.Minute || d > 2*time.Hour {
		t.Errorf("waits %v, want 2 h", d)
	}
	step.next()
	step.paused(t)
	mustShow(t, c, 1)
}
