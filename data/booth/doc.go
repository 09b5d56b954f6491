// Package booth admits visitors to the rounds of one kiosk and takes their
// ballots: it sees to it that one person casts one ballot, as far as that can be
// done without accounts, and that what looks odd is flagged and never dropped.
//
// It promises that a [Cast] that was returned is on the disk; that one
// [Admission] casts at most one ballot, however often it is cast; that a ticket
// is used at most once on the kiosk, and never without its ballot; that a round
// is judged by its phase when the ballot is cast, not when the visitor began; and
// that it waits by a clock that cannot be set back, so that a wrong clock neither
// opens a pause nor makes it last.
//
// A visit goes so: [Booth.Sight] when the nominees of a round come up,
// [Booth.Showed] with those that are on the screen, [Booth.Admit] before the
// ballot is cast, [Booth.Cast], and [Booth.Withdraw] when the visit ends.
//
// # What holds over a restart
//
// Used tickets and wrong codes do. A pause between two ballots, a permit, and what
// the flags are judged by do not: they end with the program, as the visit does.
//
// # Flags
//
// A ballot is flagged, by what the kiosk alone knows and the ledger does not keep:
//
//	quick   less than 2 s, and 1 s more for each choice, after the first sight of the nominees
//	same    the same choices as both ballots before it in its round, the three within 2 minutes
//	prefix  its ticket begins with the 4 characters of another code tried within 10 minutes before
//	hours   outside the point's hours, as far as the clock can be believed
//	clock   the clock is known to be wrong
//
// # Guessing
//
// Three codes that are not of the round are free. After that each waits: 5
// seconds, doubled by each further one, at most 5 minutes; the wait holds over a
// restart. One of them is forgotten for every 5 minutes without another, and all
// when a ticket's ballot is cast. A slip of the finger, which the check
// characters tell, is no guess.
//
// Start with [New].
package booth
