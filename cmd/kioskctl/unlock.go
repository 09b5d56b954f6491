package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hangviet/data/hub/wire"
	"hangviet/data/release"
)

const unlockHelp = `usage: kioskctl unlock --kiosk ID --challenge CODE --keys KEYS... --to STICK [--passphrase-file FILE] [--lang vi|en]

Writes the file that opens the staff entrance of one kiosk after 15 wrong PINs, signed by the organiser's targets keys. It serves that kiosk while it shows that lock code, once. Where the kiosk has a hub, the hub's page of the kiosk makes a code of 16 digits for the telephone instead.`

// runUnlock signs what opens a locked staff entrance.
func runUnlock(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	u := unlocking{cli: newCLI("unlock", unlockHelp, stdout, stderr)}
	u.flags.StringVar(&u.kiosk, "kiosk", "", "`id` of the kiosk, 16 hexadecimal digits, as its screen shows it")
	u.flags.StringVar(&u.challenge, "challenge", "", "lock `code` on its screen, as 7K3M-Q9TD")
	u.flags.StringVar(&u.to, "to", "", "`folder` of the stick")
	u.keys.addFlags(u.cli, "`folder` of keys, may be given several times")
	u.speak("the sentences")
	fits := func(rest []string) bool {
		return len(rest) == 0 && u.kiosk != "" && u.to != "" && len(u.keys.dirs) > 0 && wire.ReadCode(u.challenge) != ""
	}
	return u.run(ctx, args, fits, u.unlock)
}

// unlocking is one run of unlock.
type unlocking struct {
	*cli
	kiosk, challenge, to string
	keys                 keyRing
}

func (u *unlocking) unlock(context.Context, []string) error {
	if !isKioskID(u.kiosk) {
		return u.refuse("“%s” không phải mã kiosk: mã gồm 16 chữ số thập lục phân.", "“%s” is no kiosk's id: it has 16 hexadecimal digits.", u.kiosk)
	}
	keys, err := u.keys.load(u.stderr)
	if err != nil {
		return err
	}
	file, err := release.SignUnlock(keys, release.Unlock{Kiosk: u.kiosk, Challenge: wire.ReadCode(u.challenge)})
	if err != nil {
		return err
	}
	path := filepath.Join(u.to, filepath.FromSlash(release.UnlockFile(u.kiosk)))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := os.WriteFile(path, file, 0o644); err != nil { // #nosec G306 -- it is for a stick and no secret
		return fmt.Errorf("write unlock: %w", err)
	}
	return u.say("Đã ghi %s. Cắm USB vào kiosk đang hiện mã khóa %s.\n", "Wrote %s. Put the stick into the kiosk that shows the lock code %s.\n", path, wire.ReadCode(u.challenge))
}

func isKioskID(id string) bool {
	if len(id) != 16 {
		return false
	}
	for _, r := range id {
		if (r < '0' || r > '9') && (r < 'a' || r > 'f') {
			return false
		}
	}
	return true
}
