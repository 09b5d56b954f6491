package input

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Method is a way of typing Vietnamese on keys that have no accents.
type Method int

// The methods. The zero value is what most people use.
const (
	Telex Method = iota // letters: aa â, aw ă, dd đ, s f r x j the tones
	VNI                 // digits: a6 â, a8 ă, d9 đ, 1 to 5 the tones
	Plain               // every key is what it says
)

// Style is where the tone stands in an open oa, oe or uy.
type Style int

// The styles. Both are in official use.
const (
	OldStyle Style = iota // hòa, khỏe, thủy
	NewStyle              // hoà, khoẻ, thuỷ
)

// Composer holds a line of text that is being typed; the caret is at its end.
// The zero value is an empty line in Telex, old style. The fields may be changed
// at any time, and a copy of a Composer is independent of it.
type Composer struct {
	Method Method
	Style  Style
	PlainW bool // in Telex a w that begins a word stays a w instead of becoming ư

	done string // what stands before the word; NFC
	word word
}

// Type adds one key: a letter, a mark or tone of the method, or anything else
// that can be seen. Letters that have their accents, from a long press, join the
// syllable like all others. What cannot be seen, such as a line feed, is left
// out.
func (c *Composer) Type(r rune) {
	if !unicode.IsGraphic(r) {
		return
	}
	if c.Method == Plain || foreign(r) {
		c.put(c.Text(), r)
		return
	}
	if next, ok := c.press(r); ok {
		c.word = next
		return
	}
	c.End()
	c.put(c.done, r)
}

// foreign tells whether r belongs to a word and yet to no Vietnamese one, such as
// a letter of another script or a combining accent.
func foreign(r rune) bool {
	if r < utf8.RuneSelf {
		return false
	}
	_, _, ok := parse(r)
	return !ok && (unicode.IsLetter(r) || unicode.IsMark(r))
}

// put makes text and r the line.
func (c *Composer) put(text string, r rune) {
	c.done, c.word = norm.NFC.String(text+string(r)), word{}
}

// press applies the key to the word. ok is false when it does not belong to it.
func (c *Composer) press(r rune) (next word, ok bool) {
	a, known := c.Method.action(unicode.ToLower(r))
	if known || unicode.IsLetter(r) {
		c.resume()
	}
	if c.word.dead() {
		return c.word.die(r), unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	if known && !(c.PlainW && c.word.empty() && unicode.IsLetter(r)) {
		if next, ok = a.do(c.word, r, c.Style); ok {
			return next, true
		}
	}
	if next, ok = c.word.letter(r); ok {
		return next, true
	}
	return c.word.die(r), unicode.IsLetter(r)
}

// resume takes the letters at the end of the line as the word, if there is none.
func (c *Composer) resume() {
	if !c.word.empty() {
		return
	}
	before := strings.TrimRightFunc(c.done, unicode.IsLetter)
	c.word = load(c.done[len(before):])
	c.done = before
}

// Backspace removes the last letter whole: ộ goes at once. After a key that
// turned the word back into its keys, that key alone is taken back: Tesl is Té
// again.
func (c *Composer) Backspace() {
	if c.Method != Plain {
		c.resume()
	}
	if !c.word.empty() {
		c.word = c.word.shorter(c.Style)
		return
	}
	rest := strings.TrimRightFunc(c.done, unicode.IsMark)
	_, size := utf8.DecodeLastRuneInString(rest)
	c.done = rest[:len(rest)-size]
}

// End ends the word, as a space does: what is no syllable goes back to its keys.
// A field does so when the typing is over.
func (c *Composer) End() {
	c.done += c.word.final(c.Style)
	c.word = word{}
}

// Text returns the line as it is to be shown, in NFC.
func (c *Composer) Text() string { return c.done + c.word.text(c.Style) }

// Set makes text the line, as it is but for NFC and for what cannot be seen. The
// next key goes on with its last word.
func (c *Composer) Set(text string) {
	c.done, c.word = norm.NFC.String(strings.Map(visible, text)), word{}
}

func visible(r rune) rune {
	if unicode.IsGraphic(r) {
		return r
	}
	return -1
}

// Clear empties the line.
func (c *Composer) Clear() { c.done, c.word = "", word{} }

// Compose returns what the keys make when they are typed one after the other
// into an empty line.
func Compose(keys string, m Method, s Style) string {
	c := Composer{Method: m, Style: s}
	for _, r := range keys {
		c.Type(r)
	}
	return c.Text()
}
