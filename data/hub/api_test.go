package hub

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

func TestForgedEnrolments(t *testing.T) {
	h := newHouse(t)
	k, other := h.kiosk("a"), h.kiosk("b")
	good := wire.NewEnrolment(k.self.PrivateKey, "a", h.clock())
	for name, forge := range map[string]func(*wire.Enrolment){
		"renamed":     func(e *wire.Enrolment) { e.Name = "b" },
		"other id":    func(e *wire.Enrolment) { e.Kiosk = other.self.ID },
		"other key":   func(e *wire.Enrolment) { e.PublicKey = other.self.PublicKey() },
		"unsigned":    func(e *wire.Enrolment) { e.Signature = nil },
		"other words": func(e *wire.Enrolment) { e.Signature = ed25519.Sign(k.self.PrivateKey, []byte(e.Kiosk)) },
	} {
		e := good
		forge(&e)
		status, answer := h.post(wire.PathEnrol, asJSON(e))
		t.Log(name)
		h.wantRefusal(status, answer, http.StatusForbidden, wire.CodeSignature)
	}
	for _, body := range []string{"", "{", "[]", `{"kiosk":1}`, string(asJSON(good)) + "{}", `{"name":"a\nb"}`} {
		status, answer := h.post(wire.PathEnrol, []byte(body))
		h.wantRefusal(status, answer, http.StatusBadRequest, wire.CodeBadRequest)
	}
	if kiosks, _, err := h.hub.Kiosks(t.Context()); err != nil || len(kiosks) != 0 {
		t.Errorf("forgeries made %d kiosks, %v", len(kiosks), err)
	}
}

// TestEnrolmentIsIdempotent: an old request replayed does not bring an old name
// back, nor undo a decision.
func TestEnrolmentIsIdempotent(t *testing.T) {
	h := newHouse(t)
	k := h.kiosk("tên cũ")
	first := asJSON(wire.NewEnrolment(k.self.PrivateKey, k.name, h.clock()))
	h.post(wire.PathEnrol, first)
	h.must(h.hub.Decide(t.Context(), k.self.ID, wire.Approved))
	h.wait(time.Hour)
	k.name = "tên mới"
	k.enrol()
	status, answer := h.post(wire.PathEnrol, first)
	var s wire.Standing
	h.must(json.Unmarshal(answer, &s))
	if status != http.StatusOK || s.Status != wire.Approved || s.HubKey != h.hub.Key() {
		t.Errorf("%d %s", status, answer)
	}
	if kiosks, _, err := h.hub.Kiosks(t.Context()); err != nil || len(kiosks) != 1 || kiosks[0].Name != "tên mới" {
		t.Errorf("%+v, %v", kiosks, err)
	}
}

func TestTooManyWait(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.MaxWaiting = 2 })
	a := h.enrolled("a", wire.Pending)
	h.enrolled("b", wire.Pending)
	k := h.kiosk("c")
	status, answer := h.post(wire.PathEnrol, asJSON(wire.NewEnrolment(k.self.PrivateKey, "c", h.clock())))
	h.wantRefusal(status, answer, http.StatusServiceUnavailable, wire.CodeBusy)
	carried := h.kiosk("by stick") // a person brought it: strangers on the network do not shut it out
	carried.vote("food/n-tea")
	if _, err := h.hub.Receive(t.Context(), carried.bundle(0), books.ByStick); err != nil {
		t.Errorf("by stick: %v", err)
	}
	a.enrol() // who is known is not turned away
	h.must(h.hub.Decide(t.Context(), a.self.ID, wire.Approved))
	k.enrol()
}

// TestPendingKioskIsBounded: what a kiosk nobody approved sends cannot fill the
// disk, and what it sends after that is taken.
func TestPendingKioskIsBounded(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.MaxPending = 2000 })
	h.publishAndWait(testRound())
	k := h.enrolled("a", wire.Pending)
	sent := int64(0)
	var status int
	var answer []byte
	for range 20 {
		k.vote("food/n-tea")
		if status, answer = k.send(sent); status != http.StatusOK {
			break
		}
		sent++
	}
	h.wantRefusal(status, answer, http.StatusServiceUnavailable, wire.CodeWaiting)
	if _, err := h.hub.Receive(t.Context(), k.bundle(0), books.ByStick); err != nil {
		t.Errorf("by stick: %v", err)
	}
	if sent < 2 {
		t.Errorf("only %d ballots were kept", sent)
	}
	h.must(h.hub.Decide(t.Context(), k.self.ID, wire.Approved))
	k.deliver()
	h.wantCounts(int(sent)+1, map[string]int{"n-tea": int(sent) + 1})
}

