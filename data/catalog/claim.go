package catalog

import (
	"strings"
	"sync"
)

// claim is a phrase that advertising law forbids or asks documents for.
type claim struct {
	lang  string
	code  string
	words []string
	key   string // the folded words, with a space before and after
}

// The codes of claims.
const (
	claimCure = "claim-cure" // of medicine; goods that are not one may not say so
	claimBest = "claim-best" // of being first; needs lawful documents
)

// claims returns the phrases that are looked for (Law on Advertising, as amended
// by Law 75/2025/QH15).
var claims = sync.OnceValue(func() []claim {
	var all []claim
	add := func(lang, code string, texts ...string) { all = append(all, phrases(lang, code, texts...)...) }
	add("vi", claimCure, "chữa bệnh", "chữa khỏi", "chữa trị", "trị bệnh", "đặc trị", "điều trị", "trị dứt điểm",
		"khỏi bệnh", "thay thế thuốc", "thần dược", "chuyên trị", "khỏi hẳn", "tiệt trừ bệnh", "trị ung thư", "trị tiểu đường", "trị mất ngủ")
	add("vi", claimBest, "tốt nhất", "số một", "số 1", "duy nhất", "hàng đầu", "nhất Việt Nam", "nhất thế giới", "đệ nhất")
	add("en", claimCure, "cure", "cures", "curing", "treats disease", "heals", "miracle")
	add("en", claimBest, "the best", "number one", "number 1", "no 1", "world's best", "the only")
	return all
})

func phrases(lang, code string, texts ...string) (all []claim) {
	for _, p := range texts {
		all = append(all, claim{lang, code, Words(p), " " + spaced(p) + " "})
	}
	return all
}

// spaced returns the folded words of text with one space between.
func spaced(text string) string { return strings.Join(Words(Fold(text)), " ") }

// findClaims returns the claims that text in lang makes. A phrase is met with its
// accents, or typed without any: "chua benh". A word with other accents is
// another word, so "chưa bệnh" is none. What the law itself makes a producer say
// is none either, and neither is advice: "dùng tốt nhất trước ngày".
func findClaims(lang, text string) []claim { return findAmong(claims(), lang, text) }

func findAmong(all []claim, lang, text string) (found []claim) {
	if len(all) == 0 {
		return nil
	}
	key := " " + spaced(text) + " "
	for _, c := range all {
		if c.lang == lang && strings.Contains(key, c.key) && c.in(Words(NFC(text))) {
			found = append(found, c)
		}
	}
	return found
}

func (c claim) in(words []string) bool {
	for i := range len(words) - len(c.words) + 1 {
		end := i + len(c.words)
		if samePhrase(words[i:end], c.words) && !denied(words[:i]) && !advice(words[end:]) {
			return true
		}
	}
	return false
}

// samePhrase tells whether words are the phrase, in either style of placing the
// tones, or the phrase typed without accents. Half of each is other words: "sữa
// chua bệnh viện".
func samePhrase(words, phrase []string) bool {
	exact, bare := true, true
	for i, want := range phrase {
		letters, tone := SplitTone(words[i])
		wantLetters, wantTone := SplitTone(want)
		exact = exact && letters == wantLetters && tone == wantTone
		bare = bare && plain(words[i]) && letters == Fold(want)
	}
	return exact || bare
}

// denied tells whether the words before a phrase turn it into the law's own
// sentence, "không có tác dụng thay thế thuốc chữa bệnh".
func denied(before []string) bool {
	const reach = 6
	key := Fold(strings.Join(before[max(0, len(before)-reach):], " "))
	return strings.HasSuffix(key, "thay the thuoc") || strings.HasSuffix(key, "khong co tac dung")
}

// advice tells whether the words after a phrase say when or where to use the
// product best.
func advice(after []string) bool {
	if len(after) == 0 {
		return false
	}
	switch Fold(after[0]) {
	case "truoc", "trong", "khi", "sau", "o", "vao", "before":
		return true
	}
	return false
}
