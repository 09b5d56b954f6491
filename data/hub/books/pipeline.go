package books

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// pipelined is PostgreSQL whose connections keep back what a transaction writes
// until something is to be read, or all is committed, and then send everything at
// once: what takes a dozen ways to the server and back otherwise takes three. What
// goes wrong with a statement is thus told by one that comes after it, if not by the
// commit; nothing in a transaction could go on after it anyway.
type pipelined struct{ driver.Connector }

// Connect implements driver.Connector.
func (p pipelined) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &pipe{Conn: conn.(*stdlib.Conn)}, nil
}

// pipe is one connection. As database/sql sees to it, one goroutine at a time uses
// it.
type pipe struct {
	*stdlib.Conn
	open  bool // a transaction has begun
	kept  pgx.Batch
	bytes int  // of texts and bytes in kept
	sent  bool // something of the transaction has been sent
	locks bool // what is kept has a lock in it
}

// Bounds of what is kept back.
const (
	maxKept  = 100
	maxBytes = 1 << 20
)

// toCommit is how long a commit may take, whether its asker waits for it or not.
const toCommit = 30 * time.Second

var levels = map[sql.IsolationLevel]string{
	sql.LevelDefault: "BEGIN", sql.LevelReadCommitted: "BEGIN ISOLATION LEVEL READ COMMITTED",
	sql.LevelRepeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ",
}

// BeginTx implements driver.ConnBeginTx.
func (p *pipe) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	begin, known := levels[sql.IsolationLevel(options.Isolation)]
	if !known {
		return nil, errors.New("unknown isolation level")
	}
	if options.ReadOnly {
		begin += " READ ONLY"
	}
	if p.Conn.Conn().IsClosed() {
		return nil, driver.ErrBadConn
	}
	p.drop()
	p.open, p.sent = true, false
	p.kept.Queue(begin)
	return pipeTx{ctx, p}, nil
}

// drop forgets what is kept back.
func (p *pipe) drop() { p.kept, p.bytes, p.locks = pgx.Batch{}, 0, false }

// ExecContext implements driver.ExecerContext.
func (p *pipe) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if !p.open || !waits(query) {
		if err := p.flush(ctx); err != nil {
			return nil, err
		}
		return p.Conn.ExecContext(ctx, query, args)
	}
	p.keep(query, args)
	p.locks = p.locks || query == lockOne
	if p.kept.Len() >= maxKept || p.bytes >= maxBytes {
		return driver.ResultNoRows, p.flush(ctx)
	}
	return driver.ResultNoRows, nil
}

// waits tells whether a statement may wait: one that writes, or locks what others
// write. One that makes a table may not: those that are to be sent with it could not
// be prepared.
func waits(query string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(query), " ")
	return verb == "INSERT" || verb == "UPDATE" || verb == "DELETE" || query == lockOne
}

// CheckNamedValue implements driver.NamedValueChecker. A text that PostgreSQL does
// not take at all, such as an address that somebody made up, is one that nothing
// there is called; to be asked for it is no fault of the server.
func (p *pipe) CheckNamedValue(value *driver.NamedValue) error {
	if text, ok := value.Value.(string); ok {
		value.Value = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", "\uFFFD"), "\uFFFD")
	}
	return p.Conn.CheckNamedValue(value)
}

func (p *pipe) keep(query string, args []driver.NamedValue) {
	values := make([]any, len(args))
	for i, arg := range args {
		values[i] = arg.Value
		switch v := arg.Value.(type) {
		case string:
			p.bytes += len(v)
		case []byte:
			p.bytes += len(v)
		}
	}
	p.kept.Queue(query, values...)
}

// send sends what is kept back and reads how all but the last statement went.
func (p *pipe) send(ctx context.Context, but int) (pgx.BatchResults, error) {
	kept := p.kept
	p.drop()
	p.sent = true
	results := p.Conn.Conn().SendBatch(ctx, &kept)
	for _, query := range kept.QueuedQueries[:kept.Len()-but] {
		tag, err := results.Exec()
		if err == nil && query.SQL == lockOne && tag.RowsAffected() != 1 {
			err = errTurns
		}
		if err != nil {
			results.Close() // it repeats the error
			return nil, fmt.Errorf("%.40s…: %w", query.SQL, err)
		}
	}
	return results, nil
}

