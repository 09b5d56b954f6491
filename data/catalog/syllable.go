package catalog

import "strings"

// initials are the consonants a syllable begins with, longest first.
const initials = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x"

// rimes are the vowels and ends of syllables, without tones, as the
// orthography writes them; ak and ăk stand in names such as Đắk Lắk.
const rimes = " a ac ach ai am an ang anh ao ap at au ay " +
	" ăc ăm ăn ăng ăp ăt ak ăk âc âm ân âng âp ât âu ây " +
	" e ec em en eng eo ep et ê êch êm ên ênh êp êt êu " +
	" i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu " +
	" o oc oi om on ong op ot oong ooc " +
	" oa oac oach oai oam oan oang oanh oao oap oat oay " +
	" oăc oăm oăn oăng oăt oe oen oeo oet " +
	" ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt " +
	" u uc ui um un ung up ut ua uâ uân uâng uât uây " +
	" uê uêch uêt uênh uôc uôi uôm uôn uông uôt uơ " +
	" uy uych uynh uyt uyn uyp uya uyu uyên uyêt " +
	" ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu " +
	" y yêm yên yêng yêt yêu ynh yt ych "

// isSyllable tells whether word could be a Vietnamese syllable: an initial, a
// rime and a tone that go together. A syllable that is stopped by c, ch, p or t
// takes only sắc or nặng, written or (never in these) left out.
func isSyllable(word string) bool {
	letters, tone := SplitTone(word)
	if letters == "" || (stopped(letters) && tone != Rising && tone != Heavy) {
		return false
	}
	if isRime(letters) {
		return true
	}
	for initial := range strings.FieldsSeq(initials) {
		if rime, ok := strings.CutPrefix(letters, initial); ok && isRime(rime) {
			return true
		}
	}
	return false
}

func isRime(s string) bool { return s != "" && strings.Contains(rimes, " "+s+" ") }

func stopped(letters string) bool {
	switch letters[len(letters)-1] {
	case 'c', 'p', 't':
		return true
	}
	return strings.HasSuffix(letters, "ch")
}
