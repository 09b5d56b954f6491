// Package staff tells the staff of a kiosk from its visitors by a PIN of six
// digits. A member is a mark and a role, never a name; the mark stands in what
// the member did.
//
// It promises that PINs are kept only as argon2id hashes; that no two members
// have the same PIN; that a PIN that is guessed first is not taken; and that
// guessing is slow: after [FreeTries] wrong PINs each waits 15 s, doubled by each
// further one, and after [MostTries] nobody is heard until the organiser's code
// answers the challenge on the screen ([Desk.UnlockBy]). The count holds over a
// restart and a pulled plug, ends with a right PIN, and no clock that is set shortens
// a wait.
//
// Start with [NewDesk].
package staff
