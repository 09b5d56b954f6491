package room

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"hangviet/data/hub/books"
	"hangviet/data/hub/vault"
	"hangviet/data/sheet"
)

// What cannot be done, and why.
var (
	ErrNone  = errors.New("there is no such thing in this room")
	ErrStale = errors.New("it was changed on another phone meanwhile")
	ErrFull  = errors.New("there are too many already")
)

// Config says what rooms are made of.
type Config struct {
	DB    *books.DB
	Dir   string           // folder of the files; made when missing
	Now   func() time.Time // the hub's clock
	Tell  Teller           // adds a line to the audit
	Judge func() (sheet.Options, error)
}

// Teller adds a line to the audit in the transaction of the act. producer is the
// code of the room whose producer acted, "" when an officer did, whom ctx tells.
type Teller func(ctx context.Context, t *books.Tx, producer, act, subject, remark string) error

// Rooms are the rooms of all producers. It is safe for concurrent use, by several
// hubs over one database and one folder too.
type Rooms struct {
	Config
	vault  *vault.Vault
	memory *semaphore.Weighted // pictures being decoded

	mu     sync.Mutex           // guards what follows
	strays map[string]time.Time // documents that belong to nothing, since when that is known
}

// decodings is how many pictures are decoded at once; each takes much memory.
const decodings = 2

// New opens the rooms in config.Dir.
func New(config Config) (*Rooms, error) {
	if err := os.MkdirAll(config.Dir, 0o750); err != nil {
		return nil, fmt.Errorf("open rooms: %w", err)
	}
	safe, err := vault.Open(filepath.Join(config.Dir, "documents"), filepath.Join(config.Dir, "documents.key"))
	if err != nil {
		return nil, fmt.Errorf("open rooms: %w", err)
	}
	return &Rooms{Config: config, vault: safe, memory: semaphore.NewWeighted(decodings)}, nil
}

// newID returns 128 random bits in hexadecimal digits.
func newID() string {
	random := make([]byte, 16)
	rand.Read(random) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(random)
}

// none turns a row that is not there into [ErrNone], and one that has changed into
// [ErrStale].
func none(err error) error {
	switch {
	case errors.Is(err, books.ErrNotFound):
		return ErrNone
	case errors.Is(err, books.ErrChanged):
		return ErrStale
	}
	return err
}
