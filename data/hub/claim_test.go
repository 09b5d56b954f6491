package hub

import (
	"testing"
	"time"
)

// TestClaim: of two hubs over one database one does what is done for all.
func TestClaim(t *testing.T) {
	h := newHouse(t)
	other, err := New(t.Context(), Config{Data: h.dir, DB: h.db, Now: h.clock})
	h.must(err)
	want := func(s *Service, want bool) {
		t.Helper()
		if mine, err := s.claim(t.Context(), "mail", time.Minute); err != nil || mine != want {
			t.Errorf("claimed: %v, %v", mine, err)
		}
	}
	want(h.hub, true)
	want(other, false)
	h.wait(time.Minute)
	want(other, true)
	want(h.hub, false)
	h.must(other.unclaim(t.Context(), "mail"))
	want(h.hub, true)
	h.must(other.Close())
}
