package e2e

import (
	"bufio"
	"bytes"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// TestKilledEverywhere kills the casting kiosk, the kiosk that sends, and the
// hub, each at random instants and in random order, while replies are lost,
// requests repeated, and receipts come late or for something sent before. What
// was acknowledged to a voter is counted, once, and nothing else is. SIEGE=1
// kills a thousand times.
func TestKilledEverywhere(t *testing.T) {
	deaths := 40
	if os.Getenv("SIEGE") != "" {
		deaths = 1000
	}
	office, hub := openOffice(t), openHub(t)
	office.publish(hub.repo())
	data := filepath.Join(t.TempDir(), "kiosk")
	run(t, "kiosk", "import", "--data", data, "--from", hub.repo())
	kiosk := kioskStatus(t, data).Kiosk
	net := newMischief(t, hub)
	caster := newCaster(t, data)
	killed := map[string]int{}
	for range deaths {
		switch victim := rand.IntN(3); victim {
		case 0:
			caster.kill()
			killed["caster"]++
		case 1:
			sender := start(t, nil, "kiosk", "sync", "--data", data, "--hub", net.url)
			time.Sleep(rand.N(250 * time.Millisecond)) // the instant is the test
			sender.kill()
			killed["sender"]++
		default:
			sender := start(t, nil, "kiosk", "sync", "--data", data, "--hub", net.url)
			time.Sleep(rand.N(150 * time.Millisecond))
			hub.restart(t)
			net.aim(hub.url)
			sender.kill()
			killed["hub"]++
			killed["sender"]++
		}
	}
	acknowledged := caster.end()
	kept := verified(t, data)
	eventually(t, "everything is sent", func() bool {
		try(t, "kiosk", "sync", "--once", "--data", data, "--hub", net.url)
		return kioskStatus(t, data).Unsent == 0
	})
	hub.approve(kiosk)
	counted := hub.ballots()
	for id := range acknowledged {
		if counted[id] != 1 {
			t.Errorf("the hub counts the acknowledged ballot %s %d times", id, counted[id])
		}
	}
	for id, n := range counted {
		if n != 1 || kept[id] != 1 {
			t.Errorf("ballot %s counts %d times and is in the ledger %d times", id, n, kept[id])
		}
	}
	t.Logf("killed %v; %d ballots acknowledged, %d counted; replies %v", killed, len(acknowledged), len(counted), net.done)
}

// restart kills the hub and starts it on what is on its disk.
func (h *hub) restart(t *testing.T) {
	t.Helper()
	h.kill()
	h.serve(t)
}

// caster is a kiosk that casts without end, in a process that may be killed.
type caster struct {
	t            *testing.T
	data         string
	cmd          *exec.Cmd
	lines        chan string // closed when the process has ended
	acknowledged map[string]bool
}

func newCaster(t *testing.T, data string) *caster {
	c := &caster{t: t, data: data, acknowledged: map[string]bool{}}
	c.start()
	t.Cleanup(func() { c.cmd.Process.Kill() })
	return c
}

func (c *caster) start() {
	c.t.Helper()
	c.cmd = exec.Command(os.Args[0])
	c.cmd.Env = append(os.Environ(), castEnv+"="+c.data, castPace+"=2ms")
	c.cmd.Stderr = os.Stderr
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.lines = make(chan string, 1<<16)
	go func(lines chan<- string) { // it ends with the process
		defer close(lines)
		for scan := bufio.NewScanner(out); scan.Scan(); {
			lines <- scan.Text()
		}
	}(c.lines)
}

// stop kills it and notes what it acknowledged.
func (c *caster) stop() {
	c.cmd.Process.Kill()
	for line := range c.lines {
		if len(line) == 32 { // a line cut off by the kill is no acknowledgement
			c.acknowledged[line] = true
		}
	}
	c.cmd.Wait() // killed; its error says so
}

// kill kills it once it has cast again, and starts another.
func (c *caster) kill() {
	if line, ok := <-c.lines; ok && len(line) == 32 {
		c.acknowledged[line] = true
	}
	time.Sleep(rand.N(40 * time.Millisecond)) // the instant is the test
	c.stop()
	c.start()
}

// end ends it for good and returns what was acknowledged in all.
func (c *caster) end() map[string]bool {
	c.stop()
	return c.acknowledged
}

// mischief is a network that loses replies after the hub has acted, repeats
// requests, and answers with what it answered before.
type mischief struct {
	url    string
	mu     sync.Mutex
	origin string
	before map[string][]byte // the last good reply by path
	done   map[string]int
}

func newMischief(t *testing.T, h *hub) *mischief {
	m := &mischief{origin: h.url, before: map[string][]byte{}, done: map[string]int{}}
	server := httptest.NewServer(m)
	t.Cleanup(server.Close)
	m.url = server.URL
	return m
}

// aim leads to a hub that was started anew.
func (m *mischief) aim(origin string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.origin = origin
}

func (m *mischief) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	kind := []string{"lost", "twice", "stale", "", "", ""}[rand.IntN(6)]
	status, reply := m.ask(r, body)
	if kind == "twice" {
		status, reply = m.ask(r, body)
	}
	m.mu.Lock()
	m.done[kind]++
	stale := m.before[r.URL.Path]
	if status == http.StatusOK {
		m.before[r.URL.Path] = reply
	}
	m.mu.Unlock()
	switch {
	case kind == "lost" || status == 0:
		panic(http.ErrAbortHandler) // the connection ends without an answer
	case kind == "stale" && stale != nil:
		status, reply = http.StatusOK, stale
	}
	w.WriteHeader(status)
	w.Write(reply)
}

// ask asks the hub; status is 0 when it is dead.
func (m *mischief) ask(r *http.Request, body []byte) (status int, reply []byte) {
	m.mu.Lock()
	origin := m.origin
	m.mu.Unlock()
	request, err := http.NewRequestWithContext(r.Context(), r.Method, origin+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return 0, nil
	}
	request.Header = r.Header.Clone()
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil
	}
	defer answer.Body.Close()
	reply, err = io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil
	}
	return answer.StatusCode, reply
}
