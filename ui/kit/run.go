package kit

import (
	"context"
	"os"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// stuck is how long the UI thread may take to come to the end.
const stuck = time.Second

// Run shows the app's one window until ctx ends or the window is closed, calls
// end, once, on the UI thread, and ends the program with the code that it returns.
// Run does not return.
//
// Fyne's own end is not taken: Fyne 2.8.1 closes the queue of its thread while
// other goroutines may still post, which panics ("send on closed channel"), and
// drops calls that it then waits for, for ever. Where it begins all the same, for
// it hears of signals too, nothing is left that posts: see [Post] and calmEnd.
func Run(ctx context.Context, a fyne.App, w fyne.Window, end func() int) {
	exit := sync.OnceFunc(func() { os.Exit(end()) })
	calmEnd(a.Lifecycle())
	w.SetOnClosed(exit)
	go leave(ctx, Post, stuck, exit) // ends with the program
	w.ShowAndRun()
	exit()
}

// leave posts exit once ctx ends, and calls it here where that is not heard.
func leave(ctx context.Context, post func(func()), patience time.Duration, exit func()) {
	<-ctx.Done()
	post(exit)
	time.Sleep(patience)
	exit()
}

// calmEnd takes away the one thing that Fyne posts from a goroutine of its own
// while it ends: saving preferences, of which there are none.
func calmEnd(l fyne.Lifecycle) {
	if hooked, ok := l.(interface{ SetOnStoppedHookExecuted(f func()) }); ok {
		hooked.SetOnStoppedHookExecuted(nil)
	}
}
