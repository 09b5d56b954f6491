package input

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest bounds the keys, in bytes: what is tested grows with their square.
const longest = 200

// seeds are keys near every rule.
var seeds = []string{
	"", "duongwf dduwowngf", "aaa ass ddd uww ww a11 d99 a100 aszz", "thuowr thuo73 quys gif khuyur", "Tesla ST25 SP01A2 38ddooj",
	"coco data mask two", "[[ ]] {} tww", "xwngw", "ươn ấs hóá éa ñ", "a\u0301\u0323n x\u0323", "漢字as ᄀ\u1161 \u212b \u1100\u1845K\u212a \u0130s", "\u0000\n\t\u200b",
	"www.hangviet.vn", "mậtong\u00a0–“”", "thws w", "giwowngf giengs", "HDDND TNHH OCOP 4sao", "\xff\xfe", "🥭 xoafi",
}

func FuzzTyping(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, uint8(i))
	}
	f.Fuzz(func(t *testing.T, keys string, how uint8) {
		keys = keys[:min(len(keys), longest)]
		c := Composer{Method: Method(how % 3), Style: Style(how / 3 % 2), PlainW: how/6%2 == 1}
		for _, r := range keys {
			c.Type(r)
			wellFormed(t, c.Text())
		}
		deleteAll(t, c)
		ended := c
		ended.End()
		deleteAll(t, ended)
		var again Composer
		again.Set(c.Text())
		if again.Text() != c.Text() {
			t.Errorf("%q set is %q", c.Text(), again.Text())
		}
		deleteAll(t, again)
	})
}

func wellFormed(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) || !norm.NFC.IsNormalString(text) {
		t.Errorf("%q is no composed text", text)
	}
}

// deleteAll checks that each Backspace makes the text shorter, down to nothing.
func deleteAll(t *testing.T, c Composer) {
	t.Helper()
	for before := c.Text(); before != ""; before = c.Text() {
		c.Backspace()
		wellFormed(t, c.Text())
		if utf8.RuneCountInString(c.Text()) >= utf8.RuneCountInString(before) {
			t.Fatalf("Backspace makes %q of %q", c.Text(), before)
		}
	}
}

func FuzzPlainWords(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, keys string, inVNI bool) {
		keys = keys[:min(len(keys), longest)]
		word := strings.Map(func(r rune) rune {
			if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				return r
			}
			return -1
		}, keys)
		method := Telex
		if inVNI {
			method = VNI
		}
		shown := strings.TrimSuffix(Compose(word+" ", method, OldStyle), " ")
		if undoes(word) || shown == word {
			return
		}
		for _, part := range strings.FieldsFunc(shown, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if !plain(part) && !couldStand(part) {
				t.Errorf("%s becomes %s", word, shown)
			}
		}
		if plain(shown) {
			t.Errorf("%s becomes %s", word, shown)
		}
	})
}

// undoes tells whether a word has a key twice, which may undo, or one that takes
// a tone off.
func undoes(word string) bool {
	letters := []rune(strings.ToLower(word))
	slices.Sort(letters)
	return len(slices.Compact(letters)) < len(word) || strings.ContainsAny(word, "zZ0")
}

func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// couldStand tells whether an ended word may stay composed: as a syllable, as
// one whose tone is missing, as one letter, or as a Đ before consonants.
func couldStand(word string) bool {
	w := load(word)
	w.tone = max(w.tone, rising)
	return Valid(word) || Valid(w.compose(OldStyle)) || utf8.RuneCountInString(word) == 1
}
