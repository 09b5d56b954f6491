package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hangviet/data/record"
)

// TestPublishRecord: while the round is open only whoever insists gets a record,
// and never one that everybody sees.
func TestPublishRecord(t *testing.T) {
	o := newOrganiser(t)
	k := o.kiosk()
	k.vote("tea")
	file := filepath.Join(t.TempDir(), "a.ledger")
	must(t, os.WriteFile(file, k.bundle(t.Context(), 0), 0o600))
	o.command(done, "", "import-ledger", "--data", o.dir, file)
	o.command(done, "", "approve", k.self.ID, "--data", o.dir)
	out := filepath.Join(t.TempDir(), "record")
	publish := []string{"publish-record", "--data", o.dir, "--round", "r1"}
	for _, more := range [][]string{{"--out", out}, nil, {"--while-open"}} {
		if said := o.command(notDone, "", append(publish, more...)...); !strings.Contains(said, "not closed") {
			t.Errorf("%v: %s", more, said)
		}
	}
	said := o.command(done, "", append(publish, "--while-open", "--out", out)...)
	key := strings.TrimSpace(o.command(done, "", "key", "--data", o.dir))
	if !strings.Contains(said, "1 ballots with 1 choices") || !strings.Contains(said, key) || !strings.Contains(said, record.Notice["en"]) {
		t.Errorf("it says %s", said)
	}
	if r, err := record.Recount(t.Context(), out, record.Options{Hub: key}); err != nil || !r.Right() || r.Tally.Ballots != 1 {
		t.Errorf("%+v %v", r, err)
	}
	if said := o.command(notDone, "", append(publish, "--while-open", "--out", out)...); !strings.Contains(said, "exist") {
		t.Errorf("over a record: %s", said)
	}
	o.command(badUsage, "", "publish-record", "--data", o.dir)
	o.command(notDone, "", "publish-record", "--data", o.dir, "--round", "none", "--out", out+"2")
}
