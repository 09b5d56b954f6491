package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"hangviet/data/exchange"
)

// runExport is kiosk export: takes the hub's receipts that lie in the folder,
// then writes there what no receipt covers.
func runExport(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("export", "--data DIR --to DIR2 [--all] [--lang vi|en]", stdout, stderr)
	to := c.flags.String("to", "", "folder on the stick, `DIR2`")
	all := c.flags.Bool("all", false, "write the whole ledger, acknowledged ballots too")
	return c.run(ctx, args, []string{"to"}, func(ctx context.Context, h *home) error {
		if err := makeFolder(*to); err != nil {
			return err
		}
		return c.each(
			func() error { return c.takeReceipts(ctx, h, *to) },
			func() error { return c.writeBundles(ctx, h, *to, *all) },
		)
	})
}

// makeFolder makes the last folder of path only: where a stick is not plugged
// in, its place must not be filled on the kiosk's own disk.
func makeFolder(path string) error {
	if err := os.Mkdir(path, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make folder: %w", err)
	}
	return nil
}

func (c *cli) takeReceipts(ctx context.Context, h *home, dir string) error {
	hubKey, err := h.store.Setting(ctx, exchange.SettingHubKey)
	if err != nil {
		return err
	}
	n, err := exchange.ReadReceipts(ctx, h.log, h.store.Identity().ID, dir, hubKey)
	if n > 0 {
		c.say("Đã đọc %d biên nhận của máy chủ.", "Read %d receipts of the hub.", n)
	}
	return err
}

func (c *cli) writeBundles(ctx context.Context, h *home, dir string, all bool) error {
	names, err := exchange.WriteBundles(ctx, h.log, h.store.Identity().ID, dir, all)
	for _, name := range names {
		c.say("Đã ghi %s", "Wrote %s", filepath.Join(dir, name))
	}
	if err == nil && len(names) == 0 {
		c.say("Không có gì để ghi: máy chủ đã biên nhận mọi phiếu. Dùng --all để ghi toàn bộ sổ.",
			"Nothing to write: the hub has acknowledged every ballot. Use --all to write the whole ledger.")
	}
	return err
}
