package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"hangviet/data/hub/backup"
	"hangviet/data/hub/books"
)

// runBackup writes all of a hub's data into one file; the hub may serve meanwhile.
func runBackup(ctx context.Context, args []string, std streams) int {
	o := newOptions("backup", "backup --data DIR --out FILE", std)
	out := o.set.String("out", "", "`file` to write; it must not be there")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	if *out == "" {
		o.set.Usage()
		return badUsage
	}
	s, err := backup.Write(ctx, o.data, *out, time.Now(), func(ctx context.Context, to string) error { return snapshot(ctx, o, to) })
	if err == nil {
		fmt.Fprintf(std.out, "backup: %d files, %d bytes. It holds the hub's keys: keep it under lock.\n", s.Files, s.Bytes)
	}
	return exit(std.err, err)
}

// snapshot writes the database as one SQLite file. That of a PostgreSQL server is
// copied row by row, and writers wait meanwhile; pg_dump does without, for those
// who have it.
func snapshot(ctx context.Context, o *options, to string) (err error) {
	if o.db == "" {
		return books.Snapshot(ctx, filepath.Join(o.data, "hub.db"), to)
	}
	return copyDB(ctx, o.db, to, true, io.Discard)
}

// runRestore brings a backup back into an empty folder, and its database into
// PostgreSQL when that is asked for.
func runRestore(ctx context.Context, args []string, std streams) int {
	o := newOptions("restore", "restore --data DIR --from FILE", std)
	from := o.set.String("from", "", "`file` that hub backup wrote")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	if *from == "" {
		o.set.Usage()
		return badUsage
	}
	s, err := backup.Restore(ctx, *from, o.data)
	if err == nil {
		err = openRestored(ctx, o)
	}
	if err == nil {
		fmt.Fprintf(std.out, "restore: %d files, %d bytes. Kiosks send again what the hub lacks.\n", s.Files, s.Bytes)
	}
	return exit(std.err, err)
}

// openRestored opens the database once, so that one that cannot be used is told of
// here, and moves it to PostgreSQL when the hub is to run on that.
func openRestored(ctx context.Context, o *options) error {
	file := filepath.Join(o.data, "hub.db")
	if o.db != "" {
		return copyDB(ctx, file, o.db, false, io.Discard)
	}
	db, err := books.OpenSQLite(ctx, file)
	if err != nil {
		return err
	}
	return db.Close()
}
