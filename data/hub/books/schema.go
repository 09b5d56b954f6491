package books

import (
	"context"
	"fmt"
	"regexp"
	"slices"
)

// migration is one step: statements, then what only a program can move, then
// statements that remove what it has moved.
type migration struct {
	make []string
	move func(*Tx) error // nil: nothing
	drop []string
}

// statements returns all that is written in the database's language.
func (m migration) statements() []string { return slices.Concat(m.make, m.drop) }

// migrations are the steps from an empty database to today's tables. A step
// that has been released is never changed; a new one is added below it.
// "BYTES" stands for the engine's type of a column of bytes, "TEXT" for that of
// texts, which are ordered by their bytes.
var migrations = []migration{
	firstStep, countersStep, chunksStep, peopleStep, fleetStep, pressStep, votesStep, footfallStep, opsStep,
	growthStep, dossierStep, deskStep, programStep,
}

// firstStep has kiosks, ledgers, rounds and accounts.
var firstStep = migration{make: []string{
	`CREATE TABLE meta (key TEXT PRIMARY KEY, value BYTES NOT NULL)`,
	`CREATE TABLE kiosks (
			id         TEXT PRIMARY KEY,
			public_key BYTES  NOT NULL,
			name       TEXT   NOT NULL,
			named_at   BIGINT NOT NULL,
			status     TEXT   NOT NULL,
			enrolled   BIGINT NOT NULL,
			decided    BIGINT NOT NULL,
			heard      BIGINT NOT NULL,
			how        TEXT   NOT NULL,
			size       BIGINT NOT NULL
		)`,
	`CREATE TABLE entries (
			kiosk    TEXT   NOT NULL REFERENCES kiosks (id),
			place    BIGINT NOT NULL,
			ballot   TEXT   NOT NULL,
			round    TEXT   NOT NULL,
			data     BYTES  NOT NULL,
			received BIGINT NOT NULL,
			PRIMARY KEY (kiosk, place)
		)`,
	`CREATE INDEX entries_by_arrival ON entries (received, kiosk, place)`,
	`CREATE TABLE hashes (
			kiosk TEXT   NOT NULL REFERENCES kiosks (id),
			place BIGINT NOT NULL,
			hash  BYTES  NOT NULL,
			PRIMARY KEY (kiosk, place)
		)`,
	`CREATE TABLE forks (
			id       TEXT PRIMARY KEY,
			kiosk    TEXT   NOT NULL REFERENCES kiosks (id),
			first    BIGINT NOT NULL,
			size     BIGINT NOT NULL,
			data     BYTES  NOT NULL,
			received BIGINT NOT NULL,
			how      TEXT   NOT NULL
		)`,
	`CREATE INDEX forks_by_kiosk ON forks (kiosk, received)`,
	`CREATE TABLE releases (number BIGINT PRIMARY KEY, seen BIGINT NOT NULL)`,
	`CREATE TABLE rounds (
			release    BIGINT NOT NULL REFERENCES releases (number),
			id         TEXT   NOT NULL,
			definition TEXT   NOT NULL,
			PRIMARY KEY (release, id)
		)`,
	`CREATE TABLE admins (name TEXT PRIMARY KEY, password TEXT NOT NULL, created BIGINT NOT NULL)`,
	`CREATE TABLE sessions (
			token   BYTES PRIMARY KEY,
			admin   TEXT   NOT NULL REFERENCES admins (name),
			created BIGINT NOT NULL,
			used    BIGINT NOT NULL
		)`,
	`CREATE TABLE lockouts (
			name     TEXT PRIMARY KEY,
			failures BIGINT NOT NULL,
			until    BIGINT NOT NULL,
			last     BIGINT NOT NULL
		)`,
}}

// countersStep has what kiosks counted.
var countersStep = migration{make: []string{
	`CREATE TABLE reports (
			kiosk TEXT   NOT NULL REFERENCES kiosks (id),
			day   TEXT   NOT NULL,
			made  BIGINT NOT NULL,
			PRIMARY KEY (kiosk, day)
		)`,
	`CREATE TABLE counters (
			kiosk TEXT   NOT NULL REFERENCES kiosks (id),
			day   TEXT   NOT NULL,
			name  TEXT   NOT NULL,
			key   TEXT   NOT NULL,
			n     BIGINT NOT NULL,
			PRIMARY KEY (kiosk, day, name, key)
		)`,
}}

