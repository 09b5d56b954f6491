package store_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"hangviet/data/ledger"
)

// A kiosk that loses power while a new version opens its old database, or on
// its first start, starts again with what it had.
func TestKilledWhileOpening(t *testing.T) {
	for fixture, id := range map[string]string{"": "", "kiosk-v1.db": fixtureID, "kiosk-v2.db": "bdc656dde38b0053", "kiosk-v3.db": "bdc656dde38b0053"} {
		for range 12 {
			dir := t.TempDir()
			if fixture != "" {
				dir = copyFixture(t, fixture)
			}
			openAndKill(t, dir)
			s := openStore(t, dir)
			if id != "" && s.Identity().ID != id {
				t.Errorf("identity %s", s.Identity().ID)
			}
			if err := ledger.Open(s, s.Identity()).Verify(t.Context()); err != nil {
				t.Error(err)
			}
			if err := s.AddCounter(t.Context(), "2026-05-01", "view", "A", 1); err != nil {
				t.Error(err)
			}
			s.Close()
		}
	}
}

func openAndKill(t *testing.T, dir string) {
	t.Helper()
	second := exec.CommandContext(t.Context(), os.Args[0])
	second.Env = append(os.Environ(), castInto+"="+dir)
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(rand.N(40*time.Millisecond), func() { second.Process.Kill() })
	defer timer.Stop()
	second.Wait() // killed, or done before
}
