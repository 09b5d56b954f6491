package release

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

func TestGenerateKeys(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "keys")
	must(t, GenerateKeys(dir, ""))
	for _, role := range metadata.TOP_LEVEL_ROLE_NAMES {
		info, err := os.Stat(filepath.Join(dir, role+".key"))
		must(t, err)
		if runtime.GOOS != "windows" && info.Mode() != 0o600 {
			t.Errorf("%s.key has mode %v", role, info.Mode())
		}
	}
	keys, err := LoadKeys(dir, nil)
	must(t, err)
	number, root, err := keys.Root()
	must(t, err)
	onDisk, err := os.ReadFile(filepath.Join(dir, "root.json"))
	must(t, err)
	if number != 1 || !bytes.Equal(root, onDisk) {
		t.Errorf("root %d is not root.json", number)
	}
	for _, k := range keys.Infos() {
		if k.Encrypted || !k.Current || !isSHA256(k.ID) || filepath.Base(k.Path) != k.Role+".key" {
			t.Errorf("key is told as %+v", k)
		}
	}
	before := snapshotOf(t, filepath.Dir(dir))
	if err := GenerateKeys(dir, ""); err == nil {
		t.Error("keys were overwritten")
	}
	sameFiles(t, before, snapshotOf(t, filepath.Dir(dir)))
}

func TestKeysGoIntoAnEmptyFolder(t *testing.T) {
	dir := t.TempDir()
	must(t, GenerateKeys(dir, ""))
	_, err := LoadKeys(dir, nil)
	must(t, err)
}

func TestEncryptedKeys(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	must(t, (keyMaker{now: day, passphrase: "trà sen", workFactor: 4}).generate(dir))
	for name, data := range snapshotOf(t, dir) {
		if strings.HasSuffix(name, ".key") && (strings.Contains(data, "PRIVATE KEY") || !strings.Contains(data, "AGE ENCRYPTED")) {
			t.Errorf("%s is not encrypted", name)
		}
	}
	asked := 0
	keys, err := LoadKeys(dir, func() (string, error) { asked++; return "trà sen", nil })
	must(t, err)
	if asked != 0 || !keys.Infos()[0].Encrypted {
		t.Errorf("passphrase was asked for %d times before a key was needed", asked)
	}
	h := newHouse(t)
	h.keys, h.keyDir = keys, dir
	h.publish()
	h.accept(h.trust(), h.src())
	if asked != 1 {
		t.Errorf("passphrase was asked for %d times", asked)
	}
	for _, f := range []func() (string, error){
		func() (string, error) { return "trà", nil }, func() (string, error) { return "", nil },
	} {
		h.keys, err = LoadKeys(dir, f)
		must(t, err)
		_, _, err = Publish(t.Context(), h.repo, h.keys, h.input)
		wantIs(t, err, ErrPassphrase)
	}
	h.keys, err = LoadKeys(dir, nil)
	must(t, err)
	if _, _, err = Publish(t.Context(), h.repo, h.keys, h.input); err == nil {
		t.Error("published without the passphrase")
	}
}

func TestKeysInTwoPlaces(t *testing.T) {
	h := newHouse(t)
	stick := t.TempDir()
	for _, name := range []string{"root.key", "targets.key"} {
		must(t, os.Rename(filepath.Join(h.keyDir, name), filepath.Join(stick, name)))
	}
	h.loadKeys()
	if _, _, err := Publish(t.Context(), h.repo, h.keys, h.input); err == nil || !strings.Contains(err.Error(), "sign targets") {
		t.Errorf("without the stick: %v", err)
	}
	other, err := LoadKeys(stick, nil)
	must(t, err)
	h.keys = Keys{}.With(h.keys).With(other)
	h.publish()
	h.accept(h.trust(), h.src())
}

func TestRenewRoot(t *testing.T) {
	h := newHouse(t)
	number, err := RenewRoot(h.keyDir, "", 0, metadata.SNAPSHOT)
	must(t, err)
	h.loadKeys()
	newest, _, err := h.keys.Root()
	must(t, err)
	current := 0
	for _, k := range h.keys.Infos() {
		if k.Current {
			current++
		}
	}
	if number != 2 || newest != 2 || current != 4 || len(h.keys.Infos()) != 5 {
		t.Errorf("root %d (newest %d), %d of %d keys speak", number, newest, current, len(h.keys.Infos()))
	}
	if _, err := RenewRoot(h.keyDir, "", 0, "kiosk"); err == nil {
		t.Error("a role that is none got a key")
	}
	must(t, os.Remove(filepath.Join(h.keyDir, "root.key")))
	if _, err := RenewRoot(h.keyDir, "", 0); err == nil {
		t.Error("the root was renewed without its key")
	}
	_, err = os.Stat(filepath.Join(h.keyDir, "3.root.json"))
	wantIs(t, err, fs.ErrNotExist)
}

func TestBadKeyFolders(t *testing.T) {
	h := newHouse(t)
	targets := filepath.Join(h.keyDir, "targets.key")
	good, err := os.ReadFile(targets)
	must(t, err)
	snapshot, err := os.ReadFile(filepath.Join(h.keyDir, "snapshot.key"))
	must(t, err)
	head, _, _ := bytes.Cut(good, []byte("\n"))
	_, body, _ := bytes.Cut(snapshot, []byte("\n"))
	for name, data := range map[string][]byte{
		"empty":              nil,
		"no head":            body,
		"another key inside": slices.Concat(head, []byte("\n"), body),
		"no key inside":      append(head, '\n'),
		"not age":            append(head, "\n-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n"...),
	} {
		must(t, os.WriteFile(targets, data, 0o600))
		keys, err := LoadKeys(h.keyDir, func() (string, error) { return "x", nil })
		if err == nil {
			_, _, err = Publish(t.Context(), h.repo, keys, h.input)
		}
		if err == nil || !strings.Contains(err.Error(), "targets.key") {
			t.Errorf("%s: error %v does not name the key", name, err)
		}
	}
	if _, err := LoadKeys(t.TempDir(), nil); err == nil {
		t.Error("an empty folder held keys")
	}
	asking := errors.New("no terminal")
	must(t, os.WriteFile(targets, append(head, "\n-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n"...), 0o600))
	keys, err := LoadKeys(h.keyDir, func() (string, error) { return "", asking })
	must(t, err)
	_, _, err = Publish(t.Context(), h.repo, keys, h.input)
	wantIs(t, err, asking)
}
