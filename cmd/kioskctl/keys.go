package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/release"
)

// runKeys makes, shows and renews an organiser's keys.
func runKeys(_ context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("keys", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: kioskctl keys new DIR [--passphrase-file FILE] [--valid-days N]")
		fmt.Fprintln(stderr, "       kioskctl keys show DIR")
		fmt.Fprintln(stderr, "       kioskctl keys renew DIR [--role ROLE]... [--passphrase-file FILE]")
		fmt.Fprintln(stderr, "\nnew makes keys as init does; show tells which keys there are; renew makes the next\nroot, with new keys for the roles named. Kiosks follow at the next release.")
		flags.PrintDefaults()
	}
	k := keyWork{stdout: stdout, stderr: stderr}
	flags.Func("role", "`role` that gets a new key: root, targets, snapshot or timestamp", k.addRole)
	flags.IntVar(&k.days, "valid-days", 3652, "how long a new root is good, in `days`")
	flags.StringVar(&k.secret, "passphrase-file", "", "`file` whose first line opens and closes the keys")
	flags.StringVar(&k.lang, "lang", "vi", "language of the sentences, `vi or en`")
	rest, err := parseMixed(flags, args)
	if err != nil {
		return usageCode(err)
	}
	works := map[string]func(dir string) error{"new": k.make, "show": k.show, "renew": k.renew}
	if len(rest) != 2 || works[rest[0]] == nil || k.days < 1 || k.days > maxDays || !langKnown(k.lang) {
		flags.Usage()
		return exitUsage
	}
	if err := works[rest[0]](rest[1]); err != nil {
		printFault(stderr, "keys "+rest[0], k.lang, err)
		return exitFailed
	}
	return exitOK
}

// keyWork is one run of keys.
type keyWork struct {
	roles          []string
	days           int
	secret, lang   string
	stdout, stderr io.Writer
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
		fmt.Fprintf(&out, "root.json  %d  %s\n", number, release.Fingerprint(data))
	}
	words := catalog.Text{"vi": "có mật khẩu,không còn dùng", "en": "with passphrase,no longer used"}.In(k.lang)
	encrypted, old, _ := strings.Cut(words, ",")
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
