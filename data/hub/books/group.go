package books

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// most is how many functions share one transaction.
const most = 128

// group is the writer of an engine with one writer at a time. Its goroutine runs
// what is asked for one after another; what has come together while it was at the
// one before shares a transaction, and so an fsync. Each has a savepoint of its
// own, so that one that fails takes nothing of the others with it. A transaction
// that fails as a whole is made again for each alone.
type group struct {
	db    *sql.DB // one connection
	queue chan *job
	stop  chan struct{}
	ended sync.WaitGroup
}

// job is a function that waits for its turn.
type job struct {
	ctx   context.Context
	f     work
	err   error
	panic any // what f panicked with, for who gave it
	done  chan struct{}
}

var errClosed = errors.New("hub data is closed")

func newGroup(db *sql.DB) *group {
	g := &group{db: db, queue: make(chan *job), stop: make(chan struct{})}
	g.ended.Go(g.serve)
	return g
}

func (g *group) stats() sql.DBStats { return g.db.Stats() }

func (g *group) close() error {
	close(g.stop)
	g.ended.Wait()
	return g.db.Close()
}

func (g *group) update(ctx context.Context, _ string, f work) error {
	j := &job{ctx: ctx, f: f, done: make(chan struct{})}
	select {
	case g.queue <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-g.stop:
		return errClosed
	}
	<-j.done
	if j.panic != nil {
		panic(j.panic)
	}
	return j.err
}

func (g *group) serve() {
	for {
		select {
		case j := <-g.queue:
			g.runAll(g.gather(j))
		case <-g.stop:
			return
		}
	}
}

// gather returns what waits already.
func (g *group) gather(first *job) []*job {
	jobs := []*job{first}
	for len(jobs) < most {
		select {
		case j := <-g.queue:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// runAll runs jobs and lets those who wait for them go on.
func (g *group) runAll(jobs []*job) {
	if len(jobs) == 1 || g.runTogether(jobs) != nil {
		for _, j := range jobs {
			j.err = transact(j.ctx, g.db, nil, j.guarded)
		}
	}
	for _, j := range jobs {
		close(j.done)
	}
}

// runTogether runs jobs in one transaction. Its error is of the transaction as a
// whole, which then has stored nothing.
func (g *group) runTogether(jobs []*job) error {
	return transact(context.Background(), g.db, nil, func(ctx context.Context, tx *sql.Tx) error {
		for _, j := range jobs {
			if err := j.saved(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// saved runs a job in a savepoint. What goes wrong with the job is the job's; the
// error is of the savepoint.
func (j *job) saved(ctx context.Context, tx *sql.Tx) error {
	if j.err = j.ctx.Err(); j.err != nil {
		return nil
	}
	if _, err := tx.ExecContext(ctx, "SAVEPOINT job"); err != nil {
		return err
	}
	if j.err = j.guarded(context.WithoutCancel(j.ctx), tx); j.err != nil {
		if _, err := tx.ExecContext(ctx, "ROLLBACK TO job"); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, "RELEASE job")
	return err
}

// guarded runs the function and keeps a panic for who gave it.
func (j *job) guarded(ctx context.Context, tx *sql.Tx) (err error) {
	defer func() {
		if j.panic = recover(); j.panic != nil {
			err = fmt.Errorf("panic: %v", j.panic)
		}
	}()
	return j.f(ctx, tx)
}
