package catalog

import (
	"strings"
	"unicode"
)

// alphabet is the Vietnamese alphabet in its order, with f, j, w and z where
// Latin has them.
const alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

// Bytes of a sort key. Levels are parted by a byte below all others, and no key
// holds a zero byte, so that it can be kept as text in any database.
const (
	keyLevel  = 0x01
	keySpace  = 0x02
	keySign   = 0x03 // any other sign; the character follows
	keyDigit  = 0x10 // plus the digit
	keyLetter = 0x20 // plus the place in the alphabet
	keyOther  = 0x7E // a letter of another script; the character follows
)

// Compare orders two texts as a Vietnamese dictionary does: by letters
// (a ă â b c d đ e ê …), then by tones (ngang, huyền, hỏi, ngã, sắc, nặng),
// then small before capital. It returns -1, 0 or 1, and 0 only for texts that
// are canonically equal.
//
// golang.org/x/text/collate sorts such lists alike, but for one thing: it parts
// hoà from hòa by where the mark stands and puts hoá between them.
//
// The digraphs ch, gh, kh, ng, nh, ph, th and tr are not letters in sorting.
// Where the tone is written (hòa or hoà) decides last of all.
func Compare(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) }

// SortKey returns a string whose byte order is the order of [Compare], for a
// database that sorts by bytes.
func SortKey(s string) string {
	s = strings.ReplaceAll(NFC(s), "\x00", "")
	var letters, tones, cases strings.Builder
	rest := s
	for rest != "" {
		word, other := cutWord(rest)
		rest = rest[len(word)+len(other):]
		addWord(&letters, &tones, &cases, word)
		addSigns(&letters, other)
	}
	level := string(rune(keyLevel))
	return letters.String() + level + tones.String() + level + cases.String() + level + s
}

// cutWord returns the letters at the start of s and the characters up to the
// next letter.
func cutWord(s string) (word, other string) {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
	end := strings.IndexFunc(s, func(r rune) bool { return !letter(r) })
	if end < 0 {
		return s, ""
	}
	next := strings.IndexFunc(s[end:], letter)
	if next < 0 {
		return s[:end], s[end:]
	}
	return s[:end], s[end : end+next]
}

func addWord(letters, tones, cases *strings.Builder, word string) {
	if word == "" {
		return
	}
	bare, tone := SplitTone(word)
	for _, r := range bare {
		addLetter(letters, r)
	}
	tones.WriteByte(byte(tone) + keySpace)
	for _, r := range word {
		if unicode.IsUpper(r) {
			cases.WriteByte(keySign)
		} else {
			cases.WriteByte(keySpace)
		}
	}
}

// addLetter writes the place of a letter in the alphabet; a letter with a
// foreign mark (ç, ü) stands where it would without.
func addLetter(key *strings.Builder, r rune) {
	if i := place(alphabet, r); i >= 0 {
		key.WriteByte(byte(keyLetter + i))
		return
	}
	for _, base := range Fold(string(r)) {
		if i := place(alphabet, base); i >= 0 {
			key.WriteByte(byte(keyLetter + i))
		} else {
			key.WriteByte(keyOther)
			key.WriteRune(base)
		}
	}
}

// addSigns writes what stands between words: white space, then signs, then
// digits sort before every letter.
func addSigns(key *strings.Builder, signs string) {
	for _, r := range signs {
		switch r = foldRune(r); {
		case r == dropped:
		case r == ' ':
			key.WriteByte(keySpace)
		case '0' <= r && r <= '9':
			key.WriteByte(byte(keyDigit + r - '0'))
		default:
			key.WriteByte(keySign)
			key.WriteRune(r)
		}
	}
}
