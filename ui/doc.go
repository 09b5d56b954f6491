// Package ui is the shell of the kiosk's window: which screen is up, the way
// back, the visit and its end, and the single place that posts to the UI thread.
//
// A screen comes up in three steps. A route (a value) is put on the way back;
// a loader reads its model off the UI thread; the model is posted to the UI
// thread and drawn there, unless the visitor has gone elsewhere meanwhile, in
// which case it is dropped. So the UI thread never waits for the disk, a change
// of language or of the release is the same three steps with the same route, and
// nothing a slow disk answers late can appear on the wrong screen.
//
// A visit ends after a time without a touch: language, way back, ballots half
// made, everything that belongs to the visitor goes. A half-made ballot is
// never cast.
//
// Every method of [Shell] is for the UI thread. Start with [New] and
// [Shell.Start].
package ui
