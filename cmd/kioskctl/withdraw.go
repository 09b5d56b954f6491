package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/release"
	"hangviet/data/store"
)

// runWithdraw signs a list of products that kiosks hide at once.
func runWithdraw(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("withdraw", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: kioskctl withdraw --repo REPO --keys KEYS... [--restore] [--passphrase-file FILE] [--lang vi|en] CODE...")
		fmt.Fprintln(stderr, "\nHides products on every kiosk within minutes, a few kilobytes ahead of anything large. They stay hidden until they are restored or a release no longer has them.")
		flags.PrintDefaults()
	}
	w := withdrawing{publishing: publishing{now: time.Now(), stdout: stdout, stderr: stderr}}
	flags.StringVar(&w.repo, "repo", "", "content `folder`")
	flags.Func("keys", "`folder` of keys, may be given several times", w.addKeys)
	flags.BoolVar(&w.restore, "restore", false, "show the products again")
	flags.StringVar(&w.secret, "passphrase-file", "", "`file` whose first line opens the keys")
	flags.StringVar(&w.lang, "lang", "vi", "language of the sentences, `vi or en`")
	codes, err := parseMixed(flags, args)
	if err != nil {
		return usageCode(err)
	}
	if len(codes) == 0 || w.repo == "" || len(w.keyDirs) == 0 || !langKnown(w.lang) {
		flags.Usage()
		return exitUsage
	}
	if err := w.run(ctx, codes); err != nil {
		if !errors.Is(err, errRefused) {
			printFault(stderr, "withdraw", w.lang, err)
		}
		return exitFailed
	}
	return exitOK
}

// withdrawing is one run of withdraw.
type withdrawing struct {
	publishing
	restore bool
}

func (w *withdrawing) run(ctx context.Context, codes []string) error {
	keys, err := w.loadKeys()
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
	_, err = fmt.Fprintf(w.stdout, w.say("Danh sách rút số %d: đang ẩn %d sản phẩm. %s\n", "Withdrawal list %d: %d products are hidden. %s\n"),
		list.Number, len(list.Codes), strings.Join(list.Codes, ", "))
	return err
}

// checkCodes refuses what the release does not have: a slip of the pen would
// leave the product on screen. What is to be shown again need not be there.
func (w *withdrawing) checkCodes(ctx context.Context, keys release.Keys, codes []string) error {
	if w.restore {
		return nil
	}
	has, err := w.products(ctx, keys)
	if err != nil {
		return err
	}
	for _, code := range codes {
		if !has(code) {
			err = errRefused
			fmt.Fprintf(w.stderr, w.say("kioskctl: không có sản phẩm nào mang mã %q; chưa rút gì.\n",
				"kioskctl: no product has the code %q; nothing was withdrawn.\n"), code)
		}
	}
	return err
}

// products reads the catalogue that the folder holds.
func (w *withdrawing) products(ctx context.Context, keys release.Keys) (func(code string) bool, error) {
	last, err := release.Last(ctx, w.repo, keys)
	if err == nil && last == nil {
		err = release.ErrNoRelease
	}
	if err != nil {
		return nil, err
	}
	src, err := release.Dir(w.repo)
	if err != nil {
		return nil, err
	}
	work, err := os.MkdirTemp("", "hangviet-withdraw-*")
	if err != nil {
		return nil, fmt.Errorf("make work folder: %w", err)
	}
	defer os.RemoveAll(work)
	path := filepath.Join(work, "catalog.db")
	if err := last.FetchCatalogue(ctx, src, path, nil); err != nil {
		return nil, err
	}
	c, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	whole, _, err := c.Whole(ctx)
	return hasCode(whole.Products), err
}
