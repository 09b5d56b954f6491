// Package cards prints tickets: sheets of A4 with a card for each code, to be cut
// and handed out.
//
// A card has the round's title, the ticket's number, the code in large letters,
// the code again as a QR symbol for a scanner, and one sentence in Vietnamese and
// English. The fonts are in the file, so that a printer needs none. The QR symbol
// holds the bare code of 14 characters, which fits version 1 with a quarter of it
// spoilt (level Q), so that its modules are as large as a card allows.
//
// Start with [Write].
package cards
