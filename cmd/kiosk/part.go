package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"hangviet/data/exchange"
	"hangviet/data/store"
	"hangviet/ui/model"
)

// selection is what the kiosk shows of a release, "" all.
func (h *home) selection(ctx context.Context) (string, error) {
	return h.store.Setting(ctx, settingSelection)
}

// floor returns the bytes that stay free on the disk, 0 for the usual.
func (h *home) floor(ctx context.Context) (uint64, error) {
	text, err := h.store.Setting(ctx, settingFloor)
	if err != nil || text == "" {
		return 0, err
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil {
		return 0, fmt.Errorf("read setting %s: %w", settingFloor, err)
	}
	return n << 20, nil
}

// openPart opens an organiser's catalogue for an import, which takes the photos
// of the kiosk's selection only.
func (h *home) openPart(ctx context.Context, path string) (exchange.Catalogue, error) {
	selection, err := h.selection(ctx)
	if err != nil {
		return nil, err
	}
	file, err := openChecked(ctx, path)
	if err != nil {
		return nil, err
	}
	c := file.(checked)
	if err := c.Show(ctx, store.View{Selection: selection}); err != nil {
		return nil, errors.Join(refusal(err), c.Close())
	}
	return c, nil
}

// validity is for how long a release can be relied on.
func validity(content *exchange.Content, number int64) model.Validity {
	about := content.About(number)
	return model.Validity{Issued: about.Issued, Expires: about.Expires}
}

// view is what is shown of a release of content: the kiosk's selection without
// what was withdrawn. A selection that cannot be read narrows nothing until it can; the
// error is exchange.ErrWithdrawn where nobody can tell what was withdrawn.
func (h *home) view(ctx context.Context, content *exchange.Content) (store.View, error) {
	if content != h.own {
		return store.View{}, nil
	}
	list, err := content.Withdrawn()
	if err != nil {
		return store.View{}, err
	}
	selection, _ := h.selection(ctx)
	return store.View{Hidden: list.Codes, Selection: selection}, nil
}

// tellView keeps it as a problem that nothing is shown because nobody can tell what was
// withdrawn, or clears that.
func (h *home) tellView(ctx context.Context, showing error) error {
	code := exchange.Explain(exchange.ErrWithdrawn).Code
	if errors.Is(showing, exchange.ErrWithdrawn) {
		return h.store.SetProblem(ctx, code, showing.Error())
	}
	return h.clearProblem(ctx, code)
}
