package press

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"hangviet/data/hub/books"
)

// Config says what a press works with.
type Config struct {
	DB      *books.DB
	Dir     string // of the draft and what is made of it
	Content string // the content folder
	Keys    string // folder of the keys, which may be missing
	// Passphrase opens the keys; nil: they have none.
	Passphrase func() (string, error)
	Extras     Extras // nil: nothing is added
	Guests     Guests // nil: the workbook is the office's alone
	// Audit notes an act in the transaction of the act.
	Audit  func(ctx context.Context, t *books.Tx, act, subject, remark string) error
	Now    func() time.Time
	Log    *slog.Logger
	Poll   time.Duration // how often work is looked for; 0: a second
	Lease  time.Duration // how long a silent worker is believed to live; 0: 15 s
	Limits Limits
}

// Limits bound what may be sent; zero fields have defaults.
type Limits struct {
	Photo    int64 // bytes of one photo; 64 MB
	Workbook int64 // bytes of a workbook; 64 MB
	Archive  int64 // bytes of a ZIP file; 8 GB
	Program  int64 // bytes of a package of the program; 1 GB
	Files    int   // in the draft; 60,000
	Total    int64 // bytes of the draft, and of what one ZIP file unpacks to; 64 GB
}

func (l Limits) withDefaults() Limits {
	setDefault(&l.Photo, 64_000_000)
	setDefault(&l.Workbook, 64_000_000)
	setDefault(&l.Archive, 8_000_000_000)
	setDefault(&l.Program, 1_000_000_000)
	setDefault(&l.Files, 60_000)
	setDefault(&l.Total, 64_000_000_000)
	return l
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Press is the hub's press. It is safe for concurrent use.
type Press struct {
	Config
	self  string        // this process among the workers
	wake  chan struct{} // holds a token when there is work
	draft draft

	mu      sync.Mutex
	looked  time.Time // when the signatures' end was looked at last
	checked opened    // the catalogue of a check
	shown   opened    // that of the shown release
	shelved shelf     // what is searched of a check
	told    told      // what the draft's workbook says
}

// New makes a press.
func New(config Config) (*Press, error) {
	config.Limits = config.Limits.withDefaults()
	setDefault(&config.Poll, time.Second)
	setDefault(&config.Lease, 15*time.Second)
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if config.Audit == nil {
		config.Audit = func(context.Context, *books.Tx, string, string, string) error { return nil }
	}
	if config.Extras == nil {
		config.Extras = func(_ context.Context, d Draft) (Extra, error) {
			return Extra{Rounds: d.Rounds, Tickets: d.Tickets}, nil
		}
	}
	p := &Press{Config: config, self: rand.Text(), wake: make(chan struct{}, 1)}
	p.draft = draft{dir: config.Dir, limits: config.Limits}
	return p, nil
}

// Close closes the catalogues that are open.
func (p *Press) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return errors.Join(p.checked.close(), p.shown.close())
}

// Serve checks and publishes what is asked for until ctx ends.
func (p *Press) Serve(ctx context.Context) error {
	ticker := time.NewTicker(p.Poll)
	defer ticker.Stop()
	for {
		if err := p.Work(ctx); err != nil && ctx.Err() == nil {
			p.Log.Warn("press", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		case <-p.wake:
		}
	}
}

// Work does everything that is to be done now.
func (p *Press) Work(ctx context.Context) error {
	for ctx.Err() == nil {
		checked, err := p.nextCheck(ctx)
		if err != nil {
			return err
		}
		ordered, err := p.nextOrder(ctx)
		if err != nil {
			return err
		}
		if !checked && !ordered {
			return p.lookAhead(ctx)
		}
	}
	return nil
}

// nudge tells the worker of this process that there is work.
func (p *Press) nudge() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *Press) checkDir(number int64) string {
	return filepath.Join(p.Dir, "checks", fmt.Sprint(number))
}

// work is where prepared photos are kept.
func (p *Press) work() string { return filepath.Join(p.Dir, "work") }

// Photo returns the file of a prepared picture, which need not exist; ok is false
// for what is no SHA-256.
func (p *Press) Photo(sha string) (path string, ok bool) {
	if len(sha) != 64 {
		return "", false
	}
	for _, c := range sha {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return "", false
		}
	}
	return filepath.Join(p.work(), "pictures", sha+".jpg"), true
}

// stale tells whether a worker is believed to be dead.
func (p *Press) stale(beat time.Time) bool { return p.Now().Sub(beat) > p.Lease }

// beating calls beat every so often while do runs, and once after it. When beat
// fails, as when another process has taken over, do is stopped.
func (p *Press) beating(ctx context.Context, beat func(context.Context) error, do func(context.Context) error) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	ended := make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		ticker := time.NewTicker(min(p.Lease/5, time.Second))
		defer ticker.Stop()
		for {
			select {
			case <-ended:
				return
			case <-ctx.Done():
				return
			case <-ticker.C:
				if err := beat(ctx); err != nil {
					stop(err)
				}
			}
		}
	})
	err := do(ctx)
	close(ended)
	group.Wait()
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return cause
	}
	return err
}

var errTakenOver = errors.New("another process has taken over")

// makeDirs makes the folders of the press.
func (p *Press) makeDirs() error {
	for _, dir := range []string{p.draft.folder(), p.draft.photos(), p.draft.parts(), p.draft.archives(), p.work()} {
		if err := os.MkdirAll(dir, 0o750); err != nil {
			return fmt.Errorf("make folder of the press: %w", err)
		}
	}
	return nil
}
