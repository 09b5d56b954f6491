// Package record is the public record of one round: a folder of plain files from
// which anybody can count the round again and see that nothing was lost, added
// or changed, trusting nothing but the keys of the kiosks and of the hub.
//
// It promises that [Write] gives the same bytes for the same state; that
// [Recount] believes nothing that is not signed, proved or recomputed from the
// record alone, names what is wrong by file, kiosk and entry, and needs memory
// for some 60 bytes a ballot, not for the files; and that a record shows entries
// of other rounds as hashes only.
//
// The format is written down, byte by byte, in FORMAT.md, which is part of every
// record ([Format]); testdata/verify.mjs is a second verifier written from it
// alone. The rules of counting are stated there too. They are those of
// data/hub/tally, programmed a second time on purpose, so that a fault in one
// shows as a difference.
//
// A record belongs to a promotion programme with a jury, not to an election.
package record

import _ "embed"

// Format is FORMAT.md, as it lies in every record.
//
//go:embed FORMAT.md
var Format string
