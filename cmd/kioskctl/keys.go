package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"hangviet/data/release"
	"hangviet/data/spoken"
)

const keysHelp = `usage: kioskctl keys new DIR [--passphrase-file FILE] [--valid-days N]
       kioskctl keys show DIR
       kioskctl keys renew DIR [--role ROLE]... [--passphrase-file FILE]

new makes keys as init does; show tells which keys there are; renew makes the next
root, with new keys for the roles named. Kiosks follow at the next release.`

// runKeys makes, shows and renews an organiser's keys.
func runKeys(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	k := keyWork{cli: newCLI("keys", keysHelp, stdout, stderr)}
	k.flags.Func("role", "`role` that gets a new key: root, targets, snapshot or timestamp", k.addRole)
	k.flags.IntVar(&k.days, "valid-days", 3652, "how long a new root is good, in `days`")
	k.flags.StringVar(&k.secret, "passphrase-file", "", "`file` whose first line opens and closes the keys")
	k.speak("the sentences")
	works := map[string]func(dir string) error{"new": k.make, "show": k.show, "renew": k.renew}
	fits := func(rest []string) bool {
		return len(rest) == 2 && works[rest[0]] != nil && k.days > 0 && k.days <= maxDays
	}
	return k.run(ctx, args, fits, func(_ context.Context, rest []string) error {
		k.name += " " + rest[0]
		return works[rest[0]](rest[1])
	})
}

// keyWork is one run of keys.
type keyWork struct {
	*cli
	roles  []string
	days   int
	secret string
}

func (k *keyWork) addRole(role string) error {
	if !slices.Contains([]string{"root", "targets", "snapshot", "timestamp"}, role) {
		return fmt.Errorf("no role is called %q", role)
	}
	k.roles = append(k.roles, role)
	return nil
}

func (k *keyWork) valid() time.Duration { return time.Duration(k.days) * 24 * time.Hour }

func (k *keyWork) make(dir string) error {
	passphrase, err := readPassphrase(k.secret)
	if err != nil {
		return err
	}
	if err := release.GenerateKeysFor(dir, passphrase, k.valid()); err != nil {
		return err
	}
	return k.show(dir)
}

func (k *keyWork) renew(dir string) error {
	keys, err := release.LoadKeys(dir, nil)
	if err != nil {
		return err
	}
	passphrase, err := k.passphrase(dir, keys)
	if err != nil {
		return err
	}
	if _, err := release.RenewRoot(dir, passphrase, k.valid(), k.roles...); err != nil {
		return err
	}
	return k.show(dir)
}

// passphrase gets the one that the folder's keys have; "" when they have none.
func (k *keyWork) passphrase(dir string, keys release.Keys) (string, error) {
	encrypted := slices.ContainsFunc(keys.Infos(), func(i release.KeyInfo) bool { return i.Encrypted })
	if k.secret == "" && !encrypted {
		return "", nil
	}
	return asker(k.secret, dir, k.stderr)()
}

// show tells of public parts only: no passphrase is asked for.
func (k *keyWork) show(dir string) error {
	keys, err := release.LoadKeys(dir, nil)
	if err != nil {
		return err
	}
	var out strings.Builder
	if number, data, err := keys.Root(); err == nil {
		fingerprint := release.Fingerprint(data)
		fmt.Fprintf(&out, "root.json  %d  %s\n           %s\n", number, fingerprint, spoken.Text(fingerprint))
	}
	encrypted, old := k.in("có mật khẩu", "with passphrase"), k.in("không còn dùng", "no longer used")
	for _, i := range keys.Infos() {
		fmt.Fprintf(&out, "%-9s  %s  %s", i.Role, i.ID, i.Path)
		if i.Encrypted {
			fmt.Fprintf(&out, "  (%s)", encrypted)
		}
		if !i.Current {
			fmt.Fprintf(&out, "  (%s)", old)
		}
		out.WriteByte('\n')
	}
	_, err = io.WriteString(k.stdout, out.String())
	return err
}
