package ledger_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"hangviet/data/ledger"
	"hangviet/data/store"
)

// clone returns two logs with the same ballots and key, as a disk and its copy
// first one's disk would have them.
func clone(t *testing.T, n int) (original, copied *ledger.Log) {
	t.Helper()
	self := ledger.KioskIdentity(key("kiosk"))
	original, copied = ledger.Open(openStore(t, t.TempDir()), self), ledger.Open(openStore(t, t.TempDir()), self)
	cast(t, original, 0, n)
	cast(t, copied, 0, n)
	return original, copied
}

func send(t *testing.T, l *ledger.Log, r *receiver, from int64, limit int) error {
	t.Helper()
	_, err := r.receive(bundle(t, l, from, limit).Marshal())
	return err
}

func mustSend(t *testing.T, l *ledger.Log, r *receiver, from int64, limit int) {
	t.Helper()
	if err := send(t, l, r, from, limit); err != nil {
		t.Fatal(err)
	}
}

func TestEachEntryIsTakenOnceHoweverItIsSent(t *testing.T) {
	l, r := newLog(t, 20), newReceiver()
	mustSend(t, l, r, 0, 5)
	mustSend(t, l, r, 0, 5)    // the reply was lost: the same again
	mustSend(t, l, r, 3, 9)    // overlapping
	mustSend(t, l, r, 12, 0)   // nothing new
	mustSend(t, l, r, 12, 100) // the rest
	mustSend(t, l, r, 2, 4)    // an old stick
	if r.size != 20 || len(r.counts) != 20 {
		t.Fatalf("size %d, %d ballots", r.size, len(r.counts))
	}
	for id, n := range r.counts {
		if n != 1 {
			t.Errorf("ballot %s is counted %d times", id, n)
		}
	}
}

func TestExtendRefusesAGap(t *testing.T) {
	l, r := newLog(t, 10), newReceiver()
	mustSend(t, l, r, 0, 4)
	if err := send(t, l, r, 5, 2); !errors.Is(err, ledger.ErrGap) {
		t.Errorf("got %v", err)
	}
}

func TestExtendTellsAForkOfARestoredKiosk(t *testing.T) {
	for name, test := range map[string]struct {
		from  int64 // where the bundle of the restored kiosk begins
		votes int   // what it has taken since
	}{
		"fewer ballots than known":           {5, 2},
		"as many":                            {5, 5},
		"more, from before the restore":      {3, 9},
		"more, from where the hub's part is": {10, 9},
	} {
		t.Run(name, func(t *testing.T) {
			original, restored := clone(t, 5)
			r := newReceiver()
			cast(t, original, 5, 10)
			mustSend(t, original, r, 0, 100)
			mustSend(t, restored, r, 0, 100) // as long as it took no vote, it is the same history
			cast(t, restored, 100, 100+test.votes)
			if err := send(t, restored, r, test.from, 100); !errors.Is(err, ledger.ErrFork) {
				t.Errorf("got %v", err)
			}
			if r.size != 10 || len(r.counts) != 10 {
				t.Errorf("the fork left size %d, %d ballots", r.size, len(r.counts))
			}
		})
	}
}

func TestAForkedHistoryVerifiesFromItsBeginning(t *testing.T) {
	original, restored := clone(t, 5)
	cast(t, original, 5, 8)
	cast(t, restored, 50, 60)
	r := newReceiver()
	mustSend(t, original, r, 0, 100)
	branch := newReceiver() // kept apart, counted by ballot id
	mustSend(t, restored, branch, 0, 100)
	for id, n := range branch.counts {
		r.counts[id] += n
	}
	if len(r.counts) != 8+10 {
		t.Errorf("%d ballots altogether", len(r.counts))
	}
}

func TestAChangedBundleIsRefused(t *testing.T) {
	l := newLog(t, 6)
	data := bundle(t, l, 3, 2).Marshal()
	r := newReceiver()
	mustSend(t, l, r, 0, 3)
	for i := range data {
		for _, bit := range []byte{1, 0x20} {
			changed := bytes.Clone(data)
			changed[i] ^= bit
			if _, err := r.receive(changed); err == nil {
				t.Fatalf("bit %#x of byte %d (%q) may be changed", bit, i, data[max(0, i-10):i+1])
			}
		}
	}
	if _, err := r.receive(data); err != nil {
		t.Error(err)
	}
}

// The last letter of a signature has two bits that mean nothing; they must be
// zero, or the same bundle would have several forms.
func TestASignatureHasOneForm(t *testing.T) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	b := bundle(t, newLog(t, 2), 0, 2)
	last := len(b.Head) - len("=\n") - 1
	b.Head[last] = letters[strings.IndexByte(letters, b.Head[last])+1]
	if err := b.Verify(); !errors.Is(err, ledger.ErrSignature) {
		t.Errorf("got %v", err)
	}
}

