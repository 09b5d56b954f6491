package books

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
)

// Snapshot writes the books in the file at from to a new file at to, as they are at
// one instant. Nobody who writes meanwhile has to wait.
func Snapshot(ctx context.Context, from, to string) (err error) {
	absolute, err := filepath.Abs(from)
	if err != nil {
		return fmt.Errorf("copy hub data: %w", err)
	}
	name := url.URL{Scheme: "file", Path: uriPath(absolute), RawQuery: "mode=ro&_pragma=busy_timeout(20000)"}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return fmt.Errorf("open hub data: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, to); err != nil {
		return fmt.Errorf("copy hub data: %w", err)
	}
	return nil
}
