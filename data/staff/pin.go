package staff

import (
	"crypto/subtle"
	"slices"

	"golang.org/x/crypto/argon2"
)

// Digits is how long a PIN is.
const Digits = 6

// Cost of a hash, the least that the OWASP Password Storage Cheat Sheet names for
// argon2id: some hundredths of a second. Against whoever holds a copy of the disk
// a million PINs are no secret at any cost; it is the entrance that is slow.
const (
	hashPasses = 2
	hashMemory = 19 << 10 // KiB
	hashLength = 32
)

func hash(pin string, salt []byte) []byte {
	return argon2.IDKey([]byte(pin), salt, hashPasses, hashMemory, 1, hashLength)
}

func same(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// isPIN tells whether text is six digits.
func isPIN(text string) bool {
	if len(text) != Digits {
		return false
	}
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}

// isWeak tells whether a PIN is one of those that are guessed first: few
// different digits, a run up or down, one half repeated or mirrored, a day of
// this or the last century.
func isWeak(pin string) bool {
	different := map[byte]bool{}
	up, down := true, true
	for i := range len(pin) {
		different[pin[i]] = true
		if i > 0 {
			up = up && (pin[i]-'0') == (pin[i-1]-'0'+1)%10
			down = down && (pin[i-1]-'0') == (pin[i]-'0'+1)%10
		}
	}
	first, second := pin[:3], pin[3:]
	mirrored := []byte(second)
	slices.Reverse(mirrored)
	pairs := pin[:2] == pin[2:4] && pin[2:4] == pin[4:]
	return len(different) <= 2 || up || down || first == second || first == string(mirrored) || pairs || isDay(pin)
}

// isDay tells whether the digits can be a birthday as people write it, day,
// month, year.
func isDay(pin string) bool {
	number := func(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
	day, month := number(pin[:2]), number(pin[2:4])
	return day >= 1 && day <= 31 && month >= 1 && month <= 12
}
