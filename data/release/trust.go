package release

import (
	"context"
	"time"
)

// Trust is what a reader has accepted so far: the pinned root and the newest
// metadata.
type Trust struct{}

// OpenTrust opens the trust folder dir, making it when it is not there.
func OpenTrust(dir string) (*Trust, error) { return nil, nil }

// Pinned tells whether a root is pinned.
func (t *Trust) Pinned() bool { return false }

// Pin makes root the one whose releases are accepted, for good; another root is
// [ErrOtherRoot], the same root again is fine.
func (t *Trust) Pin(root []byte) error { return nil }

// Fingerprint returns the SHA-256 of the pinned root in hexadecimal, "" when
// none is pinned.
func (t *Trust) Fingerprint() string { return "" }

// Check verifies the metadata and the manifest that src holds. Nothing is
// persisted until [Candidate.Commit]. The release may be the accepted one: its
// number says so.
func (t *Trust) Check(ctx context.Context, src Source, now time.Time) (*Candidate, error) {
	return nil, nil
}
