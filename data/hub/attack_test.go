package hub

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hangviet/data/hub/footfall"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// TestFixation: a session that somebody else has put into a browser is not the one
// that the person signs in with.
func TestFixation(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	theirs := h.fresh(people.Viewer)
	form := "name=administrator&password=" + strings.ReplaceAll(password, " ", "+")
	for _, planted := range []*http.Cookie{{Name: "hub", Value: strings.Repeat("A", 43)}, theirs} {
		res, text := h.knock(http.MethodPost, "/login", strings.NewReader(form), planted, map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
		if res.StatusCode != http.StatusSeeOther || len(res.Cookies()) != 1 || res.Cookies()[0].Value == planted.Value {
			t.Fatalf("%d, %v: %s", res.StatusCode, res.Cookies(), text)
		}
		if res, _ := h.knock(http.MethodGet, "/account", nil, planted, nil); res.StatusCode == http.StatusOK {
			t.Error("the planted session is good")
		}
		if res, _ := h.knock(http.MethodGet, "/people", nil, res.Cookies()[0], nil); res.StatusCode != http.StatusOK {
			t.Errorf("the new session: %d", res.StatusCode)
		}
	}
}

// climbs are names that try to leave the folder they belong to.
var climbs = []string{
	"..", "%2e%2e", "..%2f..%2fhub.db", "..%2Fsecret.txt", "%2e%2e%2fsecret.txt", "..%5c..%5csecret.txt", "....%2f%2fsecret.txt",
	"%2fetc%2fpasswd", "C:%5csecret.txt", "secret.txt%00.json", "%00", "%ff%fe", "..%c0%afsecret.txt", "%2e", "r1%2f..%2f..%2fsecret.txt",
	"-", "%20", "%0d%0aX-Evil:%201", "%3Cscript%3E", "CON", strings.Repeat("a", 4000), "%E2%80%AE", "r1;x=y", "'%20OR%201=1--",
}

// TestClimbs puts such names into every hole of every path, as one who may do
// everything. Nothing from beside the folders ever comes back, and nothing fails.
func TestClimbs(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	h.accounts()
	const secret = "SECRET-BESIDE-THE-FOLDERS"
	for _, at := range []string{"secret.txt", "content.txt"} {
		h.must(os.WriteFile(filepath.Join(h.dir, at), []byte(secret), 0o600))
	}
	for _, r := range h.hub.allRoutes() {
		if !hole.MatchString(strings.ReplaceAll(r.pattern, "{$}", "")) {
			continue
		}
		for _, climb := range climbs {
			method, path := r.filled(climb)
			if strings.Contains(r.pattern, "{") && len(climb) < 100 {
				path += "?name=" + climb + "&q=" + climb + "&page=" + climb + "&from=" + climb + "&format=" + climb
			}
			res, text := h.knock(method, path, http.NoBody, h.fresh(people.Administrator), nil)
			if strings.Contains(text, secret) || strings.Contains(text, "SQLite format 3") || strings.Contains(text, "root:") {
				t.Errorf("%s %s gives what lies beside", method, path)
			}
			if res.StatusCode >= 500 || res.Header.Get("X-Evil") != "" {
				t.Errorf("%s %.80s: %d %.200s", method, path, res.StatusCode, text)
			}
		}
	}
}

// TestStrangeForms sends fields that are no texts, or very odd ones, to every path
// that takes a form. The answer is the sender's fault, and never ours.
func TestStrangeForms(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	h.accounts()
	fields := []string{"name", "id", "role", "code", "password", "old", "new", "again", "next", "round", "number", "note", "point", "address", "days", "reason", "at", "kind"}
	for _, r := range h.hub.allRoutes() {
		method, path := r.filled("none")
		if method == http.MethodGet {
			continue
		}
		for _, odd := range []string{"%00", "%ff%fe", "a%00b", "%ED%A0%80", "%25%00", strings.Repeat("%C6%A1", 2000), "-1", "99999999999999999999", "%2e%2e%2f", "1e309", "%0d%0a"} {
			var form []string
			for _, field := range fields {
				form = append(form, field+"="+odd)
			}
			res, text := h.knock(method, path, strings.NewReader(strings.Join(form, "&")), h.fresh(people.Administrator), map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
			if res.StatusCode >= 500 {
				t.Errorf("%s with %.20s: %d %.300s", r.pattern, odd, res.StatusCode, text)
			}
		}
	}
}

// endless is a body of zeros that counts what was taken of it.
type endless struct {
	left  int64
	taken *atomic.Int64
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.left)
	clear(p[:n])
	e.left -= n
	e.taken.Add(n)
	return int(n), nil
}

// huge is ten gigabytes.
const huge = 10 << 30

// maxSwallowed is how much of a body no path takes that has no business with so
// much: a bundle of ballots, and what the system itself keeps for a connection
// (tcp_rmem and tcp_wmem allow some 40 MiB).
const maxSwallowed = ledger.MaxBundle + 64<<20

// TestHugeBodies sends ten gigabytes to every path that takes a body, announced
// and unannounced. Each is cut early and the memory stays as it was.
func TestHugeBodies(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	h.accounts()
	before := heap()
	for _, r := range h.hub.allRoutes() {
		method, path := r.filled("none")
		if method == http.MethodGet {
			continue
		}
		for _, kind := range []string{"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/octet-stream"} {
			for _, announced := range []int64{huge, -1} {
				if taken := h.swallow(method, path, kind, announced); taken > maxSwallowed {
					t.Errorf("%s takes %d bytes of a body of %s (announced %d)", r.pattern, taken, kind, announced)
				}
			}
		}
	}
	if grown := heap() - before; grown > 32<<20 {
		t.Errorf("the memory has grown by %d bytes", grown)
	}
}

// TestHugeUpload: where large files are taken, one that is announced larger than
// any may be is not begun, and one that is not announced ends at the bound.
func TestHugeUpload(t *testing.T) {
	h := newHouse(t)
	h.accounts()
	h.hub.press.Limits.Archive, h.hub.press.Limits.Workbook = 1<<20, 1<<20
	head := "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"photos.zip\"\r\n\r\n"
	for _, announced := range []int64{huge, -1} {
		var taken atomic.Int64
		body := io.MultiReader(strings.NewReader(head), &endless{huge, &taken})
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.url+"/press/files", body)
		h.must(err)
		req.ContentLength = announced
		req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		req.AddCookie(h.fresh(people.Editor))
		if res, err := noFollow(nil).Do(req); err == nil {
			if status, body := h.read(res); status < 400 || status >= 500 {
				t.Errorf("announced %d: %d %s", announced, status, body)
			}
		}
		if taken.Load() > maxSwallowed {
			t.Errorf("announced %d: %d bytes were taken", announced, taken.Load())
		}
	}
	if left, err := filepath.Glob(filepath.Join(h.dir, "upload-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// swallow sends ten gigabytes and returns how many were taken.
func (h *house) swallow(method, path, kind string, announced int64) int64 {
	h.Helper()
	var taken atomic.Int64
	req, err := http.NewRequestWithContext(h.Context(), method, h.url+path, &endless{huge, &taken})
	h.must(err)
	req.ContentLength = announced
	req.Header.Set("Content-Type", kind)
	req.AddCookie(h.fresh(people.Administrator))
	res, err := noFollow(nil).Do(req)
	if err != nil {
		return taken.Load() // the connection was cut while we wrote
	}
	defer res.Body.Close()
	if res.StatusCode >= 500 {
		h.Errorf("%s %s: %d for ten gigabytes of %s", method, path, res.StatusCode, kind)
	}
	return taken.Load()
}

// heap returns how much memory is in use.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestSlowOnEveryRoute: who sends a header or a body byte by byte, or stops, is let go
// on every path, and others are served meanwhile.
func TestSlowOnEveryRoute(t *testing.T) {
	h := newHouse(t, func(c *Config) {
		const limit = 750 * time.Millisecond // whoever is served meanwhile is quicker, on any machine
		c.Limits.Header, c.Limits.Request, c.Limits.Bundle = limit, limit, limit
	})
	h.accounts()
	cookie := h.fresh(people.Administrator)
	heads := map[string]string{"a header that never ends": "GET / HTTP/1.1\r\nHost: a\r\nX-A: b\r\n"}
	for _, r := range h.hub.allRoutes() {
		if method, path := r.filled("none"); method != http.MethodGet {
			heads[r.pattern] = method + " " + path + " HTTP/1.1\r\nHost: a\r\nCookie: hub=" + cookie.Value + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname="
		}
	}
	ended := make(chan string)
	for what, head := range heads {
		go func() { ended <- what + ": " + trickle(h.url, head) }()
	}
	for range heads {
		select {
		case end := <-ended:
			if !strings.HasSuffix(end, ": let go") {
				t.Error(end)
			}
			if status, _ := h.get("/"); status != http.StatusOK {
				t.Errorf("others are not served: %d", status)
			}
		case <-time.After(time.Minute):
			t.Fatal("a slow client is never let go")
		}
	}
}

// trickle sends the beginning of a request, then a byte now and then, until the
// other side has enough of it.
func trickle(url, head string) string {
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		return err.Error()
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, head); err != nil {
		return err.Error()
	}
	done := make(chan struct{})
	go func() { // ends when the connection is closed
		defer close(done)
		for {
			if _, err := conn.Write([]byte("a")); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond) // the pace is the attack
		}
	}()
	defer func() { conn.Close(); <-done }()
	const patience = 15 * time.Second // less than the whole body takes, which would be answered, and than the usual limits
	if err := conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return err.Error()
	}
	_, err = io.Copy(io.Discard, bufio.NewReader(conn))
	if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
		return "kept"
	}
	return "let go"
}

