package kit

import "fyne.io/fyne/v2"

// Post runs f on the UI thread, soon, after what is under way there. It can be
// called from any goroutine and never blocks. It is the one place of the kiosk
// that hands work to Fyne's thread: cmd/house holds everybody else to it.
func Post(f func()) { fyne.Do(f) }
