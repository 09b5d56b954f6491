package simulate

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/hub"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
	"hangviet/data/store"
	"hangviet/data/vote"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// office is a hub that serves a round.
type office struct {
	*testing.T
	hub   *hub.Service
	url   string
	round vote.Round
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{T: t, round: aRound()}
	dir, keyDir := t.TempDir(), t.TempDir()
	must(t, release.GenerateKeys(keyDir, ""))
	keys, err := release.LoadKeys(keyDir, nil)
	must(t, err)
	c := catalog.Catalogue{Organiser: catalog.Text{"vi": "Ban tổ chức"}, Producers: []catalog.Producer{{ID: "p", Name: catalog.Text{"vi": "HTX"}}}}
	for _, category := range o.round.Categories {
		for _, n := range category.Nominees {
			c.Products = append(c.Products, catalog.Product{Code: n.Product, Name: catalog.Text{"vi": n.ID}, Producer: "p"})
		}
	}
	path := filepath.Join(keyDir, "catalog.db")
	must(t, store.WriteCatalogue(t.Context(), path, c, []vote.Round{o.round}))
	_, _, err = release.Publish(t.Context(), filepath.Join(dir, "content"), keys, release.Input{CatalogueDB: path, IssuedAt: time.Now()})
	must(t, err)
	o.serve(dir)
	return o
}

func aRound() vote.Round {
	now := time.Now()
	r := vote.Round{ID: "vong-1", Title: vote.Text{"vi": "Vòng 1"}, Opens: now.Add(-time.Hour), Closes: now.Add(24 * time.Hour)}
	for c := range 7 {
		category := vote.Category{ID: fmt.Sprint("c", c), Title: vote.Text{"vi": "Hạng mục"}, Choices: 1}
		for n := range 3 {
			id := fmt.Sprintf("n%d%d", c, n)
			category.Nominees = append(category.Nominees, vote.Nominee{ID: id, Product: id})
		}
		r.Categories = append(r.Categories, category)
	}
	return r
}

func (o *office) serve(dir string) {
	o.Helper()
	service, err := hub.New(o.Context(), hub.Config{Data: dir})
	must(o.T, err)
	must(o.T, service.Refresh(o.Context()))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(o.T, err)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- service.Serve(ctx, listener) }()
	o.Cleanup(func() {
		stop()
		if err := errors.Join(<-ended, service.Close()); err != nil {
			o.Error(err)
		}
	})
	o.hub, o.url = service, "http://"+listener.Addr().String()
}

func (o *office) approve(ctx context.Context, ids []string) error {
	for _, id := range ids {
		if err := o.hub.Decide(ctx, id, wire.Approved); err != nil {
			return err
		}
	}
	return nil
}

// TestEveryBallotIsReceipted: what the fleet cast is at the hub, is counted, and
// the report says so.
func TestEveryBallotIsReceipted(t *testing.T) {
	o := newOffice(t)
	r, err := Run(t.Context(), Options{
		Hub: o.url, Kiosks: 9, Ballots: 60, Rate: 200, Beat: 200 * time.Millisecond, Report: 100 * time.Millisecond,
		Rounds: []vote.Round{o.round}, Approve: o.approve,
	})
	must(t, err)
	if r.Cast != 60 || r.Acked != 60 || !r.Right() {
		t.Errorf("%+v", r)
	}
	result, err := o.hub.Tally(t.Context())
	must(t, err)
	counted, ok := result.Round("vong-1")
	if !ok || counted.Ballots != 60 {
		t.Errorf("the hub counts %d ballots: %+v", counted.Ballots, result)
	}
	kinds := map[string]int64{}
	for _, calls := range [][]Call{r.Enrolling, r.Load, r.Draining} {
		for _, c := range calls {
			kinds[c.Kind] += c.Requests
		}
	}
	if kinds["enrol"] < 9 || kinds["beat"] < 9 || kinds["ledger"] == 0 {
		t.Errorf("calls: %v", kinds)
	}
}

// TestTrialsDoNotCount: ballots of a trial are at the hub and count nowhere.
func TestTrialsDoNotCount(t *testing.T) {
	o := newOffice(t)
	r, err := Run(t.Context(), Options{
		Hub: o.url, Kiosks: 2, Ballots: 5, Rate: 500, Rounds: []vote.Round{o.round}, Approve: o.approve, Trial: true,
	})
	must(t, err)
	result, err := o.hub.Tally(t.Context())
	must(t, err)
	if counted, _ := result.Round("vong-1"); r.Acked != 5 || counted.Ballots != 0 {
		t.Errorf("%d receipted, %d counted", r.Acked, counted.Ballots)
	}
}

// TestStopped: a run that is told to stop still brings what was cast.
func TestStopped(t *testing.T) {
	o := newOffice(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	r, err := Run(ctx, Options{
		Hub: o.url, Kiosks: 4, Rate: 300, Rounds: []vote.Round{o.round}, Approve: o.approve,
		Tell: func(doing string, done, _ int) {
			if doing == "load" && done > 10 {
				stop()
			}
		},
	})
	must(t, err)
	if r.Cast <= 10 || r.Acked != r.Cast {
		t.Errorf("%d cast, %d receipted", r.Cast, r.Acked)
	}
}

// TestOnlyTheHub: no connection leads to another machine, nor to another server
// that a hub names.
func TestOnlyTheHub(t *testing.T) {
	_, err := Run(t.Context(), Options{Hub: "http://192.0.2.1:8080", Kiosks: 1})
	if !errors.Is(err, ErrFar) {
		t.Errorf("another machine: %v", err)
	}
	var asked atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer other.Close()
	first := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	}))
	defer first.Close()
	_, err = Run(t.Context(), Options{Hub: first.URL, Kiosks: 1})
	if !errors.Is(err, ErrElsewhere) || asked.Load() != 0 {
		t.Errorf("another server: %v, asked %d times", err, asked.Load())
	}
}

// TestNoRound: without an open round nothing is begun.
func TestNoRound(t *testing.T) {
	closed := aRound()
	closed.Closes = closed.Opens
	_, err := Run(t.Context(), Options{Hub: "http://127.0.0.1:1", Kiosks: 1, Ballots: 1, Rounds: []vote.Round{closed}})
	if !errors.Is(err, ErrNoRound) {
		t.Error(err)
	}
}

// TestTimes: a distribution knows each duration to three in a hundred.
func TestTimes(t *testing.T) {
	for d := time.Duration(0); d < 10*time.Minute; d += d/7 + time.Microsecond {
		var one times
		one.add(d)
		one.add(time.Hour)
		if got := one.at(0.3); got < d || got > d+d/30+2*time.Microsecond {
			t.Errorf("%v is told as %v", d, got)
		}
	}
}

// TestNoHerd: kiosks whose enrolment was long ago when the load begins do not all
// beat at once then.
func TestNoHerd(t *testing.T) {
	o := newOffice(t)
	var ahead atomic.Int64 // of the kiosks' clock
	r, err := Run(t.Context(), Options{
		Hub: o.url, Kiosks: enrolTogether + 1, Ballots: 5, Rate: 100, Beat: 2 * time.Minute, Rounds: []vote.Round{o.round},
		Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) },
		Approve: func(ctx context.Context, ids []string) error {
			if len(ids) == 1 {
				ahead.Store(int64(3 * time.Minute))
			}
			return o.approve(ctx, ids)
		},
	})
	must(t, err)
	for _, c := range r.Load {
		if c.Kind == "beat" && c.Requests > 10 {
			t.Errorf("%d beats in %.1f s", c.Requests, r.Seconds)
		}
	}
}
