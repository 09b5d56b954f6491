package kit

import (
	"context"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// left calls leave with a context that has ended and waits until it calls exit.
func left(t *testing.T, post func(func()), patience time.Duration) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go leave(ctx, post, patience, sync.OnceFunc(func() { close(ended) }))
	stop()
	select {
	case <-ended:
	case <-time.After(30 * time.Second):
		t.Fatal("the end is waited for in vain")
	}
}

func TestTheEndIsPosted(t *testing.T) {
	left(t, func(f func()) { f() }, time.Hour)
}

func TestAWindowThatHearsNothingEndsAllTheSame(t *testing.T) {
	left(t, func(func()) {}, time.Millisecond)
}

// closing is a driver whose queue is closed.
type closing struct{ fyne.Driver }

func (closing) DoFromGoroutine(func(), bool) {
	queue := make(chan func())
	close(queue)
	queue <- nil
}

type closingApp struct{ fyne.App }

func (a closingApp) Driver() fyne.Driver { return closing{a.App.Driver()} }

func TestAPostThatTheEndOvertakesIsDropped(t *testing.T) {
	fyne.SetCurrentApp(closingApp{test.NewTempApp(t)})
	Post(func() { t.Error("it ran") })
}

func TestAPostThatPanicsIsHeard(t *testing.T) {
	test.NewTempApp(t)
	defer func() {
		if r := recover(); r != "planted" {
			t.Errorf("recovered %v", r)
		}
	}()
	Post(func() { panic("planted") })
}
