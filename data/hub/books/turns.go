package books

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"
)

// ways is how many UpdateOnes may run at once over one database: each locks one of
// as many rows. More would make an Update, which locks all, dearer.
const ways = 64

// tries is how often what failed because of others is tried again.
const tries = 20

// turns is the writer of an engine with many writers at once. They take turns by
// locking rows of the table turns, which nobody changes: an Update all of them in
// their order, an UpdateOne the one its key falls on. Whoever waits for a row gets
// it in the order of asking, so an Update is never put off for ever, and nobody
// waits in a circle.
//
// The transactions are of level READ COMMITTED, in which each statement sees what
// was committed before it, so that what is read after the lock was got is what the
// one before has left. An engine that runs them at SERIALIZABLE instead
// (CockroachDB) sees to it by itself and makes some try again. YugabyteDB has to
// be told by its flag yb_enable_read_committed_isolation.
type turns struct {
	db      *sql.DB
	dialect dialect
}

var writing = sql.TxOptions{Isolation: sql.LevelReadCommitted}

func (w *turns) update(ctx context.Context, key string, f work) error {
	return w.dialect.retried(ctx, func() error {
		conn, err := w.db.Conn(ctx)
		if err != nil {
			return fmt.Errorf("connect: %w", err)
		}
		defer conn.Close() // gives it back
		// A kiosk that hangs up in the middle of a transaction must not take the connection with it.
		return transact(context.WithoutCancel(ctx), conn, &writing, func(ctx context.Context, tx *sql.Tx) error {
			if err := w.wait(ctx, tx, key); err != nil {
				return fmt.Errorf("wait for a turn to write: %w", err)
			}
			return f(ctx, tx)
		})
	})
}

// errTurns says that there is nothing to take turns by.
var errTurns = errors.New("table turns lacks rows")

// The statements that lock. The one for a key is kept back like one that writes, and
// goes to the server with what is asked first; see [pipelined].
const (
	lockOne = "SELECT n FROM turns WHERE n = $1 FOR UPDATE"
	lockAll = "SELECT n FROM turns ORDER BY n FOR UPDATE"
)

// wait locks what key asks for.
func (w *turns) wait(ctx context.Context, tx *sql.Tx, key string) error {
	if key != "" {
		_, err := tx.ExecContext(ctx, lockOne, wayOf(key))
		return err
	}
	rows, err := tx.QueryContext(ctx, lockAll)
	if err != nil {
		return err
	}
	n := 0
	for rows.Next() {
		n++
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	if n != ways {
		return errTurns
	}
	return nil
}

func (w *turns) stats() sql.DBStats { return w.db.Stats() }

func (w *turns) close() error { return w.db.Close() }

func wayOf(key string) int64 {
	sum := fnv.New32a()
	sum.Write([]byte(key)) // never fails
	return int64(sum.Sum32() % ways)
}

// rest waits a little longer after each try, and never as long as others do.
func rest(ctx context.Context, try int) error {
	timer := time.NewTimer(time.Duration(1+rand.IntN(1<<min(try+1, 7))) * time.Millisecond) // #nosec G404 -- spreads tries over time
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
