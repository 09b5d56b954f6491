package wire

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// PathBeat takes a [Beat] by POST and answers with a [Heard].
const PathBeat = "/api/v1/beat"

// Freshness is how far the instant that a beat names may be from the hub's clock;
// one that is further off is refused with [CodeStale] and the hub's time.
const Freshness = 5 * time.Minute

// Bounds of a beat.
const (
	MaxHealth   = 16 << 10 // bytes of the health in it
	nonceLength = 16       // bytes of a nonce
)

// clockForm is how a beat's instants are written: UTC, milliseconds.
const clockForm = "2006-01-02T15:04:05.000Z"

// Beat is how a kiosk is, told every few minutes and signed by its key.
//
// The nonces make a chain: each beat names the one before it that the hub is
// known to have heard. A kiosk whose beat got no answer sends its nonce again. So
// two devices with one identity show: each goes on from its own last beat, and
// neither from the other's.
//
// A beat that rides on a stick is a letter: it has no nonces and no Sent.
type Beat struct {
	Kiosk     string          `json:"kiosk"`          // [KioskID] of PublicKey
	PublicKey []byte          `json:"publicKey"`      // Ed25519, 32 bytes; base64 in JSON
	Time      string          `json:"time"`           // the kiosk's own clock, right or wrong: UTC with milliseconds
	Sent      string          `json:"sent,omitempty"` // the same instant by the hub's clock, as far as the kiosk knows it
	Nonce     string          `json:"nonce,omitempty"`
	Prior     string          `json:"prior,omitempty"` // nonce of the last beat that was answered; "" before the first
	Health    json.RawMessage `json:"health"`          // a [Health], signed without the space between its parts
	Signature []byte          `json:"signature"`       // Ed25519 over [Beat.Text]; base64 in JSON
}

// Heard is the hub's answer to a beat.
type Heard struct {
	Standing
	Nonce string `json:"nonce"`           // of the beat that was heard
	Time  string `json:"time"`            // the hub's clock: UTC with milliseconds
	Every int    `json:"every,omitempty"` // seconds until the hub wants the next one; 0: as the kiosk likes
	Twin  bool   `json:"twin,omitempty"`  // two devices use this kiosk's identity
	Note  []byte `json:"note,omitempty"`  // [TimeText] as a note that the hub signed; base64 in JSON
}

// TimeText is what a hub signs to tell a kiosk what time it is: it answers one beat,
// by its nonce, and so cannot be played back later.
func TimeText(kiosk, nonce, time string) string {
	return fmt.Sprintf("hangviet hub time v1\n%s\n%s\n%s\n", kiosk, nonce, time)
}

// ErrBeat says that a beat is not of the form of one.
var ErrBeat = errors.New("beat is malformed")

// NewNonce draws a nonce for a beat.
func NewNonce() string {
	drawn := make([]byte, nonceLength)
	rand.Read(drawn) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(drawn)
}

// NewBeat makes a signed beat. Now is the kiosk's clock, off what is to be added
// to it to get the hub's.
func NewBeat(key ed25519.PrivateKey, nonce, prior string, now time.Time, off time.Duration, h Health) (Beat, error) {
	b := Beat{Nonce: nonce, Prior: prior, Time: FormatClock(now), Sent: FormatClock(now.Add(off))}
	return b.signed(key, h)
}

// NewLetter makes a signed beat for a stick.
func NewLetter(key ed25519.PrivateKey, now time.Time, h Health) (Beat, error) {
	return Beat{Time: FormatClock(now)}.signed(key, h)
}

func (b Beat) signed(key ed25519.PrivateKey, h Health) (Beat, error) {
	health, err := json.Marshal(h)
	if err != nil {
		return b, fmt.Errorf("write health: %w", err)
	}
	b.PublicKey = key.Public().(ed25519.PublicKey)
	b.Kiosk, b.Health = KioskID(b.PublicKey), health
	b.Signature = ed25519.Sign(key, b.Text())
	return b, nil
}

// Text is what is signed; its first line names the purpose. Spaces between the parts
// of the health do not matter: a letter is a file that people may read.
func (b Beat) Text() []byte {
	var health bytes.Buffer
	if json.Compact(&health, b.Health) != nil { // what is no JSON, Verify refuses
		health.Write(b.Health)
	}
	return fmt.Appendf(nil, "hangviet kiosk beat v1\nkiosk %s\nkey %x\ntime %s\nsent %s\nnonce %s\nprior %s\nhealth %x\n",
		b.Kiosk, b.PublicKey, b.Time, b.Sent, b.Nonce, b.Prior, sha256.Sum256(health.Bytes()))
}

// IsLetter tells whether the beat came by stick.
func (b Beat) IsLetter() bool { return b.Nonce == "" }

// Verify checks shape, id and signature: [ErrBeat], [ErrID] or [ErrSignature].
func (b Beat) Verify() error {
	if len(b.PublicKey) != ed25519.PublicKeySize || len(b.Health) > MaxHealth || !json.Valid(b.Health) || !b.dated() || !b.chained() {
		return ErrBeat
	}
	if b.Kiosk != KioskID(b.PublicKey) {
		return ErrID
	}
	if !ed25519.Verify(b.PublicKey, b.Text(), b.Signature) {
		return ErrSignature
	}
	return nil
}

func (b Beat) dated() bool {
	_, bad := ParseClock(b.Time)
	if b.IsLetter() {
		return bad == nil && b.Sent == ""
	}
	_, unsent := ParseClock(b.Sent)
	return bad == nil && unsent == nil
}

func (b Beat) chained() bool {
	if b.IsLetter() {
		return b.Prior == ""
	}
	return isNonce(b.Nonce) && (b.Prior == "" || isNonce(b.Prior)) && b.Nonce != b.Prior
}

func isNonce(s string) bool {
	return len(s) == 2*nonceLength && strings.Trim(s, "0123456789abcdef") == ""
}

// FormatClock writes an instant as beats do. Years that RFC 3339 cannot hold are
// cut to its bounds: such a clock is wrong anyway.
func FormatClock(t time.Time) string {
	t = t.UTC()
	if first := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC); t.Before(first) {
		t = first
	}
	if last := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC); t.After(last) {
		t = last
	}
	return t.Format(clockForm)
}

// ParseClock reads what [FormatClock] wrote, and nothing else.
func ParseClock(s string) (time.Time, error) {
	t, err := time.Parse(clockForm, s)
	if err == nil && FormatClock(t) != s {
		err = ErrBeat
	}
	return t, err
}

// ReadHealth returns the health that the beat carries, with what does not fit
// cut off. Fields it does not know are passed over: a newer kiosk may tell more.
func (b Beat) ReadHealth() (Health, error) {
	var h Health
	if err := json.NewDecoder(bytes.NewReader(b.Health)).Decode(&h); err != nil {
		return h, fmt.Errorf("%w: %w", ErrBeat, err)
	}
	return h.bounded(), nil
}
