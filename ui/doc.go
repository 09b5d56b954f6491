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
// # From a touch to the disk and back
//
// Every touch goes to the one kit.Stage of the window, which gives it to a widget of
// ui/kit; the page of ui/screen that made the widget calls the [Shell], its Visitor.
// From there on:
//
//   - A page: a Route, then reader.read and a Load function of ui/model on another
//     goroutine. It asks the catalogue, which is package store's, behind model.Honest,
//     which hides the prices of a release that is past its time; cards that were read
//     once are kept in memory. Then screen.Draw on the UI thread.
//   - A search: a page as well, but its hits come from the index in memory
//     (data/search); only the cards of those shown are asked of the catalogue.
//   - A photo: kit/pictures decodes it aside; it has no way through the models.
//   - A vote: [Shell.Confirm] leaves the thread once, for booth.Booth.Admit and
//     Booth.Cast, which flags the ballot; ledger.Log.Append makes it an entry of the
//     tree; package store writes entry, hashes, ticket and checkpoint in one
//     transaction, and the thanks come up when that is on the disk.
//
// Each of these layers decides something; none only passes on.
//
// Every method of [Shell] is for the UI thread. Start with [New] and
// [Shell.Start].
package ui
