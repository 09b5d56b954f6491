// Package screen draws the screens of the kiosk, one file each: a model in, a
// [Page] out. It decides nothing and loads nothing; what a touch leads to it
// asks of the [Visitor]. Pages are thrown away and drawn anew when the language
// or the release changes; what must outlive them is in the visitor's hands.
//
// Everything is for the UI thread. Start with [Draw].
package screen
