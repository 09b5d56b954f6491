package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"hangviet/data/hub/books"
)

// openBooks opens the books of the hub whose data is in a folder.
func openBooks(ctx context.Context, dir string) (*books.DB, error) {
	path := filepath.Join(dir, "hub.db")
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open hub data: %w", err)
	}
	return books.OpenSQLite(ctx, path)
}
