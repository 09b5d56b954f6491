package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// kills is how often the casting kiosk is killed.
const kills = 100

// castEnv names the data folder in which this program, started again, casts
// ballots until it is killed.
const castEnv = "HANGVIET_CAST_INTO"

// castPace is how long it rests between two ballots; nothing when not set.
const castPace = "HANGVIET_CAST_PACE"

// TestKilledWhileCasting kills a kiosk that casts ballots at random instants.
// Every ballot it acknowledged is in the ledger once, the ledger verifies, and
// the hub, to which it was sent in pieces and again, counts each once.
func TestKilledWhileCasting(t *testing.T) {
	office, hub := openOffice(t), openHub(t)
	office.publish(hub.repo())
	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "import", "--data", data, "--from", hub.repo())
	kiosk := kioskStatus(t, data).Kiosk

	acknowledged := map[string]bool{}
	for i := range kills {
		castUntilKilled(t, data, acknowledged)
		if i%20 == 19 {
			run(t, "kiosk", "sync", "--once", "--data", data, "--hub", hub.url)
		}
	}
	if len(acknowledged) < kills {
		t.Fatalf("only %d ballots were acknowledged in %d runs", len(acknowledged), kills)
	}
	kept := verified(t, data)
	for id := range acknowledged {
		if kept[id] != 1 {
			t.Errorf("the acknowledged ballot %s is in the ledger %d times", id, kept[id])
		}
	}
	run(t, "kiosk", "sync", "--once", "--data", data, "--hub", hub.url)
	run(t, "kiosk", "export", "--data", data, "--to", t.TempDir(), "--all")
	hub.approve(kiosk)
	counted := hub.ballots()
	for id := range kept {
		if counted[id] != 1 {
			t.Errorf("the hub counts ballot %s %d times", id, counted[id])
		}
	}
	if len(counted) != len(kept) {
		t.Errorf("the hub counts %d ballots, the kiosk holds %d", len(counted), len(kept))
	}
	t.Logf("%d kills, %d ballots acknowledged, %d kept and counted", kills, len(acknowledged), len(kept))
}

// castUntilKilled starts a casting kiosk, kills it within 40 ms of its first
// ballot, and notes what it acknowledged.
func castUntilKilled(t *testing.T, data string, acknowledged map[string]bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), castEnv+"="+data)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for first := true; lines.Scan(); first = false {
		if first {
			time.AfterFunc(rand.N(40*time.Millisecond), func() { cmd.Process.Kill() })
		}
		if len(lines.Text()) == 32 { // a line cut off by the kill is no acknowledgement
			acknowledged[lines.Text()] = true
		}
	}
	cmd.Wait() // killed; its error says so
}

// cast casts ballots into a data folder as fast as it can and prints the id of
// each once the ledger has it. It ends when it is killed.
func cast(ctx context.Context, data string) error {
	s, err := store.Open(ctx, data)
	if err != nil {
		return err
	}
	log := ledger.Open(s, s.Identity())
	round := vote.Round{
		ID: "r1", Opens: time.Now().Add(-time.Hour), Closes: time.Now().Add(time.Hour),
		Categories: []vote.Category{{ID: "an", Choices: 2, Nominees: []vote.Nominee{{ID: "SP-1"}, {ID: "SP-2"}, {ID: "SP-3"}}}},
	}
	for {
		b, err := vote.NewBallot(round, time.Now(), []vote.Choice{{Category: "an", Nominee: "SP-1"}, {Category: "an", Nominee: "SP-3"}})
		if err != nil {
			return err
		}
		if _, err := log.Append(ctx, b); err != nil {
			return err
		}
		fmt.Println(b.ID)
		if pace, err := time.ParseDuration(os.Getenv(castPace)); err == nil {
			time.Sleep(pace)
		}
	}
}

// verified checks the kiosk's ledger and returns how often each ballot is in it.
func verified(t *testing.T, data string) map[string]int {
	t.Helper()
	s, err := store.Open(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	log := ledger.Open(s, s.Identity())
	if err := log.Verify(t.Context()); err != nil {
		t.Fatalf("the ledger does not verify: %v", err)
	}
	kept := map[string]int{}
	for from := int64(0); ; {
		bundle, err := log.Bundle(t.Context(), from, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if bundle.End() == from {
			return kept
		}
		ballots, err := bundle.Ballots()
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range ballots {
			kept[b.ID]++
		}
		from = bundle.End()
	}
}

// ballots returns how often the hub counts each ballot of the round.
func (h *hub) ballots() map[string]int {
	h.t.Helper()
	var tally struct {
		Counted []struct{ Ballot string } `json:"countedBallots"`
	}
	out := run(h.t, "hub", "export", "--data", h.dir, "--round", "r1", "--format", "json")
	if err := json.Unmarshal([]byte(out), &tally); err != nil {
		h.t.Fatalf("read the export: %v", err)
	}
	counted := map[string]int{}
	for _, b := range tally.Counted {
		counted[b.Ballot]++
	}
	return counted
}
