package runs_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hangviet/data/runs"
)

// asRun names the folder in which this program, started again, is a run, and
// asEnd how it ends.
const (
	asRun = "HANGVIET_RUN_IN"
	asEnd = "HANGVIET_RUN_ENDS"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(asRun); dir != "" {
		os.Exit(be(dir, os.Getenv(asEnd)))
	}
	os.Exit(m.Run())
}

// be is a run.
func be(dir, end string) int {
	r, err := runs.Begin(dir, "v1.2.3", time.Now(), runs.ThisMachine())
	if err != nil {
		fmt.Println(err)
		return 3
	}
	fmt.Println("mode", r.Mode)
	switch end {
	case "panic":
		go panic("planted in the kitchen")
		select {}
	case "wordless": // as by a fault in a thread that Go knows nothing of
		if err := syscall.Exec("/bin/sh", []string{"sh", "-c", "kill -SEGV $$"}, os.Environ()); err != nil {
			return 3
		}
	case "well":
		if err := r.End(); err != nil {
			fmt.Println(err)
			return 3
		}
		return 0
	}
	time.Sleep(time.Hour)
	return 0
}

// live starts a run and returns its mode, and what ends it and waits.
func live(t *testing.T, dir, ends string) (mode string, end func(syscall.Signal)) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), asRun+"="+dir, asEnd+"="+ends)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	mode, told := strings.CutPrefix(strings.TrimSpace(line), "mode")
	if err != nil || !told {
		t.Fatalf("the run said %q, %v", line, err)
	}
	return strings.TrimSpace(mode), func(s syscall.Signal) {
		if s != 0 {
			cmd.Process.Signal(s)
		}
		cmd.Wait() // its error says how it ended, which is looked at otherwise
	}
}

func reports(t *testing.T, dir string) []runs.Report {
	t.Helper()
	all, err := runs.Reports(dir)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestHowARunEnds: each way to end is told apart, with version and stack.
func TestHowARunEnds(t *testing.T) {
	for _, c := range []struct {
		ends   string
		signal syscall.Signal
		kind   runs.Kind // "" no report
		text   string
	}{
		{"well", 0, "", ""},
		{"panic", 0, runs.Crash, "planted in the kitchen"},
		{"", syscall.SIGKILL, runs.Killed, ""},
		{"", syscall.SIGQUIT, runs.Frozen, "goroutine"},
		{"", syscall.SIGABRT, runs.Frozen, "goroutine"},
		{"", syscall.SIGSEGV, runs.Crash, "SIGSEGV"},
	} {
		dir := t.TempDir()
		_, end := live(t, dir, c.ends)
		end(c.signal)
		mode, end := live(t, dir, "well")
		end(0)
		if mode != string(runs.Whole) {
			t.Errorf("%s %v: after one the mode is %q", c.ends, c.signal, mode)
		}
		all := reports(t, dir)
		if c.kind == "" {
			if len(all) != 0 {
				t.Errorf("a run that ended well left %+v", all)
			}
			continue
		}
		if len(all) != 1 || all[0].Kind != c.kind || all[0].Version != "v1.2.3" || !strings.Contains(all[0].Text, c.text) {
			t.Errorf("%s %v: reports %+v", c.ends, c.signal, all)
		}
		if left, err := filepath.Glob(filepath.Join(dir, "*.run")); err != nil || len(left) != 0 {
			t.Errorf("%v are left, %v", left, err)
		}
	}
}

// TestOneThatRunsIsLeftAlone: a command beside the window, or a second window.
func TestOneThatRunsIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	_, end := live(t, dir, "")
	_, other := live(t, dir, "well")
	other(0)
	if all := reports(t, dir); len(all) != 0 {
		t.Errorf("a living run is told as %+v", all)
	}
	end(syscall.SIGKILL)
}

// TestModes: two crashes within a minute make a run safe, more of them bare; they
// are kept within bounds.
func TestModes(t *testing.T) {
	dir := t.TempDir()
	for i, want := range []string{"", "", "safe", "safe", "bare"} {
		mode, end := live(t, dir, "panic")
		end(0)
		if mode != want {
			t.Errorf("run %d begins %q, want %q", i, mode, want)
		}
	}
	for range runs.MaxReports {
		_, end := live(t, dir, "panic")
		end(0)
	}
	if n := len(reports(t, dir)); n != runs.MaxReports {
		t.Errorf("%d reports are kept", n)
	}
}

