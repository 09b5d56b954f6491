//go:build linux && cgo

package surface

/*
#include <malloc.h>

// What glibc would settle by itself as the program runs, and only ever upwards.
static void tame(int arenas, int large) {
#ifdef __GLIBC__
	mallopt(M_ARENA_MAX, arenas);
	mallopt(M_MMAP_THRESHOLD, large);
	mallopt(M_TRIM_THRESHOLD, large);
#endif
}

static void trim(void) {
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}
*/
import "C"

const (
	arenas = 2         // heaps that all threads share
	large  = 128 << 10 // bytes: a piece from here on is given back as soon as it is free
)

// tame keeps the memory of the graphics small, which is C's: where the processor
// draws, every picture on the screen lies there once more. glibc gives each thread
// a heap of its own and, once a large picture was freed, keeps room for the next
// among all that is small.
func tame() { C.tame(arenas, large) }

// Trim gives what the graphics have freed back to the system.
func Trim() { C.trim() }
