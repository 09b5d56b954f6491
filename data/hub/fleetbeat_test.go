package hub

import (
	"crypto/ed25519"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// beat posts what a kiosk tells.
func (k *kiosk) beat(nonce, prior string, h wire.Health) (int, []byte) {
	k.Helper()
	b, err := wire.NewBeat(k.self.PrivateKey, nonce, prior, k.clock(), 0, h)
	k.must(err)
	return k.post(wire.PathBeat, asJSON(b))
}

// storedBeat is what the hub keeps of a kiosk's beats.
func (h *house) storedBeat(kiosk string) (b books.Beat) {
	h.Helper()
	h.must(h.hub.db.View(h.Context(), func(t *books.Tx) (err error) {
		b, err = t.Beat(kiosk)
		return err
	}))
	return b
}

func TestBeat(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("cũ", wire.Approved)
	h.wait(time.Minute)
	health := wire.Health{
		Version: "v1.2.3", Release: 7, Name: "Mới <b>", Point: "ben-xe", Disk: 5e9, Unsent: 3, Open: wire.Open, Restarts: 2,
		Problems: []wire.Trouble{{Code: "E-HUB-AWAY", Since: wire.FormatClock(opening)}, {Code: "E-X"}},
	}
	nonce := wire.NewNonce()
	status, answer := k.beat(nonce, "", health)
	var heard wire.Heard
	h.must(json.Unmarshal(answer, &heard))
	if status != http.StatusOK || heard.Nonce != nonce || heard.Status != wire.Approved || heard.HubKey != h.hub.Key() || heard.Time != wire.FormatClock(h.clock()) || heard.Twin {
		t.Fatalf("%d %s", status, answer)
	}
	b := h.storedBeat(k.self.ID)
	if b.Release != 7 || b.Disk != 5e9 || b.Unsent != 3 || b.Open != "open" || b.How != books.ByNetwork || !b.ClockKnown || b.Clock != 0 ||
		!b.Heard.Equal(h.clock()) || b.Problems != "E-HUB-AWAY 1795228200000\nE-X 0" || b.Restarts != 2 || b.Point != "ben-xe" {
		t.Errorf("%+v", b)
	}
	if kiosks, _, err := h.hub.Kiosks(t.Context()); err != nil || kiosks[0].Name != "Mới <b>" || !kiosks[0].Heard.Equal(h.clock()) {
		t.Errorf("%+v, %v", kiosks, err)
	}
	if status, _ = k.beat(nonce, "", health); status != http.StatusOK {
		t.Errorf("its answer was lost and it asks again: %d", status)
	}
}

// TestForgedBeats: what was recorded, changed or made up is refused and changes
// nothing.
func TestForgedBeats(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("a", wire.Approved)
	other := h.kiosk("b")
	h.wait(time.Minute)
	make := func(change func(*wire.Beat)) []byte {
		b, err := wire.NewBeat(k.self.PrivateKey, wire.NewNonce(), "", h.clock(), 0, wire.Health{Disk: 1})
		h.must(err)
		change(&b)
		return asJSON(b)
	}
	sign := func(b *wire.Beat) { b.Signature = ed25519.Sign(k.self.PrivateKey, b.Text()) }
	recorded := make(func(*wire.Beat) {})
	if status, answer := h.post(wire.PathBeat, recorded); status != http.StatusOK {
		t.Fatalf("%d %s", status, answer)
	}
	before := h.storedBeat(k.self.ID)
	h.wait(wire.Freshness + time.Second)
	for name, c := range map[string]struct {
		body   []byte
		status int
		code   wire.Code
	}{
		"played back":      {recorded, http.StatusConflict, wire.CodeStale},
		"of tomorrow":      {make(func(b *wire.Beat) { b.Sent = wire.FormatClock(h.clock().Add(24 * time.Hour)); sign(b) }), http.StatusConflict, wire.CodeStale},
		"other health":     {make(func(b *wire.Beat) { b.Health = json.RawMessage(`{"disk":2}`) }), http.StatusForbidden, wire.CodeSignature},
		"other time":       {make(func(b *wire.Beat) { b.Time = wire.FormatClock(opening) }), http.StatusForbidden, wire.CodeSignature},
		"other nonce":      {make(func(b *wire.Beat) { b.Nonce = wire.NewNonce() }), http.StatusForbidden, wire.CodeSignature},
		"other kiosk":      {make(func(b *wire.Beat) { b.Kiosk = other.self.ID }), http.StatusForbidden, wire.CodeSignature},
		"another's key":    {make(func(b *wire.Beat) { b.PublicKey = other.self.PrivateKey.Public().(ed25519.PublicKey) }), http.StatusForbidden, wire.CodeSignature},
		"a short nonce":    {make(func(b *wire.Beat) { b.Nonce = "ab"; sign(b) }), http.StatusBadRequest, wire.CodeBadRequest},
		"a letter":         {make(func(b *wire.Beat) { b.Nonce, b.Sent = "", ""; sign(b) }), http.StatusBadRequest, wire.CodeBadRequest},
		"health of a list": {make(func(b *wire.Beat) { b.Health = json.RawMessage(`[]`); sign(b) }), http.StatusBadRequest, wire.CodeBadRequest},
		"too much":         {make(func(b *wire.Beat) { b.Health = json.RawMessage(`"` + strings.Repeat("a", 40_000) + `"`) }), http.StatusRequestEntityTooLarge, wire.CodeTooLarge},
		"nothing":          {nil, http.StatusBadRequest, wire.CodeBadRequest},
		"who never enrolled": {func() []byte {
			b, err := wire.NewBeat(other.self.PrivateKey, wire.NewNonce(), "", h.clock(), 0, wire.Health{})
			h.must(err)
			return asJSON(b)
		}(), http.StatusForbidden, wire.CodeNotEnrolled},
	} {
		status, answer := h.post(wire.PathBeat, c.body)
		t.Log(name)
		r := h.wantRefusal(status, answer, c.status, c.code)
		if (c.code == wire.CodeStale) != (r.Time == wire.FormatClock(h.clock())) {
			t.Errorf("%s: the time told is %q", name, r.Time)
		}
	}
	if after := h.storedBeat(k.self.ID); after != before {
		t.Errorf("a forged beat changed %+v to %+v", before, after)
	}
}

// TestAnEnrolmentIsNoBeat: a signature for one purpose serves no other.
func TestAnEnrolmentIsNoBeat(t *testing.T) {
	h := newHouse(t)
	k := h.enrolled("a", wire.Approved)
	e := wire.NewEnrolment(k.self.PrivateKey, "a", h.clock())
	b, err := wire.NewBeat(k.self.PrivateKey, wire.NewNonce(), "", h.clock(), 0, wire.Health{})
	h.must(err)
	b.Signature = e.Signature
	status, answer := h.post(wire.PathBeat, asJSON(b))
	h.wantRefusal(status, answer, http.StatusForbidden, wire.CodeSignature)
}

// TestLetters come by stick: from a kiosk that never called, and never over what is
// newer.
func TestLetters(t *testing.T) {
	h := newHouse(t)
	k := h.kiosk("xe lưu động")
	letter := func(at time.Time, name string) {
		b, err := wire.NewLetter(k.self.PrivateKey, at, wire.Health{Name: name, Release: 3, Disk: -1})
		h.must(err)
		h.must(h.hub.TakeLetter(t.Context(), b, nil))
	}
	letter(opening, "Xe 1")
	kiosks, _, err := h.hub.Kiosks(t.Context())
	h.must(err)
	if len(kiosks) != 1 || kiosks[0].Name != "Xe 1" || kiosks[0].Status != wire.Pending || kiosks[0].How != books.ByStick {
		t.Fatalf("%+v", kiosks)
	}
	letter(opening.Add(-time.Hour), "Xe 0")
	if b := h.storedBeat(k.self.ID); !b.Made.Equal(opening) || b.ClockKnown || b.Health == "" {
		t.Errorf("an older stick came after: %+v", b)
	}
	letter(opening.AddDate(20, 0, 0), "Xe 2")
	letter(opening.Add(time.Hour), "Xe 3")
	if b := h.storedBeat(k.self.ID); !b.Made.Equal(opening.Add(time.Hour)) {
		t.Errorf("a clock of 2046 silences the kiosk: %+v", b)
	}
}

// TestBeatsTogether: many at once are all kept, each answered.
func TestBeatsTogether(t *testing.T) {
	h := newHouse(t)
	var all sync.WaitGroup
	for range 40 {
		k := h.enrolled("", wire.Approved)
		all.Go(func() {
			prior := ""
			for range 5 {
				nonce := wire.NewNonce()
				b, err := wire.NewBeat(k.self.PrivateKey, nonce, prior, h.clock(), 0, wire.Health{})
				if err == nil {
					_, err = h.hub.TakeBeat(t.Context(), b)
				}
				if err != nil {
					t.Error(err)
				}
				prior = nonce
			}
		})
	}
	all.Wait()
	kiosks, _, err := h.hub.Kiosks(t.Context())
	h.must(err)
	for _, k := range kiosks {
		if b := h.storedBeat(k.ID); b.Chain == "" || !b.Broken.IsZero() {
			t.Errorf("%+v", b)
		}
	}
}