// TestHeard: a kiosk that has nothing to send is heard all the same.
func TestHeard(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("a", wire.Approved)
	h.wait(time.Hour)
	h.get(wire.PathKiosks + k.self.ID)
	kiosks, _, err := h.hub.Kiosks(t.Context())
	if err != nil || !kiosks[0].Heard.Equal(h.clock().Truncate(time.Millisecond)) {
		t.Errorf("heard %v, %v", kiosks[0].Heard, err)
	}
}

func TestForgedBundles(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k, stranger := h.enrolled("a", wire.Approved), h.kiosk("b")
	k.vote("food/n-tea")
	stranger.vote("food/n-rice")
	status, answer := stranger.send(0)
	h.wantRefusal(status, answer, http.StatusForbidden, wire.CodeNotEnrolled)

	// Another's entries in k's name: the head is not signed by k.
	theirs, err := ledger.ParseBundle(stranger.bundle(0))
	h.must(err)
	theirs.Kiosk, theirs.Key = k.self.ID, k.self.PublicKey()
	status, answer = h.post(wire.PathLedger, theirs.Marshal())
	h.wantRefusal(status, answer, http.StatusForbidden, wire.CodeSignature)

	bundle := k.bundle(0)
	for i := 0; i < len(bundle); i += 7 {
		flipped := bytes.Clone(bundle)
		flipped[i] ^= 4 // the lowest bits of the last digit of a base64 text mean nothing
		if status, answer := h.post(wire.PathLedger, flipped); status != http.StatusBadRequest && status != http.StatusForbidden {
			t.Fatalf("bit flipped in byte %d: %d %s", i, status, answer)
		}
	}
	h.wantCounts(0, map[string]int{})
	k.deliver()
	h.wantCounts(1, map[string]int{"n-tea": 1})
}

// TestStickOfAnUnknownKiosk: it waits for approval like any other.
func TestStickOfAnUnknownKiosk(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.kiosk("")
	k.vote("food/n-tea")
	receipt, err := h.hub.Receive(t.Context(), k.bundle(0), books.ByStick)
	h.must(err)
	h.must(k.log.Acknowledge(t.Context(), receipt, h.hub.Key()))
	h.wantCounts(0, map[string]int{})
	h.must(h.hub.Decide(t.Context(), k.self.ID, wire.Approved))
	h.wantCounts(1, map[string]int{"n-tea": 1})
}

func TestBigBodies(t *testing.T) {
	h := newHouse(t)
	status, answer := h.post(wire.PathLedger, make([]byte, ledger.MaxBundle+1))
	h.wantRefusal(status, answer, http.StatusRequestEntityTooLarge, wire.CodeTooLarge)
	body := `{"name":"` + strings.Repeat("a", maxEnrolment) + `"}`
	status, answer = h.post(wire.PathEnrol, []byte(body))
	h.wantRefusal(status, answer, http.StatusRequestEntityTooLarge, wire.CodeTooLarge)
	res, err := http.Post(h.url+"/login", "application/x-www-form-urlencoded", strings.NewReader("name="+strings.Repeat("a", maxForm)))
	h.must(err)
	if status, _ := h.read(res); status != http.StatusRequestEntityTooLarge {
		t.Errorf("a big form: %d", status)
	}
}

