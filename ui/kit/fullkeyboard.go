package kit

import (
	"hangviet/ui/input"
	"hangviet/ui/look"
)

// The planes of a full keyboard, each four rows from the top.
var (
	smallLetters = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"}
	largeLetters = []string{"1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"}
	allSigns     = []string{"1234567890", "@#$%&*-+=_", "!?\"':;/()", "<>[]{}~"}
	moreSigns    = "^`|\\,"
)

// NewFullKeyboard makes a keyboard with small and large letters and every sign of
// ASCII, for names, addresses and passwords. Besides the targets of [NewKeyboard] it
// has key.shift, for one large letter, and key.signs. Its letters stand as they are
// typed.
func NewFullKeyboard(l *look.Look, keys Keys, space, done string, onDone func()) *Keyboard {
	k := NewKeyboard(l, keys, space, done, onDone)
	dash, bar, dot, end := k.bottom[1], k.bottom[2], k.bottom[3], k.bottom[4]
	back := k.letters[3][len(k.letters[3])-1]
	bar.share = 2.5
	var small, large, signs [][]*key
	turn := func(to *[][]*key) func() { return func() { k.plane(*to) } }
	once := turn(&small)
	up, down := newKey(l, "key.shift", "", "up", sideWide, turn(&large)), newKey(l, "key.shift", "", "down", sideWide, turn(&small))
	up.Repeats, down.Repeats = false, false
	small, large, signs = k.exact(smallLetters, nil), k.exact(largeLetters, once), k.exact(allSigns, nil)
	small[3] = append(append([]*key{up}, small[3]...), back)
	large[3] = append(append([]*key{down}, large[3]...), back)
	signs[3] = append(append(signs[3], k.exact([]string{moreSigns}, nil)[0]...), back)
	for _, sign := range signs[3][:len(signs[3])-1] {
		sign.share = 8.5 / 12
	}
	toSigns := newKey(l, "key.signs", "!#1", "", sideWide, nil)
	toSigns.Repeats = false
	toSigns.OnTap = func() { k.toggle(signs, small, toSigns) }
	k.bottom = []*key{toSigns, k.switcher, dash, bar, dot, end}
	end.share = 2
	k.plane(small)
	return k
}

// exact makes rows of keys that show what they type; then, which may be nil, comes
// after each.
func (k *Keyboard) exact(lines []string, then func()) [][]*key {
	var rows [][]*key
	for _, line := range lines {
		var row []*key
		for _, r := range line {
			typed := k.types(r)
			one := newKey(k.look, "key."+string(r), string(r), "", 1, func() {
				typed()
				if then != nil {
					then()
				}
			})
			if len(input.Accents(r)) > 0 {
				one.OnHold = func() { k.offer(k.accentRows(r, k.keys.Rune)) }
			}
			row = append(row, one)
		}
		rows = append(rows, row)
	}
	return rows
}

// plane puts other letters up.
func (k *Keyboard) plane(rows [][]*key) {
	k.letters = rows
	k.show()
}

// toggle goes to the signs and back.
func (k *Keyboard) toggle(signs, small [][]*key, switcher *key) {
	if &k.letters[0][0] == &signs[0][0] {
		switcher.label.SetText("!#1")
		k.plane(small)
		return
	}
	switcher.label.SetText("abc")
	k.plane(signs)
}
