package ledger

import "golang.org/x/mod/sumdb/tlog"

// Checkpoint says what a log holds: the hash over its first Size entries.
type Checkpoint struct {
	Kiosk string // [KeyID] of the kiosk
	Size  int64
	Root  tlog.Hash
}

// Receipt is a hub's word that it holds, on its disk, all that the checkpoint
// covers.
type Receipt = Checkpoint

// SignReceipt returns a receipt as a note signed by the hub.
func SignReceipt(hub Identity, r Receipt) ([]byte, error) { return nil, errUnfinished }

// OpenReceipt checks that the hub with that note verifier key signed the receipt
// and returns it. Its errors are [ErrSignature] or a *[ParseError].
func OpenReceipt(msg []byte, hubKey string) (Receipt, error) { return Receipt{}, errUnfinished }
