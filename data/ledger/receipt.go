package ledger

import (
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint says what a log holds: the root over its first Size entries.
type Checkpoint struct {
	Kiosk string // [KeyID] of the kiosk
	Size  int64
	Root  tlog.Hash
}

// Receipt is a hub's word that it holds, on its disk, all that the checkpoint
// covers.
type Receipt = Checkpoint

// The first lines, by which a checkpoint is told from a receipt.
const (
	headTitle    = "hangviet kiosk ledger v1"
	receiptTitle = "hangviet hub receipt v1"
)

// SignReceipt returns a receipt as a note signed by the hub.
func SignReceipt(hub Identity, r Receipt) ([]byte, error) {
	msg, err := hub.sign(r.text(receiptTitle))
	if err != nil {
		return nil, fmt.Errorf("sign receipt: %w", err)
	}
	return msg, nil
}

// OpenReceipt checks that the hub with that note verifier key signed the receipt
// and returns it. Its errors are [ErrSignature] or a *[ParseError].
func OpenReceipt(msg []byte, hubKey string) (Receipt, error) {
	verifier, err := note.NewVerifier(hubKey)
	if err != nil {
		return Receipt{}, fmt.Errorf("open receipt: hub's key: %w", err)
	}
	if !strings.HasPrefix(verifier.Name(), hubPrefix) {
		return Receipt{}, fmt.Errorf("open receipt: %w: %s is no hub", ErrSignature, verifier.Name())
	}
	text, err := openNote(msg, verifier)
	if err != nil {
		return Receipt{}, fmt.Errorf("open receipt: %w", err)
	}
	return parseCheckpoint("receipt", receiptTitle, text)
}

func (c Checkpoint) text(title string) string {
	return fmt.Sprintf("%s\n%s\n%d\n%s\n", title, c.Kiosk, c.Size, encode64(c.Root[:]))
}

func parseCheckpoint(what, title, text string) (Checkpoint, error) {
	p := &parser{what: what, data: []byte(text)}
	p.is(title)
	c := Checkpoint{Kiosk: p.id(p.line()), Size: p.decimal(p.line()), Root: p.hash(p.line())}
	if err := p.end(); err != nil {
		return Checkpoint{}, err
	}
	return c, nil
}

// openHead returns the checkpoint of a kiosk that verifier's key signed.
func openHead(head []byte, verifier note.Verifier) (Checkpoint, error) {
	text, err := openNote(head, verifier)
	if err != nil {
		return Checkpoint{}, err
	}
	return parseCheckpoint("checkpoint", headTitle, text)
}