func TestVerifySaysWhatIsWrong(t *testing.T) {
	l := newLog(t, 6)
	other := newLog(t, 6)
	for name, test := range map[string]struct {
		spoil func(*ledger.Bundle)
		want  error
	}{
		"other key":     {func(b *ledger.Bundle) { b.Key = ledger.KioskIdentity(key("x")).PublicKey() }, ledger.ErrSignature},
		"other kiosk":   {func(b *ledger.Bundle) { b.Kiosk = bundle(t, other, 0, 1).Kiosk }, ledger.ErrSignature},
		"head of other": {func(b *ledger.Bundle) { b.Head = bundle(t, other, 3, 2).Head }, ledger.ErrSignature},
		"head of more":  {func(b *ledger.Bundle) { b.Head = bundle(t, l, 3, 3).Head }, ledger.ErrTampered},
		"entry changed": {func(b *ledger.Bundle) { b.Entries[1] = ledger.EncodeEntry(ballot(77)) }, ledger.ErrTampered},
		"entries swapped": {func(b *ledger.Bundle) {
			b.Entries[0], b.Entries[1] = b.Entries[1], b.Entries[0]
		}, ledger.ErrTampered},
		"base changed": {func(b *ledger.Bundle) { b.Base[0][0] ^= 1 }, ledger.ErrTampered},
	} {
		t.Run(name, func(t *testing.T) {
			b := bundle(t, l, 3, 2)
			test.spoil(&b)
			if err := b.Verify(); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

func TestAcknowledge(t *testing.T) {
	l, r := newLog(t, 8), newReceiver()
	first, err := r.receive(bundle(t, l, 0, 5).Marshal())
	if err != nil {
		t.Fatal(err)
	}
	second, err := r.receive(bundle(t, l, 5, 5).Marshal())
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		receipt []byte
		unsent  int64
	}{{first, 3}, {first, 3}, {second, 0}, {first, 0}} {
		if err := l.Acknowledge(t.Context(), step.receipt, r.key(t)); err != nil {
			t.Fatal(err)
		}
		if n := numbersOf(t, l); n.unsent != step.unsent || n.acked != 8-step.unsent {
			t.Errorf("got %+v, want %d unsent", n, step.unsent)
		}
	}
}

func TestAcknowledgeRefusesForgedReceipts(t *testing.T) {
	l, r := newLog(t, 8), newReceiver()
	head, err := bundle(t, l, 0, 8).Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	sign := func(by ledger.Identity, change func(*ledger.Receipt)) []byte {
		receipt := head
		change(&receipt)
		msg, err := ledger.SignReceipt(by, receipt)
		if err != nil {
			t.Fatal(err)
		}
		return msg
	}
	same := func(*ledger.Receipt) {}
	otherHub := ledger.HubIdentity(key("other hub"))
	posing := ledger.Identity{ID: r.hub.ID, Name: r.hub.Name, PrivateKey: otherHub.PrivateKey}
	for name, test := range map[string]struct {
		receipt []byte
		want    error
	}{
		"other hub":             {sign(otherHub, same), ledger.ErrSignature},
		"other hub by the name": {sign(posing, same), ledger.ErrSignature},
		"signed by the kiosk":   {sign(ledger.KioskIdentity(key("kiosk")), same), ledger.ErrSignature},
		"kiosk's own head":      {bundle(t, l, 0, 8).Head, ledger.ErrSignature},
		"empty":                 {nil, ledger.ErrSignature},
		"other kiosk":           {sign(r.hub, func(x *ledger.Receipt) { x.Kiosk = "0123456789abcdef" }), ledger.ErrReceipt},
		"more than there is":    {sign(r.hub, func(x *ledger.Receipt) { x.Size++ }), ledger.ErrReceipt},
		"other history":         {sign(r.hub, func(x *ledger.Receipt) { x.Root[0] ^= 1 }), ledger.ErrReceipt},
		"root of another size":  {sign(r.hub, func(x *ledger.Receipt) { x.Size-- }), ledger.ErrReceipt},
	} {
		t.Run(name, func(t *testing.T) {
			if err := l.Acknowledge(t.Context(), test.receipt, r.key(t)); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
	if n := numbersOf(t, l); n.unsent != 8 {
		t.Errorf("%d unsent", n.unsent)
	}
}

func TestAKiosksKeyIsNoHubsKey(t *testing.T) {
	l := newLog(t, 2)
	kiosk := ledger.KioskIdentity(key("kiosk"))
	k, err := kiosk.VerifierKey()
	if err != nil {
		t.Fatal(err)
	}
	msg, err := ledger.SignReceipt(kiosk, ledger.Receipt{Kiosk: kiosk.ID})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Acknowledge(t.Context(), msg, k); !errors.Is(err, ledger.ErrSignature) {
		t.Errorf("got %v", err)
	}
}

var _ ledger.Storage = (*store.Store)(nil)
