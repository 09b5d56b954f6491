package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/jackc/pgx/v5"

	"hangviet/data/hub/books/pgtest"
	"hangviet/data/ledger"
)

// measureCopy copies the entries of all bundles into a PostgreSQL of its own, where
// that is installed, beside what the hub has just taken for them.
func (l *hubLoad) measureCopy(ctx context.Context, imported line, into *line) (err error) {
	into.figures = imported.figures
	if thePostgres.missing() != "" {
		return nil
	}
	server, err := pgtest.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Close()) }()
	db, err := pgx.Connect(ctx, server.URL())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close(context.WithoutCancel(ctx))) }()
	if _, err := db.Exec(ctx, `CREATE TABLE entries (kiosk TEXT, place BIGINT, data BYTEA, PRIMARY KEY (kiosk, place))`); err != nil {
		return err
	}
	start := time.Now()
	columns := []string{"kiosk", "place", "data"}
	if _, err := db.CopyFrom(ctx, pgx.Identifier{"entries"}, columns, &entries{files: l.files}); err != nil {
		return err
	}
	into.reference = append(into.reference, time.Since(start))
	return nil
}

// entries are those of bundles, one after the other, as rows.
type entries struct {
	files  []string // not read yet
	bundle ledger.Bundle
	at     int // of the entry; the first is at 1
	err    error
}

// Next implements pgx.CopyFromSource.
func (e *entries) Next() bool {
	for e.at++; e.at > len(e.bundle.Entries); e.at = 1 {
		if len(e.files) == 0 || e.err != nil {
			return false
		}
		var data []byte
		if data, e.err = os.ReadFile(e.files[0]); e.err == nil {
			e.bundle, e.err = ledger.ParseBundle(data)
		}
		e.files = e.files[1:]
	}
	return e.err == nil
}

// Values implements pgx.CopyFromSource.
func (e *entries) Values() ([]any, error) {
	return []any{e.bundle.Kiosk, e.bundle.From + int64(e.at-1), e.bundle.Entries[e.at-1]}, nil
}

// Err implements pgx.CopyFromSource.
func (e *entries) Err() error { return e.err }
