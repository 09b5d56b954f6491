package ticket_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"hangviet/data/ticket"
)

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func draw(t testing.TB) ticket.Code {
	t.Helper()
	c, err := ticket.New(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestKnownCodes(t *testing.T) {
	for value, want := range map[uint64]string{
		0:                  "0000-0000-0000-00",
		1:                  "0000-0000-0001-01",
		1020:               "0000-0000-00ZW-ZW",
		1021:               "0000-0000-00ZX-00",
		1<<60 - 1:          "ZZZZ-ZZZZ-ZZZZ-PR",
		0x0123456789abcdef: "28T5-CY4T-QKFF-HF",
		0xf123456789abcdef: "28T5-CY4T-QKFF-HF", // the four bits above are left out
	} {
		c := ticket.Encode(value)
		if c.String() != want || c.Value() != value&(1<<60-1) || len(c) != 14 {
			t.Errorf("%#x is %s, want %s", value, c, want)
		}
		if back, err := ticket.Parse(c.String()); back != c || err != nil {
			t.Errorf("%s is read as %s, %v", c, back, err)
		}
	}
	if got := ticket.Encode(0x0123456789abcdef).Prefix(); got != "28T5" {
		t.Errorf("prefix %s", got)
	}
}

// valid tells whether exactly these characters are a code.
func valid(characters []byte) bool {
	c, err := ticket.Parse(string(characters))
	if err == nil && string(c) != string(characters) {
		panic("read as another code")
	}
	return err == nil
}

// TestEveryWrongCharacterIsTold proves it for all codes: whether a code is valid
// depends on the sum of what its characters weigh, modulo 1021, so that it is
// enough to show for each place that no two characters weigh the same there. That
// sum is the package's own on the codes tried here.
func TestEveryWrongCharacterIsTold(t *testing.T) {
	for place := range 14 {
		seen := map[int]byte{}
		for digit := range 32 {
			w := weight(place, digit)
			if other, ok := seen[w]; ok {
				t.Errorf("place %d: %c and %c weigh the same", place, other, alphabet[digit])
			}
			seen[w] = alphabet[digit]
		}
	}
	for range 300 {
		c := []byte(draw(t))
		for place, right := range c {
			for _, wrong := range []byte(alphabet) {
				c[place] = wrong
				if valid(c) != (wrong == right) || valid(c) != weighs0(c) {
					t.Fatalf("%s with %c at %d is taken", c, wrong, place)
				}
			}
			c[place] = right
		}
	}
}

// TestEverySwapIsTold shows for each two neighbouring places that any two
// characters weigh something else the other way round.
func TestEverySwapIsTold(t *testing.T) {
	for place := range 13 {
		for a := range 32 {
			for b := range a {
				if mod(weight(place, a)+weight(place+1, b)) == mod(weight(place, b)+weight(place+1, a)) {
					t.Errorf("place %d: %c and %c may be swapped", place, alphabet[a], alphabet[b])
				}
			}
		}
	}
	for range 300 {
		c := []byte(draw(t))
		for place := range 13 {
			c[place], c[place+1] = c[place+1], c[place]
			if valid(c) != (c[place] == c[place+1]) {
				t.Fatalf("%s is taken with %d and %d swapped", c, place, place+1)
			}
			c[place], c[place+1] = c[place+1], c[place]
		}
	}
}

func mod(n int) int { return ((n % 1021) + 1021) % 1021 }

// weight is what a digit adds at its place: its value in the number that the
// first twelve write, taken off for the two that write the remainder.
func weight(place, digit int) int {
	if place >= 12 {
		return mod(-digit * [2]int{32, 1}[place-12])
	}
	for range 11 - place {
		digit = mod(digit * 32)
	}
	return mod(digit)
}

func weighs0(code []byte) bool {
	sum, check := 0, 0
	for place, c := range code {
		digit := strings.IndexByte(alphabet, c)
		sum += weight(place, digit)
		if place >= 12 {
			check = check*32 + digit
		}
	}
	return mod(sum) == 0 && check < 1021
}

func TestForgivingReading(t *testing.T) {
	const want = ticket.Code("28T5CW4TQKF0FA")
	for _, typed := range []string{
		"28T5-CW4T-QKF0-FA",
		"28T5CW4TQKF0FA",
		"28t5-cw4t-qkfo-fa",
		"28T5 CW4T QKF0 FA",
		" 28t5cw4tqkfofa\r\n",
		"28T5CW4TQKF0FA\r",
		"28T5CW4TQKF0FA\t",
		"\ufeff28T5–CW4T—QKF0−FA",
		"28T5\u00a0CW4T\u00a0QKF0\u00a0FA",
		"２８Ｔ５－ＣＷ４Ｔ－ＱＫＦ０－ＦＡ",
		"２８ｔ５　ｃｗ４ｔ　ｑｋｆｏ　ｆａ\n",
		"2-8-T-5-C-W-4-T-Q-K-F-0-F-A",
		"28T5\u200bCW4T\u00adQKF0FA",
	} {
		if got, err := ticket.Parse(typed); got != want || err != nil {
			t.Errorf("%q is read as %q, %v", typed, string(got), err)
		}
	}
	ones := ticket.Encode(0x108421084210842)
	for _, one := range []string{"I", "l", "L", "i", "ｌ"} {
		if got, err := ticket.Parse(strings.ReplaceAll(ones.String(), "1", one)); got != ones || err != nil {
			t.Errorf("%s for 1: %s, %v", one, got, err)
		}
	}
}

func TestRefusedReading(t *testing.T) {
	for typed, want := range map[string]error{
		"":                           ticket.ErrShape,
		"\r\n":                       ticket.ErrShape,
		"28T5-CW4T-QKF0-F":           ticket.ErrShape,
		"28T5-CW4T-QKF0-FAA":         ticket.ErrShape,
		"28T5-CW4T-QKF0-FU":          ticket.ErrShape, // U is in no code
		"28T5-CW4T-QKF0-FƯ":          ticket.ErrShape,
		"28T5-CW4T-QKF0-F\x00":       ticket.ErrShape,
		"28T5-CW4T-QKF0-F\xff":       ticket.ErrShape,
		"https://shopee.vn/x":        ticket.ErrShape,
		"28T5-CW4T-QKF0-FB":          ticket.ErrCheck,
		"28T5-CW4T-QKF0-AF":          ticket.ErrCheck,
		"0000-0000-0000-ZX":          ticket.ErrCheck, // 1021, which is no remainder
		strings.Repeat(" ", 1000):    ticket.ErrShape,
		strings.Repeat("8", 1000000): ticket.ErrShape,
	} {
		got, err := ticket.Parse(typed)
		if !errors.Is(err, want) || got != "" {
			t.Errorf("%.40q gives %q, %v, want %v", typed, string(got), err, want)
		}
		if err != nil && len(err.Error()) > 100 {
			t.Errorf("%.40q: the error is %d bytes long", typed, len(err.Error()))
		}
	}
	if _, err := ticket.Parse("28T5-CW4?-QKF0-FA"); !strings.Contains(err.Error(), "character 9") || strings.Contains(err.Error(), "CW4") {
		t.Errorf("the error is %v", err)
	}
}

func TestNewNeedsRandomness(t *testing.T) {
	if c, err := ticket.New(bytes.NewReader(make([]byte, 7))); err == nil {
		t.Errorf("drew %s from seven bytes", c)
	}
	if a, b := draw(t), draw(t); a == b {
		t.Error("drew a code twice")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("28T5-CY4T-QKFF-HF")
	f.Add("２８ｔ５　ｃｙ４ｔ　ｑｋｆｆ　５ｏ\n")
	f.Fuzz(func(t *testing.T, typed string) {
		c, err := ticket.Parse(typed)
		if err != nil {
			if !errors.Is(err, ticket.ErrShape) && !errors.Is(err, ticket.ErrCheck) || c != "" {
				t.Errorf("%q, %v", string(c), err)
			}
			return
		}
		if c != ticket.Encode(c.Value()) {
			t.Errorf("%q is not its value's code", string(c))
		}
		if again, err := ticket.Parse(c.String()); again != c || err != nil {
			t.Errorf("%s is read as %s, %v", c, again, err)
		}
	})
}
