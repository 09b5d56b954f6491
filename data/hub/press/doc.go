// Package press is about content at the hub: from the officer's workbook and
// photos to a signed release.
//
// There is one draft, a folder with a workbook and photos that stays from one
// release to the next: an officer sends what changed, as files ([Press.Put]), many
// at once and in pieces, or as a ZIP file. A check ([Press.AskCheck]) unpacks, reads
// and judges it in the background, keeps what it found by page, and writes the
// catalogue that a preview and the comparison with the shown release are read from.
// An order ([Press.Ask]) publishes what a check has seen: at once or later, for some
// kiosks first or for all; it publishes an earlier release again, pauses, hides a
// product. Where two people are wanted, another approves it.
//
// New versions of the kiosk's program go the same way: a package ([Press.PutPackage])
// lies at the hub until an order gives it out ([Offer]), beside the release, for all
// or for some kiosks first, and another takes it back ([EndOffer]).
//
// It promises:
//
//   - Whatever is killed, the content folder holds the old release whole or the new
//     one, an upload goes on where it was, a check begins again by itself, and an
//     order is carried out once, by one of the hubs over the same database.
//   - What was approved is what is published: a check's catalogue never changes.
//   - No name of a file leads out of the draft, and nothing that is sent unpacks to
//     more than [Limits] say.
//
// Hubs over one database share the folder of the press and the content folder.
// Start with [New] and [Press.Serve].
package press
