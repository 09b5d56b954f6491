// Package e2e holds the end-to-end tests: the programs as they are built,
// a real window on a virtual display, a real pointer, a real hub on loopback
// and real folders in the place of sticks. Nothing in it looks inside a
// program; it sees what a shopper, a member of staff and an officer see.
//
// The tests wait for what they need, with a limit; they never sleep for luck.
// They need Xvfb, xdotool, ImageMagick and zbarimg, which `make test` installs.
package e2e
