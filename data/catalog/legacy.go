package catalog

import (
	"strings"
	"unicode"
)

// The encodings [LegacyEncoding] names.
const (
	TCVN3 = "TCVN3" // TCVN 5712:1993, the .VnTime fonts: "S¶n phÈm"
	VNI   = "VNI"   // VNI-Windows: "Saûn phaåm"
)

// LegacyEncoding names the encoding of before Unicode that s was typed in,
// [TCVN3] or [VNI]; it is "" for all other text. Such text looks right only in
// its own fonts, so it is refused rather than shown.
//
// It prefers silence: a text is named only when its accented words, read in that
// encoding, are Vietnamese syllables, and at least one of them cannot be meant
// as it stands. Text with letters of Unicode Vietnamese is never named.
func LegacyEncoding(s string) string {
	s = NFC(s)
	if plain(s) || strings.ContainsFunc(s, vietnameseOnly) {
		return ""
	}
	switch {
	case looksLike(s, fromTCVN3, oddInTCVN3):
		return TCVN3
	case looksLike(s, fromVNI, oddInVNI):
		return VNI
	}
	return ""
}

// vietnameseOnly tells whether r is a Vietnamese letter that no byte of a
// Western code page shows: ă, đ, ĩ, ũ, ơ, ư and the letters with two marks.
func vietnameseOnly(r rune) bool {
	return strings.ContainsRune("ĂăĐđĨĩŨũƠơƯư", r) || ('\u1EA0' <= r && r <= '\u1EF9')
}

// Evidence that a word was typed in another encoding.
const (
	nothing = iota // it may be meant as it stands
	hint           // odd letters, but Europe has them: two such words are needed
	proof          // nobody writes this
)

// looksLike weighs the words of s that are not plain: those that decode to a
// syllable against those that do not.
func looksLike(s string, decode func(string) string, odd func(string) int) bool {
	good, bad, weight := 0, 0, 0
	for _, word := range strings.FieldsFunc(s, outsideLatin1Word) {
		if plain(word) {
			continue
		}
		if !strings.ContainsFunc(word, asciiLetter) || !isSyllable(decode(word)) {
			bad++
			continue
		}
		good++
		weight += odd(word)
	}
	return weight >= proof && bad*2 <= good
}

func asciiLetter(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }

func outsideLatin1Word(r rune) bool {
	return !asciiLetter(r) && (r <= '\u00A0' || r > '\u00FF')
}

// fromTCVN3 reads a word of TCVN3 that was shown in a Western code page.
func fromTCVN3(word string) string { return strings.Map(tcvn3Letter, word) }

func tcvn3Letter(r rune) rune {
	const (
		shown = "¡¢£¤¥¦§¨©ª«¬\u00AD®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"
		meant = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
	)
	return swap(r, shown, meant)
}

// oddInTCVN3 finds signs inside a word (S¶n) and capitals among small letters
// (phÈm). A µ at the start may be a unit: µm.
func oddInTCVN3(word string) int {
	found := nothing
	small := strings.ContainsFunc(word, unicode.IsLower)
	for i, r := range word {
		switch {
		case r < unicode.MaxASCII:
		case !unicode.IsLetter(r), r == 'µ' && i > 0, r == 'Þ', r == 'þ':
			return proof
		case unicode.IsUpper(r) && small && i > 0:
			return proof
		case strings.ContainsRune("äåæçëîïñöøûüßÄÅÆÇËÎÏÑÖØÛÜ", r):
			found = hint
		}
	}
	return found
}

// fromVNI reads a word of VNI-Windows, in which a mark follows its letter, that
// was shown in a Western code page.
func fromVNI(word string) string {
	var b strings.Builder
	runes := []rune(strings.ToLower(word))
	for i := 0; i < len(runes); i++ {
		if i+1 < len(runes) {
			if r := vniPair(runes[i], runes[i+1]); r != 0 {
				b.WriteRune(r)
				i++
				continue
			}
		}
		b.WriteRune(vniLetter(runes[i]))
	}
	return b.String()
}

// vniPair returns the letter written as base and mark, or 0.
func vniPair(base, mark rune) rune {
	letters := []rune(map[rune]string{
		'a': "áàảãạâấầẩẫậăắằẳẵặ",
		'e': "éèẻẽẹêếềểễệ",
		'o': "óòỏõọôốồổỗộ",
		'ô': "ớờởỡợ",
		'u': "úùủũụ",
		'ö': "ứừửữự",
		'y': "ýỳỷỹ",
	}[base])
	if i := place("ùøûõïâáàåãäêéèúüë", mark); i >= 0 && i < len(letters) {
		return letters[i]
	}
	return 0
}

func vniLetter(r rune) rune { return swap(r, "ôöñæóòî", "ơưđỉĩịỵ") }

// oddInVNI finds a mark behind a letter that cannot carry it (phaåm) and an ñ
// where a word begins (ñaù). Only oá, oà, oã and oõ also stand in Unicode text.
func oddInVNI(word string) int {
	word = strings.ToLower(word)
	fine := isSyllable(word)
	runes := []rune(word)
	for i := range len(runes) - 1 {
		usual := runes[i] == 'o' && strings.ContainsRune("áàãõ", runes[i+1])
		if vniPair(runes[i], runes[i+1]) != 0 && !(usual && fine) {
			return proof
		}
	}
	switch {
	case strings.HasPrefix(word, "ñ"):
		return proof
	case fine:
		return nothing
	}
	return hint
}

// swap returns the character of to that stands where r stands in from, or r.
func swap(r rune, from, to string) rune {
	if i := place(from, r); i >= 0 {
		return []rune(to)[i]
	}
	return r
}

// place returns which character of s is r, counted from 0, or -1.
func place(s string, r rune) int {
	i := 0
	for _, c := range s {
		if c == r {
			return i
		}
		i++
	}
	return -1
}
