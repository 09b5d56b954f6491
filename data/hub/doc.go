// Package hub is the organiser's server: for kiosks, which fetch content, enrol,
// tell how they are and bring their ledgers, each bundle answered with a signed
// receipt; for the organiser's people, who make content and rounds, watch the kiosks
// and count; for producers, who write in rooms of their own; and for everybody, who
// may read a published result and its record.
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
// # Where is what
//
// This package holds the handlers and what they share; the rules of each area are a
// package of their own, and its pages are drawn by ui/web. The names of the files here
// begin with their area:
//
//	server, service, routes, allow    the server, and which path asks for which right
//	enrol, receive, counters, beat    what kiosks send (data/hub/wire, data/ledger)
//	content, releases, links          what is given out (data/release, filecache)
//	login, accounts, sessions, second who signs in (people, signin)
//	rounds, ledgers, votes*, page*    rounds, tickets, closing, results (plan, batch, minutes, export)
//	keep, load                        the count, kept from one question to the next (tally)
//	record*, receipts                 the public record (data/record)
//	press*                            from the workbook to a release (press)
//	programs*                         the kiosks' program, given out and taken back (press)
//	rooms, room*, dossiers*, workbook producers and officers (room, dossier, vault)
//	fleet*                            kiosks, alerts, sticks (fleet, courier)
//	footfall*                         what people looked at (footfall, leaflet, shops)
//	api*, health, metrics, tokens     for programs (openapi)
//
// What a person changes is one transaction of [books.DB], with its line of the audit.
//
// Start with [Service] and allRoutes.
package hub
