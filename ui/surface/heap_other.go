//go:build !linux || !cgo

package surface

// tame leaves the memory of the graphics to the system.
func tame() {}

// Trim gives what the graphics have freed back to the system, where that does not
// do it by itself.
func Trim() {}
