package spoken

import (
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
)

const (
	bits  = 11 // of a word
	count = 6  // words
)

//go:embed list.txt
var list string

var syllables = sync.OnceValue(func() []string { return strings.Fields(list) })

// Words are the six words of a fingerprint in hexadecimal digits, as
// release.Fingerprint gives it; of 17 digits or more, nothing else counts.
func Words(fingerprint string) ([]string, error) {
	const digits = (count*bits + 7) / 8 * 2
	if len(fingerprint) < digits {
		return nil, fmt.Errorf("speak fingerprint: it has %d digits", len(fingerprint))
	}
	raw, err := hex.DecodeString(fingerprint[:digits])
	if err != nil {
		return nil, fmt.Errorf("speak fingerprint: %w", err)
	}
	words := make([]string, count)
	for i := range words {
		words[i] = syllables()[at(raw, i*bits)]
	}
	return words, nil
}

// at reads a word's bits, the highest first, beginning at one of them.
func at(raw []byte, from int) int {
	n := 0
	for i := from; i < from+bits; i++ {
		n = n<<1 | int(raw[i/8]>>(7-i%8))&1
	}
	return n
}

// Text is [Words] with marks between them, "bà – kem – thú – lao – đèn – nghé"; "" for
// what is no fingerprint.
func Text(fingerprint string) string {
	words, err := Words(fingerprint)
	if err != nil {
		return ""
	}
	return strings.Join(words, " – ")
}
