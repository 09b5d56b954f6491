// Package signin holds the rules of signing in to the hub: how a password is
// stored, how the lock-out grows, and how long a session lives. It stores
// nothing itself.
package signin

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Params is the cost of argon2id (RFC 9106).
type Params struct {
	Memory  uint32 // KiB
	Time    uint32 // passes
	Threads uint8
}

// DefaultParams is the second choice that RFC 9106, section 4, recommends: 64
// MiB and 3 passes, for a server that does other work as well.
func DefaultParams() Params { return Params{Memory: 64 << 10, Time: 3, Threads: 4} }

// Lengths, in bytes.
const (
	saltBytes  = 16
	hashBytes  = 32
	maxMemory  = 1 << 20 // KiB; a stored text that asks for more is damaged
	maxTime    = 100
	maxThreads = 64
)

// MinPassword is how many characters a password has at least, MaxPassword how
// many bytes at most.
const (
	MinPassword = 10
	MaxPassword = 1024
)

// The reasons for which a password is not taken.
var (
	ErrShort  = fmt.Errorf("password has fewer than %d characters", MinPassword)
	ErrLong   = fmt.Errorf("password has more than %d bytes", MaxPassword)
	ErrStored = errors.New("stored password is damaged")
)

// Hash returns the text to store for a password: salt, parameters and hash in
// the usual form $argon2id$v=19$m=…,t=…,p=…$salt$hash.
func Hash(password string, p Params) (string, error) {
	if utf8.RuneCountInString(password) < MinPassword {
		return "", ErrShort
	}
	if len(password) > MaxPassword {
		return "", ErrLong
	}
	salt := make([]byte, saltBytes)
	rand.Read(salt) // never fails: crypto/rand ends the program instead
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.Memory, p.Time, p.Threads,
		encode(salt), encode(p.derive(password, salt, hashBytes))), nil
}

// Check tells whether the password is the one that was stored.
func Check(stored, password string) (bool, error) {
	p, salt, want, err := parse(stored)
	if err != nil {
		return false, err
	}
	if len(password) > MaxPassword {
		return false, nil
	}
	return subtle.ConstantTimeCompare(p.derive(password, salt, len(want)), want) == 1, nil
}

// Waste takes as long as Check, so that an unknown name answers no faster.
func Waste(password string, p Params) {
	if len(password) <= MaxPassword {
		p.derive(password, make([]byte, saltBytes), hashBytes)
	}
}

// derive hashes the composed form, because one keyboard types "ế" as one
// character and another as three.
func (p Params) derive(password string, salt []byte, size int) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, p.Time, p.Memory, p.Threads, uint32(size)) // size is at most 64
}

func parse(stored string) (p Params, salt, hash []byte, err error) {
	fields := strings.Split(stored, "$")
	if len(fields) != 6 || fields[0] != "" || fields[1] != "argon2id" || fields[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, nil, nil, ErrStored
	}
	if _, err := fmt.Sscanf(fields[3], "m=%d,t=%d,p=%d", &p.Memory, &p.Time, &p.Threads); err != nil {
		return p, nil, nil, ErrStored
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(fields[4])
	hash, hashErr := base64.RawStdEncoding.DecodeString(fields[5])
	if saltErr != nil || hashErr != nil || len(hash) < 16 || len(hash) > 64 || !p.sane() {
		return p, nil, nil, ErrStored
	}
	return p, salt, hash, nil
}

func (p Params) sane() bool {
	return p.Memory > 0 && p.Memory <= maxMemory && p.Time > 0 && p.Time <= maxTime && p.Threads > 0 && p.Threads <= maxThreads
}

func encode(b []byte) string { return base64.RawStdEncoding.EncodeToString(b) }
