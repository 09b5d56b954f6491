// Package rehearsal tries on a copy what a kiosk has to live through: a power cut
// while ballots are cast, a full disk, and a stick that is pulled in the middle of an
// import. What is tried is the program itself on the kiosk's own disk; the kiosk's
// data are only read.
//
// A power cut is a second process of the program ([Cast]) that casts ballots on trial
// into a copy of kiosk.db and is killed at an instant that nobody chose. Every ballot
// that it said was confirmed must be in the ledger afterwards, and the ledger must
// verify. A full disk is the same process under a limit of how large its files may
// grow, which the system enforces as it does a full disk's.
//
// Start with [Stage.Open].
package rehearsal
