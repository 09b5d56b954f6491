// Package screens knows the displays of this computer: which are plugged in, how
// large and how turned they are, and on which of them the kiosk stands. It speaks
// RandR to the X server, so that one who sets a kiosk up needs no program for it.
//
// A kiosk has one display that it shows itself on, at the top left corner of the X
// screen, which is as large as that display and no larger. Every other display is
// black, for switched off, or shows the same where [Want.Mirror] says so: nothing
// but the kiosk is ever seen. The picture of a display that was unplugged is given
// up when another one is there, and left as it is when it was the last: a window
// needs a screen to live on, and the cable comes back.
//
// Start with [Open] and [Screens.Arrange]; [Screens.Watch] tells when to arrange
// again.
package screens
