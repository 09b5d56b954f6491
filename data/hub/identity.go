package hub

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"

	"hangviet/data/hub/books"
	"hangviet/data/ledger"
)

// seedKey is where the seed of the hub's private key is kept. It lies in the
// database, so that several hubs over one database sign as one.
const seedKey = "hub-seed"

// identify returns the hub's identity and makes it at first start.
func identify(ctx context.Context, db *books.DB) (ledger.Identity, error) {
	var seed []byte
	err := db.Update(ctx, func(t *books.Tx) (err error) {
		seed, err = t.Meta(seedKey)
		if !errors.Is(err, books.ErrNotFound) {
			return err
		}
		seed = make([]byte, ed25519.SeedSize)
		rand.Read(seed) // never fails: crypto/rand ends the program instead
		return t.PutMeta(seedKey, seed)
	})
	if err != nil {
		return ledger.Identity{}, fmt.Errorf("read hub identity: %w", err)
	}
	if len(seed) != ed25519.SeedSize {
		return ledger.Identity{}, errors.New("hub identity is damaged")
	}
	return ledger.HubIdentity(ed25519.NewKeyFromSeed(seed)), nil
}
