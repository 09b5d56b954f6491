package record

import (
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// TestPin: whoever makes up a record signs it with a key of his own.
func TestPin(t *testing.T) {
	s := newScene(t)
	c := s.contents
	c.Hub = newHub("thief")
	forged := publish(t, c)
	key, err := s.hub.VerifierKey()
	if err != nil {
		t.Fatal(err)
	}
	if r := recount(t, forged, Options{}); !r.Right() || r.Pinned || r.Hub == key {
		t.Errorf("a record taken at its word: %v", sayAll(r))
	}
	if r := recount(t, forged, Options{Hub: key}); r.Right() || r.Faults[0].Code != CodeHub {
		t.Errorf("held against the hub's key: %v", sayAll(r))
	}
}

// TestReceipts: a receipt is found among the entries of the round, or among the
// hashes, where an entry may be hidden, or not at all.
func TestReceipts(t *testing.T) {
	s := newScene(t)
	other := ballotOf("other-1", 0, vote.Choice{Category: "secret", Nominee: "hidden"})
	other.Round = "2025"
	code := func(b vote.Ballot) ticket.Code { return ledger.ReceiptCode(tlog.RecordHash(ledger.EncodeEntry(b))) }
	o := Options{Receipts: []ticket.Code{code(ballotOf("a1", 1, tea, silk)), code(ballotOf("a1", 1, tea)), code(other)}}
	r := recount(t, publish(t, s.contents), o)
	if len(r.Faults) > 0 || r.Right() ||
		!r.Receipts[0].Shown || r.Receipts[0].Hidden || r.Receipts[1].Shown || r.Receipts[1].Hidden || r.Receipts[2].Shown || !r.Receipts[2].Hidden {
		t.Errorf("receipts %+v, faults %v", r.Receipts, sayAll(r))
	}
}

// TestDayCards: what staff showed as a code one evening is in the record, or the
// record is wrong.
func TestDayCards(t *testing.T) {
	s := newScene(t)
	dir := publish(t, s.contents)
	m := s.machines[1]
	card, err := m.log.DayCard(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if r := recount(t, dir, Options{Cards: []string{card.String() + "\n"}}); !r.Right() || !r.Cards[0].Contained || r.Cards[0].Size != 6 {
		t.Errorf("cards %+v, faults %v", r.Cards, sayAll(r))
	}
	m.cast(ballotOf("later", 0, tea))
	later, err := m.log.DayCard(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	forged := card
	forged.Root[0] ^= 1
	stranger, err := newMachine(t, t.TempDir()).log.DayCard(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]ledger.DayCard{"later": later, "forged": forged, "of a kiosk that is not there": stranger} {
		r := recount(t, dir, Options{Cards: []string{c.String()}})
		if r.Right() || r.Cards[0].Contained || len(r.Faults) != 1 || r.Faults[0].Code != CodeCard || r.Faults[0].Kiosk != c.Kiosk {
			t.Errorf("a card %s: %+v, %v", name, r.Cards, sayAll(r))
		}
	}
	if _, err := Recount(t.Context(), dir, Options{Cards: []string{"hangviet-card/1"}}); err == nil {
		t.Error("half a card is taken")
	}
}
