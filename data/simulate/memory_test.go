package simulate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// TestMemoryIsALedger: whatever is done with it, a ledger in memory sends the same
// bytes as the one of a kiosk.
func TestMemoryIsALedger(t *testing.T) {
	disk, err := store.Open(t.Context(), t.TempDir())
	must(t, err)
	defer disk.Close()
	self := ledger.KioskIdentity(keyOf(1, 1))
	hub := ledger.HubIdentity(keyOf(2, 1))
	hubKey, err := hub.VerifierKey()
	must(t, err)
	var memory Memory
	ours, theirs := ledger.Open(&memory, self), ledger.Open(disk, self)
	random := rand.New(rand.NewPCG(1, 2))
	for range 150 {
		if random.IntN(4) > 0 {
			b := ballot(random)
			_, err1 := ours.Append(t.Context(), b)
			_, err2 := theirs.Append(t.Context(), b)
			if (err1 == nil) != (err2 == nil) {
				t.Fatalf("append: %v and %v", err1, err2)
			}
			continue
		}
		same(t, ours, theirs, random)
		size, err := ours.Size(t.Context())
		must(t, err)
		acked, err := ours.Acked(t.Context())
		must(t, err)
		b, err := ours.Bundle(t.Context(), acked, random.IntN(int(size-acked)+1))
		must(t, err)
		head, err := b.Checkpoint()
		must(t, err)
		receipt, err := ledger.SignReceipt(hub, head)
		must(t, err)
		must(t, ours.Acknowledge(t.Context(), receipt, hubKey))
		must(t, theirs.Acknowledge(t.Context(), receipt, hubKey))
	}
	if size, _ := ours.Size(t.Context()); memory.bytes() > 1500*size {
		t.Errorf("%d entries take %d bytes", size, memory.bytes())
	}
}

// same compares what the two would send, and what they count.
func same(t *testing.T, ours, theirs *ledger.Log, random *rand.Rand) {
	t.Helper()
	acked, err := ours.Acked(t.Context())
	must(t, err)
	limit := random.IntN(20)
	one, err := ours.Bundle(t.Context(), acked, limit)
	must(t, err)
	two, err := theirs.Bundle(t.Context(), acked, limit)
	must(t, err)
	if !bytes.Equal(one.Marshal(), two.Marshal()) {
		t.Fatalf("from %d the bundles differ", acked)
	}
	counts, err := ours.Counts(t.Context(), "")
	must(t, err)
	others, err := theirs.Counts(t.Context(), "")
	must(t, err)
	if counts != others {
		t.Errorf("counts: %+v and %+v", counts, others)
	}
}

// ballot makes a ballot whose id and ticket may have been there before.
func ballot(random *rand.Rand) vote.Ballot {
	b := vote.Ballot{
		ID: fmt.Sprintf("%032x", random.IntN(200)), Round: fmt.Sprint("r", random.IntN(2)), Mode: vote.ByPause,
		Hour: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC), Order: random.Uint64(), Test: random.IntN(5) == 0,
		Choices: []vote.Choice{{Category: "c", Nominee: fmt.Sprint("n", random.IntN(9))}},
	}
	if random.IntN(2) == 0 {
		b.Mode, b.Ticket = vote.ByTicket, fmt.Sprintf("%016x", random.IntN(60))
	}
	return b
}

// TestMemoryUndoes: what fails leaves nothing behind.
func TestMemoryUndoes(t *testing.T) {
	var memory Memory
	log := ledger.Open(&memory, ledger.KioskIdentity(keyOf(1, 1)))
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		_, err := log.Append(t.Context(), ballot(random))
		must(t, err)
	}
	before, err := log.Bundle(t.Context(), 0, 100)
	must(t, err)
	failed := errors.New("failed")
	err = memory.Update(t.Context(), func(tx ledger.Tx) error {
		row := ledger.Row{Index: 5, ID: fmt.Sprintf("%032x", 77), Kind: ledger.Kind{Round: "other"}, Entry: []byte("x"), Head: []byte("y")}
		return errors.Join(tx.Append(row), tx.SetAcked(3, nil), failed)
	})
	if !errors.Is(err, failed) {
		t.Fatal(err)
	}
	after, err := log.Bundle(context.Background(), 0, 100)
	must(t, err)
	if !bytes.Equal(before.Marshal(), after.Marshal()) {
		t.Error("something is left")
	}
}
