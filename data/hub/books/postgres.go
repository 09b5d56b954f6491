package books

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// Connections of one hub to a PostgreSQL server, which by itself takes 100 of all:
// three hubs. While the server's processors or its disk are busy, how many bundles
// it takes in a second hangs on how many are under way.
const (
	writeConnections = 24
	viewConnections  = 8
	idleConnection   = 5 * time.Minute
)

// States of the language SQL that a server may fail with.
const (
	stateSerialization = "40001"
	stateDeadlock      = "40P01"
	stateUnique        = "23505"
	stateNoTable       = "42P01"
	stateTableExists   = "42P07"
	stateTypeExists    = "42710"
)

// ErrEncoding says that a database does not hold texts as UTF-8.
var ErrEncoding = errors.New("database does not hold texts as UTF-8")

// OpenPostgres opens the books in the database of a PostgreSQL server that url
// names ("postgres://user@host/name"; a password may stand in the environment or
// in a file, see https://pkg.go.dev/github.com/jackc/pgx/v5/pgconn#ParseConfig),
// and brings its tables up to date. The tables lie where the connection's
// search_path says. Any number of processes may have it open.
//
// A hub whose machine is lost in the middle of an Update is waited for, by those
// whose turn is next, no longer than stuck.
func OpenPostgres(ctx context.Context, url string) (*DB, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("open hub database: %w", err)
	}
	d := &DB{viewing: sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}}
	if d.packer, err = newPacker(); err != nil {
		return nil, fmt.Errorf("open hub database: %w", err)
	}
	d.read = connect(config, viewConnections)
	if d.dialect, err = postgresDialect(ctx, d.read, config.RuntimeParams); err != nil {
		return nil, errors.Join(fmt.Errorf("open hub database: %w", err), d.read.Close())
	}
	config.RuntimeParams["idle_in_transaction_session_timeout"] = stuck
	config.RuntimeParams["lock_timeout"] = stuck
	d.writer = &turns{connect(config, writeConnections), d.dialect}
	if err := d.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open hub database: %w", err), d.Close())
	}
	return d, nil
}

// HeldBy tells whether the database that url names holds books already.
func HeldBy(ctx context.Context, url string) (bool, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return false, fmt.Errorf("open hub database: %w", err)
	}
	db := connect(config, 1)
	var steps int
	err = db.QueryRowContext(ctx, `SELECT COUNT(*) FROM schema_steps`).Scan(&steps)
	if stateOf(err) == stateNoTable {
		return false, db.Close()
	}
	if err != nil {
		err = fmt.Errorf("open hub database: %w", err)
	}
	return steps > 0, errors.Join(err, db.Close())
}

// stuck is after how many milliseconds a transaction that does nothing is ended
// by the server, and one that waits for it gives up.
const stuck = "20000"

func connect(config *pgx.ConnConfig, connections int) *sql.DB {
	pool := sql.OpenDB(pipelined{stdlib.GetConnector(*config.Copy())})
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	pool.SetConnMaxIdleTime(idleConnection)
	return pool
}

// postgresDialect asks the server how it is set up. What is committed must be on
// its disk: params is told so where the server would not see to it.
func postgresDialect(ctx context.Context, db *sql.DB, params map[string]string) (dialect, error) {
	d := dialect{blob: "BYTEA", text: "TEXT", bind: numbered, again: oweToOthers}
	var encoding, commit string
	var plain bool
	err := errors.Join(
		db.QueryRowContext(ctx, `SHOW server_encoding`).Scan(&encoding),
		db.QueryRowContext(ctx, `SHOW synchronous_commit`).Scan(&commit),
		db.QueryRowContext(ctx, `SELECT 'a' > 'B'`).Scan(&plain),
	)
	if err == nil && !strings.EqualFold(encoding, "UTF8") {
		err = fmt.Errorf("%w: %s", ErrEncoding, encoding)
	}
	if commit == "off" {
		params["synchronous_commit"] = "on"
	}
	if !plain {
		d.text = `TEXT COLLATE "C"`
	}
	return d, err
}

// prepare makes the table of turns, without which nobody can wait for one, and
// then the others.
func (d *DB) prepare(ctx context.Context) error {
	db := d.writer.(*turns).db
	err := d.dialect.retried(ctx, func() error {
		var n int
		err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM turns`).Scan(&n)
		if stateOf(err) != stateNoTable && (err != nil || n == ways) {
			return err
		}
		return makeTurns(ctx, db)
	})
	if err != nil {
		return err
	}
	return d.migrate(ctx)
}

func makeTurns(ctx context.Context, db *sql.DB) error {
	for _, table := range []string{"turns (n", "schema_steps (number"} {
		_, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS `+table+` BIGINT PRIMARY KEY)`)
		switch stateOf(err) {
		case stateUnique, stateTableExists, stateTypeExists: // somebody makes it at the same time
		default:
			if err != nil {
				return err
			}
		}
	}
	for n := range ways {
		if _, err := db.ExecContext(ctx, `INSERT INTO turns (n) VALUES ($1) ON CONFLICT (n) DO NOTHING`, n); err != nil {
			return err
		}
	}
	return nil
}

// stateOf returns the state a server failed with, "" when it did not.
func stateOf(err error) string {
	var told *pgconn.PgError
	if errors.As(err, &told) {
		return told.Code
	}
	return ""
}

// oweToOthers tells whether a transaction failed only because of others, or never
// reached the server.
func oweToOthers(err error) bool {
	state := stateOf(err)
	return state == stateSerialization || state == stateDeadlock || err != nil && pgconn.SafeToRetry(err)
}

var mark = regexp.MustCompile(`\?`)

// numbered writes "?" as $1, $2, …; no statement has one in a text.
func numbered(query string) string {
	n := 0
	return mark.ReplaceAllStringFunc(query, func(string) string {
		n++
		return "$" + strconv.Itoa(n)
	})
}
