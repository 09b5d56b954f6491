package books

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"hangviet/data/hub/books/pgtest"
)

// contract is what every engine must do, one line a promise. An area adds its own.
var contract = []struct {
	name  string
	check func(*testing.T, *place)
}{
	{"two processes", checkTwoProcesses},
	{"one Update at a time", checkOneAtATime},
	{"UpdateOne beside others", checkBeside},
	{"whole or not at all", checkWholeOrNotAtAll},
	{"one that fails among many", checkOneFails},
	{"a panic is the caller's", checkPanic},
	{"a view cannot write", checkViewCannotWrite},
	{"a view stands still", checkViewStandsStill},
	{"newer books", checkNewerBooks},
	{"entries once", checkEntriesOnce},
	{"chunks", checkChunks},
	{"audit and marks", checkAuditAndMarks},
	{"kiosks", checkKiosks},
	{"forks", checkForks},
	{"counters", checkCounters},
	{"sums", checkSheets},
	{"goods", checkGoods},
	{"shop links", checkShopLinks},
	{"rounds", checkRounds},
	{"rounds made at the hub", checkVotes},
	{"tickets", checkTickets},
	{"published records", checkPublications},
	{"accounts", checkAccounts},
	{"links, tokens and the audit", checkPeople},
	{"claims", checkClaims},
	{"rooms", checkRooms},
	{"dossiers", checkDossiers},
	{"desk", checkDesk},
	{"kiosks told of", checkFleet},
	{"order of texts", checkOrder},
}

// place is where books may be opened, by several at once.
type place struct {
	open func(context.Context) (*DB, error)
}

// opened returns the books of the place, open for as long as the test runs.
func (p *place) opened(t *testing.T) *DB {
	t.Helper()
	db, err := p.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func sqlitePlace(t *testing.T) *place {
	path := filepath.Join(t.TempDir(), "a b?c%d.db")
	return &place{func(ctx context.Context) (*DB, error) { return OpenSQLite(ctx, path) }}
}

// TestContract holds both engines to the same promises.
func TestContract(t *testing.T) {
	url, _ := pgtest.Start(t, "fsync=off")
	engines := map[string]func(*testing.T) *place{
		"sqlite": sqlitePlace,
		"postgres": func(t *testing.T) *place {
			own := pgtest.New(t, url)
			return &place{func(ctx context.Context) (*DB, error) { return OpenPostgres(ctx, own) }}
		},
	}
	for name, engine := range engines {
		for _, c := range contract {
			t.Run(name+"/"+c.name, func(t *testing.T) { c.check(t, engine(t)) })
		}
	}
}

// TestOtherEncoding refuses a database that would lose Vietnamese letters.
func TestOtherEncoding(t *testing.T) {
	url, server := pgtest.Start(t, "fsync=off")
	server.Exec(t, `CREATE DATABASE old ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0`)
	if _, err := OpenPostgres(t.Context(), url+"&dbname=old"); !errors.Is(err, ErrEncoding) {
		t.Error(err)
	}
}

// view reads in a transaction of its own.
func view(t *testing.T, db *DB, f func(*Tx) error) {
	t.Helper()
	if err := db.View(context.Background(), f); err != nil {
		t.Error(err)
	}
}

func equal[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
