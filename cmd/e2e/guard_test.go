package e2e

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// within is how soon a window that stood still is to be there again, and soon how
// soon one that crashed or lost its power is to show content.
const (
	within = 20 * time.Second
	soon   = 5 * time.Second
)

// guarded is a kiosk's window with its guard, in a group of processes of their own.
type guarded struct {
	*window
	data string
}

// openGuarded starts them as a machine that is switched on does, and waits until
// something can be touched.
func openGuarded(t *testing.T, s *screen, data string, flags ...string) (g *guarded, took time.Duration) {
	t.Helper()
	targets := filepath.Join(t.TempDir(), "targets.json")
	log, err := os.CreateTemp(t.TempDir(), "*.log")
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close() // the program has it from here on
	cmd := exec.Command(filepath.Join(bin, "kiosk"), append([]string{"guard", "--data", data, "--targets", targets}, flags...)...)
	cmd.Env = append(os.Environ(), s.env()...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p := &process{t, cmd, log.Name(), make(chan error, 1)}
	go func() { p.done <- cmd.Wait() }()
	g = &guarded{&window{p, s, targets}, data}
	t.Cleanup(func() {
		g.cut()
		if t.Failed() {
			t.Logf("the window printed:\n%s", p.printed())
		}
	})
	eventually(t, "the guarded window", func() bool { g.alive(); return len(g.touchable()) > 0 })
	return g, time.Since(began)
}

// cut kills the guard and its window at once, as a power cut does.
func (g *guarded) cut() {
	if g.cmd.ProcessState == nil {
		_ = syscall.Kill(-g.cmd.Process.Pid, syscall.SIGKILL) // it has ended already, or does now
		<-g.done
	}
	eventually(g.t, "the window's end", func() bool { return g.pid() == 0 })
}

// pid is the process of the window that runs now; 0 none.
func (g *guarded) pid() int {
	notes, _ := filepath.Glob(filepath.Join(g.data, "runs", "*.run")) // the pattern is good
	for _, note := range notes {
		pid, err := strconv.Atoi(strings.TrimSuffix(filepath.Base(note), ".run"))
		if err == nil && lives(pid) {
			return pid
		}
	}
	return 0
}

// lives tells whether a process runs; one that has ended and is not yet waited for
// does not.
func lives(pid int) bool {
	stat, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	_, state, _ := strings.Cut(string(stat), ") ")
	return err == nil && !strings.HasPrefix(state, "Z")
}

// returns waits for another window in the place of the one that has ended.
func (g *guarded) returns(before int, signal syscall.Signal) time.Duration {
	g.t.Helper()
	return g.comesBack(before, func() error { return syscall.Kill(before, signal) })
}

// comesBack ends a window in some way and waits for the next one.
func (g *guarded) comesBack(before int, end func() error) time.Duration {
	g.t.Helper()
	if err := os.Remove(g.targets); err != nil && !errors.Is(err, fs.ErrNotExist) {
		g.t.Fatal(err)
	}
	began := time.Now()
	if err := end(); err != nil {
		g.t.Fatal(err)
	}
	eventually(g.t, "another window", func() bool {
		g.alive()
		now := g.pid()
		return now != 0 && now != before && len(g.touchable()) > 0
	})
	return time.Since(began)
}

// reports are how the runs ended that did not end well, the oldest first.
func (g *guarded) reports() (kinds []string) {
	files, _ := filepath.Glob(filepath.Join(g.data, "runs", "*.crash")) // the pattern is good
	slices.Sort(files)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			g.t.Fatal(err)
		}
		_, kind, _ := strings.Cut(string(raw), "\nkind ")
		kind, _, _ = strings.Cut(kind, "\n")
		if strings.Contains(string(raw), "awaitFreeze") {
			kind += " in awaitFreeze"
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

// TestFrozenWindow: a window whose thread stands still is begun anew within 20
// seconds and its report tells where it stood; one that is killed is back at once, and
// no worse for it. A second fault within a minute makes it safe.
func TestFrozenWindow(t *testing.T) {
	s := openScreen(t, 720, 1280)
	g, took := openGuarded(t, s, filepath.Join(t.TempDir(), "kiosk"))
	frozen := g.returns(g.pid(), syscall.SIGUSR2)
	killed := g.returns(g.pid(), syscall.SIGKILL)
	if frozen > within || killed > soon {
		t.Errorf("a frozen window is back after %v, a killed one after %v", frozen, killed)
	}
	if slices.Contains(kioskStatus(t, g.data).Problems, "E-SAFE") {
		t.Error("a kill is held against the program")
	}
	g.returns(g.pid(), syscall.SIGQUIT) // as a watchdog ends it
	if got, want := g.reports(), []string{"frozen in awaitFreeze", "killed", "frozen in awaitFreeze"}; !slices.Equal(got, want) {
		t.Errorf("reports %q, want %q", got, want)
	}
	eventually(t, "safe mode", func() bool { return slices.Contains(kioskStatus(t, g.data).Problems, "E-SAFE") })
	g.stop()
	t.Logf("first content after %v, after a freeze %v, after a kill %v", took, frozen, killed)
}

// TestDiesWithoutAWord: a fault in a thread of the graphics driver ends the program
// before it can say anything, and one that cannot even hear its guard is killed. Both
// are the program's own, other than a kill from outside: two of them make it safe.
func TestDiesWithoutAWord(t *testing.T) {
	s := openScreen(t, 720, 1280)
	g, _ := openGuarded(t, s, filepath.Join(t.TempDir(), "kiosk"))
	g.breaks(g.pid(), syscall.SIGSEGV)
	g.returns(g.pid(), syscall.SIGSTOP)
	if got, want := g.reports(), []string{"crash", "frozen"}; !slices.Equal(got, want) {
		t.Errorf("reports %q, want %q", got, want)
	}
	eventually(t, "safe mode", func() bool { return slices.Contains(kioskStatus(t, g.data).Problems, "E-SAFE") })
	g.stop()
}

// breaks sends a signal to a thread that the graphics driver began, as a fault there
// does, and waits for the next window.
func (g *guarded) breaks(pid int, signal syscall.Signal) {
	g.t.Helper()
	threads, _ := filepath.Glob(filepath.Join("/proc", strconv.Itoa(pid), "task", "*", "comm")) // the pattern is good
	for _, comm := range threads {
		name, err := os.ReadFile(comm)
		if err != nil || !strings.HasPrefix(string(name), "llvmpipe") {
			continue
		}
		id, err := strconv.Atoi(filepath.Base(filepath.Dir(comm)))
		if err != nil {
			g.t.Fatal(err)
		}
		g.comesBack(pid, func() error { return unix.Tgkill(pid, id, signal) })
		return
	}
	g.t.Fatal("the driver began no thread")
}

// TestKilledAtWork: failures.md, "Power cut": everything is killed at random instants
// while visitors touch the screen, ballots are cast, releases come in and all is sent
// to the hub. At each start content is there within 5 seconds and the ledger
// verifies; in the end each ballot that was acknowledged is counted once. KILLS says
// how often; make kills does it 500 times.
func TestKilledAtWork(t *testing.T) {
	times, err := strconv.Atoi(os.Getenv("KILLS"))
	if err != nil {
		times = 4
	}
	office, hub, s := openOffice(t), openHub(t), openScreen(t, 720, 1280)
	office.publish(hub.repo())
	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "import", "--data", data, "--from", hub.repo())
	run(t, "kiosk", "setup", "--data", data, "--hub", hub.url, "--every", "2s")
	acknowledged, longest, sum := map[string]bool{}, time.Duration(0), time.Duration(0)
	for i := range times {
		took := workUntilCut(t, s, data, acknowledged)
		longest, sum = max(longest, took), sum+took
		if took > soon {
			t.Errorf("start %d took %v", i, took)
		}
		verified(t, data)
		if i%10 == 9 {
			office.publish(hub.repo())
			t.Logf("%d kills, %d ballots acknowledged, longest start %v", i+1, len(acknowledged), longest)
		}
	}
	kept := verified(t, data)
	for id := range acknowledged {
		if kept[id] != 1 {
			t.Errorf("the acknowledged ballot %s is in the ledger %d times", id, kept[id])
		}
	}
	run(t, "kiosk", "sync", "--once", "--data", data, "--hub", hub.url)
	hub.approve(kioskStatus(t, data).Kiosk)
	counted := hub.ballots()
	for id := range kept {
		if counted[id] != 1 {
			t.Errorf("the hub counts ballot %s %d times", id, counted[id])
		}
	}
	t.Logf("%d kills: %d ballots acknowledged, %d kept and counted; content after %v, longest %v", times, len(acknowledged), len(kept), sum/time.Duration(times), longest)
}

// workUntilCut switches the kiosk on, lets people touch it and vote, and cuts the
// power. It returns how long content took.
func workUntilCut(t *testing.T, s *screen, data string, acknowledged map[string]bool) (took time.Duration) {
	t.Helper()
	g, took := openGuarded(t, s, data)
	over := make(chan struct{})
	go func() {
		defer close(over)
		castUntilKilled(t, data, acknowledged)
	}()
	for end := time.Now().Add(rand.N(1500 * time.Millisecond)); time.Now().Before(end); {
		s.tap(20+rand.IntN(s.width-40), 20+rand.IntN(s.height-40))
	}
	g.cut()
	<-over
	return took
}
