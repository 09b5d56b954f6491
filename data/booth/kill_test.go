package booth_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"hangviet/data/booth"
	"hangviet/data/catalog"
	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// castInto names the variable that makes this program, run again, a kiosk that
// takes ballots with tickets in that data folder until it is killed.
const castInto = "HANGVIET_TEST_CAST_INTO"

// killsIn names the variable that says how often the kiosk is killed; 40 times
// when it is not set.
const killsIn = "HANGVIET_TEST_KILLS"

// tickets is how many tickets the round has; fewer than are tried, so that many
// come again.
const tickets = 4000

func TestMain(m *testing.M) {
	if dir := os.Getenv(castInto); dir != "" {
		fmt.Fprintln(os.Stderr, castForever(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func code(n int) ticket.Code { return ticket.Encode(uint64(n) * 0x9e3779b97f4a7c15) }

// castForever lets visitors with any of the tickets vote as fast as it can, and
// prints the number of each ticket whose ballot it may confirm.
func castForever(dir string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	c, err := store.OpenCatalogue(ctx, filepath.Join(dir, "catalog.db"))
	if err != nil {
		return err
	}
	log := ledger.Open(s, s.Identity())
	b := booth.New(booth.Options{
		Log:     func(context.Context) (*ledger.Log, error) { return log, nil },
		Tickets: c, Settings: s, Counters: s, Now: func() time.Time { return noon },
	})
	for {
		n := rand.IntN(tickets)
		if err := castOne(ctx, b, code(n)); err == nil {
			fmt.Println(n)
		} else if !errors.Is(err, booth.ErrTicketUsed) {
			return err
		}
	}
}

func castOne(ctx context.Context, b *booth.Booth, c ticket.Code) error {
	r := round(vote.ByTicket)
	a, err := b.Admit(ctx, r, string(c))
	if err == nil {
		_, err = b.Cast(ctx, a, r, choose("tea", "silk"), rand.Uint64())
	}
	return err
}

// TestKilledWhileCastingWithTickets: whenever the kiosk is killed, a ticket whose
// ballot was confirmed is used, by one ballot; one that is used has its ballot;
// and every other is still good.
func TestKilledWhileCastingWithTickets(t *testing.T) {
	dir := t.TempDir()
	list := ticket.NewList(string(vote.ByTicket))
	numbers := map[string]int{}
	for n := range tickets {
		mark := list.Mark(code(n))
		list.Marks, numbers[mark.String()] = append(list.Marks, mark), n
	}
	list = list.With(nil)
	err := store.WriteCatalogue(t.Context(), filepath.Join(dir, "catalog.db"), catalog.Catalogue{}, []vote.Round{bare(round(vote.ByTicket))}, list)
	if err != nil {
		t.Fatal(err)
	}
	kills := 40
	if n, err := strconv.Atoi(os.Getenv(killsIn)); err == nil {
		kills = n
	}
	confirmed := map[int]int{}
	for range kills {
		castAndKill(t, dir, confirmed)
	}
	used := usedTickets(t, dir, numbers)
	for n, times := range confirmed {
		if times != 1 || used[n] != 1 {
			t.Errorf("ticket %d was confirmed %d times and is used by %d ballots", n, times, used[n])
		}
	}
	if len(used) > len(confirmed)+kills || len(confirmed) < kills {
		t.Errorf("%d tickets are used, %d confirmed", len(used), len(confirmed))
	}
	t.Logf("%d kills, %d tickets confirmed, %d used", kills, len(confirmed), len(used))
	othersAreGood(t, dir, used)
}

// castAndKill runs a kiosk, kills it soon after its first ballot, and counts what
// it confirmed.
func castAndKill(t *testing.T, dir string, confirmed map[int]int) {
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
	for lines, first := bufio.NewReader(out), true; ; first = false {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // killed; a line that was cut off confirmed nothing
		}
		n, err := strconv.Atoi(line[:len(line)-1])
		if err != nil {
			t.Fatal(err)
		}
		if confirmed[n]++; first {
			time.AfterFunc(rand.N(30*time.Millisecond), func() { kiosk.Process.Kill() })
		}
	}
	if err := kiosk.Wait(); err == nil || kiosk.ProcessState.ExitCode() != -1 {
		t.Fatalf("the kiosk ended by itself: %v", err)
	}
}

// usedTickets returns how many ballots used each ticket, and checks the ledger,
// which holds the notes of used tickets against its ballots.
func usedTickets(t *testing.T, dir string, numbers map[string]int) map[int]int {
	t.Helper()
	log := openLog(t, dir)
	if err := log.Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	used := map[int]int{}
	for from := int64(0); ; {
		bundle, err := log.Bundle(t.Context(), from, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if from == bundle.End() {
			return used
		}
		ballots, err := bundle.Ballots()
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range ballots {
			used[numbers[b.Ticket]]++
		}
		from = bundle.End()
	}
}

func openLog(t *testing.T, dir string) *ledger.Log {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return ledger.Open(s, s.Identity())
}

func othersAreGood(t *testing.T, dir string, used map[int]int) {
	t.Helper()
	k := &kiosk{t: t, dir: dir, now: noon}
	var err error
	if k.catalogue, err = store.OpenCatalogue(t.Context(), filepath.Join(dir, "catalog.db")); err != nil {
		t.Fatal(err)
	}
	defer k.catalogue.Close()
	k.start()
	for n := range 200 {
		_, err := k.Admit(t.Context(), round(vote.ByTicket), string(code(n)))
		if want := map[bool]error{true: booth.ErrTicketUsed, false: nil}[used[n] > 0]; !errors.Is(err, want) {
			t.Errorf("ticket %d, used by %d ballots: %v", n, used[n], err)
		}
	}
}
