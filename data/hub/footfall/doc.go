// Package footfall is about what people looked at on the kiosks: how often a
// product stood on a screen, was opened, showed the code of its shop and was
// kept, by product, producer, kiosk and day; and what was searched in vain.
//
// The rows are the kiosks' reports, counters of a day. Ten millions of them
// cannot be added up while somebody waits for a page, so sums are kept beside
// them, in [Sheet]s: a sheet holds what was counted of one subject in one span, a
// month by days or a year by months. When a report comes in, what it changes is
// added to the sheets it touches ([Keep]); one that is sent again changes nothing,
// and one that replaces another takes away what the other had added. So the sums
// are at any time what the rows add up to ([Recount]), and a page of any period
// reads a few sheets a subject.
//
// No number leads to a person: a kiosk reports sums of a day, each visit counts a
// product once, and what was searched in vain is told from three times on.
//
// Start with [Keep], [Period] and [Read].
package footfall
