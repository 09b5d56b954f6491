//go:build linux && cgo

// Package surfacetest uses C's memory as a graphics library does, so that tests see
// what becomes of it: tests themselves cannot call C.
//
// Start with [Pictures].
package surfacetest

/*
#include <stdlib.h>
#include <string.h>

static void *filled(size_t size) {
	void *p = malloc(size);
	if (p) memset(p, 1, size);
	return p;
}
*/
import "C"

import "unsafe"

// Pictures holds pictures of sizes in bytes, with a little something that stays
// after each, frees the pictures and returns what frees the rest.
func Pictures(sizes ...int) (free func()) {
	var pictures, rest []unsafe.Pointer
	for _, size := range sizes {
		pictures = append(pictures, C.filled(C.size_t(size)))
		rest = append(rest, C.filled(64))
	}
	release(pictures)
	return func() { release(rest) }
}

func release(all []unsafe.Pointer) {
	for _, p := range all {
		C.free(p)
	}
}
