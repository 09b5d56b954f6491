// Package hub is the organiser's server. It serves the content folder, takes
// enrolments and ledger bundles, answers each with a signed receipt, and shows
// kiosks and tallies on plain pages.
//
// What it promises:
//
//   - What a receipt was signed for is on the disk, once, whatever is killed,
//     resent or restored.
//   - A ballot counts once by its id over all kiosks, and only while its kiosk
//     is approved. What cannot be counted is kept and reported, never dropped.
//   - A ledger that contradicts what the hub holds (a cloned or restored disk)
//     changes nothing; both branches are kept for a person.
//   - A tally is shown without sign-in only when its round says so (vote.Round.Shows:
//     by default once it is closed); a kiosk is never sent one.
//   - Nothing is believed for where it came from: bundles, enrolments and
//     content are verified by signature, from the network and from a stick alike.
//
// Several hubs may serve one organiser behind a proxy that sends any request to any
// of them: they share the database, which is then PostgreSQL ([Config].DB), and sign
// as one. What a process keeps for itself (the count, the receipts' codes, how it
// found the content folder) it holds against the database each time. They share the
// folder [Config].Data as well, on a network file system that knows locks; a hub
// that has only a copy of it, whose folder content/ some tool keeps up to date, may
// serve kiosks, and the proxy sends the organiser's people and /record/ to one that
// has the folder itself. Their clocks differ by seconds at most.
//
// Start with [Service]; the rules of counting are in data/hub/tally, what goes
// over the wire in data/hub/wire, the tables in data/hub/books.
package hub
