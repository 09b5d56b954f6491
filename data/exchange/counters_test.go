package exchange_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// counts is a Tally in memory.
type counts struct {
	rows      []exchange.DayCount
	forgotten string
}

func (c *counts) Counts(context.Context) ([]exchange.DayCount, error) { return c.rows, nil }

func (c *counts) Forget(_ context.Context, before string) error {
	c.forgotten = before
	return nil
}

// desk is a hub that keeps reports; it can lose its answers or be away.
type desk struct {
	mu      sync.Mutex
	public  ed25519.PublicKey
	reports []wire.Report
	away    bool
	deaf    bool // takes the report and fails to say so
}

func (d *desk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var report wire.Report
	if d.away || r.URL.Path != wire.PathCounters || json.NewDecoder(r.Body).Decode(&report) != nil || report.Verify(d.public) != nil {
		http.Error(w, "no", http.StatusInternalServerError)
		return
	}
	d.reports = append(d.reports, report)
	if d.deaf {
		http.Error(w, "no", http.StatusBadGateway)
		return
	}
	json.NewEncoder(w).Encode(wire.Taken{Day: report.Day, Counts: len(report.Counts)})
}

// told empties the desk and returns what came, "day key=n …".
func (d *desk) told() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []string
	for _, r := range d.reports {
		line := r.Day
		for _, c := range r.Counts {
			line += " " + c.Name + ":" + c.Key
		}
		all = append(all, line)
	}
	d.reports = nil
	return all
}

func newReporter(t *testing.T) (*exchange.Reporter, *counts, *desk) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	must(t, err)
	d := &desk{public: public}
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	notes, tally := newNotes(), &counts{}
	must(t, notes.SetSetting(t.Context(), exchange.SettingHubStatus, string(wire.Approved)))
	return &exchange.Reporter{
		Hub: server.URL, Identity: ledger.Identity{ID: wire.KioskID(public), PrivateKey: private}, Tally: tally, Notes: notes,
		Now: func() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) },
	}, tally, d
}

func unmet(day, key string, n int64) exchange.DayCount {
	return exchange.DayCount{Day: day, Count: wire.Count{Name: exchange.UnmetSearch, Key: key, N: n}}
}

func TestOnlyWhatIsAskedOftenIsTold(t *testing.T) {
	r, tally, d := newReporter(t)
	tally.rows = []exchange.DayCount{
		unmet("2026-10-01", "long ago", 9), unmet("2026-11-20", "bun dau", 1), unmet("2026-11-21", "bun dau", 2),
		unmet("2026-11-21", "nguyen van a", 2),
		{Day: "2026-11-21", Count: wire.Count{Name: "view", Key: "MO-01", N: 1}},
	}
	must(t, r.SyncOnce(t.Context()))
	want := []string{"2026-11-20 search.unmet:bun dau", "2026-11-21 search.unmet:bun dau view:MO-01"}
	if got := d.told(); !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
	if tally.forgotten != "2026-10-23" {
		t.Errorf("forgot what was before %q", tally.forgotten)
	}
	must(t, r.SyncOnce(t.Context()))
	if got := d.told(); len(got) > 0 {
		t.Errorf("told again %q", got)
	}
	tally.rows[2].N++
	must(t, r.SyncOnce(t.Context()))
	if got := d.told(); !slices.Equal(got, want[1:]) {
		t.Errorf("told %q, want %q", got, want[1:])
	}
}

func TestALostAnswerIsAskedForAgain(t *testing.T) {
	r, tally, d := newReporter(t)
	tally.rows = []exchange.DayCount{unmet("2026-11-21", "bun dau", 3)}
	d.deaf = true
	wantIs(t, r.SyncOnce(t.Context()), exchange.ErrHubAway)
	d.deaf = false
	must(t, r.SyncOnce(t.Context()))
	if got := d.told(); len(got) != 2 || got[0] != got[1] {
		t.Errorf("told %q, want the same twice", got)
	}
}

func TestNothingIsToldBeforeApproval(t *testing.T) {
	r, tally, d := newReporter(t)
	tally.rows = []exchange.DayCount{unmet("2026-11-21", "bun dau", 3)}
	for _, status := range []wire.Status{"", wire.Pending, wire.Refused} {
		must(t, r.Notes.SetSetting(t.Context(), exchange.SettingHubStatus, string(status)))
		must(t, r.SyncOnce(t.Context()))
	}
	if got := d.told(); len(got) > 0 {
		t.Errorf("told %q", got)
	}
}

func TestReporterComesBackToAHubThatWasAway(t *testing.T) {
	r, tally, d := newReporter(t)
	tally.rows = []exchange.DayCount{unmet("2026-11-21", "bun dau", 3)}
	d.away = true
	steps := newStepper()
	r.Pace = steps.pace()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- r.Serve(ctx) }()
	steps.paused(t)
	d.mu.Lock()
	d.away = false
	d.mu.Unlock()
	steps.next()
	steps.paused(t)
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("serve: %v", err)
	}
	if got := strings.Join(d.told(), "|"); got != "2026-11-21 search.unmet:bun dau" {
		t.Errorf("told %q", got)
	}
}
