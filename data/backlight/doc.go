// Package backlight sets how bright a panel's light is: of a panel that is built in
// through the kernel's files, of a monitor with a cable through the program ddcutil,
// which speaks DDC/CI. Where neither can, [Open] says so, and whoever wanted less
// light darkens the picture.
//
// A light is set in per cent of what it can. No panel is asked to go below the least
// that shows a picture, and setting the same again costs nothing.
package backlight
