package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"hangviet/data/release"
)

// keyRing is where the keys of a run that signs come from.
type keyRing struct {
	dirs   []string
	secret string // file of the passphrase, "" to be asked for it
}

// addFlags adds --keys, told as keys, and --passphrase-file.
func (k *keyRing) addFlags(c *cli, keys string) {
	c.flags.Func("keys", keys, func(dir string) error {
		k.dirs = append(k.dirs, dir)
		return nil
	})
	c.flags.StringVar(&k.secret, "passphrase-file", "", "`file` whose first line opens the keys")
}

// load reads the keys of all the folders together.
func (k *keyRing) load(stderr io.Writer) (all release.Keys, err error) {
	for _, dir := range k.dirs {
		keys, err := release.LoadKeys(dir, asker(k.secret, dir, stderr))
		if err != nil {
			return release.Keys{}, err
		}
		all = all.With(keys)
	}
	return all, nil
}

// asker returns what gets the passphrase of a folder's keys: from the file, or
// from the person at the terminal.
func asker(secret, dir string, stderr io.Writer) func() (string, error) {
	return func() (string, error) {
		if secret != "" {
			return readPassphrase(secret)
		}
		terminal := int(os.Stdin.Fd())
		if !term.IsTerminal(terminal) {
			return "", errors.New("the keys have a passphrase: give --passphrase-file")
		}
		fmt.Fprintf(stderr, "Mật khẩu của khóa / passphrase of the keys in %s: ", dir)
		text, err := term.ReadPassword(terminal)
		fmt.Fprintln(stderr)
		if err != nil {
			return "", fmt.Errorf("read passphrase: %w", err)
		}
		return string(text), nil
	}
}

var errEmptyPassphrase = errors.New("the passphrase file is empty")

// readPassphrase returns the first line of the file; "" without a file.
func readPassphrase(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read passphrase: %w", err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	if line = strings.TrimSuffix(line, "\r"); line == "" {
		return "", errEmptyPassphrase
	}
	return line, nil
}
