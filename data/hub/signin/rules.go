package signin

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"
)

// The lock-out: so many wrong passwords are free, then each doubles the wait
// from firstWait to at most lastWait. It is forgotten a day after the last.
const (
	freeTries = 3
	firstWait = 2 * time.Second
	lastWait  = time.Hour
	Forget    = 24 * time.Hour
)

// Wait returns how long no further attempt is looked at after that many wrong
// passwords in a row.
func Wait(failures int) time.Duration {
	if failures <= freeTries {
		return 0
	}
	wait := firstWait
	for i := freeTries + 1; i < failures && wait < lastWait; i++ {
		wait *= 2
	}
	return min(wait, lastWait)
}

// Idle is how long a session lives without a request.
const Idle = 12 * time.Hour

// touchEvery is how often it is worth writing down that a session is in use.
const touchEvery = time.Minute

// Alive tells whether a session last used at used is still good at now.
func Alive(used, now time.Time) bool { return now.Sub(used) < Idle }

// Stale tells whether the stored time of last use should be renewed.
func Stale(used, now time.Time) bool { return now.Sub(used) >= touchEvery }

// NewToken returns the random value of a session's cookie.
func NewToken() string {
	token := make([]byte, 32)
	rand.Read(token) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(token)
}

// TokenHash returns what is stored for a token, so that who reads the database
// cannot sign in with it.
func TokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
