// Package catalog says what a product, a producer, a certificate, a place and a
// shop link are, and holds the rules they live by: a star lives only while its
// certificate does, a product outside OCOP never has one, alcohol and health
// food bring the notices the law asks for, and a payment code is never a shop.
//
// It imports nothing of ours and does no I/O, so the same rule decides in the
// organiser's check, in the hub and on the kiosk. Whatever depends on a date is
// a method that takes the moment of showing; nothing is frozen at publishing
// time, because a kiosk may show a release for months without a network.
//
// What law lists and changes (provinces, criteria sets) is data: [ParseProvinces]
// and [ParseClassification] read the tables of package assets. Vietnamese text is
// folded, sorted and judged here too: [Fold], [Compare], [LegacyEncoding].
//
// Start with [Product], then [Certificate], [Link] and [Check].
package catalog
