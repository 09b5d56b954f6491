package main

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/release"
)

const withdrawHelp = `usage: kioskctl withdraw --repo REPO --keys KEYS... [--restore] [--passphrase-file FILE] [--lang vi|en] CODE...

Hides products on every kiosk within minutes, a few kilobytes ahead of anything large. They stay hidden until they are restored or a release no longer has them.`

// runWithdraw signs a list of products that kiosks hide at once.
func runWithdraw(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	w := withdrawing{cli: newCLI("withdraw", withdrawHelp, stdout, stderr), now: time.Now()}
	w.flags.StringVar(&w.repo, "repo", "", "content `folder`")
	w.keys.addFlags(w.cli, "`folder` of keys, may be given several times")
	w.flags.BoolVar(&w.restore, "restore", false, "show the products again")
	w.speak("the sentences")
	fits := func(codes []string) bool { return len(codes) > 0 && w.repo != "" && len(w.keys.dirs) > 0 }
	return w.run(ctx, args, fits, w.withdraw)
}

// withdrawing is one run of withdraw.
type withdrawing struct {
	*cli
	repo    string
	keys    keyRing
	restore bool
	now     time.Time
}

func (w *withdrawing) withdraw(ctx context.Context, codes []string) error {
	keys, err := w.keys.load(w.stderr)
	if err != nil {
		return err
	}
	for i, code := range codes {
		codes[i] = catalog.NFC(code)
	}
	if err := w.checkCodes(ctx, keys, codes); err != nil {
		return err
	}
	list, err := release.Withdraw(ctx, w.repo, keys, release.Urgent{Codes: codes, Restore: w.restore, IssuedAt: w.now})
	if err != nil {
		return err
	}
	return w.say("Danh sách rút số %d: đang ẩn %d sản phẩm. %s\n", "Withdrawal list %d: %d products are hidden. %s\n",
		list.Number, len(list.Codes), strings.Join(list.Codes, ", "))
}

// checkCodes refuses what the release does not have: a slip of the pen would
// leave the product on screen. What is to be shown again need not be there.
func (w *withdrawing) checkCodes(ctx context.Context, keys release.Keys, codes []string) error {
	if w.restore {
		return nil
	}
	last, err := edition.Own(ctx, w.repo, keys)
	if err != nil {
		return err
	}
	known, err := last.Codes(ctx)
	if err != nil {
		return err
	}
	strange := slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return slices.Contains(known, code) })
	if len(strange) == 0 {
		return nil
	}
	return w.refuse("không có sản phẩm nào mang mã “%s”; chưa rút gì.", "no product has the code “%s”; nothing was withdrawn.",
		strings.Join(strange, "”, “"))
}
