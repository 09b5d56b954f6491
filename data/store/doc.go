// Package store keeps what a kiosk has at rest in SQLite, and is the only
// package of the kiosk that speaks SQL.
//
// There are two kinds of file. A catalogue file holds one release: it is written
// once by the publisher, whole or not at all, and only read after. Its bytes
// depend on its content alone, so anybody who has the same workbook can make the
// same file and compare. kiosk.db holds what is the kiosk's own: its identity,
// its ledger of ballots, settings, counters and problems. A change of it is on
// the disk when the call that made it returns (WAL, synchronous=FULL), rows of
// the ledger are added and never changed (triggers hold whoever tries) but for
// the bytes of old entries that a hub has receipted, and two processes may have it
// open at once, such as the window and a command beside it.
//
// Each kind says of itself in its first page what it is and of which format; a
// newer one is refused with [ErrNewerFormat] and left alone, an older kiosk.db
// is brought up to date by the numbered scripts in migrations.
//
// A kiosk.db that is damaged is mended by [Mend]: a new one is made of what verifies
// of it, and it is kept. What must not go with it stands in a small copy beside it,
// see [Store.KeepCopy].
//
// A type of the domain is written to columns and read back field by field here,
// in the file that has the noun's name; only texts in several languages are JSON
// within a column. What may be shown is asked with [Catalogue.Cards]; whether it
// has stars is decided at the moment of showing, by package catalog, never here.
//
// Start with [WriteCatalogue] and [OpenCatalogue], and with [Open].
package store
