// Package dossier is what a producer tells the organiser about the firm and its
// products, and the way that takes: written in the producer's own room, judged by
// the same rules as a workbook, looked through by officers, and then content like
// any other.
//
// The words are those of the registration forms of Decision 26/2026/QĐ-TTg, Annex
// III (forms 01 and 02), as far as a kiosk shows them or an officer has to check
// them, and those of the vote "Hàng Việt Nam được người tiêu dùng yêu thích".
// Nothing here asks who a person is: of the legal representative only the role in
// the firm is told.
//
// It promises that an answer is shown outside the hub only when its field is
// public and an officer accepted it, that every field is judged where the workbook
// would be judged (sheet.Judge), and that an entry's state changes only along the
// ways of [State.After].
//
// It holds rules and no I/O but the judging of photos. Start with [FirmFields],
// [ProductFields] and [Entry].
package dossier
