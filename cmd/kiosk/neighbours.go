package main

import (
	"context"
	"fmt"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/exchange/lan"
	"hangviet/ui/model"
)

// settingNeighbours (store.Setting) is "on" where kiosks of one site take
// releases from each other; all else: they do not.
const settingNeighbours = "neighbours"

// neighbours returns the kiosk's part in that, nil while it is switched off.
func (h *home) neighbours(ctx context.Context) (*exchange.Neighbours, error) {
	value, err := h.store.Setting(ctx, settingNeighbours)
	if err != nil {
		return nil, fmt.Errorf("read setting %s: %w", settingNeighbours, err)
	}
	if value != string(model.On) {
		return nil, nil
	}
	return &exchange.Neighbours{Content: h.own, Kiosk: h.store.Identity().ID, Street: lan.Street{}}, nil
}

// meet runs it until ctx ends. Where the network does not let it, staff see why,
// and it is tried again.
func (h *home) meet(ctx context.Context, n *exchange.Neighbours) error {
	for {
		err := n.Serve(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := h.store.SetProblem(ctx, exchange.Explain(exchange.ErrStreet).Code, fmt.Sprint(err)); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Minute):
		}
	}
}
