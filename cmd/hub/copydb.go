package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"hangviet/data/hub/books"
)

// runCopyDB moves an organiser from one database to another.
func runCopyDB(ctx context.Context, args []string, std streams) int {
	o := newOptions("copy-db", "copy-db --data DIR [--from FILE|postgres://…] --to postgres://…|FILE [--keep]", std)
	from := o.set.String("from", "", "`database` to copy; without it the file hub.db in DIR")
	to := o.set.String("to", "", "empty `database` to copy to; without it what --db or $"+databaseVariable+" says")
	keep := o.set.Bool("keep", false, "a trial: the file that was copied stays in use")
	if o.parse(args, 0, 0) == nil {
		return badUsage
	}
	if *from == "" {
		*from = filepath.Join(o.data, "hub.db")
	}
	*to = cmp.Or(*to, o.db)
	if *to == "" || *to == *from {
		o.set.Usage()
		return badUsage
	}
	return exit(std.err, copyDB(ctx, *from, *to, *keep, std.out))
}

func copyDB(ctx context.Context, from, to string, keep bool, out io.Writer) (err error) {
	if !isServer(from) {
		if _, err := os.Stat(from); err != nil {
			return fmt.Errorf("open hub data: %w", err)
		}
	}
	source, err := openBooks(ctx, from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target, err := openBooks(ctx, to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, target.Close()) }()
	moved := ""
	if !keep && !isServer(from) {
		moved = placeOf(to)
	}
	copied, err := books.Copy(ctx, source, target, moved)
	if err != nil {
		return err
	}
	return tellCopied(out, copied, moved)
}

func tellCopied(out io.Writer, copied []books.Copied, moved string) error {
	rows := int64(0)
	for _, c := range copied {
		fmt.Fprintf(out, "%-18s %d\n", c.Table, c.Rows)
		rows += c.Rows
	}
	_, err := fmt.Fprintf(out, "%d rows of %d tables are copied and were compared\n", rows, len(copied))
	if moved != "" {
		_, err = fmt.Fprintf(out, "the file takes nothing more; give every hub command --db, or %s in its environment\n", databaseVariable)
	}
	return err
}

// isServer tells a PostgreSQL address from the name of a file.
func isServer(database string) bool {
	return strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://")
}

func openBooks(ctx context.Context, database string) (*books.DB, error) {
	if isServer(database) {
		return books.OpenPostgres(ctx, database)
	}
	return books.OpenSQLite(ctx, database)
}

// placeOf names a database without its password.
func placeOf(database string) string {
	address, err := url.Parse(database)
	if err != nil || !isServer(database) {
		return database
	}
	return address.Redacted()
}
