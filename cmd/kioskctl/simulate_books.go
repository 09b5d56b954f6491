package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// desk approves kiosks in the hub's own data.
type desk struct{ db *books.DB }

// openDesk opens the data of the hub: its folder, or the address of its database.
func openDesk(ctx context.Context, place string) (d desk, err error) {
	if strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://") {
		d.db, err = books.OpenPostgres(ctx, place)
		return d, err
	}
	path := filepath.Join(place, "hub.db")
	if _, err := os.Stat(path); err != nil {
		return d, fmt.Errorf("open hub data: %w", err)
	}
	d.db, err = books.OpenSQLite(ctx, path)
	return d, err
}

func (d desk) close() { d.db.Close() } // nothing is left to be written

// approve approves kiosks in one transaction, as a person would one by one.
func (d desk) approve(ctx context.Context, ids []string) error {
	return d.db.Update(ctx, func(t *books.Tx) error {
		for _, id := range ids {
			if err := approveOne(t, id); err != nil {
				return fmt.Errorf("kiosk %s: %w", id, err)
			}
		}
		return nil
	})
}

func approveOne(t *books.Tx, id string) error {
	k, err := t.Kiosk(id)
	if err != nil {
		return err
	}
	k.Status, k.Decided = wire.Approved, time.Now()
	if err := t.PutKiosk(k); err != nil {
		return err
	}
	return t.PutAudit(books.Audit{At: k.Decided, Act: "kiosk.approved", Subject: id, Note: "kioskctl simulate"})
}
