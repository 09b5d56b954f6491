package record

import (
	"context"
	"crypto/ed25519"
	"io"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// Status is whether the organiser counts what a kiosk sends.
type Status string

// The statuses. Only an approved kiosk counts.
const (
	Approved Status = "approved"
	Pending  Status = "pending"
	Refused  Status = "refused"
)

// Decision is what a person decided about a branch that contradicts its kiosk's
// ledger, as a kiosk that was restored or cloned makes it.
type Decision string

// The decisions.
const (
	Waiting Decision = "waiting" // nobody has decided yet; the branch does not count
	Counted Decision = "counted" // what is only in the branch counts too
	LeftOut Decision = "aside"   // it does not count
)

// Contents is everything a record is made of.
type Contents struct {
	Hub         ledger.Identity // signs the record
	Round       string          // [vote.Round.ID]
	Phase       vote.Phase      // where the round stands
	Definitions []Definition    // every form in which the round was published, the newest first; 1 or more
	Rules       Rules           // by which ballots are flagged
	Tickets     *ticket.List    // nil when there are none
	Remarks     *Remarks        // nil when nothing is said
	Kiosks      func(ctx context.Context, f func(Kiosk) error) error
}

// Kiosk is a kiosk and what is known of its ledger. It serves as long as the call
// of Contents.Kiosks that gave it.
type Kiosk struct {
	ID       string // [ledger.KeyID] of Key
	Key      ed25519.PublicKey
	Name     string // shown only of one that was approved: whoever enrols chooses it
	Status   Status
	Size     int64  // entries of its ledger; a kiosk without any is left out
	Heads    []Head // checkpoints signed by the kiosk, the smallest first
	Branches []Branch
	Entries  func(f func(entry []byte) error) error // all of its ledger, in order
}

// Head is a checkpoint for so many entries.
type Head struct {
	Size int64
	Note []byte
}

// Branch is another history of a kiosk's ledger.
type Branch struct {
	Bundle   ledger.Bundle
	Decision Decision
	Decided  time.Time // zero while it waits
}

// Sink takes the files of a record, one after the other.
type Sink interface {
	Create(name string) (io.WriteCloser, error) // name has slashes and lies within the record
}
