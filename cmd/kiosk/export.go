package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// contentFolder is where a kiosk writes its content on a stick.
const contentFolder = "content"

// runExport is kiosk export: takes the hub's receipts that lie in the folder,
// then writes there what no receipt covers and the kiosk's health. One folder
// serves many kiosks. With --content it writes the kiosk's release there too,
// for the next kiosk to import.
func runExport(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("export", "--data DIR --to DIR2 [--all] [--content] [--lang vi|en]", stdout, stderr)
	to := c.flags.String("to", "", "folder on the stick, `DIR2`")
	all := c.flags.Bool("all", false, "write the whole ledger, acknowledged ballots too")
	content := c.flags.Bool("content", false, "write the kiosk's content too, into DIR2/"+contentFolder+", for the next kiosk")
	return c.run(ctx, args, []string{"to"}, func(ctx context.Context, h *home) error {
		if err := makeFolder(*to); err != nil {
			return err
		}
		return c.each(
			func() error { return c.carry(ctx, h, *to, *all) },
			func() error {
				if !*content {
					return nil
				}
				return c.writeContent(ctx, h, filepath.Join(*to, contentFolder))
			},
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

func (c *cli) carry(ctx context.Context, h *home, dir string, all bool) error {
	done, err := h.carry(ctx, dir, all, h.clock.Now())
	if done.receipts > 0 {
		c.say("Đã đọc %d biên nhận của máy chủ.", "Read %d receipts of the hub.", done.receipts)
	}
	for _, name := range done.bundles {
		c.say("Đã ghi %s", "Wrote %s", filepath.Join(dir, name))
	}
	if err == nil && len(done.bundles) == 0 {
		c.say("Không có gì để ghi: máy chủ đã biên nhận mọi phiếu. Dùng --all để ghi toàn bộ sổ.",
			"Nothing to write: the hub has acknowledged every ballot. Use --all to write the whole ledger.")
	}
	if err == nil {
		c.say("Đã ghi %s", "Wrote %s", filepath.Join(dir, reportName(h.store.Identity().ID)))
	}
	return err
}

func (c *cli) writeContent(ctx context.Context, h *home, dir string) error {
	meter := newMeterLine(c.stderr, c.lang)
	w, err := h.own.WriteContent(ctx, dir, meter.show)
	meter.end()
	if err != nil {
		return err
	}
	c.say("Đã ghi và kiểm tra lại bản phát hành %d vào %s: thêm %d tệp, %s.",
		"Wrote release %d into %s and read it back: %d new files, %s.", w.Number, dir, w.Files, meter.size(w.Bytes))
	return nil
}
