package hub

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/footfall"
	"hangviet/data/hub/wire"
)

// putReport keeps a report and brings the sums up to it.
func putReport(t *books.Tx, report wire.Report, made time.Time) error {
	day, err := footfall.ParseDay(report.Day)
	if err != nil {
		return err
	}
	before, err := t.ReportOf(report.Kiosk, report.Day)
	if err != nil {
		return err
	}
	changed, gone := footfall.Diff(before, report.Counts)
	if err := t.PutReport(report.Kiosk, report.Day, made, changed, gone); err != nil {
		return err
	}
	return footfall.Keep(t, report.Kiosk, day, before, report.Counts)
}

// countLooks lets the reports of a kiosk count from now on, or no longer, as it is
// approved by now or was before.
func countLooks(t *books.Tx, k books.Kiosk, before wire.Status) error {
	switch {
	case k.Status == before:
		return nil
	case k.Status == wire.Approved:
		return footfall.AddKiosk(t, k.ID, 1)
	case before == wire.Approved:
		return footfall.AddKiosk(t, k.ID, -1)
	}
	return nil
}

// metaSummed says that the sums of what people looked at are kept, and by which
// rules.
const (
	metaSummed  = "footfall.summed"
	sumsVersion = "1"
)

// sumLooks makes the sums of what was reported before there were sums.
func (s *Service) sumLooks(ctx context.Context) error {
	summed := false
	look := func(t *books.Tx) error {
		_, err := t.Meta(metaSummed)
		summed = err == nil
		if errors.Is(err, books.ErrNotFound) {
			return nil
		}
		return err
	}
	if err := s.db.View(ctx, look); err != nil || summed {
		return err
	}
	err := s.db.Update(ctx, func(t *books.Tx) error {
		if err := look(t); err != nil || summed {
			return err
		}
		return sumAll(t)
	})
	if err != nil {
		return fmt.Errorf("sum counters: %w", err)
	}
	return nil
}

func sumAll(t *books.Tx) error {
	if err := t.DropSheets(); err != nil {
		return err
	}
	standings, err := t.Standings()
	if err != nil {
		return err
	}
	var approved []string
	for _, k := range standings {
		if k.Status == wire.Approved {
			approved = append(approved, k.ID)
		}
	}
	if err := footfall.Recount(t, approved); err != nil {
		return err
	}
	return t.PutMeta(metaSummed, []byte(sumsVersion))
}
