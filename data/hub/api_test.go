package hub

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
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
	a.enrol() // who is known is not turned away
	h.must(h.hub.Decide(t.Context(), a.self.ID, wire.Approved))
	k.enrol()
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
	if status, _ := h.read(res); status != http.StatusBadRequest {
		t.Errorf("a big form: %d", status)
	}
}

// TestSlowClients are let go, whether they are slow to speak or to listen.
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
		if bytes.Contains(answer, []byte("n-tea")) || bytes.Contains(answer, []byte("r1")) {
			t.Errorf("a kiosk is told %s", answer)
		}
	}
}
