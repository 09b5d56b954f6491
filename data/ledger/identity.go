package ledger

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// Identity is who signs: a kiosk its ledger, a hub its receipts.
type Identity struct {
	ID         string // first 16 hexadecimal digits of the SHA-256 of the public key
	Name       string // name of the note key: "kiosk-" or "hub-" and the ID
	PrivateKey ed25519.PrivateKey
}

// What the names of note keys begin with: who may sign what is told by them.
const (
	kioskPrefix = "kiosk-"
	hubPrefix   = "hub-"
)

// KioskIdentity returns the identity of the kiosk with that key.
func KioskIdentity(key ed25519.PrivateKey) Identity { return identity(kioskPrefix, key) }

// HubIdentity returns the identity of the hub with that key.
func HubIdentity(key ed25519.PrivateKey) Identity { return identity(hubPrefix, key) }

func identity(prefix string, key ed25519.PrivateKey) Identity {
	id := KeyID(key.Public().(ed25519.PublicKey))
	return Identity{ID: id, Name: prefix + id, PrivateKey: key}
}

// KeyID returns the id of a public key.
func KeyID(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return hex.EncodeToString(sum[:8])
}

// PublicKey returns the public half of the key.
func (i Identity) PublicKey() ed25519.PublicKey {
	return i.PrivateKey.Public().(ed25519.PublicKey)
}

// VerifierKey returns the identity's note verifier key: its name, a hash and
// the public key in one line of text. A kiosk knows its hub by it.
func (i Identity) VerifierKey() (string, error) {
	return note.NewEd25519VerifierKey(i.Name, i.PublicKey())
}

// sign returns text as a note signed by the identity.
func (i Identity) sign(text string) ([]byte, error) {
	verifier, err := verifierOf(i.Name, i.PublicKey())
	if err != nil {
		return nil, err
	}
	return note.Sign(&note.Note{Text: text}, signer{i, verifier.KeyHash()})
}

// verifierOf returns the verifier of a key under a name.
func verifierOf(name string, key ed25519.PublicKey) (note.Verifier, error) {
	text, err := note.NewEd25519VerifierKey(name, key)
	if err != nil {
		return nil, err
	}
	return note.NewVerifier(text)
}

// signer is an Identity as package note wants it.
type signer struct {
	self Identity
	hash uint32
}

func (s signer) Name() string                    { return s.self.Name }
func (s signer) KeyHash() uint32                 { return s.hash }
func (s signer) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(s.self.PrivateKey, msg), nil }

// openNote returns the text of a note that verifier's key signed, and nobody
// else did.
func openNote(msg []byte, verifier note.Verifier) (string, error) {
	n, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrSignature, err)
	}
	if len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 {
		return "", fmt.Errorf("%w: %d signatures", ErrSignature, len(n.Sigs)+len(n.UnverifiedSigs))
	}
	if _, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64); err != nil {
		return "", fmt.Errorf("%w: %w", ErrSignature, err) // the same signature in other letters
	}
	return n.Text, nil
}
