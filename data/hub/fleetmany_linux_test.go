package hub

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"net/http"
	"syscall"
	"testing"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
)

// manyKiosks puts n kiosks and what they told straight into the books.
func (h *house) manyKiosks(n int) {
	h.Helper()
	h.must(h.hub.db.Update(h.Context(), func(t *books.Tx) error {
		for i := range n {
			seed := sha256.Sum256(fmt.Append(nil, i))
			public := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
			k := books.Kiosk{ID: wire.KioskID(public), PublicKey: public, Name: fmt.Sprintf("Kiosk %05d", i), Status: wire.Approved, Enrolled: h.now, Heard: h.now.Add(-time.Duration(i%96) * time.Hour), How: books.ByNetwork}
			if err := t.PutKiosk(k); err != nil {
				return err
			}
			b := books.Beat{Kiosk: k.ID, Heard: k.Heard, How: k.How, Made: k.Heard, ClockKnown: true, Release: int64(i % 3), Disk: int64(i) * 1e6, Unsent: int64(i % 300), Point: fmt.Sprintf("p%d", i%500), Open: wire.Open, Problems: "E-CONTENT-SIGN 1795228200000", Health: "{}"}
			if err := t.PutBeat(b); err != nil {
				return err
			}
			if i%2 == 0 {
				if err := t.PutPlace(books.Place{Kiosk: k.ID, Province: "79", Settings: `{"hours":"08:00-21:00"}`, Changed: h.now}); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// spent is the processor time that this program has taken, which says more than a
// clock where others are at work beside it.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestTenThousandKiosks: the pages say what they cost of a processor; the bound is
// far above that.
func TestTenThousandKiosks(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.Look = time.Hour })
	h.manyKiosks(10_000)
	browser := h.as(people.Administrator)
	for _, path := range []string{"/kiosks", "/kiosks?page=150", "/kiosks?q=09999", "/kiosks?kind=disk&as=cards", "/kiosks.csv", "/kiosks/add?code=0000-0000"} {
		best := time.Hour
		for range 5 {
			begin := spent()
			res, err := browser.Get(h.url + path)
			h.must(err)
			if status, body := h.read(res); status != http.StatusOK || len(body) == 0 {
				t.Fatalf("%s: %d", path, status)
			}
			best = min(best, spent()-begin)
		}
		t.Logf("%s: %v", path, best.Round(time.Millisecond))
		if best > 3*time.Second {
			t.Errorf("%s takes %v", path, best)
		}
	}
	begin := spent()
	h.must(h.hub.lookAfter(t.Context()))
	t.Logf("first look after them: %v", (spent() - begin).Round(time.Millisecond))
	begin = spent()
	h.must(h.hub.lookAfter(t.Context()))
	t.Logf("next look: %v", (spent() - begin).Round(time.Millisecond))
	begin = spent()
	settings, err := h.hub.FleetSettings(t.Context())
	h.must(err)
	t.Logf("settings of 5000: %d bytes in %v", len(settings), (spent() - begin).Round(time.Millisecond))
}
