// Package search finds products by what people type on a kiosk: without accents,
// half a word, in any order, run together, in raw keystrokes of Telex or VNI, with
// a slip of the finger, in the word of the other end of the country, or with the
// name of a province that no longer exists.
//
// # What is understood
//
// A query is brought to NFC, cut to its bounds and taken apart into words. What
// says stars or a price ("5 sao", "từ 50 đến 200 nghìn") becomes a [Filter]. Each
// other word is looked for as typed, in its other spelling (mì, mỳ) and, if it is
// one, as the keystrokes of a word; as several words run together, or as a part of
// one that was taken apart; and phrases as synonyms, abbreviations and places of
// before July 2025 by the [Lexicon]. A code or barcode leads to its product.
//
// # What stands first
//
// Every word must be met. A whole word with the accents typed is worth more than
// one without the tone, with another tone, with other letters that look alike
// without accents; whole words more than beginnings, these more than parts within
// words, and slips of the finger are worth least. The name is worth more than the
// producer, then place, group, ingredients and story. Words that stand together in
// the order typed go before all that: who types "hoa binh" means the place more
// often than a vase ("bình hoa"). What stands on the shelf here, then stars, then
// the order of names decide between equals. Once a tone or mark is typed and
// something has just that, nothing with others is shown: dừa, dứa and dưa are
// three things.
//
// When nothing holds it all, slips are forgiven, then filters, words and ends of
// words are left out; the [Answer] says so and names what to drop.
//
// # How it is done
//
// All in memory, in one pass for each word over the posts of the vocabulary that
// begins with it, into an array with one cell for each document. Slips are looked
// up in the vocabulary, of which Vietnamese has little, never in documents. The
// work for a query is bounded by its length and number of words, which are cut.
//
// The index is built anew for each release, when the kiosk opens it, and never
// changes. It is not published: for 20,000 products of data/sample/many it would
// add 28 MB to a release (4 MB compressed), a format to verify and to keep, and
// take 0.3 s of processor time to read back, against 1.4 s to build it, which runs
// in the background while the waiting screen is up. Measured on a quiet Intel Xeon
// by bench --only search (go1.26, one thread, hits with marks, facets and
// suggestions):
//
//	products    built     held     a keystroke, 99th of 100
//	   2,000     0.2 s      4 MB     1.7 ms
//	  20,000     1.35 s    29 MB     5.1 ms
//	 200,000    10.4 s    151 MB    36   ms
//
// How well it finds is measured by TestQuality on the judged queries in testdata,
// beside SQLite's full-text search (unicode61, remove_diacritics 2): a right
// product is the first answer to 0.99 of them (0.49), among the first ten to 1.00
// (0.52); of the third held out while tuning 0.98 and 0.99.
//
// Start with [New] and [Index.Ask].
package search