// TestSlowReader is let go, and one that keeps a connection open is served.
func TestSlowReader(t *testing.T) {
	var lines lineCounter
	h := newHouse(t, func(c *Config) {
		c.Limits.Stall = 500 * time.Millisecond // whoever is served meanwhile is quicker, on any machine
		c.Limits.Request = 500 * time.Millisecond
		c.Log = slog.New(slog.NewTextHandler(&lines, nil))
	})
	name := "files/" + strings.Repeat("0", 64)
	h.must(os.MkdirAll(filepath.Join(h.content(), "files"), 0o755))
	h.must(os.WriteFile(filepath.Join(h.content(), name), make([]byte, 64<<20), 0o644))
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
	h.must(err)
	defer conn.Close()
	_, err = io.WriteString(conn, "GET /content/"+name+" HTTP/1.1\r\nHost: a\r\n\r\n")
	h.must(err)
	h.until("the slow reader is let go", func() bool { return lines.has("/content/") })
	if n, _ := io.Copy(io.Discard, conn); n >= 64<<20 {
		t.Errorf("%d bytes reached who did not read", n)
	}
	client := noFollow(nil)
	for range 2 {
		started := time.Now()
		if status, _, _ := h.ask(client, "POST /logout", nil); status != http.StatusSeeOther {
			t.Errorf("on a kept connection: %d", status)
		}
		h.until("the time to write has passed", func() bool { return time.Since(started) > 600*time.Millisecond })
	}
}

// lineCounter is a log to look into.
type lineCounter struct {
	mu    sync.Mutex
	lines []string
}

func (l *lineCounter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, string(p))
	return len(p), nil
}

func (l *lineCounter) has(text string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(strings.Join(l.lines, ""), text)
}

// TestLogTellsNothingPersonal: no name, address or password reaches the log.
func TestLogTellsNothingPersonal(t *testing.T) {
	var lines lineCounter
	h := newHouse(t, func(c *Config) { c.Log = slog.New(slog.NewTextHandler(&lines, nil)) })
	k := h.enrolled("Điểm bán", wire.Approved)
	k.vote("food/n-tea")
	k.deliver()
	h.page(h.admin(), "/?name="+adminName)
	for _, text := range []string{adminName, "password", password, "Điểm bán", "127.0.0.1", "n-tea", k.self.ID} {
		if lines.has(text) {
			t.Errorf("the log tells %q", text)
		}
	}
	if !lines.has("/api/v1/ledger") {
		t.Error("the log tells nothing")
	}
}

// TestSlowClients are let go.
func TestSlowClients(t *testing.T) {
	h := newHouse(t, func(c *Config) {
		c.Limits = Limits{
			Header: 50 * time.Millisecond, Request: 50 * time.Millisecond,
			Bundle: 50 * time.Millisecond, Stall: 50 * time.Millisecond,
		}
	})
	for _, opening := range []string{
		"GET / HTTP/1.1\r\nHost:",
		"POST /api/v1/ledger HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhangviet",
		"POST /api/v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{",
		"POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nname=",
	} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "http://"))
		h.must(err)
		h.must(conn.SetDeadline(time.Now().Add(10 * time.Second)))
		_, err = io.WriteString(conn, opening)
		h.must(err)
		if _, err := io.Copy(io.Discard, conn); err != nil {
			t.Errorf("%.30q was not let go: %v", opening, err)
		}
		h.must(conn.Close())
	}
}

// TestKiosksLearnNoTotals asks everything a kiosk can ask while a round is open.
func TestKiosksLearnNoTotals(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("a", wire.Approved)
	for range 7 {
		k.vote("food/n-tea", "food/n-fish")
	}
	receipt := k.deliver()
	given, err := ledger.OpenReceipt(receipt, h.hub.Key())
	if err != nil || given.Size != 7 || given.Kiosk != k.self.ID {
		t.Errorf("receipt: %+v, %v", given, err)
	}
	_, enrolled := h.post(wire.PathEnrol, asJSON(wire.NewEnrolment(k.self.PrivateKey, "a", h.clock())))
	_, standing := h.get(wire.PathKiosks + k.self.ID)
	for _, answer := range [][]byte{enrolled, standing} {
		var fields map[string]any
		h.must(json.Unmarshal(answer, &fields))
		for name := range fields {
			if name != "status" && name != "hubKey" && name != "have" {
				t.Errorf("%s tells %q", answer, name)
			}
		}
	}
	for _, answer := range [][]byte{receipt, enrolled, standing} {
		if bytes.Contains(answer, []byte("n-tea")) || bytes.Contains(answer, []byte("food")) {
			t.Errorf("a kiosk is told %s", answer)
		}
	}
}