// TestForgedRequests flips bytes of what a kiosk sent and repeats what it sent:
// whatever is answered, the hub holds what the kiosk said, once.
func TestForgedRequests(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("Điểm bán", wire.Approved)
	k.vote("food/n-tea")
	beat, err := wire.NewBeat(k.self.PrivateKey, wire.NewNonce(), "", h.clock(), 0, wire.Health{Disk: 1})
	h.must(err)
	for _, request := range []struct {
		path string
		body []byte
	}{
		{wire.PathEnrol, asJSON(wire.NewEnrolment(k.self.PrivateKey, "Tên mới", k.clock().Add(time.Second)))},
		{wire.PathLedger, k.bundle(0)},
		{wire.PathCounters, asJSON(wire.NewReport(k.self.PrivateKey, "2026-11-21", []wire.Count{{Name: "visit", Key: "", N: 3}}, h.clock()))},
		{wire.PathBeat, asJSON(beat)},
	} {
		path, body := request.path, request.body
		if status, answer := h.post(path, body); status != http.StatusOK {
			t.Fatalf("%s: %d %s", path, status, answer)
		}
		state := k.state()
		if status, answer := h.post(path, body); status >= 500 || k.state() != state {
			t.Errorf("%s sent again: %d %s; then\n%s, was\n%s", path, status, answer, k.state(), state)
		}
		for i := 0; i < len(body); i += 1 + len(body)/150 {
			forged := bytes.Clone(body)
			forged[i] ^= 1 << (i % 7)
			status, answer := h.post(path, forged)
			if status >= 500 {
				t.Errorf("%s with byte %d changed: %d %s", path, i, status, answer)
			}
			if now := k.state(); now != state {
				t.Fatalf("%s with byte %d changed is believed (%d):\n%s, was\n%s", path, i, status, now, state)
			}
		}
	}
	h.wantCounts(1, map[string]int{"n-tea": 1})
}