// chunksStep packs entries and hashes, and has verdicts and the audit.
var chunksStep = migration{
	make: []string{
		`CREATE TABLE chunks (
			kiosk TEXT   NOT NULL REFERENCES kiosks (id),
			place BIGINT NOT NULL,
			count BIGINT NOT NULL,
			size  BIGINT NOT NULL,
			data  BYTES  NOT NULL,
			PRIMARY KEY (kiosk, place)
		)`,
		`CREATE TABLE trees (
			kiosk  TEXT   NOT NULL REFERENCES kiosks (id),
			place  BIGINT NOT NULL,
			count  BIGINT NOT NULL,
			hashes BYTES  NOT NULL,
			PRIMARY KEY (kiosk, place)
		)`,
		`CREATE TABLE heads (
			kiosk    TEXT   NOT NULL REFERENCES kiosks (id),
			size     BIGINT NOT NULL,
			note     BYTES  NOT NULL,
			received BIGINT NOT NULL,
			PRIMARY KEY (kiosk, size)
		)`,
		`CREATE TABLE verdicts (
			fork    TEXT PRIMARY KEY REFERENCES forks (id),
			verdict TEXT   NOT NULL,
			who     TEXT   NOT NULL,
			at      BIGINT NOT NULL
		)`,
		`CREATE TABLE audit (
			number  BIGINT PRIMARY KEY,
			at      BIGINT NOT NULL,
			who     TEXT   NOT NULL,
			act     TEXT   NOT NULL,
			subject TEXT   NOT NULL,
			note    TEXT   NOT NULL
		)`,
		`CREATE TABLE marks (name TEXT PRIMARY KEY, n BIGINT NOT NULL)`,
	}, move: packEntries, drop: []string{
		`DROP TABLE entries`,
		`DROP TABLE hashes`,
	},
}

// migrate runs the steps the database has not seen, each with the note of its
// number in one transaction.
func (d *DB) migrate(ctx context.Context) error {
	for n := range migrations {
		done := 0
		err := d.Update(ctx, func(t *Tx) (err error) {
			done, err = t.step(n)
			return err
		})
		if err != nil {
			return fmt.Errorf("migrate hub data: %w", err)
		}
		if done == len(migrations) {
			break
		}
	}
	return nil
}

// step runs migration n (from 0) unless it has been run. It returns how many were
// run before.
func (t *Tx) step(n int) (done int, err error) {
	if err := t.exec(`CREATE TABLE IF NOT EXISTS schema_steps (number BIGINT PRIMARY KEY)`); err != nil {
		return 0, err
	}
	err = t.one(`SELECT COUNT(*) FROM schema_steps`, nil, &done)
	switch {
	case err != nil:
		return done, err
	case done > len(migrations):
		return done, ErrNewer
	case done > n:
		return done, nil
	}
	if err := t.migrate(migrations[n]); err != nil {
		return done, fmt.Errorf("step %d: %w", n+1, err)
	}
	return done, t.exec(`INSERT INTO schema_steps (number) VALUES (?)`, n+1)
}

func (t *Tx) migrate(m migration) error {
	if err := t.execAll(m.make); err != nil {
		return err
	}
	if m.move != nil {
		if err := m.move(t); err != nil {
			return err
		}
	}
	return t.execAll(m.drop)
}

func (t *Tx) execAll(statements []string) error {
	for _, statement := range statements {
		if err := t.exec(t.dialect.typed(statement)); err != nil {
			return err
		}
	}
	return nil
}

var typeNames = regexp.MustCompile(`\b(BYTES|TEXT)\b`)

// typed writes the types of columns as the engine calls them.
func (d dialect) typed(statement string) string {
	return typeNames.ReplaceAllStringFunc(statement, func(name string) string {
		if name == "BYTES" {
			return d.blob
		}
		return d.text
	})
}
