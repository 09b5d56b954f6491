// Package plan is about rounds that are made at the hub, before any kiosk has
// them: what the organiser writes in a form ([Draft]), what is wrong with it
// ([Fault]), what may still be changed of a round that runs ([CheckChange]), and
// how such rounds and their tickets go into the next release ([Made]).
//
// A draft keeps what was typed, right or wrong, so that nothing is lost when a form
// is put away half done. Only a draft without faults can be let out.
//
// Of a round of the same id in the workbook and at the hub, the one made at the hub
// wins: it has the organiser's switch, and was looked at later. Who publishes is
// told.
//
// A round that runs is changed with care. Ballots are judged by every form of a
// round that was ever published, so that no change drops one that was cast; what
// was promised to those who have voted already, how one votes, how many choices
// there are and when the count may be seen, stays. A closed round keeps all but its
// texts: its count may have been seen.
//
// The package is pure: no storage, no clock of its own. Start with [Draft.Round].
package plan
