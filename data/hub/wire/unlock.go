package wire

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"filippo.io/edwards25519"
)

// An unlock code opens the staff entrance of one kiosk once, after too many wrong
// PINs. The organiser reads it out on the telephone, so it has to be short, which a
// signature (64 bytes) is not. In its place stands an HMAC under a key that nobody
// but this kiosk and its hub can work out: the X25519 agreement of the two keys
// they have known each other by since the kiosk enrolled. Nothing more is kept or
// sent for it, and a kiosk that was away from the network since can still judge a
// code. Ed25519 keys serve for X25519 by the birational map of RFC 7748, as they do
// in age and libsodium.
//
// The code is bound to the kiosk and to the challenge on its screen, which is drawn
// anew each time the entrance is locked. Whoever has heard any number of codes
// cannot make another; whoever guesses has one chance in 10^16 each, and the kiosk
// hears one guess in a quarter of a minute.

// UnlockDigits is how long an unlock code is; it is told in groups of four.
const UnlockDigits = 16

// ErrUnlock says that a code cannot be made with these keys.
var ErrUnlock = errors.New("keys do not agree on an unlock code")

// UnlockCode returns the code, digits only, by which the staff entrance of a kiosk
// opens while it shows that challenge. Both sides get the same: the hub from its own
// key and the kiosk's public one, the kiosk from its own and the hub's.
func UnlockCode(own ed25519.PrivateKey, other ed25519.PublicKey, kiosk, challenge string) (string, error) {
	secret, err := agree(own, other)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrUnlock, err)
	}
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "hangviet staff unlock code v1\nkiosk %s\nchallenge %s\n", kiosk, challenge)
	return fmt.Sprintf("%0*d", UnlockDigits, binary.BigEndian.Uint64(mac.Sum(nil))%1e16), nil
}

// SameUnlockCode compares a code as people type it with the right one, in a time
// that does not tell how much of it is right.
func SameUnlockCode(typed, right string) bool {
	digits := strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, typed)
	return len(right) == UnlockDigits && subtle.ConstantTimeCompare([]byte(digits), []byte(right)) == 1
}

// ShowUnlockCode parts a code into groups of four, as it is read out.
func ShowUnlockCode(code string) string {
	var out strings.Builder
	for i, r := range code {
		if i > 0 && i%4 == 0 {
			out.WriteByte(' ')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// agree is X25519 of two Ed25519 keys.
func agree(own ed25519.PrivateKey, other ed25519.PublicKey) ([]byte, error) {
	if len(own) != ed25519.PrivateKeySize || len(other) != ed25519.PublicKeySize {
		return nil, errors.New("a key has a wrong length")
	}
	point, err := new(edwards25519.Point).SetBytes(other)
	if err != nil {
		return nil, err
	}
	seed := sha512.Sum512(own.Seed())
	private, err := ecdh.X25519().NewPrivateKey(seed[:32])
	if err != nil {
		return nil, err
	}
	public, err := ecdh.X25519().NewPublicKey(point.BytesMontgomery())
	if err != nil {
		return nil, err
	}
	return private.ECDH(public) // refuses points of low order
}

// HubPublicKey returns the public key in a hub's note verifier key, as a kiosk keeps
// it ("hub-…+hash+key").
func HubPublicKey(verifier string) (ed25519.PublicKey, error) {
	parts := strings.SplitN(verifier, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("%w: hub's key is no verifier key", ErrUnlock)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != noteEd25519 {
		return nil, fmt.Errorf("%w: hub's key is no Ed25519 key", ErrUnlock)
	}
	return key[1:], nil
}

// noteEd25519 is how package note marks an Ed25519 key.
const noteEd25519 = 1
