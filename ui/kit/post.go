package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
)

// Post runs f on the UI thread, soon, after what is under way there. It can be
// called from any goroutine and never blocks. It is the one place of the kiosk
// that hands work to Fyne's thread: cmd/house holds everybody else to it. While
// the thread ends, f is dropped.
func Post(f func()) {
	defer func() {
		if r := recover(); r != nil && fmt.Sprint(r) != closedQueue {
			panic(r)
		}
	}()
	fyne.Do(f)
}

// closedQueue is what Go says of a post that Fyne's end has overtaken: it asks
// whether it may post and posts, and the queue may be closed between the two.
const closedQueue = "send on closed channel"
