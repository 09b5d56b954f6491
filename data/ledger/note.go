package ledger

import (
	"crypto/ed25519"
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// SignNote returns text as a note signed by the identity. The text's first line
// must say what the note is, and differ from those of checkpoints and receipts,
// so that neither can be passed off as the other.
func (i Identity) SignNote(text string) ([]byte, error) {
	msg, err := i.sign(text)
	if err != nil {
		return nil, fmt.Errorf("sign note: %w", err)
	}
	return msg, nil
}

// OpenNote returns the text of a note that the owner of a note verifier key
// signed and nobody else did, written in the one way there is to write it; else
// the error is [ErrSignature].
func OpenNote(msg []byte, key string) (string, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return "", fmt.Errorf("open note: key: %w", err)
	}
	return openNote(msg, verifier)
}

// OpenCheckpoint checks that the kiosk with that key signed the checkpoint and
// returns it. Its errors are [ErrSignature] or a *[ParseError].
func OpenCheckpoint(msg []byte, key ed25519.PublicKey) (Checkpoint, error) {
	verifier, err := verifierOf(kioskPrefix+KeyID(key), key)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("open checkpoint: key: %w", err)
	}
	return openHead(msg, verifier)
}
