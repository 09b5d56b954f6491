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
	for _, file := range l.files {
		if err := copyBundle(ctx, db, file); err != nil {
			return err
		}
	}
	into.reference = append(into.reference, time.Since(start))
	return nil
}

func copyBundle(ctx context.Context, db *pgx.Conn, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	b, err := ledger.ParseBundle(data)
	if err != nil {
		return err
	}
	rows := pgx.CopyFromSlice(len(b.Entries), func(i int) ([]any, error) { return []any{b.Kiosk, b.From + int64(i), b.Entries[i]}, nil })
	_, err = db.CopyFrom(ctx, pgx.Identifier{"entries"}, []string{"kiosk", "place", "data"}, rows)
	return err
}
