package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// ballot returns the n-th of a row of invented ballots.
func ballot(n int) vote.Ballot {
	return vote.Ballot{
		ID: fmt.Sprintf("%032x", n+1), Round: "2026", Hour: time.Date(2026, 5, 1, 3, 0, 0, 0, time.UTC),
		Choices: []vote.Choice{{Category: "do-uong", Nominee: "n1"}, {Category: "may-mac", Nominee: "n2"}},
	}
}

func openStore(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestFirstStart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dữ liệu", "kiosk #1")
	s := openStore(t, dir)
	id := s.Identity()
	if id.ID != ledger.KeyID(id.PublicKey()) || id.Name != "kiosk-"+id.ID {
		t.Errorf("identity %+v", id)
	}
	info, err := os.Stat(filepath.Join(dir, "kiosk.db"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the private key lies in a file of mode %v, %v", info.Mode(), err)
	}
	if again := openStore(t, dir).Identity(); again.ID != id.ID {
		t.Error("the second start has another identity")
	}
	if other := openStore(t, t.TempDir()).Identity(); other.ID == id.ID {
		t.Error("two kiosks have one identity")
	}
}

func TestSettings(t *testing.T) {
	s := openStore(t, t.TempDir())
	for _, value := range []string{"", "vi", "en", "", "ko"} {
		if err := s.SetSetting(t.Context(), "lang", value); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Setting(t.Context(), "lang"); got != value || err != nil {
			t.Errorf("got %q, %v, want %q", got, err, value)
		}
	}
}

func TestCounters(t *testing.T) {
	s := openStore(t, t.TempDir())
	for _, c := range []store.Counter{
		{"2026-05-02", "view", "B", 1},
		{"2026-05-01", "view", "A", 2},
		{"2026-05-02", "view", "B", 3},
		{"2026-05-02", "visit", "", 1},
	} {
		if err := s.AddCounter(t.Context(), c.Day, c.Name, c.Key, c.N); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := s.AddCounters(t.Context(), "2026-05-02", "view", map[string]int64{"B": 2, "C": 1}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Counters(t.Context())
	want := []store.Counter{{"2026-05-01", "view", "A", 2}, {"2026-05-02", "view", "B", 8}, {"2026-05-02", "view", "C", 2}, {"2026-05-02", "visit", "", 1}}
	if !slices.Equal(got, want) || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	if err := s.ForgetCounters(t.Context(), "2026-05-02"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Counters(t.Context()); !slices.Equal(got, want[1:]) || err != nil {
		t.Errorf("after forgetting: %v, %v", got, err)
	}
}

func TestProblems(t *testing.T) {
	s := openStore(t, t.TempDir())
	now := time.Date(2026, 5, 1, 3, 0, 0, 0, time.UTC)
	s.Now = func() time.Time { return now }
	set := func(code, detail string) {
		if err := s.SetProblem(t.Context(), code, detail); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour)
	}
	set("E-HUB", "no answer")
	set("E-CONTENT-SIGN", "other key")
	set("E-HUB", "still none")
	got, err := s.Problems(t.Context())
	want := []store.Problem{
		{"E-CONTENT-SIGN", "other key", now.Add(-2 * time.Hour)},
		{"E-HUB", "still none", now.Add(-3 * time.Hour)},
	}
	if !slices.Equal(got, want) || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
	for _, code := range []string{"E-HUB", "E-CONTENT-SIGN", "E-HUB"} {
		if err := s.ClearProblem(t.Context(), code); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Problems(t.Context()); len(got) != 0 || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	s := openStore(t, t.TempDir())
	l := ledger.Open(s, s.Identity())
	broken := errors.New("broken")
	err := s.Update(t.Context(), func(tx ledger.Tx) error {
		return errors.Join(tx.Append(ledger.Row{ID: "x", Entry: []byte("x"), Head: []byte("x")}), broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if n, err := l.Size(t.Context()); n != 0 || err != nil {
		t.Errorf("size %d, %v", n, err)
	}
}

// copyFixture copies a database of testdata into a data folder.
func copyFixture(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "kiosk.db"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// fixtureID is the kiosk of testdata/kiosk-v1.db.
const fixtureID = "17867c73da98a8df"

// kiosk-v1.db was made by the first version: three ballots, one setting, no
// counters yet.
func TestOldDatabaseIsBroughtUpToDate(t *testing.T) {
	dir := copyFixture(t, "kiosk-v1.db")
	for range 2 {
		s := openStore(t, dir)
		if id := s.Identity().ID; id != fixtureID {
			t.Errorf("identity %s, want %s", id, fixtureID)
		}
		if point, err := s.Setting(t.Context(), "point"); point != "diem-1" || err != nil {
			t.Errorf("setting %q, %v", point, err)
		}
		l := ledger.Open(s, s.Identity())
		if err := l.Verify(t.Context()); err != nil {
			t.Error(err)
		}
		if n, err := l.Append(t.Context(), ballot(3)); n != 3 || err != nil {
			t.Errorf("index %d, %v", n, err)
		}
		if err := s.AddCounter(t.Context(), "2026-05-01", "view", "A", 1); err != nil {
			t.Error(err)
		}
	}
}

// kiosk-v2.db was made by the version before entries had kinds: five ballots, the
// fourth with a ticket, the first three receipted; a setting, a counter and a
// problem.
func TestDatabaseBeforeKindsIsBroughtUpToDate(t *testing.T) {
	dir := copyFixture(t, "kiosk-v2.db")
	s := openStore(t, dir)
	l := ledger.Open(s, s.Identity())
	if err := l.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	want := ledger.Counts{Ballots: 5, Choices: 10}
	for _, round := range []string{"", "2026"} {
		if got, err := l.Counts(t.Context(), round); got != want || err != nil {
			t.Errorf("%q: got %+v, %v, want %+v", round, got, err, want)
		}
	}
	if unsent, err := l.Unsent(t.Context()); unsent != 2 || err != nil {
		t.Errorf("%d unsent, %v", unsent, err)
	}
	again := ballot(5)
	again.Mode, again.Ticket = vote.ByTicket, "0123456789abcdef"
	if _, err := l.Append(t.Context(), again); !errors.Is(err, ledger.ErrTicketUsed) {
		t.Errorf("the ticket is used again: %v", err)
	}
	if n, err := l.Append(t.Context(), ballot(5)); n != 5 || err != nil {
		t.Errorf("index %d, %v", n, err)
	}
	counters, err1 := s.Counters(t.Context())
	problems, err2 := s.Problems(t.Context())
	if len(counters) != 1 || len(problems) != 1 || errors.Join(err1, err2) != nil {
		t.Errorf("%v, %v, %v", counters, problems, errors.Join(err1, err2))
	}
}

func TestOpenRefusesWhatItMustNotTouch(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(t *testing.T, path string)
		want  error
	}{
		"newer format":   {func(t *testing.T, path string) { poke(t, path, userVersionAt+3, 99) }, store.ErrNewerFormat},
		"other program":  {func(t *testing.T, path string) { poke(t, path, applicationIDAt, 1) }, store.ErrNotOurs},
		"not a database": {func(t *testing.T, path string) { poke(t, path, 0, []byte(strings.Repeat("x", 100))...) }, store.ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			dir := copyFixture(t, "kiosk-v1.db")
			path := filepath.Join(dir, "kiosk.db")
			test.spoil(t, path)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := store.Open(t.Context(), dir); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if after, err := os.ReadFile(path); err != nil || test.want != store.ErrNewerFormat && string(after) != string(before) {
				t.Errorf("the file was changed, %v", err)
			}
		})
	}
	if _, err := store.Open(t.Context(), "/dev/null/x"); err == nil || errors.Is(err, fs.ErrExist) {
		t.Errorf("impossible folder: %v", err)
	}
}

// castInto names the variable that makes this program, run again, a second
// process over that data folder.
const castInto = "HANGVIET_TEST_SECOND_PROCESS"

func TestMain(m *testing.M) {
	if dir := os.Getenv(castInto); dir != "" {
		os.Exit(secondProcess(dir))
	}
	if dir := os.Getenv(setInto); dir != "" {
		fmt.Println(setForEver(context.Background(), dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// each process casts so many ballots.
const each = 40

func secondProcess(dir string) int {
	ctx := context.Background()
	s, err := store.Open(ctx, dir)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer s.Close()
	fmt.Println("ready", s.Identity().ID)
	l := ledger.Open(s, s.Identity())
	for n := range each {
		if _, err := l.Append(ctx, ballot(1000+n)); err != nil {
			fmt.Println(err)
			return 1
		}
	}
	return 0
}

func TestTwoProcessesOverOneDatabase(t *testing.T) {
	dir := t.TempDir()
	second := exec.CommandContext(t.Context(), os.Args[0])
	second.Env = append(os.Environ(), castInto+"="+dir)
	second.Stderr = os.Stderr
	out, err := second.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, dir) // both start on an empty folder
	lines := bufio.NewReader(out)
	if line, err := lines.ReadString('\n'); line != "ready "+s.Identity().ID+"\n" || err != nil {
		t.Errorf("the second process says %q, %v; the first is %s", line, err, s.Identity().ID)
	}
	l := ledger.Open(s, s.Identity())
	var casters sync.WaitGroup
	for caster := range 2 {
		casters.Go(func() {
			for n := range each {
				if _, err := l.Append(t.Context(), ballot(caster*each+n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	casters.Wait()
	if rest, err := lines.ReadString(0); rest != "" {
		t.Errorf("the second process says %q, %v", rest, err)
	}
	if err := second.Wait(); err != nil {
		t.Error(err)
	}
	if n, err := l.Size(t.Context()); n != 3*each || err != nil {
		t.Errorf("%d ballots, %v", n, err)
	}
	if err := l.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}
