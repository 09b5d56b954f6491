package main

import (
	"context"
	"fmt"
	"io"
)

// runDayCard is kiosk daycard: prints the signed checkpoint of the ledger as it
// stands, the one line that the QR code of the staff's screen holds.
func runDayCard(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	c := newCLI("daycard", "--data DIR [--lang vi|en]", stdout, stderr)
	return c.run(ctx, args, nil, func(ctx context.Context, h *home) error {
		card, err := h.booth.DayCard(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(stdout, card)
		return err
	})
}
