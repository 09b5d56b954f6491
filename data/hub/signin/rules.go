package signin

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
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

// FirstLocked is the number of the first wrong password that is not free.
const FirstLocked = freeTries + 1

// freeForAll is how many wrong passwords a visitor has free over all names, so
// that who tries one password on many names is slowed down as well.
const freeForAll = 20

// Wait returns how long no further attempt under one name from one visitor is
// looked at after that many wrong passwords in a row.
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

// WaitForAll is Wait for the failures of a visitor under all names together.
func WaitForAll(failures int) time.Duration { return Wait(failures - freeForAll + freeTries) }

// How long a session lives without a request, and how long at most.
const (
	Idle     = 30 * time.Minute
	Absolute = 12 * time.Hour
)

// HalfWay is how long the second step may be waited for after the first.
const HalfWay = 5 * time.Minute

// touchEvery is how often it is worth writing down that a session is in use.
const touchEvery = time.Minute

// Expires returns when a session begun at since and used at used ends.
func Expires(since, used time.Time) time.Time {
	idle, absolute := used.Add(Idle), since.Add(Absolute)
	if absolute.Before(idle) {
		return absolute
	}
	return idle
}

// Stale tells whether the stored time of last use should be renewed.
func Stale(used, now time.Time) bool { return now.Sub(used) >= touchEvery }

// How long a one-time link to make an account, or to choose a new password, is
// good.
const (
	FirstLink  = 24 * time.Hour
	InviteLink = 72 * time.Hour
)

// NewToken returns a random value of 256 bits that nobody can guess.
func NewToken() string {
	token := make([]byte, 32)
	rand.Read(token) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(token)
}

// TokenHash returns what is stored for a token, so that who reads the database
// cannot sign in with it.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
