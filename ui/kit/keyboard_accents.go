package kit

import "hangviet/ui/input"

// accentWide is the width of a key with an accent, in letters: six stand in a
// row, a letter with its five tones.
const accentWide = 1.6

// strangers are the letters of the alphabet that have no key of their own.
const strangers = "ăâđêôơư"

// rows are the keys that are shown, from the top.
func (k *Keyboard) rows() [][]*key {
	if k.accents != nil {
		return append(k.accents[:len(k.accents):len(k.accents)], k.short)
	}
	return append(k.letters[:len(k.letters):len(k.letters)], k.bottom)
}

// offer shows accents in place of the letters, or the letters again for nil.
func (k *Keyboard) offer(accents [][]*key) {
	if accents == nil && k.accents == nil && len(k.parts) > 1 {
		return
	}
	for _, row := range k.accents {
		for _, key := range row {
			discard(key)
		}
	}
	k.accents = accents
	k.switcher.label.SetText("á")
	if accents != nil {
		k.switcher.label.SetText("ABC")
	}
	k.show()
}

// show puts the keys of the moment up.
func (k *Keyboard) show() {
	k.parts = k.parts[:1:1] // the ground
	for _, row := range k.rows() {
		for _, key := range row {
			k.parts = append(k.parts, key)
		}
	}
	k.Refresh()
}

// turn goes from the letters to the accents of the letter typed last, and back.
// Where there is none it offers the letters that have no key.
func (k *Keyboard) turn() {
	if k.accents != nil {
		k.offer(nil)
		return
	}
	if a, ok := k.keys.(Accenter); ok {
		if base, ok := a.Accentable(); ok {
			k.offer(k.accentRows(base, a.Accent))
			return
		}
	}
	k.offer([][]*key{k.accentKeys([]rune(strangers), k.keys.Rune)})
}

// accentRows are the keys of a letter with all it can become, a row for each mark.
func (k *Keyboard) accentRows(base rune, put func(rune)) [][]*key {
	const tones = 6 // in a row
	all := append([]rune{base}, input.Accents(base)...)
	var rows [][]*key
	for len(all) > tones {
		rows = append(rows, k.accentKeys(all[:tones], put))
		all = all[tones:]
	}
	return append(rows, k.accentKeys(all, put))
}

// accentKeys stand in one row. They are small letters, whose marks are told apart
// more easily.
func (k *Keyboard) accentKeys(letters []rune, put func(rune)) []*key {
	share := float32(accentWide)
	if len(letters) > 6 {
		share = 10 / float32(len(letters))
	}
	var row []*key
	for _, r := range letters {
		row = append(row, newKey(k.look, "key."+string(r), string(r), "", share, func() {
			put(r)
			k.offer(nil)
		}))
	}
	return row
}
