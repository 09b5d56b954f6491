package guard_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"hangviet/data/guard"
)

// asGuarded names the file in which this program, started again, notes its runs;
// asLife how each run goes, one word for each.
const (
	asGuarded = "HANGVIET_GUARDED_NOTES"
	asLife    = "HANGVIET_GUARDED_LIFE"
)

func TestMain(m *testing.M) {
	if notes := os.Getenv(asGuarded); notes != "" {
		os.Exit(live(notes, strings.Fields(os.Getenv(asLife))))
	}
	os.Exit(m.Run())
}

// live is one run of the guarded program.
func live(notes string, life []string) int {
	f, err := os.OpenFile(notes, os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return 9
	}
	before, _ := io.ReadAll(f)
	h, err := guard.NewHerald(os.Getenv, os.Stdout)
	if err != nil || !h.Heeded() || !guard.Guarded() {
		return 9
	}
	run := bytes.Count(before, []byte("\n"))
	fmt.Fprintln(f, life[run])
	if err := errors.Join(h.Ready(), h.Alive()); err != nil {
		return 9
	}
	switch life[run] {
	case "crash":
		panic("planted")
	case "break": // as by a fault in a thread that Go knows nothing of
		_ = syscall.Exec("/bin/sh", []string{"sh", "-c", "kill -SEGV $$"}, os.Environ())
		return 9
	case "killed":
		if p, err := os.FindProcess(os.Getpid()); err != nil || p.Kill() != nil {
			return 9
		}
	case "freeze":
		select {}
	case "deaf":
		signal.Ignore(syscall.SIGQUIT)
		time.Sleep(time.Hour)
	case "last":
		return 0
	}
	stop, done := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer done()
	for stop.Err() == nil {
		if h.Alive() != nil {
			return 9
		}
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Fprintln(f, "told to end")
	return 0
}

// guarded returns a guard over a program of that life, and what it and the program
// said.
func guarded(t *testing.T, life string) (g *guard.Guard, notes string, said *log) {
	t.Helper()
	notes, said = filepath.Join(t.TempDir(), "notes"), &log{}
	t.Setenv(asGuarded, notes)
	t.Setenv(asLife, life)
	return &guard.Guard{
		Path: os.Args[0], Stderr: said, Told: func(format string, args ...any) { fmt.Fprintf(said, format+"\n", args...) },
		FirstWord: 20 * time.Second, Silence: 300 * time.Millisecond, LastWords: 2 * time.Second, Farewell: 20 * time.Second,
	}, notes, said
}

// log may be written by several.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func TestBegunAnew(t *testing.T) {
	for life, ends := range map[string][]guard.End{
		"crash crash crash last": nil, "freeze last": {guard.Froze}, "deaf last": {guard.Froze}, "break killed last": {guard.Broke}, "last": nil,
	} {
		t.Run(life, func(t *testing.T) {
			g, notes, said := guarded(t, life)
			var told []guard.End
			g.Ended = func(e guard.End) { told = append(told, e) }
			code, err := g.Run(t.Context())
			if err != nil || code != 0 {
				t.Errorf("ended with %d, %v", code, err)
			}
			raw, err := os.ReadFile(notes)
			if got := strings.Join(strings.Fields(string(raw)), " "); err != nil || got != life {
				t.Errorf("runs %q, %v; said %s", got, err, said)
			}
			if !slices.Equal(told, ends) {
				t.Errorf("ends %q, want %q", told, ends)
			}
			if strings.HasPrefix(life, "freeze") && !strings.Contains(said.String(), "goroutine") {
				t.Errorf("what stood still did not say where: %s", said)
			}
		})
	}
}

// TestToldToEnd: the guard ends with its program, which ends well.
func TestToldToEnd(t *testing.T) {
	g, notes, _ := guarded(t, "go")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		code, _ := g.Run(ctx)
		ended <- code
	}()
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if raw, _ := os.ReadFile(notes); len(raw) > 0 {
			break
		}
		if time.Now().After(limit) {
			t.Fatal("the program did not begin")
		}
	}
	time.AfterFunc(time.Second, stop) // longer than Silence: it says that it is alive
	select {
	case code := <-ended:
		raw, err := os.ReadFile(notes)
		if code != 0 || err != nil || !strings.Contains(string(raw), "told to end") {
			t.Errorf("ended with %d; notes %q, %v", code, raw, err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it did not end")
	}
}

// TestSystemd: the words that systemd's watchdog waits for, to a real socket.
func TestSystemd(t *testing.T) {
	address := filepath.Join(t.TempDir(), "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: address, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	env := map[string]string{"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "1500000"}
	h, err := guard.NewHerald(func(key string) string { return env[key] }, io.Discard)
	if err != nil || h.Every != 500*time.Millisecond || !h.Heeded() {
		t.Fatalf("%+v, %v", h, err)
	}
	if err := errors.Join(h.Ready(), h.Alive()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"READY=1", "WATCHDOG=1"} {
		p := make([]byte, 100)
		n, err := conn.Read(p)
		if err != nil || string(p[:n]) != want {
			t.Errorf("heard %q, %v", p[:n], err)
		}
	}
}

// TestHowSystemdSawIt: the variables that it gives to what it runs after the end.
func TestHowSystemdSawIt(t *testing.T) {
	for want, all := range map[guard.End][]string{
		guard.Froze: {"watchdog dumped ABRT", "watchdog killed KILL", "watchdog exited 2"},
		guard.Broke: {"core-dump dumped SEGV", "signal killed ABRT", "core-dump dumped BUS"},
		"":          {"success exited 0", "exit-code exited 2", "signal killed KILL", "oom-kill killed KILL", "timeout killed KILL", "  "},
	} {
		for _, saw := range all {
			words := strings.SplitN(saw, " ", 3)
			env := map[string]string{"SERVICE_RESULT": words[0], "EXIT_CODE": words[1], "EXIT_STATUS": words[2]}
			if got := guard.EndOf(func(key string) string { return env[key] }); got != want {
				t.Errorf("%s is %q, want %q", saw, got, want)
			}
		}
	}
}

func TestNobodyGuards(t *testing.T) {
	h, err := guard.NewHerald(func(string) string { return "" }, io.Discard)
	if err != nil || h.Heeded() || h.Ready() != nil || h.Alive() != nil {
		t.Errorf("%+v, %v", h, err)
	}
}
