package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the database/sql driver "sqlite"
)

// open returns a pool on the file at path. Pragmas stand in the name of the
// data source, because one that is run as a statement reaches only one
// connection of the pool. options are further "key=value" parts of the name.
func open(path, options string, pragmas ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	name := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(abs), "/")} // Windows: /C:/…
	query := []string{options}
	for _, pragma := range pragmas {
		query = append(query, "_pragma="+url.QueryEscape(pragma))
	}
	name.RawQuery = strings.Join(query, "&")
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxIdleConns(1) // what two readers at once need for a moment holds two handles and a page cache
	return db, nil
}

// inTx runs f in a transaction.
func inTx(ctx context.Context, db *sql.DB, f func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// scan reads the columns of a row.
type scan func(dest ...any) error

// each calls f for each row.
func each(ctx context.Context, q querier, query string, args []any, f func(scan) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
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

// all returns what read makes of each row.
func all[T any](ctx context.Context, q querier, query string, args []any, read func(scan) (T, error)) ([]T, error) {
	var list []T
	err := each(ctx, q, query, args, func(row scan) error {
		v, err := read(row)
		list = append(list, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// one returns what read makes of the first row, or errNotFound.
func one[T any](ctx context.Context, q querier, query string, args []any, read func(scan) (T, error)) (T, error) {
	list, err := all(ctx, q, query, args, read)
	if err == nil && len(list) == 0 {
		err = errNotFound
	}
	if err != nil {
		var none T
		return none, err
	}
	return list[0], nil
}

// number returns the integer that a query of one value gives.
func number(ctx context.Context, q querier, query string, args ...any) (int64, error) {
	return one(ctx, q, query, args, func(row scan) (n int64, err error) { return n, row(&n) })
}

// format checks what a file says of itself and returns its format version. A
// file of another program gives [ErrNotOurs], a newer one [ErrNewerFormat].
func format(ctx context.Context, q querier, id, newest int64) (int64, error) {
	have, err := number(ctx, q, "PRAGMA application_id")
	if err != nil {
		return 0, err
	}
	if have != id {
		return 0, ErrNotOurs
	}
	version, err := number(ctx, q, "PRAGMA user_version")
	if err == nil && version > newest {
		err = fmt.Errorf("%w: %d, newest known %d", ErrNewerFormat, version, newest)
	}
	return version, err
}
