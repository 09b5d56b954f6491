// Package books is the hub's memory: kiosks, their ledgers and forks, the rounds of
// the releases and those made at the hub, what kiosks tell of themselves and count,
// drafts and orders of the press, rooms and dossiers, who may sign in, and the audit
// of what they did. It holds rows and no rules; what may be written is decided in
// package hub and the packages below it.
//
// It promises that what [DB.Update] returned nil for is on the disk, whole or
// not at all, and that two Updates never run at the same time, in one process
// or in several, so that a rule may read, think and write. What concerns one
// kiosk alone may go through [DB.UpdateOne], of which many run at once where the
// engine can: two of the same kiosk never do, nor one beside an Update.
//
// How that holds is the engine's affair. SQLite has one writer at a time: those
// that wait while it writes are taken together, each in a savepoint of its own,
// with one fsync for all ([group]). PostgreSQL has rows to take turns by
// ([turns]): an UpdateOne locks the one its kiosk falls on, an Update all of
// them, and PostgreSQL itself makes one fsync of many commits.
//
// The statements are those that SQLite, PostgreSQL, CockroachDB and YugabyteDB
// share; what differs between engines is in [dialect] and in the opening
// functions. Times are milliseconds since 1970, texts are UTF-8 without NUL and
// ordered by their bytes.
//
// Start with [OpenSQLite] or [OpenPostgres].
package books

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ErrNotFound says that there is no such row.
var ErrNotFound = errors.New("not found")

// ErrNewer says that a newer program has written the books.
var ErrNewer = errors.New("hub data is of a newer version of this program")

// DB is the hub's database.
type DB struct {
	writer  writer
	read    *sql.DB
	viewing sql.TxOptions
	dialect dialect
	packer  *packer
	guarded bool // every Update asks whether the books have moved
}

// dialect is what one engine does differently.
type dialect struct {
	blob  string                    // type of a column of bytes
	text  string                    // type of a column of text that is ordered by its bytes
	bind  func(query string) string // rewrites "?" to the engine's placeholders
	again func(error) bool          // tells whether a transaction failed only because of others
}

// writer runs transactions that write.
type writer interface {
	// update runs f alone, or beside those of other keys when key is not "".
	update(ctx context.Context, key string, f work) error
	stats() sql.DBStats
	close() error
}

// work is what is done in one transaction.
type work func(context.Context, *sql.Tx) error

// Update runs f in one transaction that may write, while no other does.
//
// It may call f again when the engine could not finish what f did beside others;
// so f must set what it hands out, and never add to it. A ctx that ends while f
// runs may end it, or may not: then f is carried to its end.
func (d *DB) Update(ctx context.Context, f func(*Tx) error) error {
	return d.writer.update(ctx, "", d.work(d.guard(f)))
}

// UpdateOne is [DB.Update] for what is one's own: a kiosk, an address, a name to
// sign in with. No two of the same key run at the same time. Of what else f reads,
// it may be that another is changing it: f must not write anything that hangs on
// that, nor rows that an UpdateOne of another key writes as well.
func (d *DB) UpdateOne(ctx context.Context, key string, f func(*Tx) error) error {
	return d.writer.update(ctx, "="+key, d.work(d.guard(f)))
}

// View runs f in one transaction that sees one unchanging state. As in
// [DB.Update], f may be called again.
func (d *DB) View(ctx context.Context, f func(*Tx) error) error {
	return d.retried(ctx, func() error { return transact(ctx, d.read, &d.viewing, d.work(f)) })
}

// guard lets nothing be written to books that go on elsewhere.
func (d *DB) guard(f func(*Tx) error) func(*Tx) error {
	if !d.guarded {
		return f
	}
	return func(t *Tx) error {
		if err := t.moved(); err != nil {
			return err
		}
		return f(t)
	}
}

func (d *DB) work(f func(*Tx) error) work {
	return func(ctx context.Context, tx *sql.Tx) error { return f(&Tx{ctx, tx, d.dialect, d.packer}) }
}

// retried calls f until it does not fail because of others.
func (d dialect) retried(ctx context.Context, f func() error) error {
	for try := 0; ; try++ {
		err := f()
		if err == nil || !d.again(err) || try == tries {
			return err
		}
		if err := rest(ctx, try); err != nil {
			return err
		}
	}
}

func (d *DB) retried(ctx context.Context, f func() error) error { return d.dialect.retried(ctx, f) }

// beginner is a pool or a connection.
type beginner interface {
	BeginTx(ctx context.Context, options *sql.TxOptions) (*sql.Tx, error)
}

// transact runs f in one transaction, which does not outlive it.
func transact(ctx context.Context, db beginner, options *sql.TxOptions, f work) (err error) {
	tx, err := db.BeginTx(ctx, options)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { err = errors.Join(err, ignoreDone(tx.Rollback())) }() // after a commit there is nothing to do
	if err := f(ctx, tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// ignoreDone drops the complaint that a transaction has ended already, by its
// commit or by its context.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// Close closes the database.
func (d *DB) Close() error {
	d.packer.close()
	return errors.Join(d.read.Close(), d.writer.close())
}

// Tx is the books within one transaction. It must not be used after the
// function it was given to has returned, nor by two goroutines, nor within the
// function that one of its own methods calls for every row.
type Tx struct {
	ctx     context.Context
	tx      *sql.Tx
	dialect dialect
	packer  *packer
}

func (t *Tx) exec(query string, args ...any) error {
	_, err := t.tx.ExecContext(t.ctx, t.dialect.bind(query), args...)
	return err
}

// one scans the only row of a query, or returns [ErrNotFound].
func (t *Tx) one(query string, args []any, into ...any) error {
	err := t.tx.QueryRowContext(t.ctx, t.dialect.bind(query), args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}

// each calls f for every row of a query.
func (t *Tx) each(query string, args []any, f func(scan func(...any) error) error) error {
	rows, err := t.tx.QueryContext(t.ctx, t.dialect.bind(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
