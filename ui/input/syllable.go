package input

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// onsets are the consonants a syllable begins with, longest first; the last one
// is none. A q is a beginning only.
var onsets = []string{
	"ngh",
	"ch", "gh", "gi", "kh", "kr", "ng", "nh", "ph", "qu", "th", "tr",
	"b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "q", "r", "s", "t", "v", "x",
	"",
}

// nuclei says which codas follow which vowels; "-" is none.
const nuclei = `
a - c ch k m n ng nh p t
ă c k m n ng p t
â c m n ng p t
e - c m n ng p t
ê - ch m n nh p t
i - ch m n nh p t
o - c m n ng p t
ô - c m n ng p t
ơ - m n p t
u - c m n ng p t
ư - c m n ng t
y - ch n nh p t
oo c ng
ia -
iê c m n ng p t
yê m n ng t
ua -
uô c m n ng t
uơ -
ưa -
ươ c m n ng p t
oa - c ch m n ng nh p t
oă c m n ng t
oe - m n t
uâ n ng t
uê - ch nh
uy - ch n nh p t
uyê n t
uya -
ai -
ao -
au -
ay -
âu -
ây -
eo -
êu -
iu -
oi -
ôi -
ơi -
ui -
ưi -
ưu -
yu -
iêu -
yêu -
oai -
oao -
oay -
oeo -
uây -
uêu -
uôi -
uyu -
ươi -
ươu -
`

// rimes knows every rime and every beginning of one, with all, some or none of
// its marks: true is a whole rime, false one that can become one by more keys.
var rimes = sync.OnceValue(func() map[string]bool {
	table := map[string]bool{}
	for line := range strings.Lines(nuclei) {
		words := strings.Fields(line)
		for i := 1; i < len(words); i++ {
			addRime(table, words[0]+strings.Trim(words[i], "-"))
		}
	}
	return table
})

func addRime(table map[string]bool, rime string) {
	unmarked := []string{""}
	for _, r := range rime {
		for i, s := range unmarked {
			unmarked[i] = s + string(r)
			if bare := unmark(r); bare != r {
				unmarked = append(unmarked, s+string(bare))
			}
		}
		for _, beginning := range unmarked {
			table[beginning] = table[beginning] || beginning == rime
		}
	}
}

// split cuts lower-case letters without a tone into onset and rime, and tells
// whether they are a syllable or can become one by more keys.
func split(letters string) (onset, rime string, ok bool) {
	for _, onset = range onsets {
		rime, ok = strings.CutPrefix(letters, onset)
		if ok && joins(onset, rime) {
			return onset, rime, true
		}
	}
	return "", "", false
}

// joins tells whether the spelling lets rime, or one it can become, follow onset.
func joins(onset, rime string) bool {
	if rime == "" {
		return onset != "gi" // whose i is then the vowel
	}
	first, _ := utf8.DecodeRuneInString(rime)
	if _, known := rimes()[rime]; !known || strings.ContainsRune(refused(onset), first) {
		return false
	}
	begins := func(with string) bool { return strings.HasPrefix(rime, with) }
	switch {
	case begins("ie"), begins("iê"):
		return onset != "" && onset != "qu"
	case begins("ye"), begins("yê"):
		return onset == "" || onset == "qu"
	case begins("y") && rime != "y":
		return onset == "qu"
	}
	return true
}

// refused returns the vowels that do not follow onset.
func refused(onset string) string {
	switch onset {
	case "c", "ng":
		return "eêiy"
	case "g":
		return "eêy"
	case "gh", "ngh":
		return "aăâoôơuưy"
	case "gi":
		return "iyê" // giếng is g and iêng
	case "qu":
		return "uư"
	case "q":
		return "aăâeêioôơuưy"
	}
	return ""
}

// whole tells whether onset and rime, which join, are a complete syllable that
// may have the tone.
func whole(onset, rime string, t tone) bool {
	switch {
	case !rimes()[rime] || !bears(rime, t):
		return false
	case rime == "ak":
		return t == level
	case rime == "uơ":
		return opensUo(onset)
	}
	return t != level || !stopped(rime)
}

// opensUo tells whether an open uo takes the horn on its o alone after onset, as
// in huơ and thuở; after others the horns are on both, as ươ begins rimes.
func opensUo(onset string) bool { return onset == "h" || onset == "th" || onset == "kh" }

// bears tells whether rime may have the tone; while it is typed it may also
// have none, and ak may become ăk.
func bears(rime string, t tone) bool {
	switch {
	case stopped(rime):
		return t == level || t == rising || t == heavy
	case strings.HasSuffix(rime, "k"):
		return t == level || t == rising
	}
	return true
}

func stopped(rime string) bool {
	if strings.HasSuffix(rime, "ch") {
		return true
	}
	return rime != "" && strings.ContainsRune("cpt", rune(rime[len(rime)-1]))
}

// Valid tells whether syllable, in any case and either style, could be a
// syllable of Vietnamese: an onset, a rime and a tone that go together, with the
// tone on its vowel. It need not mean anything.
func Valid(syllable string) bool {
	syllable = norm.NFC.String(syllable)
	w := load(syllable)
	if w.dead() {
		return false
	}
	onset, rime, _ := split(w.spelling())
	return whole(onset, rime, w.tone) && (w.text(OldStyle) == syllable || w.text(NewStyle) == syllable)
}
