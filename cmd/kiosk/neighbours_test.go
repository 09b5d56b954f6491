package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"hangviet/data/exchange"
)

func TestNeighboursAreMetOnlyWhenSwitchedOn(t *testing.T) {
	h := testHome(t, t.TempDir())
	for value, on := range map[string]bool{"": false, "off": false, "on": true} {
		must(t, h.store.SetSetting(t.Context(), settingNeighbours, value))
		n, err := h.neighbours(t.Context())
		if err != nil || (n != nil) != on {
			t.Errorf("switched to %q: %v, %v", value, n, err)
		}
	}
}

// TestNeighboursWithoutANetwork: staff see it, and all else goes on.
func TestNeighboursWithoutANetwork(t *testing.T) {
	h := testHome(t, t.TempDir())
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- h.meet(ctx, &exchange.Neighbours{Content: h.own, Kiosk: "a", Listen: "203.0.113.1:1"})
	}()
	for {
		st, err := h.status(t.Context())
		must(t, err)
		<-time.After(5 * time.Millisecond)
		if len(st.Problems) == 1 && st.Problems[0] == "E-LAN" {
			break
		}
	}
	stop()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}
