package release

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/armor"
	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// keyFile is one private key at rest: a line that says what it is, then the key
// as PKCS #8 PEM or, when there is a passphrase, as armored age (scrypt).
//
//	hangviet-key/1 <role> <key id>
//	-----BEGIN PRIVATE KEY----- …
//
// The key id is TUF's, the SHA-256 of the public key's metadata, so that keys
// can be told apart without their passphrase.
type keyFile struct {
	role, id string
	body     []byte
}

const keyHead = "hangviet-key/1"

// ErrPassphrase: the passphrase does not open the key.
var ErrPassphrase = errors.New("wrong passphrase")

// newKeyFile makes a key. The work factor is age's, the binary logarithm of
// scrypt's cost; 0 for age's own choice.
func newKeyFile(role, passphrase string, workFactor int) (keyFile, ed25519.PrivateKey, error) {
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return keyFile{}, nil, err
	}
	id, err := keyID(private)
	if err != nil {
		return keyFile{}, nil, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return keyFile{}, nil, err
	}
	body := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if passphrase != "" {
		body, err = encrypt(body, passphrase, workFactor)
	}
	return keyFile{role, id, body}, private, err
}

func keyID(private ed25519.PrivateKey) (string, error) {
	key, err := metadata.KeyFromPublicKey(private.Public())
	if err != nil {
		return "", err
	}
	return key.ID()
}

func encrypt(data []byte, passphrase string, workFactor int) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	if workFactor > 0 {
		recipient.SetWorkFactor(workFactor)
	}
	var out bytes.Buffer
	lines := armor.NewWriter(&out)
	w, err := age.Encrypt(lines, recipient)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(data)
	err = errors.Join(err, w.Close(), lines.Close())
	return append(bytes.TrimSpace(out.Bytes()), '\n'), err
}

func (k keyFile) marshal() []byte {
	return append(fmt.Appendf(nil, "%s %s %s\n", keyHead, k.role, k.id), k.body...)
}

func parseKeyFile(data []byte) (keyFile, error) {
	line, body, _ := bytes.Cut(data, []byte("\n"))
	words := strings.Fields(string(line))
	if len(words) != 3 || words[0] != keyHead || !isSHA256(words[2]) {
		return keyFile{}, errors.New("not a key file of this program")
	}
	return keyFile{words[1], words[2], body}, nil
}

// encrypted tells whether a passphrase is needed.
func (k keyFile) encrypted() bool {
	return bytes.HasPrefix(bytes.TrimSpace(k.body), []byte(armor.Header))
}

// open returns the private key and checks that it is the one the file names.
func (k keyFile) open(passphrase func() (string, error)) (ed25519.PrivateKey, error) {
	body := k.body
	if k.encrypted() {
		pass, err := passphrase()
		if err != nil {
			return nil, err
		}
		if body, err = decrypt(body, pass); err != nil {
			return nil, err
		}
	}
	block, _ := pem.Decode(body)
	if block == nil {
		return nil, errors.New("no private key inside")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("not an ed25519 key")
	}
	if id, err := keyID(private); err != nil || id != k.id {
		return nil, errors.Join(errors.New("the key is not the one its first line names"), err)
	}
	return private, nil
}

func decrypt(body []byte, passphrase string) ([]byte, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPassphrase, err)
	}
	r, err := age.Decrypt(armor.NewReader(bytes.NewReader(body)), identity)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, ErrPassphrase
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// readKeyFile reads one key file.
func readKeyFile(path string) (keyFile, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return keyFile{}, err
	}
	k, err := parseKeyFile(data)
	if err != nil {
		return keyFile{}, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}
