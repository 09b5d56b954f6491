package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"hangviet/data/hub"
)

// passphraseFlag adds the flag that names the file of the passphrase of the keys
// that releases are signed with.
func (o *options) passphraseFlag() *string {
	return o.set.String("keys-passphrase-file", "", "`file` whose first line opens the keys that releases are signed with")
}

// passphraseIn returns what reads the first line of a file; nil for "".
func passphraseIn(path string) func() (string, error) {
	if path == "" {
		return nil
	}
	return func() (string, error) {
		file, err := os.Open(path)
		if err != nil {
			return "", fmt.Errorf("read passphrase: %w", err)
		}
		defer file.Close()
		lines := bufio.NewScanner(file)
		if !lines.Scan() || lines.Text() == "" {
			return "", errors.Join(errors.New("the passphrase file is empty"), lines.Err())
		}
		return lines.Text(), nil
	}
}

// runKeys makes the keys that releases are signed with, or tells about them.
func runKeys(ctx context.Context, args []string, std streams) int {
	o := newOptions("keys", "keys init|show --data DIR [--keys-passphrase-file FILE]", std)
	secret := o.passphraseFlag()
	words := o.parse(args, 1, 1)
	if words == nil {
		return badUsage
	}
	works := map[string]func(*hub.Service) error{
		"init": func(s *hub.Service) error {
			if err := s.Press().MakeKeys(ctx); err != nil {
				return err
			}
			fmt.Fprintln(std.out, "Made all keys, the root key too. Carry root.key away to a safe place without a network and remove it here.")
			return showKeys(s, std)
		},
		"show": func(s *hub.Service) error { return showKeys(s, std) },
	}
	work := works[words[0]]
	if work == nil {
		o.set.Usage()
		return badUsage
	}
	return withHub(ctx, hub.Config{Data: o.data, DB: o.db, Passphrase: passphraseIn(*secret)}, std, work)
}

// showKeys tells of public parts only.
func showKeys(s *hub.Service, std streams) error {
	ring, err := s.Press().Ring()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "keys: %s (%s)\nroot: %s\n", ring.State, strings.Join(ring.Roles, ", "), ring.Fingerprint)
	return err
}
