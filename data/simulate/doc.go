// Package simulate is a fleet of kiosks without screens, to see what a hub bears.
//
// Each kiosk has a key and a ledger of its own and talks to the hub by the very
// code of a real one (package exchange), over connections of its own. Only its
// disk is missing: [Memory] keeps a ledger in some hundred bytes for each ballot.
// Ballots are cast in the rounds given, at random kiosks and at random moments,
// with a steady rate in all.
//
// It promises that no connection leads anywhere but to the hub's own address, and,
// unless [Options].Anywhere is set, to nothing but this machine; and that [Run]
// says of every ballot cast whether the hub gave its signed receipt for it.
//
// Start with [Run].
package simulate