func (p *pipe) flush(ctx context.Context) error {
	if p.kept.Len() == 0 {
		return nil
	}
	results, err := p.send(ctx, 0)
	if err != nil {
		return err
	}
	return results.Close()
}

// QueryContext implements driver.QueryerContext.
func (p *pipe) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	p.keep(query, args)
	results, err := p.send(ctx, 1)
	if err != nil {
		return nil, err
	}
	rows, err := results.Query()
	if err != nil {
		return nil, errors.Join(err, closed(results))
	}
	return &pipeRows{rows, results}, nil
}

// closed closes results that have failed; closing repeats why.
func closed(results pgx.BatchResults) error {
	results.Close() // see above
	return nil
}

// pipeTx is a transaction.
type pipeTx struct {
	ctx  context.Context
	pipe *pipe
}

var errAborted = errors.New("transaction has failed before")

// Commit implements driver.Tx. Who asked for it may be gone: the connection is for
// others as well.
func (t pipeTx) Commit() error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.ctx), toCommit)
	defer cancel()
	results, err := t.sendCommit(ctx)
	if err != nil {
		return errors.Join(err, t.Rollback())
	}
	tag, err := results.Exec()
	if err = errors.Join(err, results.Close()); err == nil && tag.String() != "COMMIT" {
		return errAborted
	}
	return err
}

// sendCommit sends all and the commit, which does not go with a lock: nothing is
// committed before it is known that the lock was got.
func (t pipeTx) sendCommit(ctx context.Context) (pgx.BatchResults, error) {
	if t.pipe.locks {
		if err := t.pipe.flush(ctx); err != nil {
			return nil, err
		}
	}
	t.pipe.kept.Queue("COMMIT")
	t.pipe.open = false
	return t.pipe.send(ctx, 1)
}

// Rollback implements driver.Tx.
func (t pipeTx) Rollback() error {
	t.pipe.drop()
	t.pipe.open = false
	conn := t.pipe.Conn.Conn()
	if !t.pipe.sent || conn.IsClosed() {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.ctx), toCommit)
	defer cancel()
	_, err := conn.Exec(ctx, "ROLLBACK")
	return err
}

// pipeRows are the rows of a query that was sent with others.
type pipeRows struct {
	rows    pgx.Rows
	results pgx.BatchResults
}

// Columns implements driver.Rows.
func (r *pipeRows) Columns() (names []string) {
	for _, column := range r.rows.FieldDescriptions() {
		names = append(names, column.Name)
	}
	return names
}

// ColumnTypeDatabaseTypeName implements driver.RowsColumnTypeDatabaseTypeName.
func (r *pipeRows) ColumnTypeDatabaseTypeName(column int) string {
	kind, _ := r.rows.Conn().TypeMap().TypeForOID(r.rows.FieldDescriptions()[column].DataTypeOID)
	if kind == nil {
		return ""
	}
	return strings.ToUpper(kind.Name)
}

// Next implements driver.Rows.
func (r *pipeRows) Next(into []driver.Value) error {
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return io.EOF
	}
	values, err := r.rows.Values()
	for i, value := range values {
		if into[i], err = plain(value); err != nil {
			return err
		}
	}
	return err
}

// plain returns a value as database/sql wants it.
func plain(value any) (driver.Value, error) {
	switch v := value.(type) {
	case driver.Valuer: // such as a sum, which has no bounds there
		return v.Value()
	case int32:
		return int64(v), nil
	case int16:
		return int64(v), nil
	}
	return value, nil
}

// Close implements driver.Rows.
func (r *pipeRows) Close() error {
	r.rows.Close()
	return errors.Join(r.rows.Err(), r.results.Close())
}
