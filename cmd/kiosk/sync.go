package main

import (
	"context"
	"errors"
	"io"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// runSync is kiosk sync: what a window does in the background, by hand. With
// --once it sends the ballots, takes the hub's release and ends; without, it
// goes on until it is stopped, for a kiosk whose window is not up.
func runSync(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("sync", "[--once] --data DIR [--hub URL] [--lang vi|en]", stdout, stderr)
	once := c.flags.Bool("once", false, "send and fetch once, then end")
	hub := c.flags.String("hub", "", "the hub's address, `URL`, when another than set up")
	return c.run(ctx, args, nil, func(ctx context.Context, h *home) error {
		address, err := h.hubOr(ctx, *hub)
		if err != nil {
			return err
		}
		if address == "" {
			return c.misused("--hub is missing, and none is set up")
		}
		if !*once {
			_, wait := h.serveOn(ctx, traffic{hub: address})
			return wait()
		}
		return c.each(
			func() error { return c.sendOnce(ctx, h, address) },
			func() error { return c.fetchOnce(ctx, h, address) },
		)
	})
}

func (c *cli) sendOnce(ctx context.Context, h *home, hub string) error {
	sender, err := h.sender(ctx, hub)
	if err != nil {
		return err
	}
	before, err := h.log.Unsent(ctx)
	if err != nil {
		return err
	}
	if err := sender.SyncOnce(ctx); err != nil {
		return err
	}
	after, err := h.log.Unsent(ctx)
	if err != nil {
		return err
	}
	for _, code := range exchange.HubCodes() {
		if err := h.store.ClearProblem(ctx, code); err != nil {
			return err
		}
	}
	c.say("Máy chủ đã biên nhận thêm %d phiếu, còn %d phiếu chưa gửi.",
		"The hub acknowledged %d more ballots, %d are unsent.", max(before-after, 0), after)
	return nil
}

// fetchOnce takes the hub's release. A hub that publishes nothing is fine.
func (c *cli) fetchOnce(ctx context.Context, h *home, hub string) error {
	err := c.importFrom(ctx, h, contentOf("", hub))
	if errors.Is(err, release.ErrNoRelease) {
		c.say("Máy chủ không phát hành nội dung.", "The hub publishes no content.")
		return nil
	}
	return err
}
