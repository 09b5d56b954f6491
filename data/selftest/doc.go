// Package selftest says what the self-test of a kiosk is: its parts, how each can
// end, and the dated card that is kept and sent to the hub. It tries nothing by
// itself; whoever knows the kiosk hands it a [Trial] for each part that needs no
// person, and tells it what a person saw of the others.
//
// A part that cannot be tried where the kiosk stands, as the stick when none is in,
// is passed over and says so; it is no fault. Every fault has a code, by which its
// sentence says what to do.
//
// Start with [Run].
package selftest
