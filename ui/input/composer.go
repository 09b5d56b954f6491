package input

import "unicode/utf8"

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
// The zero value is an empty line in Telex, old style.
type Composer struct {
	Method Method
	Style  Style
	PlainW bool // a w that begins a word stays a w in Telex; otherwise it is ư

	done string
}

// Type adds one key.
func (c *Composer) Type(r rune) { c.done += string(r) }

// Backspace removes the last letter whole: ộ goes at once.
func (c *Composer) Backspace() {
	_, size := utf8.DecodeLastRuneInString(c.done)
	c.done = c.done[:len(c.done)-size]
}

// End ends the syllable that is being typed.
func (c *Composer) End() {}

// Text returns the line as it is to be shown.
func (c *Composer) Text() string { return c.done }

// Set makes text the line.
func (c *Composer) Set(text string) { c.done = text }

// Clear empties the line.
func (c *Composer) Clear() { c.Set("") }

// Compose returns what the keys make when they are typed one after the other.
func Compose(keys string, m Method, s Style) string {
	c := Composer{Method: m, Style: s}
	for _, r := range keys {
		c.Type(r)
	}
	return c.Text()
}

// Accents returns the letters a long press on the key base offers.
func Accents(base rune) []rune { return nil }

// Valid tells whether syllable could be a Vietnamese syllable.
func Valid(syllable string) bool { return syllable != "" }
