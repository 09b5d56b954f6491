package books

import (
	"context"
	"database/sql/driver"
	"errors"

	"modernc.org/sqlite"
)

// prepared is SQLite whose connections keep the statements they have prepared: to
// prepare one of the books' takes longer than to run it.
type prepared struct {
	driver *sqlite.Driver
	name   string // of the data source
}

// maxPrepared is how many statements a connection keeps. The books have fewer; one
// that comes after them is prepared each time.
const maxPrepared = 512

// Driver implements driver.Connector.
func (p prepared) Driver() driver.Driver { return p.driver }

// Connect implements driver.Connector.
func (p prepared) Connect(context.Context) (driver.Conn, error) {
	conn, err := p.driver.Open(p.name)
	if err != nil {
		return nil, err
	}
	full, ok := conn.(connection)
	if !ok {
		return nil, errors.Join(errConnection, conn.Close())
	}
	return &preparedConn{connection: full, kept: map[string]*keptStatement{}}, nil
}

var errConnection = errors.New("SQLite's connections are not of the kind expected")

// connection is what a connection of SQLite can do.
type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// statement is what a prepared statement of SQLite can do.
type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// preparedConn is one connection. As database/sql sees to it, one goroutine at a
// time uses it.
type preparedConn struct {
	connection
	kept map[string]*keptStatement
}

// keptStatement is a statement; while its rows are read nobody else may run it.
type keptStatement struct {
	statement
	busy bool
}

// take returns the statement of a query, or nil when it cannot be had this way.
func (c *preparedConn) take(ctx context.Context, query string) (*keptStatement, error) {
	if kept := c.kept[query]; kept != nil {
		if kept.busy {
			return nil, nil
		}
		return kept, nil
	}
	if len(c.kept) >= maxPrepared {
		return nil, nil
	}
	made, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	full, ok := made.(statement)
	if !ok {
		return nil, errors.Join(errConnection, made.Close())
	}
	kept := &keptStatement{statement: full}
	c.kept[query] = kept
	return kept, nil
}

// ExecContext implements driver.ExecerContext.
func (c *preparedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	kept, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	if kept == nil {
		return c.connection.ExecContext(ctx, query, args)
	}
	return kept.ExecContext(ctx, args)
}

// QueryContext implements driver.QueryerContext.
func (c *preparedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	kept, err := c.take(ctx, query)
	if err != nil {
		return nil, err
	}
	if kept == nil {
		return c.connection.QueryContext(ctx, query, args)
	}
	rows, err := kept.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	kept.busy = true
	return &keptRows{rows, kept}, nil
}

// Close implements driver.Conn.
func (c *preparedConn) Close() error {
	var err error
	for _, kept := range c.kept {
		err = errors.Join(err, kept.statement.Close())
	}
	return errors.Join(err, c.connection.Close())
}

// keptRows are the rows of a kept statement.
type keptRows struct {
	driver.Rows
	of *keptStatement
}

// ColumnTypeDatabaseTypeName implements driver.RowsColumnTypeDatabaseTypeName.
func (r *keptRows) ColumnTypeDatabaseTypeName(column int) string {
	named, ok := r.Rows.(driver.RowsColumnTypeDatabaseTypeName)
	if !ok {
		return ""
	}
	return named.ColumnTypeDatabaseTypeName(column)
}

// Close implements driver.Rows.
func (r *keptRows) Close() error {
	r.of.busy = false
	return r.Rows.Close()
}