// TestCrashesOfLongAgo, and power cuts, make no run safe.
func TestCrashesOfLongAgo(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		_, end := live(t, dir, "panic")
		end(0)
	}
	m := runs.ThisMachine()
	begin := func(m runs.Machine) runs.Mode {
		r, err := runs.Begin(dir, "", time.Unix(0, 0), m)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.End(); err != nil {
			t.Fatal(err)
		}
		return r.Mode
	}
	if mode := begin(m); mode != runs.Safe {
		t.Errorf("at once: %q", mode)
	}
	if mode := begin(runs.Machine{Boot: m.Boot, Uptime: m.Uptime + 2*runs.Window}); mode != runs.Whole {
		t.Errorf("two minutes later: %q", mode)
	}
	if mode := begin(runs.Machine{Boot: "another", Uptime: time.Second}); mode != runs.Whole {
		t.Errorf("after a power cut: %q", mode)
	}
	n := len(reports(t, dir))
	_, end := live(t, dir, "")
	end(syscall.SIGKILL)
	begin(runs.Machine{Boot: "another", Uptime: time.Second})
	if got := len(reports(t, dir)); got != n {
		t.Errorf("a power cut is told as a crash: %d reports, %d before", got, n)
	}
}

// TestAKillIsNoFault: whoever ends a program without a word, a hand or the power, makes
// no run safe; the kernel that has no memory left for it does.
func TestAKillIsNoFault(t *testing.T) {
	dir := t.TempDir()
	for i := range 5 {
		mode, end := live(t, dir, "")
		end(syscall.SIGKILL)
		if mode != "" {
			t.Errorf("run %d begins %q", i, mode)
		}
	}
	m := runs.ThisMachine()
	begin := func() *runs.Run {
		r, err := runs.Begin(dir, "", time.Unix(0, 0), m)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.End(); err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := begin(); r.Crashed || r.Mode != runs.Whole {
		t.Errorf("after a kill: %+v", r)
	}
	for i := range 2 {
		_, end := live(t, dir, "")
		end(syscall.SIGKILL)
		m.Starved++
		if r := begin(); !r.Crashed || i == 1 && r.Mode != runs.Safe {
			t.Errorf("after %d times without memory: %+v", i+1, r)
		}
		m.Starved-- // the next one begins with what the kernel says
	}
	if r := begin(); r.Crashed {
		t.Error("a crash is held against two runs")
	}
	kinds := map[runs.Kind]int{}
	for _, r := range reports(t, dir) {
		kinds[r.Kind]++
	}
	if kinds[runs.Starved] != 2 || kinds[runs.Killed] != 5 {
		t.Errorf("reports %v", kinds)
	}
}

// TestAFaultWithoutAWord is told by whoever saw it, and once; of a run that said itself
// how it ended, and of one that ended well, nobody else is believed.
func TestAFaultWithoutAWord(t *testing.T) {
	dir := t.TempDir()
	tell := func(how runs.Kind) {
		t.Helper()
		if err := runs.Tell(dir, how); err != nil {
			t.Fatal(err)
		}
	}
	for i, c := range []struct {
		ends string
		told runs.Kind
		mode runs.Mode // of the run after it
		kind runs.Kind
	}{
		{"wordless", "", runs.Whole, runs.Killed},
		{"wordless", runs.Crash, runs.Whole, runs.Crash},
		{"wordless", "", runs.Whole, runs.Killed},
		{"wordless", "nonsense", runs.Whole, runs.Killed},
		{"well", runs.Crash, runs.Whole, runs.Killed},
		{"panic", runs.Frozen, runs.Safe, runs.Crash},
		{"wordless", runs.Frozen, runs.Safe, runs.Frozen},
	} {
		_, end := live(t, dir, c.ends)
		end(0)
		if c.told != "" {
			tell(c.told)
		}
		mode, end := live(t, dir, "well")
		end(0)
		if all := reports(t, dir); runs.Mode(mode) != c.mode || all[0].Kind != c.kind {
			t.Errorf("%d: after one that ended %s, told %q, the mode is %q; the newest report says %q", i, c.ends, c.told, mode, all[0].Kind)
		}
	}
}

func TestAReportIsBounded(t *testing.T) {
	dir := t.TempDir()
	r, err := runs.Begin(dir, "", time.Now(), runs.Machine{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.End(); err != nil {
		t.Fatal(err)
	}
	long := "hangviet run v1\nversion v1\nboot x\n\npanic: " + strings.Repeat("far too much ", runs.MaxText)
	if err := os.WriteFile(filepath.Join(dir, "999999.run"), []byte(long), 0o600); err != nil {
		t.Fatal(err)
	}
	if r, err = runs.Begin(dir, "", time.Now(), runs.Machine{Boot: "x"}); err != nil {
		t.Fatal(err)
	}
	if err := r.End(); err != nil {
		t.Fatal(err)
	}
	if all := reports(t, dir); len(all) != 1 || len(all[0].Text) > runs.MaxText {
		t.Errorf("%d reports, the first of %d bytes", len(all), len(all[0].Text))
	}
}
