package spoken

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"hangviet/ui/input"
)

var write = flag.Bool("write", false, "write list.txt")

// onsets that no dialect confuses, in the spellings that stand before different
// vowels.
var onsets = [][]string{
	{""}, {"b"}, {"c", "k"}, {"ch"}, {"đ"}, {"g", "gh"}, {"h"}, {"kh"}, {"l"}, {"m"}, {"ng", "ngh"}, {"nh"}, {"ph"}, {"t"}, {"th"}, {"v"}, {"x"},
}

// rimes that no dialect confuses; stops takes sắc only.
var (
	rimes = strings.Fields(`a e ê i o ô ơ u ư ia ua ưa ai ây oi ơi ui ươi ao eo âu iêu am âm em om um iêm ang âng ong ung ưng iêng uông ương
		anh inh en ên ơn`)
	stops = strings.Fields("ac oc uc ưc iêc ươc et êt ich ach ap âp ep op up iêp")
	tones = []string{"", "\u0300", "\u0301"}
)

// rude are syllables that nobody wants to read out to an official.
var rude = strings.Fields("ngu đéo đái điếm đù đù ỉa cu bú chết chó cứt buồi lồn lông tù ma quỷ khốn đĩ đú đụ hiếp ngáo ám tang tàng láo bẩn ói máu phò bòi vú tè mù")

// made is the list by its rules.
func made() []string {
	var all []string
	for _, spellings := range onsets {
		for _, rime := range rimes {
			for _, tone := range tones {
				all = add(all, spellings, rime, tone)
			}
		}
		for _, rime := range stops {
			all = add(all, spellings, rime, tones[2])
		}
	}
	return all
}

// add adds the one spelling that Vietnamese has of a syllable, where it has one.
func add(all, onsets []string, rime, tone string) []string {
	for _, onset := range onsets {
		for i := range len(rime) + 1 {
			s := norm.NFC.String(onset + rime[:i] + tone + rime[i:])
			if i > 0 && input.Valid(s) && usual(s) {
				if !slices.Contains(rude, s) && !slices.Contains(all, s) {
					return append(all, s)
				}
				return all
			}
		}
	}
	return all
}

// usual tells whether a syllable is as one types it, with the tone in the old style's
// place.
func usual(s string) bool {
	var c input.Composer
	c.Method = input.VNI
	for _, r := range norm.NFD.String(s) {
		switch r {
		case '\u0300':
			c.Type('2')
		case '\u0301':
			c.Type('1')
		case '\u0302':
			c.Type('6')
		case '\u031b':
			c.Type('7')
		case '\u0306':
			c.Type('8')
		case 'đ':
			c.Type('d')
			c.Type('9')
		default:
			c.Type(r)
		}
	}
	c.End()
	return c.Text() == s
}

func TestTheListIsMadeByItsRules(t *testing.T) {
	all := made()
	t.Logf("the rules make %d syllables", len(all))
	if len(all) < 1<<bits {
		t.Fatalf("the rules make %d syllables only", len(all))
	}
	all = thin(all, 1<<bits)
	slices.Sort(all)
	text := strings.Join(all, "\n") + "\n"
	if *write {
		if err := os.WriteFile("list.txt", []byte(text), 0o644); err != nil { // #nosec G306 -- it is public
			t.Fatal(err)
		}
		return
	}
	if list != text {
		t.Error("list.txt is not what its rules make")
	}
}

// thin leaves so many of a list, evenly taken.
func thin(all []string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = all[i*len(all)/n]
	}
	return out
}

// TestTheListNeverChanges: kiosks of every version show the same words.
func TestTheListNeverChanges(t *testing.T) {
	const want = "5872831e4da1a1c682dd3c52343b173ef67ef3d1834590e9f1ecb08bbb046da9"
	sum := sha256.Sum256([]byte(list))
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("its hash is %s", got)
	}
	if n := len(syllables()); n != 1<<bits {
		t.Errorf("%d syllables", n)
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(syllables())))
	if len(sorted) != 1<<bits {
		t.Errorf("%d different syllables", len(sorted))
	}
	for _, s := range syllables() {
		if !norm.NFC.IsNormalString(s) {
			t.Errorf("%q is not composed", s)
		}
	}
}

func TestEveryBitCounts(t *testing.T) {
	none := strings.Repeat("00", 32)
	first := Text(none)
	if n := len(strings.Split(first, " – ")); n != count {
		t.Fatalf("%q has %d words", first, n)
	}
	seen := map[string]bool{}
	for bit := range count * bits {
		raw := make([]byte, 32)
		raw[bit/8] = 0x80 >> (bit % 8)
		seen[Text(hex.EncodeToString(raw))] = true
	}
	if len(seen) != count*bits || seen[first] {
		t.Errorf("%d of %d bits make other words", len(seen), count*bits)
	}
	raw, err := hex.DecodeString(none)
	if err != nil {
		t.Fatal(err)
	}
	raw[9] = 0x3f // behind the 66th bit
	if got := Text(hex.EncodeToString(raw)); got != first {
		t.Errorf("%s, want %s", got, first)
	}
}

func TestWhatIsNoFingerprintHasNoWords(t *testing.T) {
	for _, text := range []string{"", "00", "xyz" + strings.Repeat("0", 20)} {
		if words, err := Words(text); err == nil || Text(text) != "" {
			t.Errorf("%q: %v", text, words)
		}
	}
}
