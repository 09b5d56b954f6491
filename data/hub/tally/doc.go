// Package tally counts ballots. It is pure: rounds and entries go in, numbers
// come out, the same for the page, the export and a recount, in whatever order
// the entries came.
//
// The rules: a ballot counts once by its id over all kiosks, and a ticket once,
// each in its round; only while its kiosk is approved; only when it is no
// trial and its round is known and allows it. What does not count is told by
// reason, never dropped in silence. Ballots, choices and sheets of paper are
// counted apart.
//
// Of several ballots with one id or one ticket the one of the earliest hour
// counts; in one hour that of the kiosk whose id sorts first, then the one that
// stands first in its ledger, and where two branches of a ledger hold one each in
// that place, the one whose id sorts first. Nothing else decides, not even which
// branch came first, so that everybody who counts the same ledgers finds the same;
// package record counts by itself, by its FORMAT.md, and must find that too.
//
// A later release may change a round that is running. A ballot is judged by
// every form of its round that was ever published, the newest first, so that
// withdrawing a nominee does not undo what people chose before; a nominee that
// is no longer in the round stays in the result, marked.
//
// Of paper, the last batch of a chain of corrections counts. A batch number that
// was entered twice counts once, the one entered first; the other is told.
//
// Ballots that came about oddly are flagged ([Rules]), and every number is given
// with them and without; whether they should count is for people to say.
//
// A million ballots take some 130 MB. Start with [NewCounter].
package tally
