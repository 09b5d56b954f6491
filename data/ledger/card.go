package ledger

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ticket"
)

// DayCard is a kiosk's signed checkpoint, short enough for a QR code that a
// phone reads from a screen. Whoever kept one can tell whether a record that is
// published later contains all that the kiosk held then.
type DayCard struct {
	Checkpoint
	Signature [ed25519.SignatureSize]byte
}

// MaxDayCard is the greatest length of a day card in bytes.
const MaxDayCard = 200

const cardTitle = "hangviet-card/1"

// DayCard returns the log's checkpoint as it stands.
func (l *Log) DayCard(ctx context.Context) (DayCard, error) {
	var card DayCard
	err := l.storage.View(ctx, func(tx Tx) error {
		size, err := tx.Size()
		if err != nil {
			return err
		}
		f, err := readFrontier(tx, size)
		if err != nil {
			return err
		}
		card.Checkpoint = Checkpoint{l.self.ID, f.size, f.root()}
		copy(card.Signature[:], ed25519.Sign(l.self.PrivateKey, []byte(card.text(headTitle))))
		return nil
	})
	if err != nil {
		return DayCard{}, fmt.Errorf("make day card: %w", err)
	}
	return card, nil
}

// String returns the card as it stands in the QR code, see the package comment.
func (c DayCard) String() string {
	return fmt.Sprintf("%s %s %d %s %s", cardTitle, c.Kiosk, c.Size, encode64(c.Root[:]), encode64(c.Signature[:]))
}

// ParseDayCard reads what [DayCard.String] wrote, and nothing else: what it
// accepts, String gives back byte for byte. Its errors are *[ParseError]. It does
// not check the signature: [DayCard.Verify] does.
func ParseDayCard(text string) (DayCard, error) {
	p := &parser{what: "day card", data: []byte(text)}
	if len(text) > MaxDayCard {
		p.fail(fmt.Sprintf("longer than %d bytes", MaxDayCard))
	}
	parts := strings.Split(text, " ")
	if p.err == nil && (len(parts) != 5 || parts[0] != cardTitle) {
		p.fail(fmt.Sprintf("expected %q and four fields", cardTitle))
	}
	if p.err != nil {
		return DayCard{}, p.err
	}
	c := DayCard{Checkpoint: Checkpoint{Kiosk: p.id(parts[1]), Size: p.decimal(parts[2]), Root: p.hash(parts[3])}}
	signature, err := base64.StdEncoding.DecodeString(parts[4])
	if p.err == nil && (err != nil || len(signature) != len(c.Signature) || encode64(signature) != parts[4]) {
		p.fail("signature is not 64 bytes in base64")
	}
	if p.err != nil {
		return DayCard{}, p.err
	}
	copy(c.Signature[:], signature)
	return c, nil
}

// Verify checks that the card is of the kiosk with that public key, and signed
// by it. The error is [ErrSignature].
func (c DayCard) Verify(key ed25519.PublicKey) error {
	if len(key) != ed25519.PublicKeySize || KeyID(key) != c.Kiosk {
		return fmt.Errorf("verify day card: %w: key is not of kiosk %s", ErrSignature, c.Kiosk)
	}
	if !ed25519.Verify(key, []byte(c.text(headTitle)), c.Signature[:]) {
		return fmt.Errorf("verify day card: %w", ErrSignature)
	}
	return nil
}

// ReceiptCode returns the code by which a voter finds his ballot in the record:
// the first 60 bits of the hash of its entry, tlog.RecordHash, as a ticket's code
// is written. Nobody can guess it, but whoever sees it can find the entry in the
// published record and read the choices: see the package comment.
func ReceiptCode(leaf tlog.Hash) ticket.Code {
	return ticket.Encode(binary.BigEndian.Uint64(leaf[:8]) >> 4)
}
