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
// up in the vocabulary, of which Vietnamese has little, never in documents.
//
// The index is built anew for each release and never changes. Start with [New]
// and [Index.Ask].
package search
