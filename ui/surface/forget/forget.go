// Package forget has Fyne forget sooner what is no longer seen.
//
// Fyne keeps a renderer and a canvas for every object of a page, and with them the
// page, until a minute after it was last drawn. Its tables of them are Go maps,
// which never give back the room that they once needed: they stay as large as the
// busiest minute that the kiosk ever had. After 300 simulated visits, three a second,
// 8 MB stood there for 56 objects that were left of 100,000; after 600, amid a faster
// minute, 11 MB. That was all that had grown. A fifth of the time is a fifth of the
// room, of what it still grows by with every busier moment, and of the pages that are
// held meanwhile. It cannot be much less: what it is over ten seconds is how often Fyne
// walks the whole page while nothing happens, to keep it (markCacheAlive); with ten
// seconds or less that is with every frame.
//
// Without its tag migrated_fynedo Fyne's tables are sync.Map, which shrink; but what
// they leave behind in the heap is more: after 5,000 visits 12.5 MB instead of 4.5.
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
