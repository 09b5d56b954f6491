// Package ledger is a kiosk's append-only log of ballots: what is in it can be
// proved to be there, once, unchanged and in order, to somebody who trusts
// nothing but the kiosk's key.
//
// It promises that a ballot is on the disk when [Log.Append] returns nil; that a
// ballot's id is in a log at most once, however often it is appended, and a
// ticket's mark at most once in each round; that a [Bundle], wherever it comes from, is exactly what the kiosk signed, or is
// refused; and that a receipt is believed only when the kiosk's own hub signed
// it for the kiosk's own history.
//
// The kiosk opens a log with [Open] over a [Storage] (package store), calls
// [Log.Append], sends [Log.Bundle] and gives the answer to [Log.Acknowledge].
// The hub reads [ParseBundle], holds it against what it knows with [Extend] and
// answers with [SignReceipt] for [Bundle.Checkpoint]. The bytes are the same
// over HTTP and on a stick.
//
// # The tree
//
// Each entry is a record of a Merkle tree as in RFC 6962, numbered and stored
// as package golang.org/x/mod/sumdb/tlog says: the hash of a record is SHA-256
// over a zero byte and the entry, the hash of a node is SHA-256 over a one byte
// and its two children. The root over the first n entries tells apart any two
// histories of n entries.
//
// # Entry
//
// An entry is UTF-8 text of at most [MaxEntry] bytes. Each line ends with one
// newline (0x0A); fields are parted by one space (0x20):
//
//	hangviet-ballot/2
//	id <32 lower-case hexadecimal digits>
//	round <word>
//	mode <open, ticket or supervised>
//	test yes                              only for a ballot cast on trial
//	hour <2026-08-05T09Z>
//	order <16 lower-case hexadecimal digits>
//	ticket <16 lower-case hexadecimal digits>   always and only with mode ticket
//	flag <1 to 16 letters a-z>            for each flag, sorted, no two alike
//	choice <category> <nominee>
//
// with one or more choice lines, no two alike. A word is 1 to 128 bytes of
// UTF-8 without spaces and control characters (U+0000 to U+0020, U+007F to
// U+009F). The hour is UTC. The order is the seed from which the places of the
// nominees on the screen were drawn; the ticket is the mark of a one-time code,
// see package ticket.
//
// Ballots of an earlier form are read and kept as they are:
//
//	hangviet-ballot/1
//	id <32 lower-case hexadecimal digits>
//	round <word>
//	hour <2026-08-05T09Z>
//	choice <category> <nominee>
//
// A batch of paper sheets is one entry too:
//
//	hangviet-paper/1
//	id <32 lower-case hexadecimal digits>
//	round <word>
//	test yes                              only for a batch entered on trial
//	hour <2026-08-05T09Z>
//	batch <1 to 32 of A-Z, 0-9 and dash>
//	staff <word>
//	staff <word>                          another one
//	corrects <32 lower-case hexadecimal digits>   only for a correction: the id it replaces
//	sheets <decimal, at most 1000000>
//	invalid <decimal, at most 1000000>
//	count <category> <nominee> <decimal, 1 to 1000000>
//
// with no two count lines for one nominee, or none.
//
// # Pruning
//
// An entry is kept at least until a hub has signed a receipt for it, and for
// [Kept] after its hour. After that [Log.Prune] may take its bytes away, the
// oldest first; its id, its hashes, the signed checkpoint of the log that ended
// with it and the mark of its ticket stay. A bundle cannot begin before what was
// pruned ([ErrPruned]); every proof holds as before.
//
// # Day card and receipt code
//
// A day card is a checkpoint in one line, for a QR code:
//
//	hangviet-card/1 <kiosk id> <size, decimal> <root, base64> <signature, base64>
//
// The signature is the 64 bytes of Ed25519 over the checkpoint's text below: the
// very signature of the note. Who kept a card can compute from a record that is
// published later the root over its first size entries and compare. The card
// tells no time: who keeps it notes the day.
//
// A receipt code is the first 60 bits of an entry's hash as a record of the tree,
// written as package ticket writes a code. With it a voter sees that his ballot is
// in the record. It is off unless a round asks for it, because it tells more than
// that: whoever sees the code, over a shoulder or because he demands it, can hash
// the entries of the published record, find the one with the code and read its
// choices. A ballot on paper gives no such proof. The kiosk keeps no list of
// codes, and the hub's page and the command that look one up show no choices.
//
// # Checkpoint and receipt
//
// Both are notes as in golang.org/x/mod/sumdb/note with exactly one Ed25519
// signature. The text is four lines; the first differs, so that neither can be
// passed off as the other:
//
//	hangviet kiosk ledger v1        or:  hangviet hub receipt v1
//	<kiosk id, 16 lower-case hexadecimal digits>
//	<size, decimal>
//	<root, base64>
//
// A checkpoint is signed by the key named kiosk-<id>, a receipt by one named
// hub-<id>; an id is the first 16 hexadecimal digits of the SHA-256 of the
// public key.
//
// # Bundle
//
// A bundle is at most [MaxBundle] bytes: lines as above, entries and the
// checkpoint in their own bytes after a line that tells their length, and
// nothing after them:
//
//	hangviet-ledger/1
//	kiosk <id>
//	key <base64 of the 32 bytes of the kiosk's public key>
//	from <decimal, the index of the first entry>
//	base <base64 of a hash>          one for each one-bit of from, see below
//	entries <decimal, the number of entries>
//	entry <decimal, length>          for each entry
//	<the entry's bytes>
//	head <decimal, length>
//	<the checkpoint's bytes, for size from + entries>
//
// Decimals have no sign and no leading zeros; base64 is the standard alphabet
// with padding. The base hashes are the roots of the full subtrees that the
// first from entries form, the largest first; with them the root can be computed
// from the bundle alone, so a bundle that was changed on its way is told from a
// kiosk whose history forked.
package ledger
