package hub

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"hangviet/data/disk"
	"hangviet/data/hub/books"
	"hangviet/data/hub/filecache"
	"hangviet/data/hub/footfall/shops"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
	"hangviet/data/hub/room"
	"hangviet/data/hub/signin"
	"hangviet/data/ledger"
)

// Config says where and how a hub runs. Only Data must be given.
type Config struct {
	Data       string                           // folder with hub.db, content/ and trust/; made when missing
	DB         string                           // address of a PostgreSQL database ("postgres://…"); "": the file hub.db in Data
	Existing   bool                             // refuse with [ErrNoHub] to make what is missing
	PublicURL  string                           // address people type ("https://hub.example"), when a proxy stands in front
	TLSCert    string                           // PEM file of a certificate and its chain; "" without TLS
	TLSKey     string                           // PEM file of its private key
	Version    string                           // of the program, told to whoever signed in and to Prometheus; "": nobody is told
	Now        func() time.Time                 // nil: time.Now
	Log        *slog.Logger                     // nil: nothing is logged
	Poll       time.Duration                    // how often content/ is looked at; 0: 2 s
	Look       time.Duration                    // how often the kiosks are looked after; 0: 1 min
	MailRoots  *x509.CertPool                   // that vouch for the mail server; nil: the system\'s
	MaxWaiting int                              // kiosks of the network that may wait for approval at once; 0: 200
	MaxPending int64                            // bytes taken over the network from one kiosk that waits; 0: 16 MiB
	MaxStored  int64                            // bytes taken over the network from all kiosks that wait together; 0: 256 MiB
	Passwords  signin.Params                    // cost of a password; zero: signin.DefaultParams
	Shops      shops.Asker                      // asks shops whether they are there; its zero value the real network
	ShopPause  time.Duration                    // between two of them; 0: 1 s
	Floor      uint64                           // bytes of the disk that are kept for ballots: no file is taken that needs them; 0: DefaultFloor
	Free       func(dir string) (uint64, error) // bytes free where dir lies; nil: disk.Free
	Limits     Limits
	Press      press.Limits           // of what may be sent to the press; zero fields have defaults
	Passphrase func() (string, error) // of the keys that releases are signed with; nil: they have none
}

// Limits are the patience of the HTTP server; zero fields have defaults.
type Limits struct {
	Header   time.Duration // to read a request's header; 10 s
	Request  time.Duration // to read a small request; 20 s
	Bundle   time.Duration // to read a ledger bundle, which may come over a thin line; 3 min
	Stall    time.Duration // for one piece of an answer to leave; 30 s
	Idle     time.Duration // between two requests of a connection, which takes some 20 kB; 30 s, longer than kiosks keep one
	Shutdown time.Duration // for running requests to end when the hub stops; 10 s
}

// Service is a hub with its data open. It is safe for concurrent use.
type Service struct {
	config    Config
	db        *books.DB
	self      ledger.Identity
	key       string // the hub's note verifier key
	holder    string // this process among the hubs over one database, see claim
	handler   http.Handler
	patterns  map[string]people.Right // of every route
	sessions  *scs.SessionManager
	hashing   chan struct{} // holds a token for every password being hashed
	working   chan struct{} // holds a token for every call of a kiosk that is at work
	refreshes sync.Mutex    // held while a release is taken in
	receipts  receiptBook
	visitors  int     // most whose misses in looking up receipts are kept
	keep      *keeper // the count
	press     *press.Press
	rooms     *room.Rooms
	goods     ledgerOfGoods
	scans     scanGate
	metrics   *metrics
	choice    choice // the products of the shown release
	jobs      *jobs  // what takes longer than a request
	unpacking unpacking
	fleetRows fleetKeeper
	content   *filecache.Cache[labels] // of content

	mu      sync.Mutex // guards what follows
	stamp   string     // of the content folder as it was last taken in
	problem *Problem   // why the content folder's newest release is not used
	settled bool       // only another release can end the problem
}

// hashings is how many passwords are hashed at once; each takes much memory.
const hashings = 2

