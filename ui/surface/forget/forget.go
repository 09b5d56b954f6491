// Package forget has Fyne forget sooner what is no longer seen.
//
// Fyne keeps a renderer and a canvas for every object of a page, and with them the
// page, until a minute after it was last drawn. With three simulated visits a second
// those are 100,000 objects. A fifth of the time, and the ten seconds below, hold a
// third of them, and the heap that they leave behind has fewer gaps. It cannot be much
// less: with ten seconds or less Fyne would walk the whole page sixty times a second
// to keep it (markCacheAlive).
//
// Fyne reads FYNE_CACHE as its package internal/cache is initialised. This package
// is initialised before: it needs package os alone, and of the packages that are
// ready Go takes the first by path (the specification, "Program initialization"),
// which is this one before net/url, which Fyne needs. A test in cmd/kiosk sees to it
// that Fyne has heard. Who sets FYNE_CACHE has another idea.
//
// What is on the screen must be drawn more often than that, or its words and
// pictures are sent to the graphics anew with the next touch: see [Draw].
//
// Import it for its effect, in a program that opens a window.
package forget

import "os"

// After is how long Fyne keeps what is no longer seen, as it reads it. It looks for
// what is too old every ten seconds at most.
const After = "12s"

// Draw is how many seconds a page may stand until it is drawn again.
const Draw = 5

func init() {
	if os.Getenv("FYNE_CACHE") == "" {
		os.Setenv("FYNE_CACHE", After)
	}
}
