// Package books is the hub's memory: kiosks, their ledgers and forks, the
// rounds each release published, and who may sign in. It holds rows and no
// rules; what may be written is decided in package hub.
//
// It promises that what [DB.Update] returned nil for is on the disk, whole or
// not at all, and that two Updates never run at the same time, in one process
// or in several.
//
// The statements are those that SQLite and PostgreSQL share; what differs
// between engines is in [dialect] and in the opening function. Times are
// milliseconds since 1970, texts are UTF-8.
//
// Start with [OpenSQLite].
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
	write   *sql.DB // one connection, so that writers queue here instead of colliding
	read    *sql.DB
	dialect dialect
	packer  *packer
}

// dialect is what one engine does differently.
type dialect struct {
	blob string                    // type of a column of bytes
	bind func(query string) string // rewrites "?" to the engine's placeholders
}

// Update runs f in one transaction that may write.
func (d *DB) Update(ctx context.Context, f func(*Tx) error) error {
	return d.run(ctx, d.write, nil, f)
}

// View runs f in one transaction that sees one unchanging state.
func (d *DB) View(ctx context.Context, f func(*Tx) error) error {
	return d.run(ctx, d.read, &sql.TxOptions{ReadOnly: true}, f)
}

func (d *DB) run(ctx context.Context, db *sql.DB, options *sql.TxOptions, f func(*Tx) error) error {
	tx, err := db.BeginTx(ctx, options)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := f(&Tx{ctx, tx, d.dialect, d.packer}); err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// ignoreDone drops the complaint that a cancelled context has already rolled
// the transaction back.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// Close closes the database.
func (d *DB) Close() error {
	d.packer.close()
	return errors.Join(d.read.Close(), d.write.Close())
}

// Tx is the books within one transaction. It must not be used after the
// function it was given to has returned, nor by two goroutines.
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
