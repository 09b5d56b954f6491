//go:build !linux || !x11

package surface

// choosePlatform leaves the choice to the system.
func choosePlatform() {}
