package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/fsync"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
	"hangviet/data/store"
)

// mendMark is a file in the data folder that asks the next start to mend kiosk.db:
// the window that found the damage had it open.
const mendMark = "mend.wanted"

// openMended is openHome for the window: where kiosk.db is damaged, it is mended
// first. Tell is told what became of it.
func openMended(ctx context.Context, dir string, tell func(error)) (*home, error) {
	wanted := isThere(filepath.Join(dir, mendMark))
	if !wanted {
		h, err := openHome(ctx, dir)
		if !errors.Is(err, store.ErrDamaged) {
			return h, err
		}
		tell(err)
	}
	m, err := store.Mend(ctx, dir, time.Now())
	if err != nil {
		return nil, errors.Join(err, ledger.ErrDamaged)
	}
	if err := os.RemoveAll(filepath.Join(dir, mendMark)); err != nil {
		return nil, fmt.Errorf("mend data folder: %w", err)
	}
	h, err := openHome(ctx, dir)
	if err != nil {
		return nil, err
	}
	if err := h.tellMended(ctx, m); err != nil {
		tell(err)
	}
	return h, nil
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// tellMended keeps it as a problem that something of the ledger is lost or moved.
func (h *home) tellMended(ctx context.Context, m store.Mended) error {
	if !m.Gone() {
		return nil
	}
	cause := fmt.Errorf("%w: of %d entries %d stand, %d were added again, lost are %v; kept as %s", exchange.ErrLedgerGap, m.Size, m.Kept, m.Moved, m.Lost, m.File)
	return h.store.SetProblem(ctx, exchange.Explain(cause).Code, cause.Error())
}

// gapTold is how long staff is shown that something of the ledger was lost. The hub
// is told for ever.
const gapTold = 30 * 24 * time.Hour

// healthGaps tells what damage took from the ledger, the oldest first.
func (h *home) healthGaps(ctx context.Context, t *wire.Health) error {
	all, err := h.store.Mendings(ctx)
	for _, m := range all {
		if !m.Gone() {
			continue
		}
		t.Gaps = append(t.Gaps, wire.Gap{
			Time: wire.FormatClock(m.Time), Size: m.Size, Kept: m.Kept, Moved: m.Moved, Other: m.Before, Lost: m.Lost[:min(len(m.Lost), wire.MaxRanges)],
			Unknown: len(m.Lost) > wire.MaxRanges,
		})
	}
	t.Gaps = t.Gaps[max(0, len(t.Gaps)-wire.MaxGaps):]
	return err
}

// sick looks through kiosk.db and tells whether it is damaged; another error is why
// that cannot be told now.
func (h *home) sick(ctx context.Context) (damage, err error) {
	err = h.store.Check(ctx)
	if err == nil {
		err = h.log.Verify(ctx)
	}
	if errors.Is(err, store.ErrDamaged) || errors.Is(err, ledger.ErrDamaged) {
		return err, nil
	}
	return nil, err
}

// wantMend asks the next start to mend kiosk.db.
func (h *home) wantMend(cause error) error {
	return fsync.Write(filepath.Join(h.dir, mendMark), []byte(cause.Error()+"\n"), 0o644)
}
