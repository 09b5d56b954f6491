package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hangviet/data/drive/drivetest"
	"hangviet/data/exchange"
)

// TestOneStickOfManyKiosks carries the ballots of three kiosks to the hub and
// brings each its receipt; failures.md, "Sent twice": an old stick comes again.
func TestOneStickOfManyKiosks(t *testing.T) {
	o := newOrganiser(t)
	stick := drivetest.Plug(t, 16<<20)
	dir := filepath.Join(stick.Path, "hangviet")
	kiosks := []*kiosk{o.kiosk(), o.kiosk(), o.kiosk()}
	for i, k := range kiosks {
		for range i + 1 {
			k.vote("tea")
		}
		_, err := exchange.WriteBundles(t.Context(), k.log, k.self.ID, dir, false)
		must(t, err)
	}
	must(t, os.WriteFile(filepath.Join(dir, "broken.ledger"), []byte("nothing"), 0o644))
	must(t, os.WriteFile(filepath.Join(dir, "letter.txt"), []byte("hello"), 0o644))
	stick.Settle()

	for range 2 {
		out := o.command(notDone, "", "import-ledger", "--data", o.dir, stick.Path)
		for _, k := range kiosks {
			if !strings.Contains(out, k.self.ID) {
				t.Errorf("kiosk %s is not named: %s", k.self.ID, out)
			}
		}
	}
	stick.Settle()
	key := strings.TrimSpace(o.command(done, "", "key", "--data", o.dir))
	for i, k := range kiosks {
		n, err := exchange.ReadReceipts(t.Context(), k.log, k.self.ID, dir, key)
		must(t, err)
		acked, err := k.log.Acked(t.Context())
		must(t, err)
		if n != 1 || acked != int64(i+1) {
			t.Errorf("kiosk %d: %d receipts for %d ballots", i, n, acked)
		}
	}
	for _, k := range o.kiosks() {
		o.command(done, "", "approve", k.ID, "--data", o.dir)
	}
	if d := o.export(); d.Ballots != 6 {
		t.Errorf("%d ballots are counted, want 6", d.Ballots)
	}
	o.command(notDone, "", "import-ledger", "--data", o.dir, t.TempDir())
}

// TestSticksInAnyOrder: failures.md, "Sent twice": two sticks with the same ballots,
// the older one last, and one whose first ballots are still on their way.
func TestSticksInAnyOrder(t *testing.T) {
	o := newOrganiser(t)
	k := o.kiosk()
	stick := func(from int64) string {
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, "a"+exchange.BundleSuffix), k.bundle(t.Context(), from), 0o644))
		return dir
	}
	k.vote("tea")
	k.vote("tea")
	early := stick(0)
	k.vote("tea")
	late, rest := stick(0), stick(2)

	o.command(notDone, "", "import-ledger", "--data", o.dir, rest) // what comes before it is missing
	o.command(done, "", "import-ledger", "--data", o.dir, early)
	o.command(done, "", "import-ledger", "--data", o.dir, rest)
	k.vote("tea")
	o.command(done, "", "import-ledger", "--data", o.dir, stick(0))
	for _, again := range []string{late, early, rest} {
		o.command(done, "", "import-ledger", "--data", o.dir, again)
	}
	o.command(done, "", "approve", k.self.ID, "--data", o.dir)
	if d := o.export(); d.Ballots != 4 {
		t.Errorf("%d ballots are counted, want 4", d.Ballots)
	}
	if forks := o.command(done, "", "forks", "--data", o.dir); strings.Contains(forks, k.self.ID) {
		t.Errorf("sticks that agree are taken for a fork: %s", forks)
	}
}
