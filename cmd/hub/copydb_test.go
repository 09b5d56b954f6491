package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hangviet/data/hub/books/pgtest"
)

// TestCopyDB moves an organiser to PostgreSQL in the middle of a round, with a hub
// that nobody has stopped.
func TestCopyDB(t *testing.T) {
	t.Setenv(pgtest.Variable, "") // the organiser begins with a file
	o := newOrganiser(t)
	before := o.serve()
	f := o.send(3, before.url)
	f.approve()
	f.vote(5)
	f.wantAll()
	key := o.command(done, "", "key", "--data", o.dir)

	server, _ := pgtest.Start(t, "fsync=off")
	o.command(badUsage, "", "copy-db", "--data", o.dir)
	o.command(notDone, "", "copy-db", "--data", filepath.Join(t.TempDir(), "none"), "--to", server)
	if out := o.command(done, "", "copy-db", "--data", o.dir, "--to", server); !strings.Contains(out, "compared") {
		t.Error(out)
	}
	if out := o.command(notDone, "", "copy-db", "--data", o.dir, "--to", server); !strings.Contains(out, "--db") {
		t.Errorf("copied again: %s", out)
	}
	k := o.kiosk()
	if answer := before.post("/api/v1/enrol", enrolment(k)); answer != "" {
		t.Errorf("the hub on the file goes on: %s", answer)
	}
	o.stop(before)
	o.command(notDone, "", "kiosks", "--data", o.dir)

	t.Setenv(databaseVariable, server)
	after := o.serve()
	if now := o.command(done, "", "key", "--data", o.dir); now != key {
		t.Errorf("the hub's key was %s, is %s", key, now)
	}
	cast := map[string]bool{}
	for _, b := range o.export().Counted {
		cast[b.ID] = true
	}
	late := o.send(1, after.url)
	o.until("the new kiosk has enrolled", func() bool { return len(o.kiosks()) == 4 })
	o.command(done, "", "approve", "--data", o.dir, late.kiosks[0].self.ID)
	late.cast = cast
	late.vote(2)
	late.wantAll()
	o.stop(after)

	back := filepath.Join(t.TempDir(), "back.db")
	o.command(done, "", "copy-db", "--data", o.dir, "--from", server, "--to", back)
	if info, err := os.Stat(back); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}
