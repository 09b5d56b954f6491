package store

import (
	"context"
	"database/sql"
	_ "embed" // the schema below
	"errors"
	"fmt"
	"io/fs"
	"os"

	"hangviet/data/catalog"
	"hangviet/data/fsync"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

//go:embed catalogue.sql
var catalogueSchema string

// What a catalogue file says of itself in its first page.
const (
	catalogueID     = 0x48564b43 // "HVKC"
	catalogueFormat = 2
)

// WriteCatalogue writes a catalogue file at path, whole or not at all, in place
// of one that is there. The same content gives the same bytes, in whatever order
// the slices of c, rounds and tickets come, whoever writes them and when. It
// refuses a catalogue that refers to what it does not hold, and two lists of
// tickets for one round: [ticket.Merge] adds them together.
func WriteCatalogue(ctx context.Context, path string, c catalog.Catalogue, rounds []vote.Round, tickets ...ticket.List) error {
	p, err := newPlan(c, rounds)
	if err == nil {
		p.tickets, err = p.byRound(tickets)
	}
	if err != nil {
		return fmt.Errorf("write catalogue: %w", err)
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write catalogue: %w", err)
	}
	if err := p.write(ctx, part); err != nil {
		return errors.Join(fmt.Errorf("write catalogue: %w", err), os.Remove(part))
	}
	if err := fsync.Settle(part, path); err != nil {
		return fmt.Errorf("write catalogue: %w", err)
	}
	return nil
}

// write makes the file. Nobody else sees it yet, so it needs no journal. VACUUM
// at the end lays the pages out by content alone.
func (p *plan) write(ctx context.Context, path string) error {
	db, err := open(path, "mode=rwc", "page_size(4096)", "journal_mode(OFF)", "synchronous(OFF)",
		"foreign_keys(1)", "temp_store(MEMORY)", "locking_mode(EXCLUSIVE)")
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	err = inTx(ctx, db, func(tx *sql.Tx) error { return p.insert(ctx, tx) })
	if err == nil {
		_, err = db.ExecContext(ctx, "VACUUM")
	}
	return errors.Join(err, db.Close())
}
