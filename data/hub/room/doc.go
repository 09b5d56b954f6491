// Package room is a producer's own place at the hub and the way of what is written
// there: entered with an invitation, saved at every step, sent, decided about by
// officers.
//
// It joins the rules of package dossier to the rows of package books and to the
// files on the disk. Both sides act through it: the producer with [Rooms.Save],
// [Rooms.Send] and what else takes a room's id, officers with what takes none.
//
// It promises:
//
//   - What Save, Send or AddPhoto returned nil for is on the disk, whole; a hub that
//     is killed has the change or has it not.
//   - Whoever saves says which edit was before the eyes; when another phone has saved
//     since, nothing is overwritten ([ErrStale]).
//   - A room's id and the id of a thing must belong together; else there is no such
//     thing ([ErrNone]), whoever guesses.
//   - An invitation opens a room once, and not after its time.
//   - Documents are on the disk encrypted, and deleted when [dossier.Expired] says so.
//   - Every change of state stands in the audit, in the same transaction.
//
// Start with [New].
package room
