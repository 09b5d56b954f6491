package main

import (
	"os"
	"runtime/debug"

	"hangviet/ui/surface"
)

// Go lets its heap grow to twice of what lives before it collects. Of a kiosk's
// heap most is pixels and the search index, which change slowly: collecting
// earlier costs little time and gives the machine, which is a small one, much
// memory back. While the index is made, garbage comes fast and the usual pace is
// kept.
const restPercent = 25

// settle gives back what the start has left behind, and keeps the heap small from
// then on. Who sets GOGC has another idea.
func settle() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(restPercent)
	}
	giveBack()
}

// giveBack gives what Go and the graphics library have freed back to the system.
func giveBack() {
	debug.FreeOSMemory()
	surface.Trim()
}