// ErrNoHub says that the folder holds no hub's data.
var ErrNoHub = errors.New("no hub data in this folder")

// New opens the hub's data, making it at first start, with the hub's own key.
func New(ctx context.Context, config Config) (*Service, error) {
	config = config.withDefaults()
	db, err := openBooks(ctx, config)
	if err != nil {
		return nil, err
	}
	s := &Service{config: config, db: db, holder: rand.Text(), visitors: maxVisitors, hashing: make(chan struct{}, hashings), working: make(chan struct{}, callsAtOnce), keep: newKeeper(), jobs: newJobs()}
	s.sessions = newSessions(s)
	s.content = filecache.New(s.contentDir(), contentName.MatchString, label, time.Now)
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// openBooks opens the database, and makes it and the folder for the rest, or
// wants them there.
func openBooks(ctx context.Context, config Config) (*books.DB, error) {
	if config.DB == "" {
		path := filepath.Join(config.Data, "hub.db")
		if err := prepare(config.Data, path, config.Existing); err != nil {
			return nil, err
		}
		return books.OpenSQLite(ctx, path)
	}
	if err := prepare(config.Data, config.Data, config.Existing); err != nil {
		return nil, err
	}
	if config.Existing {
		held, err := books.HeldBy(ctx, config.DB)
		if err != nil || !held {
			return nil, cmp.Or(err, fmt.Errorf("%w: the database has no tables", ErrNoHub))
		}
	}
	return books.OpenPostgres(ctx, config.DB)
}

// prepare makes the hub's folder, or wants what is in it there.
func prepare(folder, existing string, want bool) error {
	if want {
		if _, err := os.Stat(existing); errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%w: %s", ErrNoHub, folder)
		}
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return fmt.Errorf("make hub data: %w", err)
	}
	return nil
}

func (s *Service) start(ctx context.Context) (err error) {
	if s.self, err = identify(ctx, s.db); err != nil {
		return err
	}
	if s.key, err = s.self.VerifierKey(); err != nil {
		return fmt.Errorf("make verifier key: %w", err)
	}
	s.metrics = newMetrics(s)
	if s.press, err = s.newPress(); err != nil {
		return err
	}
	if s.rooms, err = s.newRooms(); err != nil {
		return err
	}
	if err := s.sumLooks(ctx); err != nil {
		return err
	}
	s.handler, err = s.routes()
	return err
}

func (c Config) withDefaults() Config {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	setDefault(&c.Poll, 2*time.Second)
	setDefault(&c.Look, time.Minute)
	setDefault(&c.MaxWaiting, 200)
	setDefault(&c.MaxPending, 16<<20)
	setDefault(&c.MaxStored, 256<<20)
	setDefault(&c.Passwords, signin.DefaultParams())
	setDefault(&c.ShopPause, checkApart)
	setDefault(&c.Floor, DefaultFloor)
	if c.Free == nil {
		c.Free = disk.Free
	}
	if c.Shops.From == "" {
		c.Shops.From = c.PublicURL
	}
	setDefault(&c.Limits.Header, 10*time.Second)
	setDefault(&c.Limits.Request, 20*time.Second)
	setDefault(&c.Limits.Bundle, 3*time.Minute)
	setDefault(&c.Limits.Stall, 30*time.Second)
	setDefault(&c.Limits.Idle, 30*time.Second)
	setDefault(&c.Limits.Shutdown, 10*time.Second)
	return c
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Handler returns everything the hub serves.
func (s *Service) Handler() http.Handler { return s.handler }

// Key returns the note verifier key by which this hub's receipts are checked.
func (s *Service) Key() string { return s.key }

// Close ends what runs in the background and closes the data. No request may be
// running.
func (s *Service) Close() error {
	s.jobs.stop()
	s.content.Close()
	return errors.Join(s.press.Close(), s.db.Close())
}

// contentDir is the folder that the organiser publishes to.
func (s *Service) contentDir() string { return filepath.Join(s.config.Data, "content") }
