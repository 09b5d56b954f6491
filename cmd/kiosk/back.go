package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/release"
)

// runBack is kiosk back: shows the release before the shown one, which is kept
// for that. The one it leaves is not taken again, unless --again says so; a newer
// one is taken as ever.
func runBack(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("back", "--data DIR [--again] [--lang vi|en]", stdout, stderr)
	again := c.flags.Bool("again", false, "take the release that was left again at the next import")
	return c.run(ctx, args, nil, func(ctx context.Context, h *home) error {
		if *again {
			return c.takeAgain(ctx, h)
		}
		from, to, err := h.back(ctx, exchange.ByStaff, nil)
		if err != nil {
			return err
		}
		c.say("Đã quay lại từ bản %d về bản %d. Bản %d sẽ không được nhận lại; bản mới hơn vẫn được nhận.",
			"Went back from release %d to release %d. Release %d will not be taken again; a newer one will.", from, to, from)
		return nil
	})
}

func (c *cli) takeAgain(ctx context.Context, h *home) error {
	n, _ := h.own.Left()
	if err := h.own.Again(); err != nil {
		return err
	}
	if err := h.store.ClearProblem(ctx, exchange.Explain(exchange.ErrLeft).Code); err != nil {
		return err
	}
	if n == 0 {
		c.say("Không có bản nào đang bị bỏ.", "No release is left.")
		return nil
	}
	c.say("Lần nhập tới sẽ nhận lại bản %d.", "The next import takes release %d again.", n)
	return nil
}

// back leaves the shown release for the one before, and keeps that as a problem
// for staff and organiser to see; damage is what is wrong with its file.
func (h *home) back(ctx context.Context, why exchange.Reason, damage error) (from, to int64, err error) {
	from, to, err = h.own.Back(ctx, why)
	if err != nil {
		return from, to, err
	}
	cause := fmt.Errorf("%w: release %d, for %s", exchange.ErrLeft, from, why)
	switch {
	case errors.Is(damage, release.ErrNewerFormat): // an older program was put back
		cause = fmt.Errorf("file of release %d: %w", from, damage)
	case why == exchange.ByDamage:
		cause = fmt.Errorf("%w: file of release %d", release.ErrCorrupt, from)
	}
	err = h.store.SetProblem(ctx, exchange.Explain(cause).Code, cause.Error())
	return from, to, errors.Join(err, h.countLeft(ctx, from, why))
}

// countLeft tells the hub, with the next report of counters, that a release was
// left here.
func (h *home) countLeft(ctx context.Context, n int64, why exchange.Reason) error {
	day := h.clock.Now().In(catalog.Zone).Format(time.DateOnly)
	return h.store.AddCounter(ctx, day, wire.LeftRelease, fmt.Sprintf("%d %s", n, why), 1)
}
