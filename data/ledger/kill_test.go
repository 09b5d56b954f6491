package ledger_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// castInto names the variable that makes this program, run again, a kiosk that
// takes ballots in that data folder until it is killed.
const castInto = "HANGVIET_TEST_CAST_INTO"

// castForever appends ballots as fast as it can and prints the id of each one
// that it may confirm to a shopper.
func castForever(dir string) int {
	ctx := context.Background()
	s, err := store.Open(ctx, dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer s.Close()
	l := ledger.Open(s, s.Identity())
	for {
		b := randomBallot()
		if _, err := l.Append(ctx, b); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		fmt.Println(b.ID)
	}
}

func randomBallot() vote.Ballot {
	b := ballot(rand.IntN(1000))
	b.ID = fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64())
	return b
}

// kills is how often the kiosk is killed.
const kills = 100

// TestEveryConfirmedBallotSurvives is the first promise: what was confirmed is on the
// disk and is counted exactly once, whenever the kiosk is killed and whatever is sent
// twice. See failures.md, "Power cut".
func TestEveryConfirmedBallotSurvives(t *testing.T) {
	dir, r := t.TempDir(), newReceiver()
	var confirmed []string
	for n := range kills {
		confirmed = append(confirmed, castAndKill(t, dir, n)...)
		sync(t, dir, r, n)
	}
	s := openStore(t, dir)
	l := ledger.Open(s, s.Identity())
	if err := l.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	numbers := numbersOf(t, l)
	t.Logf("%d kills, %d ballots confirmed, %d on the disk", kills, len(confirmed), numbers.size)
	if numbers.size < int64(len(confirmed)) || numbers.size > int64(len(confirmed)+kills) {
		t.Errorf("%d ballots on the disk, %d confirmed", numbers.size, len(confirmed))
	}
	if len(confirmed) < kills/2 {
		t.Errorf("only %d ballots were cast: the kills hit nothing", len(confirmed))
	}
	countOnce(t, l, r, confirmed)
}

// castAndKill runs a kiosk for a random moment and returns the ids of the
// ballots it confirmed. Every tenth is killed as it starts, the others once they
// take ballots.
func castAndKill(t *testing.T, dir string, n int) (confirmed []string) {
	t.Helper()
	kiosk := exec.CommandContext(t.Context(), os.Args[0])
	kiosk.Env = append(os.Environ(), castInto+"="+dir)
	kiosk.Stderr = os.Stderr
	out, err := kiosk.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := kiosk.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { kiosk.Process.Kill() }
	if n%10 == 0 {
		time.AfterFunc(rand.N(60*time.Millisecond), kill)
	}
	for lines := bufio.NewReader(out); ; {
		id, err := lines.ReadString('\n')
		if err != nil {
			break // killed; a line that was cut off confirmed nothing
		}
		if confirmed = append(confirmed, id[:len(id)-1]); len(confirmed) == 1 && n%10 != 0 {
			time.AfterFunc(rand.N(60*time.Millisecond), kill)
		}
	}
	if err := kiosk.Wait(); err == nil || kiosk.ProcessState.ExitCode() != -1 {
		t.Fatalf("the kiosk ended by itself: %v", err)
	}
	return confirmed
}

// sync starts the kiosk again and sends what is unsent. Every third answer is
// lost on its way, so that the same ballots are sent again next time.
func sync(t *testing.T, dir string, r *receiver, n int) {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	l := ledger.Open(s, s.Identity())
	from, err := l.Acked(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := r.receive(bundle(t, l, from, 10_000).Marshal())
	if err != nil {
		t.Fatal(err)
	}
	if n%3 == 0 {
		return
	}
	if err := l.Acknowledge(t.Context(), receipt, r.key(t)); err != nil {
		t.Fatal(err)
	}
}

// countOnce sends the rest and compares what the hub has counted with what was
// confirmed.
func countOnce(t *testing.T, l *ledger.Log, r *receiver, confirmed []string) {
	t.Helper()
	for size := numbersOf(t, l).size; r.size < size; {
		mustSend(t, l, r, r.size, 10_000)
	}
	for _, id := range confirmed {
		if r.counts[id] != 1 {
			t.Errorf("confirmed ballot %s is counted %d times", id, r.counts[id])
		}
	}
	for id, n := range r.counts {
		if n != 1 {
			t.Errorf("ballot %s is counted %d times", id, n)
		}
	}
	if int64(len(r.counts)) != r.size {
		t.Errorf("%d ballots in %d entries", len(r.counts), r.size)
	}
}
