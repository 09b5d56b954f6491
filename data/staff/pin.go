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

// check tells why a PIN is not taken whoever wants it.
func check(pin string) error {
	switch {
	case !isPIN(pin):
		return ErrShape
	case isWeak(pin):
		return ErrWeak
	}
	return nil
}

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

// guessed are PINs that people choose for how they lie on the keys or sound, beside
// those that [isWeak] finds by their form.
var guessed = []string{
	"102030", "147258", "258369", "147852", "159753", "753159", "456123", "789456", "123654", "321654", "456852", "852456", "142536", "135790",
	"246810", "024680", "159357", "168168", "686879", "313131",
}

// isWeak tells whether a PIN is one of those that are guessed first: few
// different digits, a run up or down, by single digits or by pairs of one (112233),
// one half repeated or mirrored, a day or a month of this or the last century.
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
	return len(different) <= 2 || up || down || first == second || first == string(mirrored) || pairs || isDoubled(pin) || isDay(pin) ||
		slices.Contains(guessed, pin)
}

// isDoubled tells whether each digit stands twice, as in 113377.
func isDoubled(pin string) bool { return pin[0] == pin[1] && pin[2] == pin[3] && pin[4] == pin[5] }

// isDay tells whether the digits can be a birthday as people write it: day, month,
// year, or the other way round, or month and a whole year.
func isDay(pin string) bool {
	number := func(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
	a, b, c := number(pin[:2]), number(pin[2:4]), number(pin[4:])
	isDay, isMonth := func(n int) bool { return n >= 1 && n <= 31 }, func(n int) bool { return n >= 1 && n <= 12 }
	century := func(n int) bool { return n == 19 || n == 20 }
	return isDay(a) && isMonth(b) || isMonth(b) && isDay(c) || isMonth(a) && century(b) || century(a) && isMonth(c)
}
