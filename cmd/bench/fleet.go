package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/books/pgtest"
	"hangviet/data/hub/wire"
	"hangviet/data/simulate"
	"hangviet/data/vote"
)

// The goals of a hub under a nation's fleet, on two processors that it shares with
// the simulator and the database.
const (
	fleetKiosks  = 10_000
	fleetRate    = 500 // ballots a second in all
	fleetBeat    = 5 * time.Minute
	fleetGoal    = 250 * time.Millisecond // for 99 of 100 calls, on PostgreSQL
	fleetMemory  = 300e6
	stepKiosks   = 2_000 // with which the rate is stepped up
	stepTime     = 15 * time.Second
	stepPatience = time.Second // beyond which 99 of 100 calls are too slow
)

// measureFleet loads a hub with kiosks that beat and cast, on both engines, and
// finds how many ballots a second it takes on SQLite.
func measureFleet(ctx context.Context, b bench) (lines []line, err error) {
	l, err := newHubLoad(ctx, filepath.Join(b.dir, "fleet"), 0)
	if err != nil {
		return nil, err
	}
	for _, e := range []engine{sqliteEngine, postgresEngine} {
		if why := thePostgres.missing(); why != "" && e.name == postgresEngine.name {
			lines = append(lines, line{what: "hub on PostgreSQL: 99 of 100 calls within", goal: "< 250 ms", beside: why})
			continue
		}
		for _, kiosks := range []int{fleetKiosks / 100, fleetKiosks / 10, fleetKiosks} {
			if kiosks = kiosks * b.kiosks / fleetKiosks; kiosks == 0 {
				continue
			}
			more, err := e.measureCost(ctx, b, l, kiosks)
			if err != nil {
				return nil, fmt.Errorf("%s, %d kiosks: %w", e.name, kiosks, err)
			}
			lines = append(lines, more...)
		}
	}
	limit, err := measureLimit(ctx, b, l)
	return append(lines, limit), err
}

// engine is what keeps a hub's data.
type engine struct {
	name string
	open func(data string) (place, address string, close func() error, err error)
}

var (
	sqliteEngine = engine{"SQLite", func(data string) (string, string, func() error, error) {
		return data, "", func() error { return nil }, nil
	}}
	postgresEngine = engine{"PostgreSQL", func(string) (string, string, func() error, error) {
		server, err := pgtest.Open()
		if err != nil {
			return "", "", nil, err
		}
		return server.URL(), server.URL(), server.Close, nil
	}}
)