// state is what the hub holds of the kiosks, and of this one's last beat, in one
// text; when they were heard changes with every request of theirs and is left out.
func (k *kiosk) state() string {
	h := k.house
	h.Helper()
	kiosks, forks, err := h.hub.Kiosks(h.Context())
	h.must(err)
	text := ""
	for _, k := range kiosks {
		text += fmt.Sprintln(k.ID, k.Name, k.Status, k.Size, k.NamedAt.UnixMilli())
	}
	var counters strings.Builder
	h.must(h.hub.WriteCounters(h.Context(), &counters, footfall.Period{From: opening.AddDate(-1, 0, 0), To: opening.AddDate(1, 0, 0)}))
	return text + fmt.Sprintln(len(forks), counters.String(), h.storedBeat(k.self.ID))
}

// TestOddTextsFromKiosks: what a kiosk says in texts that not every database takes
// is refused or mended, and never our fault.
func TestOddTextsFromKiosks(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("Điểm bán", wire.Approved)
	for _, odd := range []string{"a\x00b", "\x00", "a\xff", strings.Repeat("ơ", 3000), "\u202e\u2066x"} {
		beat, err := wire.NewBeat(k.self.PrivateKey, wire.NewNonce(), "", h.clock(), 0, wire.Health{
			Name: odd, Version: odd, Point: odd, Problems: []wire.Trouble{{Code: odd}},
		})
		h.must(err)
		for path, body := range map[string][]byte{
			wire.PathEnrol:    asJSON(wire.NewEnrolment(k.self.PrivateKey, odd, h.clock())),
			wire.PathBeat:     asJSON(beat),
			wire.PathCounters: asJSON(wire.NewReport(k.self.PrivateKey, "2026-11-21", []wire.Count{{Name: "visit", Key: odd, N: 1}, {Name: odd, Key: "", N: 1}}, h.clock())),
		} {
			if status, answer := h.post(path, body); status >= 500 {
				t.Errorf("%s with %.20q: %d %s", path, odd, status, answer)
			}
			h.wait(time.Second)
		}
	}
}
