// Package disk tells how much room is left on a disk, so that whoever writes much
// leaves some for what must not be lost.
//
// Start with [Free].
package disk
