package signin

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" // #nosec G505 -- RFC 6238 as every app of codes has it; HMAC does not need what SHA-1 has lost
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// The second step is RFC 6238 with what every app takes for granted: HMAC-SHA-1,
// 30 seconds, 6 digits.
const (
	stepLength  = 30 * time.Second
	codeDigits  = 6
	secretBytes = 20
	stepsApart  = 1 // codes that may be late or early, for clocks that differ
)

// Secret returns the text that an app is given: base 32 of 20 bytes.
func Secret(random []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random[:secretBytes])
}

// SecretURL returns what the QR symbol for an app holds.
func SecretURL(secret, issuer, name string) string {
	label := url.PathEscape(issuer + ":" + name)
	query := url.Values{"secret": {secret}, "issuer": {issuer}}
	return "otpauth://totp/" + label + "?" + strings.ReplaceAll(query.Encode(), "+", "%20")
}

// CodeStep returns the number of the time step whose code was typed, when that
// is at most one step from now and newer than last: a code is good once.
func CodeStep(secret, typed string, now time.Time, last int64) (step int64, good bool) {
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil || len(key) == 0 {
		return 0, false
	}
	typed = strings.ReplaceAll(typed, " ", "")
	middle := now.Unix() / int64(stepLength/time.Second)
	for n := middle - stepsApart; n <= middle+stepsApart; n++ {
		if n > last && subtle.ConstantTimeCompare([]byte(code(key, n)), []byte(typed)) == 1 {
			return n, true
		}
	}
	return 0, false
}

// CodeAt returns what an app shows at that time, "" for a damaged secret.
func CodeAt(secret string, at time.Time) string {
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		return ""
	}
	return code(key, at.Unix()/int64(stepLength/time.Second))
}

// code returns the code of a time step (RFC 4226, section 5.3).
func code(key []byte, step int64) string {
	mac := hmac.New(sha1.New, key)
	binary.Write(mac, binary.BigEndian, step) // never fails
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	n := binary.BigEndian.Uint32(sum[at:]) & 0x7fffffff
	return fmt.Sprintf("%0*d", codeDigits, n%1_000_000)
}

// RecoveryCodes is how many recovery codes a person gets.
const RecoveryCodes = 10

// NewRecovery returns recovery codes of 60 bits each, written ABCD-EFGH-JKMN.
func NewRecovery() []string {
	codes := make([]string, RecoveryCodes)
	for i := range codes {
		random := make([]byte, 12)
		rand.Read(random) // never fails: crypto/rand ends the program instead
		for j, b := range random {
			random[j] = recoveryLetters[b%byte(len(recoveryLetters))]
		}
		codes[i] = string(random[:4]) + "-" + string(random[4:8]) + "-" + string(random[8:])
	}
	return codes
}

// recoveryLetters are 32 that are not mistaken for each other.
const recoveryLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// RecoveryHash returns what is stored for a recovery code, however it was typed.
func RecoveryHash(typed string) string {
	plain := strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
	return TokenHash("recovery\x00" + plain)
}
