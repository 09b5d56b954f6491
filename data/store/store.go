package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hangviet/data/fsync"
	"hangviet/data/ledger"
)

// Store is a kiosk's own database, kiosk.db. It may be used by several
// goroutines at once, and two processes may have it open at the same time: each
// waits up to ten seconds for the other to finish a change.
type Store struct {
	Now func() time.Time // what Since of a problem is read from

	dir      string
	db       *sql.DB
	identity ledger.Identity
	prepared map[string]*sql.Stmt // of the ledger, by their text
}

// checkpointEvery is how many pages of changes gather, 16 MB, until they go from
// the journal into the database. Whoever commits then waits for it: one ballot in
// some five hundred.
const checkpointEvery = "wal_autocheckpoint(4000)"

// connections is how many there are to kiosk.db at most: one that writes, and
// readers beside it.
const connections = 4

// fileName is the database's name in the kiosk's data folder.
const fileName = "kiosk.db"

// Open opens dir/kiosk.db, makes it at first start together with the kiosk's
// identity, and brings an older one up to date. It refuses with [ErrNotOurs],
// [ErrNewerFormat] and [ErrDamaged]. The file holds the kiosk's private key;
// only its owner may read it.
func Open(ctx context.Context, dir string) (*Store, error) {
	if err := settleMended(dir); err != nil {
		return nil, fmt.Errorf("open %s: %w", fileName, err)
	}
	return openAs(ctx, dir, nil)
}

// openAs is Open for the kiosk of that key where the file is made; nil: a new one.
func openAs(ctx context.Context, dir string, key ed25519.PrivateKey) (*Store, error) {
	path := filepath.Join(dir, fileName)
	if err := create(path); err != nil {
		return nil, fmt.Errorf("open %s: %w", fileName, err)
	}
	db, err := open(path, "mode=rw&_txlock=immediate",
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "recursive_triggers(1)", checkpointEvery)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", fileName, err)
	}
	db.SetMaxOpenConns(connections)
	s := &Store{Now: time.Now, dir: dir, db: db}
	err = s.prepare(ctx, key)
	if err == nil {
		err = s.prepareLedger(ctx)
	}
	if err == nil {
		err = s.connectAll(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", fileName, damage(err)), db.Close())
	}
	return s, nil
}

// create makes an empty file that only its owner may read, unless there is one.
func create(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), fsync.Path(filepath.Dir(path)))
}

// prepare brings the database up to date and reads the identity, in one
// transaction, so that two processes that start together agree.
func (s *Store) prepare(ctx context.Context, as ed25519.PrivateKey) error {
	return inTx(ctx, s.db, func(tx *sql.Tx) error {
		if err := migrate(ctx, tx); err != nil {
			return err
		}
		key, err := readKey(ctx, tx)
		if errors.Is(err, errNotFound) {
			key, err = makeKey(ctx, tx, as)
		}
		if err != nil {
			return fmt.Errorf("identity: %w", err)
		}
		s.identity = ledger.KioskIdentity(key)
		return nil
	})
}

func readKey(ctx context.Context, tx *sql.Tx) (ed25519.PrivateKey, error) {
	return one(ctx, tx, "SELECT seed FROM identity", nil, func(row scan) (ed25519.PrivateKey, error) {
		var seed []byte
		if err := row(&seed); err != nil {
			return nil, err
		}
		if len(seed) != ed25519.SeedSize {
			return nil, fmt.Errorf("%w: key of %d bytes", ErrDamaged, len(seed))
		}
		return ed25519.NewKeyFromSeed(seed), nil
	})
}

func makeKey(ctx context.Context, tx *sql.Tx, key ed25519.PrivateKey) (_ ed25519.PrivateKey, err error) {
	if key == nil {
		if _, key, err = ed25519.GenerateKey(nil); err != nil {
			return nil, err
		}
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO identity VALUES (1, ?)", key.Seed())
	return key, err
}

// connectAll holds all connections at once for a moment. SQLite keeps the handles
// of those that close while another one is open, for the next to use: closing one
// would let go of the locks of all (https://www.sqlite.org/howtocorrupt.html,
// section 2.2). So the kiosk has from its start the handles it ever will.
func (s *Store) connectAll(ctx context.Context) (err error) {
	for range connections {
		conn, failed := s.db.Conn(ctx)
		if failed != nil {
			return failed
		}
		defer func() { err = errors.Join(err, conn.Close()) }()
	}
	return nil
}

// Check reads through the database's own structure and returns an error that is
// [ErrDamaged] when something in it is broken. What the entries of the ledger hold,
// [ledger.Log.Verify] checks.
func (s *Store) Check(ctx context.Context) error {
	faults, err := all(ctx, s.db, "PRAGMA quick_check(5)", nil, func(row scan) (fault string, err error) { return fault, row(&fault) })
	if err == nil && !slices.Equal(faults, []string{"ok"}) {
		err = fmt.Errorf("%w: %q", ErrDamaged, faults)
	}
	return wrap("check "+fileName, damage(err))
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Identity returns who the kiosk is; it never changes.
func (s *Store) Identity() ledger.Identity { return s.identity }

// CopyTo writes a copy of the database as it is now into the folder dir, which holds
// none yet and which only its owner should be able to read: it has the kiosk's key.
// Whoever uses the kiosk meanwhile does not wait.
func (s *Store) CopyTo(ctx context.Context, dir string) error {
	return s.exec(ctx, "copy "+fileName, "VACUUM INTO ?", filepath.Join(dir, fileName))
}
