// Package wire holds what a kiosk and a hub say to each other besides the
// ledger bundle and the receipt: paths, the enrolment, the beat with the kiosk's
// health, the counters of a day, the file of a set-up stick, the code that opens a
// locked entrance, and the form of an answer and of a refusal. It is pure, so that
// both sides import the same text.
//
// A kiosk proves who it is by its Ed25519 key alone; its id is made from the
// public key ([KioskID]), so that nobody can enrol under somebody else's. What
// is signed starts with a line that no other signature of the project starts
// with, so that a signature made for one purpose never serves another.
//
// Start with [Enrolment].
package wire

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Paths of the hub's API, to be put behind the hub's address.
const (
	PathEnrol   = "/api/v1/enrol"   // POST an [Enrolment], get a [Standing] with the hub's key
	PathLedger  = "/api/v1/ledger"  // POST a ledger bundle, get a receipt note
	PathKiosks  = "/api/v1/kiosks/" // GET …/{id}, get a [Standing] with the number of entries the hub holds
	PathContent = "/content/"       // GET the content folder
)

// Status is how a hub stands to a kiosk.
type Status string

// The statuses. Ballots of a pending kiosk are stored but not counted; a
// refused kiosk is told so and nothing more is taken from it.
const (
	Pending  Status = "pending"
	Approved Status = "approved"
	Refused  Status = "refused"
)

// Standing is the hub's answer about a kiosk.
type Standing struct {
	Status Status `json:"status"`
	HubKey string `json:"hubKey,omitempty"` // verifier key of sumdb/note, "hub-<id>+…", by which receipts are checked
	Have   int64  `json:"have"`             // entries of this kiosk's ledger that the hub holds, without a gap from 0
}

// Code names a reason for which the hub refused something.
type Code string

// The codes of [Refusal].
const (
	CodeBadRequest  Code = "bad-request"  // 400: not what this path takes
	CodeSignature   Code = "signature"    // 403: the signature does not belong to the text, or the id not to the key
	CodeOtherKey    Code = "other-key"    // 403: the id is enrolled with another key
	CodeNotEnrolled Code = "not-enrolled" // 403: enrol first
	CodeRefused     Code = "refused"      // 403: the organiser refused this kiosk
	CodeGap         Code = "gap"          // 409: entries are missing before the bundle; Have says from where to send
	CodeFork        Code = "fork"         // 409: the hub holds other entries at the same places; kept for a person
	CodeTooLarge    Code = "too-large"    // 413: send fewer entries
	CodeBusy        Code = "busy"         // 503: too many kiosks wait for approval; try again later
	CodeWaiting     Code = "waiting"      // 503: no more is taken from this kiosk until it is approved; try again later
	CodeStale       Code = "stale"        // 409: sent at another time than now, or again; Time says what time it is
	CodeNotFound    Code = "not-found"    // 404
	CodeToken       Code = "token"        // 401: no token, or not a good one
	CodeRole        Code = "role"         // 403: the token's role has not the right
	CodeInternal    Code = "internal"     // 500: nothing was taken; try again later
)

// Refusal is the body of every answer of the API other than 200.
type Refusal struct {
	Code Code   `json:"code"`
	VI   string `json:"vi"`
	EN   string `json:"en"`
	Have *int64 `json:"have,omitempty"` // with [CodeGap]
	Time string `json:"time,omitempty"` // with [CodeStale]: the hub's clock, as [FormatClock] writes it
}

// Error makes a refusal usable as an error.
func (r Refusal) Error() string { return string(r.Code) + ": " + r.EN }

// The reasons for which an enrolment is not accepted.
var (
	ErrShape     = errors.New("enrolment is malformed")
	ErrSignature = errors.New("enrolment is not signed by its key")
	ErrID        = errors.New("kiosk id is not made from the key")
)

// MaxName is how many bytes a kiosk's name may take.
const MaxName = 200

// Enrolment is a kiosk's request to be known to a hub. Sending it again is
// harmless.
type Enrolment struct {
	Kiosk     string `json:"kiosk"`           // [KioskID] of PublicKey
	PublicKey []byte `json:"publicKey"`       // Ed25519, 32 bytes; base64 in JSON
	Name      string `json:"name"`            // what staff call the kiosk, "Điểm bán 12 Lê Lợi"; one line, may be empty
	Time      string `json:"time"`            // the kiosk's clock, RFC 3339; of two enrolments the later one's name holds
	Signature []byte `json:"signature"`       // Ed25519 over [Enrolment.Text]; base64 in JSON
	Claim     *Claim `json:"claim,omitempty"` // of a kiosk that a set-up stick made; signed by itself
}

// KioskID returns the id that belongs to a public key: the first 16
// hexadecimal digits of its SHA-256.
func KioskID(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return hex.EncodeToString(sum[:8])
}

// NewEnrolment makes a signed enrolment.
func NewEnrolment(key ed25519.PrivateKey, name string, now time.Time) Enrolment {
	public := key.Public().(ed25519.PublicKey)
	e := Enrolment{
		Kiosk:     KioskID(public),
		PublicKey: public,
		Name:      name,
		Time:      now.UTC().Format(time.RFC3339),
	}
	e.Signature = ed25519.Sign(key, e.Text())
	return e
}

// Text is what is signed: five lines, the first of which names the purpose.
func (e Enrolment) Text() []byte {
	return fmt.Appendf(nil, "hangviet kiosk enrolment v1\nkiosk %s\nkey %x\ntime %s\nname %s\n",
		e.Kiosk, e.PublicKey, e.Time, e.Name)
}

// Verify checks shape, id and signature: [ErrShape], [ErrID] or [ErrSignature].
func (e Enrolment) Verify() error {
	if len(e.PublicKey) != ed25519.PublicKeySize || !oneLine(e.Name) {
		return ErrShape
	}
	if _, err := time.Parse(time.RFC3339, e.Time); err != nil {
		return ErrShape
	}
	if e.Kiosk != KioskID(e.PublicKey) {
		return ErrID
	}
	if !ed25519.Verify(e.PublicKey, e.Text(), e.Signature) {
		return ErrSignature
	}
	return nil
}

// oneLine refuses what could make one signed text read as another, or a page
// show something else than what was typed.
func oneLine(name string) bool {
	return len(name) <= MaxName && utf8.ValidString(name) && !strings.ContainsFunc(name, hidden)
}
