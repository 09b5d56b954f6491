package hub

import (
	"context"
	"errors"
	"testing"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// TestCallsWait: of many kiosks that call at once some work and the others wait,
// until it is their turn or they hang up.
func TestCallsWait(t *testing.T) {
	h := newHouse(t)
	h.publishAndWait(testRound())
	k := h.enrolled("a", wire.Approved)
	k.vote("food/n-tea")
	b, err := k.log.Bundle(t.Context(), 0, 100)
	h.must(err)
	for range callsAtOnce {
		h.hub.working <- struct{}{}
	}
	gone, hangUp := context.WithCancel(t.Context())
	hangUp()
	if _, err := h.hub.Receive(gone, b.Marshal(), books.ByNetwork); !errors.Is(err, context.Canceled) {
		t.Errorf("one that hung up: %v", err)
	}
	taken := make(chan error, 1)
	go func() {
		_, err := h.hub.Receive(t.Context(), b.Marshal(), books.ByNetwork)
		taken <- err
	}()
	select {
	case err := <-taken:
		t.Errorf("it did not wait: %v", err)
	default:
	}
	<-h.hub.working
	h.must(<-taken)
	if n := len(h.hub.working); n != callsAtOnce-1 {
		t.Errorf("%d are at work", n)
	}
	for range callsAtOnce - 1 {
		<-h.hub.working
	}
}
