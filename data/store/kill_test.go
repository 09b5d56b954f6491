package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
)

// A kiosk that loses power while a new version opens its old database, or on its
// first start, starts again with what it had. See failures.md, "Power cut".
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

// setInto names the variable that makes this program, run again, change the
// settings of that data folder until it is killed.
const setInto = "HANGVIET_TEST_SET_INTO"

// TestKilledWhileSettingsChange: failures.md, "Power cut" in settings. What was
// acknowledged is there afterwards; at most the one change more that was under way.
func TestKilledWhileSettingsChange(t *testing.T) {
	dir := t.TempDir()
	acknowledged := 0
	for range 25 {
		acknowledged = max(acknowledged, setUntilKilled(t, dir))
		s := openStore(t, dir)
		for _, key := range []string{"name", "point"} {
			value, err := s.Setting(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			now, _ := strconv.Atoi(value) // "" is none yet
			if now < acknowledged || now > acknowledged+1 {
				t.Fatalf("%s is %q, and %d was acknowledged", key, value, acknowledged)
			}
		}
		s.Close()
	}
	if acknowledged == 0 {
		t.Error("nothing was ever acknowledged")
	}
}

// setUntilKilled returns the last change that was acknowledged, 0 none.
func setUntilKilled(t *testing.T, dir string) (last int) {
	t.Helper()
	second := exec.CommandContext(t.Context(), os.Args[0])
	second.Env = append(os.Environ(), setInto+"="+dir)
	out, err := second.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // a line cut off by the kill is no acknowledgement
			break
		}
		if last == 0 {
			time.AfterFunc(rand.N(20*time.Millisecond), func() { second.Process.Kill() })
		}
		if _, err := fmt.Sscanf(line, "%d\n", &last); err != nil {
			t.Fatalf("the process that sets says %q", line)
		}
	}
	second.Wait() // killed; its error says so
	return last
}

// setForEver counts both settings up from where they are, and says each number
// once both are kept.
func setForEver(ctx context.Context, dir string) error {
	s, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	before, err := s.Setting(ctx, "point")
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(before)
	for n++; ; n++ {
		for _, key := range []string{"name", "point"} {
			if err := s.SetSetting(ctx, key, strconv.Itoa(n)); err != nil {
				return err
			}
		}
		fmt.Println(n)
	}
}
