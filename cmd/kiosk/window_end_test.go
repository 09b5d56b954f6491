package main

import (
	"context"
	"testing"
	"time"
)

func TestGuardEndsAWindowThatDoesNotStop(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go guard(ctx, make(chan struct{}), time.Millisecond, func() { close(ended) })
	stop()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Fatal("a window that hangs is waited for")
	}
}

func TestGuardLeavesAWindowThatStopsAlone(t *testing.T) {
	for _, told := range []bool{false, true} { // told to stop, or closed by hand
		ctx, stop := context.WithCancel(context.Background())
		if told {
			stop()
		}
		gone := make(chan struct{})
		close(gone)
		guard(ctx, gone, time.Hour, func() { t.Error("ended by force") })
		stop()
	}
}
