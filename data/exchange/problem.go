package exchange

import (
	"crypto/ed25519"
	"errors"

	"hangviet/data/catalog"
)

// Kiosk says who sends.
type Kiosk struct {
	ID   string // first 16 hexadecimal digits of the SHA-256 of the public key
	Name string // what people call it; may be empty
	Key  ed25519.PrivateKey
}

// Problem is a failure as a person is told it.
type Problem struct {
	Code    string       // "E-CONTENT-SIGN"; stable
	Message catalog.Text // one sentence that says what to do
}

// What can go wrong on this side. The errors of data/release and data/ledger
// come through as they are.
var (
	ErrNoContent   = errors.New("no content imported yet")
	ErrNotSetUp    = errors.New("no organiser's root is pinned")
	ErrBusy        = errors.New("another import is running")
	ErrVersion     = errors.New("release needs a newer program")
	ErrSpace       = errors.New("not enough free disk space")
	ErrHubAway     = errors.New("hub cannot be reached")
	ErrHubReply    = errors.New("hub's reply makes no sense")
	ErrHubKey      = errors.New("hub has another key than the pinned one")
	ErrHubRefused  = errors.New("hub refused this kiosk")
	ErrHubFork     = errors.New("hub holds another ledger of this kiosk")
	ErrHubAhead    = errors.New("hub holds more of this ledger than the kiosk")
	ErrHubTooLarge = errors.New("hub finds the bundle too large")
)

// Explain returns the code and the sentence for err.
func Explain(err error) Problem { panic("skeleton") }
