package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hangviet/data/hub/wire"
)

// TestSetUpStick: the PINs come by standard input, a line each, in their order; each may
// be left out, and one that was promised must be there.
func TestSetUpStick(t *testing.T) {
	o := newOrganiser(t)
	o.command(done, "", "key", "--data", o.dir)
	for flags, pins := range map[string]struct{ in, staff, crew string }{
		"":                       {"", "", ""},
		"--pin":                  {"471903\n", "point", ""},
		"--technician-pin":       {"860254\n", "", "technician"},
		"--pin --technician-pin": {"471903\n 860254\r\n", "point", "point technician"},
	} {
		out := t.TempDir()
		args := append([]string{"setup-stick", "--data", o.dir, "--out", out, "--hub", "http://127.0.0.1:8080"}, strings.Fields(flags)...)
		o.command(done, pins.in, args...)
		file, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(wire.SetUpFile)))
		must(t, err)
		s, err := wire.ReadSetUp(file)
		must(t, err)
		if got := roles(string(s.Staff)); got != pins.staff {
			t.Errorf("%q: staff %q", flags, got)
		}
		if got := roles(string(s.Crew)); got != pins.crew {
			t.Errorf("%q: crew %q", flags, got)
		}
	}
	for flags, in := range map[string]string{
		"--pin": "", "--technician-pin": "\n", "--pin --technician-pin": "471903\n", "--technician-pin --pin": "471903\n471903\n",
	} {
		args := append([]string{"setup-stick", "--data", o.dir, "--out", t.TempDir(), "--hub", "http://127.0.0.1:8080"}, strings.Fields(flags)...)
		o.command(notDone, in, args...)
	}
}

// roles are those that stand in a staff, in their order.
func roles(staff string) string {
	var all []string
	for _, part := range strings.Split(staff, `"role":"`)[1:] {
		role, _, _ := strings.Cut(part, `"`)
		all = append(all, role)
	}
	return strings.Join(all, " ")
}
