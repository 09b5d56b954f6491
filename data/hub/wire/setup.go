package wire

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// SetUpFile is where a set-up stick holds what a new kiosk needs, from the top of
// the stick.
const SetUpFile = "hangviet-setup/setup.note"

// MaxSetUp is more than the file is ever long, in bytes.
const MaxSetUp = 1 << 20

// setUpPurpose is the first line of the file, which no other signature begins with.
const setUpPurpose = "hangviet kiosk set-up v1"

// SetUp is what a set-up stick brings to a new kiosk: whom to trust, which hub to
// call, and a voucher by which the hub approves the kiosk without being asked. The
// file is a note (golang.org/x/mod/sumdb/note) that the hub signed.
type SetUp struct {
	Organiser string            `json:"organiser"`       // what people call who made it
	Root      []byte            `json:"root"`            // the organiser's first root; base64
	Hub       string            `json:"hub"`             // address
	HubKey    string            `json:"hubKey"`          // note verifier key, by which the note itself is signed
	Voucher   string            `json:"voucher"`         // its id
	Key       []byte            `json:"key"`             // the voucher's Ed25519 seed; base64
	Expires   string            `json:"expires"`         // RFC 3339
	Settings  map[string]string `json:"settings"`        // as kiosk setup takes them
	Staff     json.RawMessage   `json:"staff,omitempty"` // a member of the point; older programs take no other
	Crew      json.RawMessage   `json:"crew,omitempty"`  // the same staff with a technician, in its place
}

// The reasons for which a set-up file is not taken.
var (
	ErrSetUp   = errors.New("set-up file is damaged")
	ErrVoucher = errors.New("voucher claim is not signed by the voucher")
)

// Note returns the file, signed by sign, which signs a note's text.
func (s SetUp) Note(sign func(text string) ([]byte, error)) ([]byte, error) {
	body, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write set-up: %w", err)
	}
	return sign(setUpPurpose + "\n" + base64.StdEncoding.EncodeToString(body) + "\n")
}

// ReadSetUp reads a file and checks that it is signed by the hub that it names. It
// does not say whether that hub is to be trusted: a person who puts the stick in
// does. The error is [ErrSetUp].
func ReadSetUp(file []byte) (SetUp, error) {
	text, _, _ := strings.Cut(string(file), "\n\n")
	purpose, body, _ := strings.Cut(text, "\n")
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(body, "\n"))
	var s SetUp
	if purpose != setUpPurpose || err != nil || json.Unmarshal(raw, &s) != nil || len(s.Root) == 0 {
		return SetUp{}, ErrSetUp
	}
	verifier, err := note.NewVerifier(s.HubKey)
	if err != nil {
		return SetUp{}, fmt.Errorf("%w: %w", ErrSetUp, err)
	}
	if _, err := note.Open(file, note.VerifierList(verifier)); err != nil {
		return SetUp{}, fmt.Errorf("%w: %w", ErrSetUp, err)
	}
	if s.Voucher != "" && len(s.Key) != ed25519.SeedSize {
		return SetUp{}, fmt.Errorf("%w: voucher without a key", ErrSetUp)
	}
	return s, nil
}

// Claim uses a voucher for one kiosk. It rides with the enrolment, or with a stick;
// the voucher's key itself never travels but on the set-up stick. Sending it again
// is harmless, and it serves no other kiosk.
type Claim struct {
	Voucher   string `json:"voucher"`
	Signature []byte `json:"signature"` // by the voucher's key
}

// NewClaim claims a voucher for the kiosk with that public key.
func NewClaim(voucher string, seed []byte, kiosk ed25519.PublicKey) (Claim, error) {
	if len(seed) != ed25519.SeedSize {
		return Claim{}, ErrVoucher
	}
	return Claim{voucher, ed25519.Sign(ed25519.NewKeyFromSeed(seed), claimText(voucher, kiosk))}, nil
}

// Verify checks a claim for a kiosk by the voucher's public key: [ErrVoucher].
func (c Claim) Verify(voucher, kiosk ed25519.PublicKey) error {
	if len(voucher) != ed25519.PublicKeySize || !ed25519.Verify(voucher, claimText(c.Voucher, kiosk), c.Signature) {
		return ErrVoucher
	}
	return nil
}

func claimText(voucher string, kiosk ed25519.PublicKey) []byte {
	return fmt.Appendf(nil, "hangviet voucher claim v1\nvoucher %s\nkiosk %s\nkey %x\n", voucher, KioskID(kiosk), []byte(kiosk))
}

// Past tells whether the voucher is over; a time that cannot be read is.
func (s SetUp) Past(now time.Time) bool {
	at, err := time.Parse(time.RFC3339, s.Expires)
	return err != nil || !now.Before(at)
}
