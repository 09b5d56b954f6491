package wire

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// alphabet is the base 32 of Crockford, which has no I, L, O and U.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var codeSpelling = base32.NewEncoding(alphabet).WithPadding(base32.NoPadding)

// KioskCode returns the code that a kiosk shows for the organiser to approve it by,
// as ABCD-EFGH: the first 40 bits of a hash of its public key. It names one of the
// kiosks that wait; it is no secret and proves nothing by itself.
func KioskCode(public ed25519.PublicKey) string {
	sum := sha256.Sum256(append([]byte("hangviet kiosk code v1\n"), public...))
	code := codeSpelling.EncodeToString(sum[:5])
	return code[:4] + "-" + code[4:]
}

// ReadCode reads a code as people type it, in small letters, with O for 0 and I or
// L for 1, with spaces or without the dash; "" when it is none.
func ReadCode(typed string) string {
	var read strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch r {
		case ' ', '-', '–', '\t', '\r', '\n':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if r > 127 || strings.IndexByte(alphabet, byte(r)) < 0 {
			return ""
		}
		read.WriteRune(r)
	}
	if code := read.String(); len(code) == 8 {
		return code[:4] + "-" + code[4:]
	}
	return ""
}