// withFleet runs f with a hub on the engine and what a fleet needs to load it.
func (e engine) withFleet(ctx context.Context, b bench, l *hubLoad, f func(o simulate.Options) error) (err error) {
	data := filepath.Join(l.dir, "hub")
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	if err := l.publish(ctx, data); err != nil {
		return err
	}
	place, address, done, err := e.open(data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	var args []string
	if address != "" {
		args = []string{"--db", address}
	}
	s, err := startHub(ctx, b.beside("hub"), data, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	db, err := openPlace(ctx, place)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return f(simulate.Options{
		Hub: s.base, Rounds: []vote.Round{l.round}, Beat: fleetBeat, Pid: s.cmd.Process.Pid,
		Approve: func(ctx context.Context, ids []string) error { return approveIn(ctx, db, ids) },
	})
}

func openPlace(ctx context.Context, place string) (*books.DB, error) {
	if strings.HasPrefix(place, "postgres://") {
		return books.OpenPostgres(ctx, place)
	}
	return books.OpenSQLite(ctx, filepath.Join(place, "hub.db"))
}

func approveIn(ctx context.Context, db *books.DB, ids []string) error {
	return db.Update(ctx, func(t *books.Tx) error {
		for _, id := range ids {
			k, err := t.Kiosk(id)
			if err != nil {
				return err
			}
			k.Status, k.Decided = wire.Approved, time.Now()
			if err := t.PutKiosk(k); err != nil {
				return err
			}
		}
		return nil
	})
}

// measureCost has so many kiosks beat and cast, each a ballot in as many seconds
// as in the full fleet.
func (e engine) measureCost(ctx context.Context, b bench, l *hubLoad, kiosks int) (lines []line, err error) {
	rate := fleetRate * float64(kiosks) / fleetKiosks
	what := fmt.Sprintf("hub on %s, %d kiosks, %.0f ballots/s", e.name, kiosks, rate)
	slow := line{what: what + ": 99 of 100 calls within"}
	held := line{what: "… memory at most", show: showBytes, goal: "< " + showBytes(bytesOf(fleetMemory))}
	busy := line{what: "… processor time a second"}
	held.met = func(l line) bool { return middle(l.figures) < bytesOf(fleetMemory) }
	if e.name == postgresEngine.name {
		slow.goal, slow.met = below(fleetGoal)
	}
	for range b.runs {
		err := e.withFleet(ctx, b, l, func(o simulate.Options) error {
			o.Kiosks, o.Rate, o.Time = kiosks, rate, b.fleetTime
			before := cpu()
			r, err := simulate.Run(ctx, o)
			if err != nil {
				return err
			}
			if r.Acked != r.Cast || !r.Right() {
				return fmt.Errorf("%d ballots cast, %d receipted, %+v, %+v", r.Cast, r.Acked, r.Problems, r.Load)
			}
			if late := slowest(r.Load); late > 0 {
				slow.figures = append(slow.figures, late)
			}
			held.figures = append(held.figures, bytesOf(r.Hub.Most))
			busy.figures = append(busy.figures, time.Duration(r.Hub.Share*float64(time.Second)))
			slow.note = fmt.Sprintf("%d ballots in %.0f s, all receipted. %sThe last run's; the simulator took %.2f of a processor, enrolling included.",
				r.Cast, r.Seconds, told(r.Load), (cpu()-before).Seconds()/r.Seconds)
			held.note = fmt.Sprintf("%.0f kB for a kiosk; with %.0f MB before the load.", r.PerKiosk.Memory/1e3, float64(r.Hub.Before)/1e6)
			busy.note = fmt.Sprintf("for a kiosk %.0f ms a day, and %.1f MB a day on the wire.", r.PerKiosk.CPU, r.PerKiosk.Wire/1e6)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return []line{slow, held, busy}, nil
}

// slowest is the 99th percentile of the kind of call for which it is greatest, 0 when
// there were a hundred of none.
func slowest(calls []simulate.Call) (most time.Duration) {
	for _, c := range calls {
		if c.Requests > 100 {
			most = max(most, time.Duration(c.P99*float64(time.Millisecond)))
		}
	}
	return most
}

func told(calls []simulate.Call) string {
	var b strings.Builder
	for _, c := range calls {
		fmt.Fprintf(&b, "%s: %d, half within %.1f ms, 99 of 100 within %.1f ms, all within %.0f ms. ", c.Kind, c.Requests, c.P50, c.P99, c.Max)
	}
	return b.String()
}

// measureLimit doubles the rate until the hub does not follow any more.
func measureLimit(ctx context.Context, b bench, l *hubLoad) (line, error) {
	limit := line{what: "hub on SQLite: ballots a second that it takes", show: func(d time.Duration) string { return fmt.Sprint(int64(d)) }}
	var notes []string
	err := sqliteEngine.withFleet(ctx, b, l, func(o simulate.Options) error {
		best := 0.0
		for rate := 250.0; rate <= 16_000; rate *= 2 {
			o.Kiosks, o.Rate, o.Time, o.Seed = max(1, stepKiosks*b.kiosks/fleetKiosks), rate, min(stepTime, b.fleetTime), uint64(rate)
			r, err := simulate.Run(ctx, o)
			if err != nil {
				return err
			}
			late := float64(r.Cast-r.InTime) / float64(max(r.Cast, 1))
			notes = append(notes, fmt.Sprintf("%.0f asked: %.0f cast and %.0f receipted a second, 99 of 100 calls within %s ms, hub %.2f processors",
				rate, r.PerSecond, float64(r.InTime)/r.Seconds, show(slowest(r.Load)), r.Hub.Share))
			if slowest(r.Load) > stepPatience || late > 0.05 || r.PerSecond < 0.95*rate || !r.Right() {
				break
			}
			best = r.PerSecond
		}
		if best > 0 { // else it did not follow at all
			limit.figures = append(limit.figures, time.Duration(best))
		}
		return nil
	})
	limit.note = fmt.Sprintf("%d kiosks, the rate doubled until 99 of 100 calls take more than %v, 5 %% are not receipted in time or the simulator cannot follow. %s.",
		stepKiosks*b.kiosks/fleetKiosks, stepPatience, strings.Join(notes, "; "))
	return limit, err
}
