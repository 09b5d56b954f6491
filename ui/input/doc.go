// Package input turns keystrokes into Vietnamese text, by the methods Telex and
// VNI, for the on-screen keyboard and for a physical one alike. It knows no
// window and no widget: a [Composer] is a value that holds one line of text with
// the caret at its end. A field whose caret may stand elsewhere gives the
// composer what is left of the caret by [Composer.Set] and keeps the rest.
//
// # Rules
//
//   - Telex: aa ee oo are â ê ô; aw ow uw are ă ơ ư; uow is ươ; dd is đ; s f r x
//     j are the tones of á à ả ã ạ and z takes the tone off; a w that marks no
//     vowel is ư; [ and ] are ơ and ư.
//   - VNI: 6 is the roof of â ê ô, 7 the horn of ơ ư, 8 the bow of ă, 9 the bar
//     of đ; 1 to 5 are the tones of á à ả ã ạ and 0 takes the tone off.
//   - Marks and tones may come right after their letter or anywhere later in the
//     syllable, in any order: dduongwf, dduwowngf and duongfwd are all đường.
//   - The tone stands where the spelling wants it and moves as letters come: hoaf
//     is hòa (hoà in the new style), with n hoàn. A second tone replaces the
//     first.
//   - The same key once more, right behind the first, undoes its work and is then
//     typed itself: aaa is aa, ass is as, a11 is a1. From then on the word is left
//     alone.
//   - The capital of the first key decides, aA is â; only for đ either of the two
//     may be the capital.
//   - What is shown can always still become a Vietnamese syllable. At the key
//     that makes this impossible the whole word goes back to its keys, so that
//     Tesla, Google and HACCP stay what was typed; Backspace takes that key back.
//   - A space, or anything else that is no letter, ends the word. A word that is
//     then no syllable goes back to its keys as well (data, coco), unless the
//     tone alone is missing in marks nobody types by chance (nước as nuowc).
//   - A digit that marks nothing ends the syllable too; but one after letters that
//     can be no syllable belongs to them, and a code such as ST25 or SP01A2 is
//     left alone to its end.
//
// Text is composed Unicode (NFC) throughout.
//
// # Sources
//
// The methods are Telex and VNI as the usual Vietnamese keyboards have them. The
// alphabet (29 letters, six tones) and the spelling of syllables are those taught
// in schools: which vowels follow which onset, which codas follow which vowels,
// and that a stop (c, ch, p, t) goes with sắc or nặng only. Old style puts the
// tone of open oa, oe, uy on the first vowel, new style on the second. To the
// tables of the standard language the onset kr and the coda k are added, which
// names of places have: Krông Pắc, Đắk Lắk.
package input
