package books

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
)

// Pragmas stand in the name of the data source, because one that is run
// through a pool reaches a single connection.
const (
	pragmas      = "_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)"
	writeOptions = pragmas + "&_txlock=immediate"
	readOptions  = pragmas + "&_pragma=query_only(1)"
	readers      = 4
)

// OpenSQLite opens the books in the file at path, makes the file (readable by
// its owner only) when it is missing, and brings its tables up to date. Several
// processes may have it open.
func OpenSQLite(ctx context.Context, path string) (*DB, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open hub data: %w", err)
	}
	if err := touch(absolute); err != nil {
		return nil, fmt.Errorf("open hub data: %w", err)
	}
	d := &DB{dialect: sqliteDialect(), viewing: sql.TxOptions{ReadOnly: true}}
	if d.packer, err = newPacker(); err != nil {
		return nil, fmt.Errorf("open hub data: %w", err)
	}
	write, err := openPool(absolute, writeOptions, 1)
	if err != nil {
		return nil, err
	}
	if d.read, err = openPool(absolute, readOptions, readers); err != nil {
		return nil, errors.Join(err, write.Close())
	}
	d.writer = newGroup(write)
	if err := cmp.Or(d.migrate(ctx), d.View(ctx, (*Tx).moved)); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	d.guarded = true
	return d, nil
}

func sqliteDialect() dialect {
	return dialect{
		blob: "BLOB", text: "TEXT",
		bind:  func(query string) string { return query },
		again: func(error) bool { return false }, // who waits for the file waits in the driver
	}
}

// uriPath is a path as a file's address has it; on Windows "/C:/…".
func uriPath(path string) string {
	if filepath.VolumeName(path) != "" {
		return "/" + filepath.ToSlash(path)
	}
	return filepath.ToSlash(path)
}

// openPool returns the connections to the file; it is opened with the first.
func openPool(path, options string, connections int) (*sql.DB, error) {
	name := url.URL{Scheme: "file", Path: uriPath(path), RawQuery: options}
	pool := sql.OpenDB(prepared{&sqlite.Driver{}, name.String()})
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return pool, nil
}

// touch makes the file, because it will hold the hub's private key.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}
